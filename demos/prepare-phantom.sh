#!/usr/bin/env bash
# Prepares the phantom scenario: the image of each demo gear, made of this machine's own programs, with no network and
# no root.
#
# usage: prepare-phantom.sh --out DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../deploy/parts/common.sh
. "$here/../deploy/parts/common.sh"

[ $# = 2 ] && [ "$1" = --out ] || { usage; exit 2; }
for gear in "$here"/gears/*/; do
  name=$(basename "$gear")
  mkdir -p "$2/$name"
  cp "$gear/manifest.json" "$2/$name/"
  "$here/../deploy/gears/host-rootfs.sh" --out "$2/$name.tar" --add "$gear=/flywheel/v0"
done
