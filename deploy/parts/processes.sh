# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# The register of what up.sh started, so that down.sh ends exactly that: DIR/run/processes holds "pid start-time name"
# per line. The start time tells a daemon of ours from a stranger who got its number later.

# Empty for a process that is gone or only waits for its parent to notice (Z).
start_time_of() { sed -n 's/.*) //; /^Z/!p' "/proc/$1/stat" 2> /dev/null | cut -d' ' -f20; }

alive() { [ -n "$2" ] && [ "$(start_time_of "$1")" = "$2" ]; }

# start_detached NAME CMD...: a session of its own, no descriptor of the caller's (one inherited pipe would hang him).
start_detached() {
  local name=$1 pid began
  shift
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || eval "exec $fd>&-"
    done
    cd / && exec setsid "$@" < /dev/null >> "$root/log/$name.out" 2>&1
  ) &
  pid=$!
  disown "$pid"
  began=$(start_time_of "$pid") || true
  printf '%s %s %s\n' "$pid" "${began:-gone}" "$name" >> "$root/run/processes"
}

# wait_for SECONDS NAME CMD...: until CMD succeeds; else the end of NAME's log, and down with everything.
wait_for() {
  local tries=$(($1 * 20)) name=$2
  shift 2
  while ! "$@" > /dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ] || ! daemon_alive "$name"; then
      say "$name did not come up. The end of its log ($root/log):"
      tail -q -n 15 "$root/log/$name.log" "$root/log/$name.out" 2> /dev/null | sed 's/^/  | /' >&2 || true
      end_everything
      die 'the cluster is down again' "$0 --root $root   (after the cause is mended; down.sh --root $root --purge starts afresh)"
    fi
    sleep 0.05
  done
}

daemon_alive() {
  local pid start name
  while read -r pid start name; do
    [ "$name" != "$1" ] || alive "$pid" "$start" || return 1
  done < "$root/run/processes"
}

all_alive() {
  local pid start name
  [ -s "$root/run/processes" ] || return 1
  while read -r pid start name; do alive "$pid" "$start" || return 1; done < "$root/run/processes"
}

end_one() {
  local pid=$1 start=$2 i
  alive "$pid" "$start" || return 0
  kill -TERM "$pid" 2> /dev/null || true
  for i in {1..100}; do
    alive "$pid" "$start" || return 0
    sleep 0.1
  done
  say "$3 (process $pid) ignored TERM for $((i / 10)) s: killed"
  kill -KILL "$pid" 2> /dev/null || true
}

kill_tree() {
  local children=() child
  read -ra children < <(cat "/proc/$1/task"/*/children 2> /dev/null | tr '\n' ' ') || true
  for child in ${children[@]+"${children[@]}"}; do kill_tree "$child"; done
  kill -KILL "$1" 2> /dev/null || true
}
