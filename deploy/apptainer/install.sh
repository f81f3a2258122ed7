#!/usr/bin/env bash
# Gives this machine a working `apptainer`, and proves it by running something in a container.
#
# usage: install.sh [--prefix DIR] [--suite NAME] [--reinstall]
#
#   --prefix DIR   where the private copy goes if one is needed (default /opt/fw-hpc-apptainer)
#   --suite NAME   Debian suite to take it from (default: the first of testing, unstable that has it)
#   --reinstall    fetch the private copy anew even if the one in DIR works
#
# In this order:
#   1. an apptainer or singularity on PATH that can run a container: nothing is done;
#   2. the distribution's own package, where it has one;
#   3. the package of a newer Debian suite, fetched through apt state of its own (signatures checked with the host's
#      Debian keyring) and unpacked under DIR with the C library it was built for. The host's libraries and package
#      database do not change. Only /usr/local/bin/apptainer is added, a link.
set -euo pipefail
# shellcheck source=../parts/common.sh
. "$(dirname "$(readlink -f "$0")")/../parts/common.sh"
PARTS=$(dirname "$(readlink -f "$0")")/../parts

prefix=/opt/fw-hpc-apptainer suites='testing unstable' reinstall=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=$(readlink -m "${2:?--prefix needs a folder}"); shift ;;
    --suite) suites=${2:?--suite needs a name}; shift ;;
    --reinstall) reinstall=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done

work=$(mktemp -d "${TMPDIR:-/tmp}/fw-hpc-apptainer.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT

# The run that decides: the flags that gears get, a bound folder, an exit code that comes through.
runs_a_container() {
  local tool=$1 rc=0
  [ -d "$work/sandbox" ] || tiny_rootfs "$work/sandbox"
  printf 'seen\n' > "$work/bound"
  printf '+ try %s\n' "$tool" >> "$LOG"
  [ "$("$tool" exec --containall --no-home --bind "$work:/mnt" "$work/sandbox" cat /mnt/bound 2>> "$LOG" < /dev/null)" = seen ] || return 1
  "$tool" exec --containall --no-home "$work/sandbox" sh -c 'exit 42' 2>> "$LOG" < /dev/null || rc=$?
  [ "$rc" = 42 ]
}

start_log apptainer-install

open_device /dev/fuse
if [ -z "$reinstall" ]; then
  for candidate in apptainer singularity; do
    command -v "$candidate" > /dev/null || continue
    if runs_a_container "$candidate"; then
      say "$candidate works already: $(command -v "$candidate"), $("$candidate" --version)"
      exit 0
    fi
    say "$(command -v "$candidate") is there but could not run a container"
  done
fi

need_root "$@"
"$PARTS/install-debian.sh" --apptainer

tool=
distribution_has() { [ -n "$(apt-cache policy "$1" 2> /dev/null | sed -n '/Candidate: (none)/d; /Candidate: /p')" ]; }
for package in apptainer singularity-container; do
  if [ -z "$reinstall" ] && distribution_has "$package"; then
    logged "apt-get install $package" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"
    tool=${package%-container}
    break
  fi
done

# --- the private copy ---------------------------------------------------------------------------------------------

fetch_packages() {
  local mirror keyring suite depends apt
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die 'this machine has no Debian archive among its apt sources, and the distribution has no apptainer' \
    'install Apptainer by hand: https://apptainer.org/docs/admin/latest/installation.html'
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -e "$keyring" ] || die "$keyring is missing" 'apt-get install -y debian-archive-keyring'
  mkdir -p "$work"/apt/{lists,cache/archives/partial} "$work/debs"
  # What apt runs with its privileges dropped must be able to enter; everything below is public package data.
  chmod 755 "$work"
  apt=(-o "Dir::Etc::SourceList=$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o "Dir::State::Lists=$work/apt/lists"
    -o "Dir::Cache=$work/apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root
    -o Acquire::Languages=none -o 'APT::Update::Post-Invoke=' -o 'APT::Update::Post-Invoke-Success=')
  for suite in $suites; do
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" > "$work/apt/sources.list"
    logged "read the package lists of Debian $suite" apt-get "${apt[@]}" update || continue
    depends=$(apt-cache "${apt[@]}" depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
      apptainer 2>> "$LOG" | awk '$1 == "Depends:" && $2 ~ /^lib/ { print $2 }') || true
    [ -n "$depends" ] || continue
    # shellcheck disable=SC2086  # a list of package names
    (cd "$work/debs" && logged "download apptainer of Debian $suite" apt-get "${apt[@]}" download apptainer libc6 $depends) ||
      die 'the download failed' "$0 ${suites:+--suite $suite}"
    return
  done
  die "none of the Debian suites ($suites) has apptainer" "$0 --suite NAME"
}

