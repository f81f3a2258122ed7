# shellcheck shell=bash
# Sourced by every script of deploy/: words to the person, logs for the noise, and the few checks all of them need.
#
#   say TEXT              one line on standard error, prefixed with the script's name
#   die TEXT [REMEDY]     the same, then the exact command that helps, then exit 1
#   logged STEP CMD...    runs CMD with its output in $LOG; shows the end of it when CMD fails
#   need CMD PACKAGES     dies with the apt command when CMD is not on PATH
#   usage                 prints the calling script's opening comment
#
# FW_HPC_LOG_DIR says where logs go (default /var/log/fw-hpc as root, a folder under TMPDIR otherwise).

ME=$(basename "$0")

say() { printf '%s: %s\n' "$ME" "$*" >&2; }

die() {
  say "$1"
  [ -z "${2:-}" ] || printf '  try: %s\n' "$2" >&2
  exit 1
}

usage() { sed -n '2,/^[^#]/{/^#/!d; s/^# \{0,1\}//; p}' "$0"; }

# More than one line of output belongs in a file; start_log names it and empties it.
start_log() {
  local dir=${FW_HPC_LOG_DIR:-}
  if [ -z "$dir" ]; then
    if [ "$(id -u)" = 0 ]; then dir=/var/log/fw-hpc; else dir=${TMPDIR:-/tmp}/fw-hpc-log-$(id -u); fi
  fi
  mkdir -p "$dir"
  LOG=$dir/$1.log
  : > "$LOG"
}

logged() {
  local step=$1 rc=0
  shift
  printf '+ %s\n' "$*" >> "$LOG"
  "$@" >> "$LOG" 2>&1 < /dev/null || rc=$?
  [ "$rc" = 0 ] && return 0
  say "failed ($rc): $step. The end of $LOG:"
  tail -n 25 "$LOG" | sed 's/^/  | /' >&2
  return "$rc"
}

need() { command -v "$1" > /dev/null 2>&1 || die "the command '$1' is missing" "apt-get install -y ${2:-$1}"; }

need_root() { [ "$(id -u)" = 0 ] || die "this needs root" "sudo $0 ${*:-}"; }

# Seconds with two digits since START (a value of $EPOCHREALTIME), without bc or python.
elapsed() {
  local now=$EPOCHREALTIME us
  us=$((${now/[.,]/} - ${1/[.,]/}))
  printf '%d.%02d' $((us / 1000000)) $((us % 1000000 / 10000))
}

# A copy of an admin's file, dated, before something is put in its place.
keep_copy() {
  [ -e "$1" ] || return 0
  local copy
  copy=$1.$(date +%Y%m%d-%H%M%S).saved
  cp -a "$1" "$copy"
  say "kept the former $1 as $copy"
}

# udev gives /dev/fuse and /dev/net/tun to everyone; where no udev runs, ordinary users can mount no image and get no
# network of their own.
open_device() {
  [ "$(id -u)" = 0 ] && [ -c "$1" ] && [ ! -d /run/udev ] && [ "$(stat -c %a "$1")" != 666 ] || return 0
  chmod 666 "$1"
  say "$1 opened to ordinary users, as udev would (until the next boot)"
}

# tiny_rootfs DIR: a root file system of one static program, or of the host's own where there is no static busybox.
tiny_rootfs() {
  local busybox
  mkdir -p "$1"
  if busybox=$(command -v busybox) && ! ldd "$busybox" > /dev/null 2>&1; then
    mkdir -p "$1"/{bin,dev,etc,proc,sys,tmp,root,home,mnt,var/tmp}
    cp "$busybox" "$1/bin/busybox"
    ln -s busybox "$1/bin/sh"
    ln -s busybox "$1/bin/cat"
    printf 'root:x:0:0:root:/root:/bin/sh\n' > "$1/etc/passwd"
    printf 'root:x:0:\n' > "$1/etc/group"
    : > "$1/etc/hosts"
    : > "$1/etc/resolv.conf"
  else
    "$(dirname "${BASH_SOURCE[0]}")/../gears/host-rootfs.sh" --out "$1.tar"
    tar -C "$1" -xf "$1.tar"
  fi
}

# The Debian archive this host installs from, as its apt sources name it; nothing where they name none.
debian_mirror() {
  local found
  # shellcheck disable=SC2016  # the names are apt's
  found=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 2> /dev/null |
    awk '$1 == "Debian" && $2 !~ /security/ && !seen++ { print $2 }')
  [ -n "$found" ] || found=$(awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z]+:\//) { print $i; exit } }' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2> /dev/null) || true
  printf '%s' "$found"
}
