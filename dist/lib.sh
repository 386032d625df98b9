# What the scripts of dist/ share: names, versions and places. Read by them, not run.
# shellcheck shell=bash disable=SC2034
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/target/dist
version=$(sed -n '0,/<version>/s:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml")
platform=linux-x86_64
name=lutra-$version-$platform
tree=$out/$name
# The moment that everything in a package bears: the same as in Maven's jars.
stamp=$(date -u -d "$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*:\1:p' "$root/pom.xml")" +%s)
export SOURCE_DATE_EPOCH=$stamp LC_ALL=C TZ=UTC

fail() { printf 'dist: %s\n' "$@" >&2; exit 1; }
say() { printf '%s\n' "$*" >&2; }
size() { du -sh --apparent-size "$1" | cut -f1; }

# Packs a folder the same way every time: names sorted, one time, root's, no difference of umask.
pack() {
  local folder=$1 archive=$2
  tar --create --format=gnu --sort=name --mtime="@$stamp" --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w \
    --directory "$(dirname "$folder")" "$(basename "$folder")" | gzip -n -6 > "$archive"
}
