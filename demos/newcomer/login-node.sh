#!/usr/bin/env bash
# A login node as a newcomer finds it: the system's own programs, read-only; a home folder; the shared disk; the cluster's
# configuration and the socket of its munge. No sources, no .NET, no other process to be seen. Called by demos/newcomer.sh,
# as root, in namespaces of its own (unshare --mount --pid --fork).
#
# usage: login-node.sh DISK COMMAND...
#
#   NEWCOMER_USER   the user at the login node, root without it
#   DISK   the shared disk; seen at the same path, and the only place that can be written to beside /tmp
#
# COMMAND gets a clean environment: PATH, HOME=DISK/home, SLURM_CONF, TERM, and variables that begin with NEWCOMER_ or SCITRAN_.
set -euo pipefail
disk=$1
shift
root=$disk/.root
mkdir -p "$root" "$disk/home"
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"

# seen PATH: read-only, at the same place.
seen() {
  if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root$(dirname "$1")"; : > "$root$1"; fi
  mount --bind "$1" "$root$1"
  mount -o remount,bind,ro "$root$1"
}

for folder in /usr /etc /bin /sbin /lib /lib32 /lib64 /libx32; do
  if [ -L "$folder" ]; then cp -a "$folder" "$root$folder"; elif [ -d "$folder" ]; then seen "$folder"; fi
done
# A runtime outside /usr that /usr leads to.
if runtime=$(readlink -f "$(command -v apptainer)") && [[ $runtime != /usr/* ]]; then seen "/$(cut -d / -f 2-3 <<< "$runtime")"; fi
# What was installed for building does not exist for a newcomer.
if dotnet=$(command -v dotnet); then
  dotnet=$(dirname "$(readlink -f "$dotnet")")
  [[ $dotnet != /usr/?*/* ]] || mount -t tmpfs -o ro tmpfs "$root$dotnet"
fi

# Nor does a Grid Engine whose commands are installed and that nobody set up.
for program in qconf qstat qsub qacct qdel; do [ ! -e "/usr/bin/$program" ] || mount --bind /dev/null "$root/usr/bin/$program"; done

mkdir -p "$root"/{dev/pts,proc,tmp,run,var/tmp}
for device in null zero full random urandom tty; do : > "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount --bind /dev/pts "$root/dev/pts"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=1777 tmpfs "$root/var/tmp"

if [ -n "${SLURM_CONF:-}" ]; then
  seen "$(dirname "$SLURM_CONF")"
  socket=$(sed -n 's/^AuthInfo=.*socket=\([^,]*\).*/\1/p' "$SLURM_CONF")
  [ -z "$socket" ] || seen "$(dirname "$socket")"
fi
[ ! -d /run/munge ] || seen /run/munge

mkdir -p "$root$disk"
mount --bind "$disk" "$root$disk"
mount -t tmpfs -o ro tmpfs "$root$disk/.root"

environment=(PATH=/usr/local/bin:/usr/bin:/bin "USER=${NEWCOMER_USER:-root}" "HOME=$disk/home" "TERM=${TERM:-dumb}" LANG=C.UTF-8)
[ -z "${SLURM_CONF:-}" ] || environment+=("SLURM_CONF=$SLURM_CONF")
while IFS= read -r -d '' variable; do environment+=("$variable"); done < <(env -0 | grep -zE '^(NEWCOMER|SCITRAN)_' || true)
user=${NEWCOMER_USER:-root}
exec "$(command -v chroot)" --userspec="$user:$(id -g "$user")" --groups="$(id -G "$user" | tr ' ' ',')" "$root" /usr/bin/env -i "${environment[@]}" /usr/bin/env -C "$disk/home" "$@"
