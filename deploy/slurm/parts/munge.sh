# shellcheck shell=bash disable=SC2154  # the settings are up.sh's
# munged with a key and a socket of its own, beside any that the machine runs.

start_munge() {
  local dir=$root/munge
  mkdir -p "$dir"
  [ -s "$dir/munge.key" ] || (umask 077 && head -c 1024 /dev/urandom > "$dir/munge.key")
  chown -R munge: "$dir"
  chmod 755 "$dir"
  chmod 600 "$dir/munge.key"
  rm -f "$dir/munge.sock" "$dir/munge.sock.lock"
  : > "$root/log/munged.log"
  chown munge: "$root/log/munged.log"
  # munged refuses folders above its files that others may write; --force makes that a warning (a DIR under /tmp).
  start_detached munged setpriv --reuid=munge --regid=munge --init-groups -- "$(type -P munged)" \
    --foreground --force --num-threads=4 --key-file="$dir/munge.key" --socket="$dir/munge.sock" \
    --pid-file="$dir/munged.pid" --log-file="$root/log/munged.log" --seed-file="$dir/munged.seed"
  wait_for 10 munged munge -n -S "$dir/munge.sock"
}
