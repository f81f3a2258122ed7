#!/usr/bin/env bash
# Assembles a small container root file system out of this host's own programs: no network, no root, no package tool.
#
# usage: host-rootfs.sh --out ROOTFS.tar [--add DIR=PLACE]... [TOOL...]
#
#   --out FILE        the tar to write (everything in it belongs to root)
#   --add DIR=PLACE   put the contents of DIR at PLACE, e.g. --add mygear=/flywheel/v0; file modes are kept
#   TOOL              further programs, by name or path
#
# The usual shell tools (bash, coreutils, sed, awk, grep, gzip, tar, find) come with the libraries that `ldd` names and
# their dynamic loader. The same host and input give the same bytes: sorted names, fixed times and owners
# (SOURCE_DATE_EPOCH, by default 1980: gzip and zip know no earlier year). Programs that read data files of their own (python, perl) need those by --add.
set -euo pipefail
# shellcheck source=../parts/common.sh
. "$(dirname "$(readlink -f "$0")")/../parts/common.sh"

TOOLS=(bash awk basename base64 cat chmod cksum comm cp cut date dd df dirname du echo env expr false find grep gunzip gzip
  head hostname id ln ls md5sum mkdir mkfifo mktemp mv nice nl od paste printenv printf pwd readlink realpath rm rmdir
  sed seq sha256sum sha384sum sleep sort split stat sync tac tail tar tee test timeout touch tr true truncate uname uniq
  wc which xargs yes)

out='' additions=()
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?--out needs a file}; shift ;;
    --add)
      [[ ${2:-} == ?*=/?* ]] || die "--add wants DIR=/PLACE, not '${2:-}'"
      [ -d "${2%%=*}" ] || die "no such folder: ${2%%=*}"
      additions+=("$2"); shift ;;
    -h | --help) usage; exit 0 ;;
    -*) die "unknown option $1" "$0 --help" ;;
    *) TOOLS+=("$1") ;;
  esac
  shift
done
[ -n "$out" ] || { usage; exit 2; }
for tool in ldd tar find; do need "$tool"; done

work=$(mktemp -d "${TMPDIR:-/tmp}/fw-hpc-rootfs.XXXXXX")
trap 'chmod -R u+w "$work" 2> /dev/null || true; rm -rf --one-file-system "$work"' EXIT
root=$work/root
umask 022
mkdir -p "$root"/{dev,etc,home,mnt,proc,root,run,sys,tmp,usr/bin,usr/lib,var/tmp,var/lib}
# One layout whatever the host's: /bin, /lib and the rest are links into /usr, so that each file has one true place.
for dir in bin sbin lib lib32 lib64 libx32; do
  case $dir in bin | sbin) ln -s usr/bin "$root/$dir" ;; *) mkdir -p "$root/usr/$dir"; ln -s "usr/$dir" "$root/$dir" ;; esac
done
ln -s bin "$root/usr/sbin"

# in_usr PATH: where a host path lies in the tree.
in_usr() { case $1 in /bin/* | /sbin/* | /usr/sbin/*) printf '/usr/bin/%s' "${1##*/}" ;; /lib*) printf '/usr%s' "$1" ;; *) printf '%s' "$1" ;; esac; }

# place HOSTFILE PATH: the file a path leads to, under that path.
place() {
  local target
  target=$root$(in_usr "$2")
  [ ! -e "$target" ] || return 0
  mkdir -p "${target%/*}"
  cp -L "$1" "$target"
}

missing=() programs=()
for tool in $(printf '%s\n' "${TOOLS[@]}" | sort -u); do
  # A name that bash also has built in still needs its program: command -v alone would name the built-in.
  if found=$(type -P "$tool"); then
    programs+=("$found")
    if [[ $tool == */* ]]; then place "$found" "$(readlink -m "$tool")"; else place "$found" "/usr/bin/$tool"; fi
  else
    missing+=("$tool")
  fi
done
[ "${#missing[@]}" = 0 ] || die "not on this host's PATH: ${missing[*]}" 'install what holds them, or leave them out'
ln -s bash "$root/usr/bin/sh"

# ldd of all at once: lines are "name => path (address)" or "path (address)"; scripts and static programs name nothing.
while read -r library; do place "$library" "$library"; done < <(
  ldd "${programs[@]}" 2> /dev/null |
    sed -n -e 's/^[[:space:]].* => \(\/[^ ]*\) .*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) (0x.*/\1/p' | sort -u)

printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' > "$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > "$root/etc/nsswitch.conf"
printf '127.0.0.1 localhost\n' > "$root/etc/hosts"
: > "$root/etc/resolv.conf"
chmod 1777 "$root/tmp" "$root/var/tmp"

for addition in ${additions[@]+"${additions[@]}"}; do
  place_at=$root$(in_usr "${addition#*=}")
  mkdir -p "$place_at"
  cp -R --preserve=mode,links "${addition%%=*}/." "$place_at/"
done

mkdir -p "$(dirname "$out")"
tar -C "$root" --sort=name --format=gnu --owner=root:0 --group=root:0 --numeric-owner --mode=u+rw,go-w \
  --mtime="@${SOURCE_DATE_EPOCH:-315532800}" -cf "$out.partial.$$" --exclude=./tmp --exclude=./var/tmp .
tar -C "$root" --format=gnu --owner=root:0 --group=root:0 --numeric-owner \
  --mtime="@${SOURCE_DATE_EPOCH:-315532800}" -rf "$out.partial.$$" ./tmp ./var/tmp
mv -f "$out.partial.$$" "$out"
