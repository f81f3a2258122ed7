#!/usr/bin/env bash
# Gathers real DICOM series out of Debian's python3-pydicom and python3-nibabel (their test data) into DIR, one .zip
# per series, keeping only those that the host's dcm2niix converts to at least one NIfTI with its JSON sidecar, and
# to the same bytes whatever the order in which a folder lists the files (images that share a name are told apart by
# letters, given in that order; file systems differ in it).
#
# usage: collect-dicom.sh --out DIR [--folders]
#
#   --folders   also each series as a folder DIR/<series>/
#
# Writes DIR/series.tsv: name, DICOM files, NIfTI images, bytes of the zip. The zips are the same bytes every time.
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../../parts/common.sh
. "$HERE/../../parts/common.sh"

out='' folders=''
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$(readlink -m "${2:?--out needs a folder}"); shift ;;
    --folders) folders=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done
[ -n "$out" ] || { usage; exit 2; }
for tool in dcm2niix zip jq unzip; do need "$tool"; done
# "package file": where the package put its data, asked of dpkg, not guessed.
data_folder() { dpkg -L "$1" 2> /dev/null | grep -m 1 "/$2\$" || true; }
PYDICOM=$(data_folder python3-pydicom pydicom/data/test_files)
NIBABEL=$(data_folder python3-nibabel nibabel/nicom/tests/data)
if [ ! -d "$PYDICOM" ] || [ ! -d "$NIBABEL" ]; then
  die 'the sample data are missing' "$HERE/../../parts/install-debian.sh --image-tools"
fi

# name, then files or folders under the data folder P (pydicom) or N (nibabel)
series() {
  cat << 'LIST'
mr-siemens-dwi     N/siemens_dwi_0.dcm.gz N/siemens_dwi_1000.dcm.gz
mr-philips-mprage  N/philips_mprage.dcm.gz
mr-localizer       P/dicomdirtests/98892003/MR1
mr-pilot           P/dicomdirtests/98892003/MR2
mr-angio           P/dicomdirtests/98892003/MR700
mr-small           P/MR_small.dcm
ct-brain           P/dicomdirtests/77654033/CT2
ct-cardiac         P/dicomdirtests/98892001/CT5N
ct-plain-jpeg2k    P/693_J2KI.dcm
ct-small           P/CT_small.dcm
LIST
}

convert() { "$HERE/reference.sh" --dicom "$1" --out "$2" >> "$work/log" 2>&1; }

# The same files under other names come in another order.
depends_on_order() {
  local dir=$1 expected=$2 turn file
  for turn in 1 2 3; do
    rm -rf "$work/turned" "$work/turned.zip" "$work/turned.out"
    mkdir "$work/turned"
    while read -r file; do
      cp "$file" "$work/turned/$turn$(printf '%s %s' "$turn" "$file" | sha256sum | cut -c1-8).dcm"
    done < <(find "$dir" -type f)
    (cd "$work/turned" && zip -q -X "$work/turned.zip" -- *)
    convert "$work/turned.zip" "$work/turned.out" || return 0
    diff -r "$expected" "$work/turned.out" >> "$work/log" 2>&1 || return 0
  done
  return 1
}

work=$(mktemp -d "${TMPDIR:-/tmp}/fw-hpc-dicom.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
mkdir -p "$out"
printf 'series\tdicoms\tniftis\tzip_bytes\n' > "$work/series.tsv"
kept=0
while read -r name sources; do
  dir=$work/$name
  mkdir -p "$dir"
  for source in $sources; do
    case $source in P/*) path=$PYDICOM/${source#P/} ;; *) path=$NIBABEL/${source#N/} ;; esac
    [ -e "$path" ] || continue
    case $path in
      *.gz) gzip -dc "$path" > "$dir/$(basename "$path" .gz)" ;;
      *) find "$path" -type f | sort | while read -r file; do
        file_name=$(basename "$file")
        cp "$file" "$dir/${file_name%.dcm}.dcm"
      done ;;
    esac
  done
  [ -n "$(ls -A "$dir")" ] || { say "$name: left out, these packages have none of its files"; continue; }
  find "$dir" -exec touch -d @315532800 {} +
  (cd "$dir" && find . -type f | LC_ALL=C sort | TZ=UTC zip -q -X -@ "$work/$name.zip")
  convert "$work/$name.zip" "$work/$name.out" || { say "$name: left out, dcm2niix does not convert it"; continue; }
  ! depends_on_order "$dir" "$work/$name.out" || { say "$name: left out, its outcome depends on the order of its files"; continue; }
  niftis=$(find "$work/$name.out" -name '*.nii*' | wc -l)
  [ -n "$(find "$work/$name.out" -name '*.json' -print -quit)" ] || { say "$name: left out, no sidecar"; continue; }
  mv "$work/$name.zip" "$out/$name.zip"
  if [ -n "$folders" ]; then rm -rf "${out:?}/$name"; cp -R "$dir" "$out/$name"; fi
  printf '%s\t%s\t%s\t%s\n' "$name" "$(find "$dir" -type f | wc -l)" "$niftis" "$(stat -c %s "$out/$name.zip")" >> "$work/series.tsv"
  kept=$((kept + 1))
done < <(series)
mv "$work/series.tsv" "$out/series.tsv"
[ "$kept" -ge 3 ] || die "only $kept series could be converted" "dcm2niix --version; dpkg -V dcm2niix python3-pydicom python3-nibabel"
say "$kept series in $out (see series.tsv)"
