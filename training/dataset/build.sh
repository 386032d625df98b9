#!/bin/sh
# Rebuilds the picture pack from npm and Debian alone: ./build.sh WORK_FOLDER
# Needs node 18 or newer, npm, apt-get, dpkg-deb, python3 with Pillow; 320 MB of downloads and a quarter of an hour of processor time,
# half of it for the filters of fluent-emoji. Makes WORK_FOLDER/core256.{bin,jsonl} and WORK_FOLDER/core64.{bin,jsonl}.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?work folder}/npm" "$1/deb" "$1/pack"
cd "$1"
work=$PWD

fetch() { # an npm package at an exact version, unpacked under npm/<name>-<version>
    archive=$(npm pack -s "$1")
    mkdir -p "npm/${archive%.tgz}"
    tar xzf "$archive" -C "npm/${archive%.tgz}" --strip-components=1
    rm "$archive"
}
for package in noto@1.2.9 noto-v1@1.2.5 twemoji@1.2.5 fluent-emoji@1.2.7 fluent-emoji-flat@1.2.6 emojione@1.2.3 fxemoji@1.2.2 \
    flat-color-icons@1.2.3 meteocons@1.2.4 streamline-plump-color@1.2.2 streamline-ultimate-color@1.2.2 streamline-kameleon-color@1.2.2 \
    streamline-freehand-color@1.2.2 streamline-stickies-color@1.2.2 streamline-emojis@1.2.4 fluent-color@1.2.21; do
    fetch "@iconify-json/$package"
done
for package in @lobehub/fluent-emoji-3d@1.1.0 emojibase-data@17.0.0 emojilib@4.0.3; do
    fetch "$package"
done
(cd deb && apt-get download openclipart-svg && dpkg-deb -x openclipart-svg_*.deb .)

# The scripts find their packages beside themselves.
cp "$here"/*.mjs .
npm install -s --prefix . sharp@0.35.5 @dicebear/core@9.4.3 @dicebear/collection@9.4.3
for sources in noto,fluent-emoji-flat,twemoji,noto-v1,fxemoji fluent-emoji fluent-3d,openclipart emojione,streamline-emojis,flat-color-icons \
    meteocons,streamline-kameleon-color,streamline-freehand-color,streamline-ultimate-color,streamline-plump-color,streamline-stickies-color,fluent-color; do
    node collect.mjs npm deb "pack/${sources%%,*}" "--only=$sources"
done
node dicebear.mjs pack/dicebear 3000
"${PYTHON:-python3}" "$here/merge.py" --out core256 pack/*/
"${PYTHON:-python3}" "$here/merge.py" --out core64 --size 64 --quality 90 --sources noto,fluent-emoji-flat,twemoji,noto-v1,fluent-emoji,fluent-3d,emojione pack/*/
echo "made $work/core256.bin"
