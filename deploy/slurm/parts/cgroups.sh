# shellcheck shell=bash disable=SC2034  # the answers are for up.sh
# Which way of following and limiting processes this machine allows, found by looking.
# Sets $tracking (cgroup or linuxproc), $cgroup_plugin, $cgroup_extra and $why.

choose_tracking() {
  local major
  major=$(slurmctld -V | sed 's/[^0-9]*\([0-9]*\).*/\1/')
  tracking=linuxproc cgroup_plugin=disabled cgroup_extra=''
  if [ "$(stat -fc %T /sys/fs/cgroup 2> /dev/null)" = cgroup2fs ]; then
    if ! probe /sys/fs/cgroup memory.max; then
      why='the cgroup v2 tree is read-only or has no memory controller'
    elif [ -d /run/systemd/system ]; then
      tracking=cgroup cgroup_plugin=cgroup/v2 why='cgroup v2 with systemd'
    elif [ "$major" -ge 23 ]; then
      tracking=cgroup cgroup_plugin=cgroup/v2 cgroup_extra='IgnoreSystemd=yes' why='cgroup v2 without systemd'
    else
      why="Slurm $major needs systemd for cgroup v2"
    fi
    return
  fi
  local controller
  for controller in freezer cpuset cpuacct devices memory; do
    if ! grep -q "^cgroup /sys/fs/cgroup/[^ ]*${controller}[^ ]* " /proc/mounts; then
      why="no cgroup v1 controller $controller is mounted"
      return
    fi
  done
  if probe /sys/fs/cgroup/memory memory.limit_in_bytes; then
    tracking=cgroup cgroup_plugin=cgroup/v1 why='cgroup v1'
  else
    why='memory limits cannot be set in the cgroup v1 tree'
  fi
}

# A child group with a limit of 64 MB, and away with it.
probe() {
  local group=$1/fw-hpc-probe-$$ ok=
  mkdir "$group" 2> /dev/null || return 1
  if (echo 67108864 > "$group/$2") 2> /dev/null; then ok=1; fi
  rmdir "$group"
  [ -n "$ok" ]
}
