#!/usr/bin/env bash
# Builds all packages of the present commit twice, in two fresh clones at paths of different length, and compares every
# byte. Called by ./build --check-reproducible; takes two full builds.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$here/../parts/common.sh"
cd "$here/../.."
need git git
commit=$(git rev-parse HEAD)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/fw-hpc-reproducible.XXXXXX")
trap 'rm -rf "$work"' EXIT
umasks=(022 077)
for one in a another-longer-name; do
  git clone -q --shared --no-checkout . "$work/$one"
  git -C "$work/$one" checkout -q --detach "$commit"
  say "building $commit in $work/$one"
  (umask "${umasks[0]}" && FW_HPC_LOG_DIR=$work/log-$one TZ=Pacific/Auckland "$work/$one/build" --all > "$work/$one.out") ||
    { tail -n 20 "$work/$one.out"; die "the build in $work/$one failed"; }
  umasks=("${umasks[@]:1}")
done
if diff -r "$work/a/artifacts/packages" "$work/another-longer-name/artifacts/packages"; then
  say "the same bytes twice:"
  cat "$work/a/artifacts/packages/SHA256SUMS"
else
  die "the two builds differ; SHA256SUMS of each tell in which package" "diffoscope, on two packages kept from two builds"
fi