# Copies into $new/lib, out of the unpacked packages, every library that FILE needs, and theirs.
take_libraries() {
  local name found
  for name in $(patchelf --print-needed "$1"); do
    [ -e "$new/lib/$name" ] && continue
    found=$(find "$work/libs" -name "$name" -print -quit)
    [ -n "$found" ] || die "$(basename "$1") needs $name, which none of its packages holds" "$0 --suite NAME   (another suite)"
    cp -L "$found" "$new/lib/$name"
    take_libraries "$new/lib/$name"
  done
}

install_private_copy() {
  local new=$prefix.new deb program programs interpreter
  fetch_packages
  rm -rf --one-file-system "$new"
  mkdir -p "$new/lib" "$work/libs"
  for deb in "$work"/debs/*.deb; do
    case ${deb##*/} in
      apptainer_*) dpkg-deb -x "$deb" "$new" ;;
      *) dpkg-deb -x "$deb" "$work/libs" ;;
    esac
  done
  mapfile -t programs < <(find "$new/usr/bin/apptainer" "$new/usr/lib" -type f -path '*bin/*' -exec sh -c \
    'for f; do head -c 4 "$f" | grep -q ELF && patchelf --print-interpreter "$f" > /dev/null 2>&1 && echo "$f"; done; true' sh {} +)
  [ "${#programs[@]}" -ge 2 ] || die "the package holds no apptainer and starter where they were expected (see $LOG)"
  interpreter=$(basename "$(patchelf --print-interpreter "${programs[0]}")")
  cp -L "$(find "$work/libs" -name "$interpreter" -print -quit)" "$new/lib/"
  for program in "${programs[@]}"; do take_libraries "$program"; done
  # Names and addresses are looked up by libraries that no program lists as needed.
  find "$work/libs" -name 'libnss_*.so.2' -exec cp -L {} "$new/lib/" \;
  for program in "${programs[@]}"; do
    patchelf --set-interpreter "$prefix/lib/$interpreter" --set-rpath "$prefix/lib" --force-rpath "$program"
  done
  # apptainer finds etc/ and var/ from where it lies: DIR/usr for itself, DIR/usr/lib for its starter.
  mv "$new/etc" "$new/usr/etc"
  mkdir -p "$new/var" && mv "$new/var" "$new/usr/var"
  ln -sfn ../etc "$new/usr/lib/etc"
  ln -sfn ../var "$new/usr/lib/var"
  [ ! -d "$prefix" ] || mv "$prefix" "$prefix.old"
  mv "$new" "$prefix"
  rm -rf --one-file-system "$prefix.old"
  ln -sfn "$prefix/usr/bin/apptainer" /usr/local/bin/apptainer
  hash -r
}

set_option() { sed -i "s/^$1 = .*/$1 = $2/" "$conf"; }

# Root whose bounding set lacks a capability (VMs, sandboxes, containers) cannot be given "full" ones: the starter
# asks for all of them and is refused. "file" grants root what the capability file lists: what this root really has.
grant_what_root_has() {
  local have
  have=$(capsh --print | sed -n 's/^Bounding set *=//p' | tr '[:lower:]' '[:upper:]')
  say 'root lacks capabilities here: apptainer is set to use those it has'
  set_option 'root default capabilities' file
  logged 'apptainer capability add' apptainer capability add --user root "$have"
}

if [ -z "$tool" ]; then
  tool=apptainer
  conf=$prefix/usr/etc/apptainer/apptainer.conf
  if [ -n "$reinstall" ] || [ ! -x "$prefix/usr/bin/apptainer" ]; then
    say "fetching a private apptainer into $prefix (log: $LOG)"
    install_private_copy
  else
    ln -sfn "$prefix/usr/bin/apptainer" /usr/local/bin/apptainer
  fi
  [ -d /run/systemd/system ] || set_option 'systemd cgroups' no
  runs_a_container apptainer || grant_what_root_has
fi

if ! runs_a_container "$tool"; then
  say "$("$tool" --version) is installed but cannot run a container. The end of $LOG:"
  tail -n 25 "$LOG" | sed 's/^/  | /' >&2
  die 'no working apptainer' "$tool --debug exec /some/rootfs true"
fi
say "$("$tool" --version) works ($(command -v "$tool"))"
