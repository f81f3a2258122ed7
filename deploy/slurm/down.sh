#!/usr/bin/env bash
# Ends the Slurm that up.sh started: its jobs, its daemons, its control groups; nothing else on the machine.
#
# usage: down.sh [--root DIR] [--purge]
#
#   --root DIR   the folder given to up.sh (default /var/lib/fw-hpc-slurm)
#   --purge      remove the folder too, with logs and accounting records
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$HERE/../parts/common.sh"
# shellcheck source=../parts/processes.sh
. "$HERE/../parts/processes.sh"
# shellcheck source=parts/ending.sh
. "$HERE/parts/ending.sh"

root=/var/lib/fw-hpc-slurm purge=
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=$(readlink -m "${2:?--root needs a folder}"); shift ;;
    --purge) purge=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift
done
[ -d "$root" ] || exit 0
[ -e "$root/settings" ] || die "$root holds no cluster of ours"
need_root "$@"
nodes=$(sed -n 's/^nodes=//p' "$root/settings")
export SLURM_CONF=$root/etc/slurm.conf

if [ -s "$root/run/processes" ]; then
  # Jobs get their normal end while there is someone to ask for it.
  if all_alive && [ -n "$(timeout 5 squeue -h -o %i 2> /dev/null)" ]; then
    timeout 5 squeue -h -o %A 2> /dev/null | sort -u | timeout 10 xargs -r scancel 2> /dev/null || true
    for _ in {1..50}; do
      [ -n "$(timeout 5 squeue -h -o %i 2> /dev/null)" ] || break
      sleep 0.1
    done
  fi
  end_everything
  say "the cluster under $root is down"
fi
if [ -n "$purge" ]; then
  rm -rf --one-file-system "$root"
  say "removed $root"
fi
