#!/usr/bin/env bash
# A real Slurm on this one machine, for tests and demos: munged, MariaDB, slurmdbd, slurmctld and several slurmd, all
# on loopback, all under one folder. Needs root and the packages of `parts/install-debian.sh --slurm`.
#
# usage: up.sh [--root DIR] [--nodes N] [--cpus N] [--mem MB] [--gpus N] [--port-base PORT]
#              [--cluster NAME] [--node-prefix NAME] [--tracking auto|cgroup|linuxproc] [--accounting yes|no] [--conf FILE]
#
#   --root DIR           where everything lives (default /var/lib/fw-hpc-slurm); reachable by users slurm, munge, mysql
#   --nodes N            number of nodes (default 2)
#   --cpus N, --mem MB   per node, invented if need be (default: at least 4 CPUs; the machine's memory shared out)
#   --gpus N             pretended GPUs per node, gres gpu:fake (default 2); each node has the feature "invented"
#   --port-base PORT     first of nodes+2 ports (default: the first free stretch from 16800)
#   --cluster NAME       cluster name (default fw); --node-prefix NAME: node names are NAME1... (default the cluster's)
#   --tracking WAY       auto looks whether cgroups can be used; without them no job ends as OUT_OF_MEMORY
#   --accounting no      no slurmdbd and no database (default yes)
#   --conf FILE          lines for the end of slurm.conf, such as partitions or another MinJobAge
#
# Afterwards: `. DIR/env` for clients. Partitions main (default) and gpu, account lab for root. A healthy cluster is
# left alone, a half-dead one is taken down first; accounting records survive. down.sh ends it.
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$HERE/../parts/common.sh"
# shellcheck source=../parts/processes.sh
. "$HERE/../parts/processes.sh"
# shellcheck source=parts/ending.sh
. "$HERE/parts/ending.sh"
# shellcheck source=parts/munge.sh
. "$HERE/parts/munge.sh"
# shellcheck source=parts/accounting.sh
. "$HERE/parts/accounting.sh"
# shellcheck source=parts/cgroups.sh
. "$HERE/parts/cgroups.sh"
# shellcheck source=parts/controller.sh
. "$HERE/parts/controller.sh"
# shellcheck source=parts/nodes.sh
. "$HERE/parts/nodes.sh"

root=/var/lib/fw-hpc-slurm node_count=2 cpus='' mem='' gpus=2 port_base='' cluster=fw node_prefix='' tracking_wish=auto accounting=yes conf=''
while [ $# -gt 0 ]; do
  case $1 in -h | --help) usage; exit 0 ;; esac
  [ -n "${2:-}" ] || die "$1 needs a value" "$0 --help"
  case $1 in
    --root) root=$(readlink -m "$2") ;;
    --nodes) node_count=$2 ;;
    --cpus) cpus=$2 ;;
    --mem) mem=$2 ;;
    --gpus) gpus=$2 ;;
    --port-base) port_base=$2 ;;
    --cluster) cluster=$2 ;;
    --node-prefix) node_prefix=$2 ;;
    --tracking) tracking_wish=$2 ;;
    --accounting) accounting=$2 ;;
    --conf) conf=$(readlink -m "$2") ;;
    *) die "unknown option $1" "$0 --help" ;;
  esac
  shift 2
done
for number in "$node_count" "${cpus:-1}" "${mem:-1}" "$gpus" "${port_base:-1}"; do
  [[ $number =~ ^[0-9]+$ ]] || die "'$number' is no number" "$0 --help"
