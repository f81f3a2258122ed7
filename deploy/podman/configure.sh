#!/usr/bin/env bash
# Makes Podman able to run a container on this machine, and proves it with a real one.
#
# usage: configure.sh [--file PATH]
#
#   --file PATH   where settings go if any are needed (default /etc/containers/containers.conf.d/50-fw-hpc.conf, a
#                 drop-in: an admin's /etc/containers/containers.conf stays as it is)
#
# Nothing is written while Podman works as it is configured. Otherwise the settings are found by trying: no systemd
# (cgroupfs, events in a file), limits that root may not raise, and the first of crun and runc that starts a container
# (crun refuses a mixed cgroup v1 and v2 tree). To take them back: remove the file.
set -euo pipefail
# shellcheck source=../parts/common.sh
. "$(dirname "$(readlink -f "$0")")/../parts/common.sh"
PARTS=$(dirname "$(readlink -f "$0")")/../parts

file=/etc/containers/containers.conf.d/50-fw-hpc.conf
while [ $# -gt 0 ]; do
  case $1 in
    --file) file=$(readlink -m "${2:?--file needs a path}"); shift ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done

command -v podman > /dev/null || die 'Podman is missing' "$PARTS/install-debian.sh --containers"
need_root "$@"
start_log podman-configure
work=$(mktemp -d "${TMPDIR:-/tmp}/fw-hpc-podman.XXXXXX")
IMAGE=localhost/fw-hpc-selftest:$$
cleanup() {
  podman rmi -f "$IMAGE" >> "$LOG" 2>&1 || true
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT
tiny_rootfs "$work/rootfs"
printf 'seen\n' > "$work/bound"

# runs_a_container [VARIABLE=VALUE]...: a bound folder is seen and an exit code comes through.
runs_a_container() {
  local rc=0
  printf '+ try %s\n' "$*" >> "$LOG"
  [ "$(env "$@" podman run --rm --network=none -v "$work:/mnt" --rootfs "$work/rootfs" cat /mnt/bound 2>> "$LOG" < /dev/null)" = seen ] || return 1
  env "$@" podman run --rm --network=none --rootfs "$work/rootfs" sh -c 'exit 42' 2>> "$LOG" < /dev/null || rc=$?
  [ "$rc" = 42 ]
}

smaller() { if [ "$1" = unlimited ] || [ "$1" -gt "$2" ]; then echo "$2"; else echo "$1"; fi; }

# settings_for RUNTIME: the file's text, with only what this machine asks for.
settings_for() {
  printf '# Written by %s of fw-hpc-client: Podman could not run a container here without.\n' "$ME"
  if [[ $(capsh --print 2> /dev/null | sed -n '/^Bounding/p') != *cap_sys_resource* ]]; then
    printf '[containers]\n# Root may not raise limits here (no CAP_SYS_RESOURCE).\n'
    printf 'default_ulimits = ["nofile=%s:%s", "nproc=%s:%s"]\n' "$nofile" "$nofile" "$nproc" "$nproc"
  fi
  printf '[engine]\nruntime = "%s"\n' "$1"
  [ -d /run/systemd/system ] || printf '# No systemd runs here.\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
}

open_device /dev/fuse
open_device /dev/net/tun

# Packages may leave out the policy that decides which images are acceptable; without one every pull and import fails.
if [ ! -e /etc/containers/policy.json ] && [ ! -e /usr/share/containers/policy.json ]; then
  mkdir -p /etc/containers
  printf '{ "default": [ { "type": "insecureAcceptAnything" } ] }\n' > /etc/containers/policy.json
  say 'wrote /etc/containers/policy.json (there was none): images of any origin are accepted, as Debian has it'
fi

if runs_a_container; then
  say "$(podman --version) works as it is configured"
else
  nofile=$(smaller "$(ulimit -Hn)" 65536)
  nproc=$(smaller "$(ulimit -Hu)" 32768)
  chosen=
  for runtime in crun runc; do
    command -v "$runtime" > /dev/null || continue
    settings_for "$runtime" > "$work/containers.conf"
    if runs_a_container "CONTAINERS_CONF=$work/containers.conf"; then chosen=$runtime; break; fi
  done
  if [ -z "$chosen" ]; then
    tail -n 25 "$LOG" | sed 's/^/  | /' >&2
    die "Podman runs no container, neither with crun nor with runc (log: $LOG)" \
      "$PARTS/install-debian.sh --containers   (both runtimes), then $0"
  fi
  [ ! -e "$file" ] || cmp -s "$file" "$work/containers.conf" || keep_copy "$file"
  mkdir -p "$(dirname "$file")"
  install -m 644 "$work/containers.conf" "$file"
  if runs_a_container; then
    say "$(podman --version) works now, with $chosen: settings in $file"
  else
    runs_a_container "CONTAINERS_CONF=$file" || die "Podman worked in the trial but not with $file (log: $LOG)"
    say "this Podman reads no drop-in files: set CONTAINERS_CONF=$file wherever it runs"
    export CONTAINERS_CONF=$file
  fi
fi

# The store: an image comes in and runs. The bridge: said, not demanded, since gears get their network by setting.
tar -C "$work/rootfs" -cf "$work/rootfs.tar" .
logged 'podman import' podman import "$work/rootfs.tar" "$IMAGE" || die 'Podman cannot store an image' 'podman info'
logged 'podman run of an imported image' podman run --rm --network=none "$IMAGE" sh -c 'exit 0' ||
  die 'Podman cannot run an image of its store' 'podman info'
podman run --rm "$IMAGE" sh -c 'exit 0' >> "$LOG" 2>&1 < /dev/null ||
  say "note: Podman's default (bridge) network does not work here; --network=host and --network=none do (log: $LOG)"
