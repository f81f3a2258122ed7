# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# Ends what up.sh started, in order: nodes, controller, accounting, database, munge.

# Job steps outlive their slurmd on purpose; here they go with it. They are told by the node's name in their
# cgroup or, without cgroups, by the configuration that their slurmstepd was started with.
end_job_steps() {
  local node proc pid
  for node in ${nodes:-}; do
    find /sys/fs/cgroup -type f -name cgroup.procs \( -path "*/slurm_$node/*" -o -path "*/${node}_slurmstepd.scope/*" \) \
      -exec cat {} + 2> /dev/null || true
  done | sort -u | while read -r pid; do kill -KILL "$pid" 2> /dev/null || true; done
  for proc in /proc/[0-9]*; do
    case $(tr '\0' ' ' 2> /dev/null < "$proc/cmdline") in slurmstepd:* | */slurmstepd\ *) ;; *) continue ;; esac
    grep -qzFx "SLURM_CONF=$root/etc/slurm.conf" "$proc/environ" 2> /dev/null || continue
    kill_tree "${proc##*/}"
  done
}

remove_cgroups() {
  local node i
  for node in ${nodes:-}; do
    for i in 1 2 3 4 5; do   # a cgroup is busy until the last of its processes is reaped
      [ -n "$(find /sys/fs/cgroup -depth -type d \( -name "slurm_$node" -o -path "*/slurm_$node/*" \
        -o -name "${node}_slurmstepd.scope" -o -path "*/${node}_slurmstepd.scope/*" \) ! -exec rmdir {} \; -print 2> /dev/null)" ] || break
      [ "$i" = 5 ] || sleep 0.2
    done
  done
}

# Newest first: nodes, controller, accounting, database, munge.
end_everything() {
  local pid start name
  if [ -s "$root/run/processes" ]; then
    while read -r pid start name; do
      case $name in slurmd-*) kill -TERM "$pid" 2> /dev/null || true ;; esac
    done < <(while read -r pid start name; do ! alive "$pid" "$start" || echo "$pid $start $name"; done < "$root/run/processes")
    while read -r pid start name; do end_one "$pid" "$start" "$name"; done < <(tac "$root/run/processes")
  fi
  end_job_steps
  remove_cgroups
  rm -f "$root/run/processes"
}