done
[ "$node_count" -ge 1 ] || die 'a cluster needs a node' "$0 --nodes 1"
[[ $tracking_wish =~ ^(auto|cgroup|linuxproc)$ ]] || die "--tracking is auto, cgroup or linuxproc, not '$tracking_wish'"
[[ $accounting =~ ^(yes|no)$ ]] || die "--accounting is yes or no, not '$accounting'"
[ -z "$conf" ] || [ -r "$conf" ] || die "the file $conf cannot be read"
[ ${#root} -le 80 ] || die 'the folder name is too long for the sockets in it (80 characters at most)' "$0 --root /short/name"
node_prefix=${node_prefix:-$cluster}
need_root "$@"
PATH=$PATH:/usr/sbin
tools=(slurmctld slurmd sbatch munged ss)
[ "$accounting" = no ] || tools+=(slurmdbd mariadbd mariadb-install-db)
for tool in "${tools[@]}"; do
  command -v $tool > /dev/null || die "Slurm is not complete here: $tool is missing" "$HERE/../parts/install-debian.sh --slurm"
done

if [ -z "$cpus" ]; then cpus=$(nproc); [ "$cpus" -ge 4 ] || cpus=4; fi
[ -n "$mem" ] || mem=$(awk -v n="$node_count" '/^MemTotal/ { print int($2 / 1024 * 0.9 / n) }' /proc/meminfo)
defmem=$((mem / cpus))
started=$EPOCHREALTIME
host=$(hostname -s 2> /dev/null || hostname)
# slurmdbd listens where the host's name leads to, whatever it is told; so all of them use that address.
address=$(getent ahostsv4 "$host" | awk 'NR == 1 { print $1 }') || true
[ -n "$address" ] || die "the name of this machine, $host, leads to no address" "echo '127.0.0.1 $host' >> /etc/hosts"
[[ $address == 127.* ]] || say "note: $host leads to $address, so the daemons listen there and not on loopback (mend it in /etc/hosts)"
nodes=$(seq -s ' ' -f "$node_prefix%g" 1 "$node_count")
node_range="${node_prefix}[1-$node_count]"
[ "$node_count" -gt 1 ] || node_range=${node_prefix}1
wish="nodes=$node_count cpus=$cpus mem=$mem gpus=$gpus cluster=$cluster node_prefix=$node_prefix tracking=$tracking_wish accounting=$accounting conf=$conf"
export SLURM_CONF=$root/etc/slurm.conf

if [ -d "$root" ] && [ ! -e "$root/settings" ] && [ -n "$(ls -A "$root")" ]; then
  die "$root holds something that is no cluster of ours" "$0 --root ANOTHER_FOLDER"
fi
mkdir -p "$root"/{etc,log,run,spool/ctld}
[ -e "$root/settings" ] || : > "$root/settings"   # the folder is ours from here on, whatever fails
FW_HPC_LOG_DIR=$root/log start_log up
exec 9> /run/lock/fw-hpc-slurm-up   # one up at a time: ports are chosen and taken in between
flock -w 120 9 || die 'another up.sh has been at work for two minutes' 'fuser -v /run/lock/fw-hpc-slurm-up'

healthy() {
  all_alive && timeout 20 scontrol ping && nodes_ready &&
    { [ "$accounting" = no ] || timeout 20 sacctmgr -n list cluster "$cluster"; }
}
if [ -s "$root/run/processes" ]; then
  there=$(sed -n 's/^wish=//p' "$root/settings")
  if [ "$there" = "$wish" ] && healthy > /dev/null 2>&1; then
    say "the cluster under $root is up and well already; for clients: . $root/env"
    exit 0
  elif [ "$there" != "$wish" ] && all_alive; then
    say "the cluster under $root runs with other settings: $there"
    die 'it is left as it is' "$HERE/down.sh --root $root   (then $0 again)"
  fi
  say "the cluster under $root is only half alive: taking it down first"
  "$HERE/down.sh" --root "$root" 9>&-
fi

# nodes+2 ports in a row that nobody listens on.
free_from() { [ -z "$(ss -Htln "( sport >= :$1 and sport <= :$(($1 + node_count + 1)) )")" ]; }
if [ -n "$port_base" ]; then
  free_from "$port_base" || die "some port of $port_base to $((port_base + node_count + 1)) is taken" "$0 without --port-base"
else
  port_base=16800
  until free_from "$port_base"; do
    port_base=$((port_base + node_count + 2))
    [ "$port_base" -lt 30000 ] || die 'no free stretch of ports from 16800 to 30000' "$0 --port-base PORT"
  done
fi
ctld_port=$port_base dbd_port=$((port_base + 1)) slurmd_ports="[$((port_base + 2))-$((port_base + 1 + node_count))]"
[ "$node_count" -gt 1 ] || slurmd_ports=$((port_base + 2))

for node in $nodes; do
  [ -z "$(find /sys/fs/cgroup -maxdepth 3 -path "*/slurm_$node" -print -quit 2> /dev/null)" ] ||
    [ -z "$(find /sys/fs/cgroup -path "*/slurm_$node/*/cgroup.procs" -exec cat {} + 2> /dev/null)" ] ||
    die "another Slurm on this machine runs jobs on a node of the name $node" "$0 --node-prefix ANOTHER"
done

choose_tracking
if [ "$tracking_wish" = cgroup ] && [ "$tracking" != cgroup ]; then
  die "cgroups cannot be used: $why" "$0 --tracking auto"
elif [ "$tracking_wish" = linuxproc ]; then
  tracking=linuxproc why='as asked'
fi

printf 'wish=%s\nnodes=%s\n' "$wish" "$nodes" > "$root/settings"
printf 'export SLURM_CONF=%q\n' "$SLURM_CONF" > "$root/env"
: > "$root/run/processes"
chmod 755 "$root" "$root/etc" "$root/log" "$root/run" "$root/spool"
chown slurm: "$root/spool/ctld" "$root/run" "$root/log"
users=(slurm munge)
[ "$accounting" = no ] || users+=(mysql)
for user in "${users[@]}"; do
  setpriv --reuid="$user" --regid="$user" --init-groups -- test -x "$root/etc" ||
    die "user $user cannot enter $root" "$0 --root DIR   (or: chmod a+x the folders above it)"
done

write_configuration
start_munge
[ "$accounting" = no ] || { start_database; start_accounting; }
start_controller
start_nodes
say "up in $(elapsed "$started") s: $(slurmctld -V), $node_count nodes of $cpus CPUs, $mem MB, $gpus pretended GPUs, ports from $port_base"
case $tracking in
  cgroup) say "jobs are followed and limited by cgroups ($why): an overrun ends as OUT_OF_MEMORY" ;;
  linuxproc) say "jobs are followed without cgroups ($why): an overrun ends as FAILED, not OUT_OF_MEMORY" ;;
esac
say "for clients: . $root/env"
