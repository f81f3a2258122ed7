# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# N slurmd on one machine, told apart by name and port.

nodes_ready() { [ "$(sinfo -h -p main -N -o '%N %T' | awk '$2 ~ /^(idle|mixed|allocated|completing)$/' | wc -l)" = "$node_count" ]; }

start_nodes() {
  local node
  for node in $nodes; do
    mkdir -p "$root/spool/$node"
    start_detached "slurmd-$node" env "SLURM_CONF=$SLURM_CONF" "$(type -P slurmd)" -D -N "$node"
  done
  wait_for 60 "slurmd-${nodes%% *}" nodes_ready
}
