#!/bin/sh
# Starts or resumes the base run on a CPU, in the background at the lowest priority. PACK is the picture pack without its ending.
set -e
cd "$(dirname "$0")"
export OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0
folder="$HOME/.local/share/lutra/training/${RUN:=pup}"
mkdir -p "$folder"
if [ -e "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null; then
    echo "the run $RUN goes on already, as process $(cat "$folder/pid")"
    exit
fi
setsid nohup nice -n 19 "${PYTHON:-python3}" -m pup.train --run "$RUN" --pack "${PACK:?path of the picture pack}" \
    --sources noto,fluent-emoji-flat --stages 32:32:195000,64:16: --threads "${THREADS:-1}" "$@" >> "$folder/out.txt" 2>&1 < /dev/null &
