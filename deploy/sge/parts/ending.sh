# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# Ends what up.sh started.

# A job's shepherd outlives its execd on purpose; here it goes with it. It is told by its folder below ours.
end_shepherds() {
  local proc
  for proc in /proc/[0-9]*; do
    case $(readlink "$proc/exe" 2> /dev/null) in */sge_shepherd) ;; *) continue ;; esac
    case $(readlink "$proc/cwd" 2> /dev/null) in "$root"/*) kill_tree "${proc##*/}" ;; esac
  done
}

# Newest first: execd, qmaster.
end_everything() {
  local pid start name
  if [ -s "$root/run/processes" ]; then
    while read -r pid start name; do end_one "$pid" "$start" "$name"; done < <(tac "$root/run/processes")
  fi
  end_shepherds
  rm -f "$root/run/processes"
}
