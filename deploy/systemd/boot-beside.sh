#!/usr/bin/env bash
# Boots a systemd of its own beside the running system, for tests: process 1 of new namespaces, on a copy-on-write view of
# this machine's root that is forgotten afterwards. The network is the machine's. Needs root, overlayfs and cgroup2.
#
# usage: boot-beside.sh FOLDER SHARED...
#
#   FOLDER   an empty folder for its files; FOLDER/pid is the number of its process 1, as this machine sees it
#   SHARED   folders that both see, writable: they lie at the same paths
#
# It runs until it is killed, and all of it then ends with it. To run a command in it:
#   nsenter --target "$(cat FOLDER/pid)" --mount --pid --cgroup --root COMMAND…
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
folder=$1
if [ "${2:-}" != --inside ]; then
  here=$(readlink -f "$0")
  unshare --mount --pid --cgroup --uts --ipc --fork --kill-child "$here" "$folder" --inside "${@:2}" &
  parent=$!
  trap 'kill -KILL "$parent" 2> /dev/null || true' EXIT
  # The child of unshare is process 1 there.
  until child=$(cat "/proc/$parent/task/$parent/children" 2> /dev/null) && [ -n "$child" ]; do kill -0 "$parent"; done
  echo "${child// /}" > "$folder/pid"
  wait "$parent"
  exit
fi
shift 2
mount --make-rprivate /
mount -t tmpfs tmpfs "$folder"
root=$folder/root
mkdir "$folder"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys" 2> /dev/null || mount --rbind /sys "$root/sys"
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount --rbind /dev "$root/dev"
for shared; do
  mkdir -p "$root$shared"
  mount --bind "$shared" "$root$shared"
done
exec env -i container=other PATH="$PATH" LANG=C.UTF-8 chroot "$root" /lib/systemd/systemd --system --unit=basic.target --show-status=no --log-target=console
