#!/usr/bin/env bash
# Builds the dcm2niix gear's image from Debian packages: DIR/dcm2niix.tar (root file system), and on demand a SIF and a
# Podman image of the same content. Nothing changed since the last build: done in a fraction of a second.
#
# usage: build.sh --out DIR [--sif] [--podman [NAME]] [--suite NAME] [--force]
#
#   --sif             also DIR/dcm2niix.sif (needs apptainer; a proof run is made)
#   --podman [NAME]   also a Podman image (default localhost/fw-dcm2niix:<version of the manifest>)
#   --suite NAME      Debian suite (default the host's, so that reference.sh runs the same dcm2niix)
#   --force           build anew, to take in newer Debian packages
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../../parts/common.sh
. "$HERE/../../parts/common.sh"

out='' sif='' podman='' suite='' force=''
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$(readlink -m "${2:?--out needs a folder}"); shift ;;
    --sif) sif=1 ;;
    --podman)
      podman=default
      if [ $# -gt 1 ] && [[ $2 != --* ]]; then podman=$2; shift; fi ;;
    --suite) suite=${2:?--suite needs a name}; shift ;;
    --force) force=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done
[ -n "$out" ] || { usage; exit 2; }
need jq
[ -n "$suite" ] || suite=$(. /etc/os-release; if [ "$ID" = debian ]; then echo "${VERSION_CODENAME:-stable}"; else echo stable; fi)
version=$(jq -r .version "$HERE/manifest.json")
[ "$podman" != default ] || podman=localhost/fw-dcm2niix:$version
export SOURCE_DATE_EPOCH=315532800   # 1980: the first year that zip and gzip know
GEAR_FILES=(conversion.sh manifest.json run)
PACKAGES=bash,dcm2niix,jq,unzip

mkdir -p "$out"
FW_HPC_LOG_DIR=$out start_log build
tar=$out/dcm2niix.tar
exec 9> "$out/.lock"
flock -w 900 9 || die "another build has been at work in $out for 15 minutes" "fuser -v $out/.lock"

work=$(mktemp -d "${TMPDIR:-/var/tmp}/fw-hpc-gear.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
stamp_of() { cat "$1" 2> /dev/null || true; }

build_rootfs() {
  local mirror
  need mmdebstrap
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die 'this machine has no Debian archive among its apt sources' "add one, e.g. in /etc/apt/sources.list.d"
  mkdir -p "$work/gear"
  install -m 755 "$HERE/run" "$work/gear/run"
  install -m 644 "$HERE/conversion.sh" "$HERE/manifest.json" "$work/gear/"
  chmod 755 "$work"
  say "building $tar from Debian $suite (log: $LOG)"
  # Hooks run with the new root as $1.
  # shellcheck disable=SC2016
  logged "mmdebstrap of Debian $suite" env TMPDIR="${TMPDIR:-/var/tmp}" mmdebstrap --variant=minbase --include="$PACKAGES" \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='mkdir -p "$1/flywheel/v0/input" "$1/flywheel/v0/output"' \
    --customize-hook="cp -R $(printf %q "$work/gear")/. \"\$1/flywheel/v0/\"" \
    --customize-hook='chown -R 0:0 "$1/flywheel"; chmod -R u=rwX,go=rX "$1/flywheel"' \
    --customize-hook='rm -rf "$1"/var/log/* "$1"/var/cache/* "$1/etc/hostname"; : > "$1/etc/resolv.conf"' \
    "$suite" "$work/rootfs.tar" "$mirror" ||
    die 'the root file system could not be built' "$HERE/../../parts/install-debian.sh --image-tools   (then $0 again)"
  mv "$work/rootfs.tar" "$tar"
}

wish=$(cd "$HERE" && { cat "${GEAR_FILES[@]}" build.sh; echo "$suite $PACKAGES"; dpkg --print-architecture 2> /dev/null || uname -m; } | sha256sum | cut -d' ' -f1)
if [ -n "$force" ] || [ ! -s "$tar" ] || [ "$(stamp_of "$tar.stamp" | cut -d' ' -f1)" != "$wish" ]; then
  rm -f "$tar.stamp"
  build_rootfs
  printf '%s %s\n' "$wish" "$(sha256sum "$tar" | cut -d' ' -f1)" > "$tar.stamp"
fi
content=$(cut -d' ' -f2 "$tar.stamp")

if [ -n "$sif" ] && { [ ! -s "$out/dcm2niix.sif" ] || [ "$(stamp_of "$out/dcm2niix.sif.stamp")" != "$content" ]; }; then
  command -v apptainer > /dev/null || die 'apptainer is missing' "$HERE/../../apptainer/install.sh"
  mkdir -p "$work/rootfs"
  logged 'unpack the root file system' tar -C "$work/rootfs" --exclude='./dev/*' -xf "$tar"
  logged 'apptainer build' apptainer build --force "$work/dcm2niix.sif" "$work/rootfs"
  logged 'a run of dcm2niix in the SIF' apptainer exec --containall --no-home "$work/dcm2niix.sif" sh -c 'test -x /flywheel/v0/run && jq . /flywheel/v0/manifest.json && { dcm2niix --version || [ $? = 3 ]; }'
  mv "$work/dcm2niix.sif" "$out/dcm2niix.sif"
  chmod 644 "$out/dcm2niix.sif"
  printf '%s\n' "$content" > "$out/dcm2niix.sif.stamp"
  say "built $out/dcm2niix.sif"
fi

if [ -n "$podman" ] && [ "$(podman image inspect --format '{{index .Labels "fw-hpc.content"}}' "$podman" 2> /dev/null || true)" != "$content" ]; then
  command -v podman > /dev/null || die 'Podman is missing' "$HERE/../../parts/install-debian.sh --containers"
  logged 'podman import' podman import --change "LABEL fw-hpc.content=$content" "$tar" "$podman" ||
    die 'Podman could not take the image' "$HERE/../../podman/configure.sh"
  say "made the Podman image $podman"
fi
