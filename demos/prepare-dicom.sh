#!/usr/bin/env bash
# Prepares the dicom scenario: the dcm2niix gear as SIF and as Podman image, real DICOM series out of Debian packages, and
# what dcm2niix makes of each by hand. Needs root, Apptainer, Podman and the packages of deploy/parts/install-debian.sh.
#
# usage: prepare-dicom.sh --out DIR [--images DIR]
#
#   --out DIR      gets dicom/*.zip, reference/SERIES/, gear-sif/manifest.json and gear-podman/manifest.json
#   --images DIR   where the images are kept between runs (default artifacts/gears)
#
# Prints two lines at the end: the SIF's path and the Podman image's name.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../deploy/parts/common.sh
. "$here/../deploy/parts/common.sh"
deploy=$here/../deploy

out='' images=$here/../artifacts/gears
while [ $# -gt 0 ]; do
  case $1 in
    --out | --images) [ $# -gt 1 ] || die "$1 wants a folder"; printf -v "${1#--}" %s "$(realpath -m "$2")"; shift ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option '$1'" "$0 --help" ;;
  esac
  shift
done
[ -n "$out" ] || die "--out DIR is missing" "$0 --help"

mkdir -p "$out" "$images"
images=$(realpath "$images")
podman_image=localhost/fw-dcm2niix:demo
gear=$deploy/gears/dcm2niix
"$gear/build.sh" --out "$images" --sif --podman "$podman_image" >&2
"$gear/collect-dicom.sh" --out "$out/dicom" >&2
for zip in "$out"/dicom/*.zip; do
  "$gear/reference.sh" --dicom "$zip" --out "$out/reference/$(basename "$zip" .zip)" >&2
done
# One gear under two names, because it has two images: the engine takes the runtime that can run the image.
for form in sif podman; do
  mkdir -p "$out/gear-$form"
  sed "s/\"name\": \"dcm2niix\"/\"name\": \"dcm2niix-$form\"/" "$gear/manifest.json" > "$out/gear-$form/manifest.json"
done
printf '%s\n%s\n' "$images/dcm2niix.sif" "$podman_image"
