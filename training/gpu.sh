#!/bin/sh
# Trains on a GPU machine that is lent for minutes, takes little in and gives little back: the pack comes along at 64 px, training goes on
# in the background while commands are short, and only what draws is brought home, in parts of at most 16 MiB.
#   PACK=data/core64 MINUTES=26 ./gpu.sh start     starts the run and returns
#   ./gpu.sh watch 540                             prints the log for so many seconds
#   ./gpu.sh bring OUT                             when the run has ended: weights in bfloat16, in parts, with a sheet and the log
# At home: cat OUT/part-* > pup.safetensors. To go on training from it: --init pup.safetensors.
set -e
cd "$(dirname "$0")"
export RUN="${RUN:-gpu}"
folder="$HOME/.local/share/lutra/training/$RUN"
python="${PYTHON:-python3}"
case "$1" in
start)
    shift
    mkdir -p "$folder"
    # A sample at 32 px costs a quarter of one at 64. The rate of the machine decides where the stages meet: see README.md.
    setsid nohup "$python" -m pup.train --run "$RUN" --pack "${PACK:?path of the picture pack}" --device "${DEVICE:-cuda}" \
        --sources "${SOURCES:-noto,fluent-emoji-flat,fluent-emoji,fluent-3d}" --channels "${CHANNELS:-96,192,384}" --inner-blocks 5 \
        --stages "${STAGES:-32:512:4000000,64:512:}" --lr 8e-4 --ema .999 --replay 32768 --fresh .125 --validate-every 500000 \
        --minutes "${MINUTES:-26}" --cooldown "${COOLDOWN:-6}" "$@" > "$folder/out.txt" 2>&1 < /dev/null &
    sleep "${SETTLE:-60}"
    cat "$folder/out.txt" "$folder/log.jsonl"
    ;;
watch)
    sleep "${2:-540}"
    cat "$folder/out.txt"
    tail -n 12 "$folder/log.jsonl"
    ;;
bring)
    out="${2:?folder}"
    mkdir -p "$out"
    "$python" -m pup.export --run "$RUN" --dtype bfloat16 --out "$folder/export"
    split -b 16000000 "$folder/export/pup.safetensors" "$out/part-"
    "$python" -m pup.sample --run "$RUN" --size "${SIZE:-64}" --device "${DEVICE:-cuda}" --out "$out/sheet.png"
    cp "$folder/log.jsonl" "$out/"
    ;;
*)
    sed -n '2,7p' "$0"
    exit 2
    ;;
esac
