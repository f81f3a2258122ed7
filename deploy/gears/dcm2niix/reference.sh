#!/usr/bin/env bash
# Converts by hand, with the host's own dcm2niix and no container, what a job of the gear converts: the files in
# --out must equal the job's outputs byte for byte where host and image hold the same version.
#
# usage: reference.sh --dicom FILE --out DIR [--config CONFIG.JSON]
#
#   --dicom FILE    the .zip (or single file) given to the gear
#   --config FILE   the job's config.json (default: the manifest's defaults)
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../../parts/common.sh
. "$HERE/../../parts/common.sh"
# shellcheck source=conversion.sh
. "$HERE/conversion.sh"

dicom='' out='' config=''
while [ $# -gt 0 ]; do
  case $1 in
    --dicom) dicom=${2:?--dicom needs a file}; shift ;;
    --out) out=${2:?--out needs a folder}; shift ;;
    --config) config=${2:?--config needs a file}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done
if [ -z "$dicom" ] || [ -z "$out" ]; then usage; exit 2; fi
[ -r "$dicom" ] || die "no such file: $dicom"
for tool in dcm2niix jq unzip; do need "$tool"; done

work=$(mktemp -d "${TMPDIR:-/tmp}/fw-hpc-reference.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
[ -n "$config" ] || { config=$work/config.json; echo '{}' > "$config"; }
unpack_input "$dicom" "$work/dicom"
set_flags "$config" "$HERE/manifest.json"
mkdir -p "$out"
dcm2niix "${flags[@]}" -o "$out" "$work/dicom" > "$work/log" 2>&1 || {
  cat "$work/log" >&2
  die "dcm2niix could not convert $dicom"
}
