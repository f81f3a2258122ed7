#!/usr/bin/env bash
# A real Grid Engine on this one machine, for tests and demos: sge_qmaster and one sge_execd, all under one folder, with
# ports of its own. Needs root and the packages of `parts/install-debian.sh --grid-engine`.
#
# usage: up.sh [--root DIR] [--slots N] [--mem MB] [--gpus N] [--port-base PORT]
#
#   --root DIR           where everything lives (default /var/lib/fw-hpc-sge); reachable by user sgeadmin
#   --slots N, --mem MB  CPUs and memory to give out, invented if need be (default 8 and 65536)
#   --gpus N             pretended GPUs, consumable `gpu` (default 2)
#   --port-base PORT     first of two ports (default: the first free pair from 16400)
#
# Afterwards: `. DIR/env` for clients. Queues all.q and gpu.q, parallel environment threaded, consumables gpu and h_vmem
# (1G for who asks for none), resource bigmem, project flywheel. One that is up and well is left alone, a half-dead one
# is taken down first. down.sh ends it.
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$HERE/../parts/common.sh"
# shellcheck source=../parts/processes.sh
. "$HERE/../parts/processes.sh"
# shellcheck source=parts/cell.sh
. "$HERE/parts/cell.sh"
# shellcheck source=parts/configuration.sh
. "$HERE/parts/configuration.sh"
# shellcheck source=parts/ending.sh
. "$HERE/parts/ending.sh"

root=/var/lib/fw-hpc-sge slots=8 mem=65536 gpus=2 port_base=''
while [ $# -gt 0 ]; do
  case $1 in -h | --help) usage; exit 0 ;; esac
  [ -n "${2:-}" ] || die "$1 needs a value" "$0 --help"
  case $1 in
    --root) root=$(readlink -m "$2") ;;
    --slots) slots=$2 ;;
    --mem) mem=$2 ;;
    --gpus) gpus=$2 ;;
    --port-base) port_base=$2 ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift 2
done
for number in "$slots" "$mem" "$gpus" "${port_base:-1}"; do
  [[ $number =~ ^[0-9]+$ ]] || die "'$number' is no number" "$0 --help"
done
[[ $root =~ ^[A-Za-z0-9/._-]+$ ]] || die "Grid Engine takes no blanks or signs in the name of its folder: $root" "$0 --root /plain/name"
need_root "$@"
programs=/usr/lib/gridengine   # the binaries themselves: Debian's wrappers in /usr/bin cost 0.1 s a call
for tool in sge_qmaster sge_execd spoolinit qsub qconf; do
  [ -x "$programs/$tool" ] || die "Grid Engine is not complete here: $tool is missing" "$HERE/../parts/install-debian.sh --grid-engine"
done
need ss iproute2

started=$EPOCHREALTIME
host=$(hostname -s 2> /dev/null || hostname)
address=$(getent ahostsv4 "$host" | awk 'NR == 1 { print $1 }') || true
[ -n "$address" ] || die "the name of this machine, $host, leads to no address" "echo '127.0.0.1 $host' >> /etc/hosts"
wish="slots=$slots mem=$mem gpus=$gpus"
if [ -d "$root" ] && [ ! -e "$root/settings" ] && [ -n "$(ls -A "$root")" ]; then
  die "$root holds something that is no Grid Engine of ours" "$0 --root ANOTHER_FOLDER"
fi
mkdir -p "$root"/{log,run,spool}
[ -e "$root/settings" ] || : > "$root/settings"   # the folder is ours from here on, whatever fails
FW_HPC_LOG_DIR=$root/log start_log up
exec 9> /run/lock/fw-hpc-sge-up   # one up at a time: ports are chosen and taken in between
flock -w 120 9 || die 'another up.sh has been at work for two minutes' 'fuser -v /run/lock/fw-hpc-sge-up'

if [ -s "$root/run/processes" ]; then
  # shellcheck source=/dev/null
  [ ! -e "$root/env" ] || . "$root/env"
  there=$(sed -n 's/^wish=//p' "$root/settings")
  if [ "$there" = "$wish" ] && all_alive && node_ready; then
    say "the Grid Engine under $root is up and well already; for clients: . $root/env"
    exit 0
  elif [ "$there" != "$wish" ] && all_alive; then
    say "the Grid Engine under $root runs with other settings: $there"
    die 'it is left as it is' "$HERE/down.sh --root $root   (then $0 again)"
  fi
  say "the Grid Engine under $root is only half alive: taking it down first"
  "$HERE/down.sh" --root "$root" 9>&-
fi

free_from() { [ -z "$(ss -Htln "( sport >= :$1 and sport <= :$(($1 + 1)) )")" ]; }
if [ -n "$port_base" ]; then
  free_from "$port_base" || die "port $port_base or $((port_base + 1)) is taken" "$0 without --port-base"
else
  port_base=16400
  until free_from "$port_base"; do
    port_base=$((port_base + 2))
    [ "$port_base" -lt 16800 ] || die 'no free pair of ports from 16400 to 16800' "$0 --port-base PORT"
  done
fi
qmaster_port=$port_base execd_port=$((port_base + 1))
printf 'wish=%s\n' "$wish" > "$root/settings"
: > "$root/run/processes"
chmod 755 "$root" "$root"/{log,run,spool}
setpriv --reuid=sgeadmin --regid=sgeadmin --init-groups -- test -x "$root/spool" ||
  die "user sgeadmin cannot enter $root" "$0 --root DIR   (or: chmod a+x the folders above it)"

write_cell
# shellcheck source=/dev/null
. "$root/env"
start_qmaster
configure
start_execd
say "up in $(elapsed "$started") s: $(qstat -help | head -n 1), $slots slots, $mem MB, $gpus pretended GPUs, ports from $port_base"
say "for clients: . $root/env"
