#!/usr/bin/env bash
# Plays the newcomer: in a login node with nothing but the system's own programs, from the tar.gz to a finished job on a real
# Slurm, by docs/start-here.md alone. The page's own code blocks are run, each as it stands there.
#
# usage: demos/newcomer.sh [--client FILE] [--page FILE] [--disk DIR] [--user NAME] [--walk SCRIPT]
#                           [--keep]
#
#   --client FILE   a published executable, with its library beside it (default artifacts/linux-x64/fw-hpc-client)
#   --page FILE     another page to follow (default docs/start-here.md)
#   --disk DIR      the shared disk, a folder that is not there yet (default below /var/tmp)
#   --user NAME     an ordinary user of this machine, who submits the job and owns all of it (default: root)
#   --walk SCRIPT   what is done there in place of following the page, as the recorded session of the manual does
#   --keep          leave the folder with everything, and say where it is
#
# Needs root (for namespaces) and a Slurm that answers; deploy/slurm/up.sh brings one up, then '. ROOT/env'. A small
# Flywheel-compatible site plays Flywheel, with a gear and a job tagged hpc.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
cd "$here/.."
# shellcheck source=../deploy/parts/common.sh
. deploy/parts/common.sh

client=artifacts/linux-x64/fw-hpc-client page=docs/start-here.md disk='' user=root walk='' keep=''
while [ $# -gt 0 ]; do
  case $1 in
    --client | --page | --disk | --user | --walk) [ $# -gt 1 ] || die "$1 wants a value"; printf -v "${1#--}" %s "$2"; shift ;;
    --keep) keep=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option '$1'" "$0 --help" ;;
  esac
  shift
done
need_root "$@"
id "$user" > /dev/null 2>&1 || die "there is no user $user here"
client=$(readlink -f "$client") page=$(readlink -f "$page")
[ -x "$client" ] && [ -e "$(dirname "$client")/libe_sqlite3.so" ] || die "there is no published executable at $client" ./build
sinfo -h > /dev/null 2>&1 || die 'no Slurm answers' 'deploy/slurm/up.sh, then: . /var/lib/fw-hpc-slurm/env'
. deploy/package/identity.sh

# The shared disk: the nodes see it at this path as well.
if [ -n "$disk" ]; then mkdir "$disk"; else disk=$(mktemp -d /var/tmp/newcomer.XXXXXX); fi
chmod 755 "$disk"
site_process=''
tidy() {
  [ -z "$site_process" ] || { kill "$site_process" 2> /dev/null || true; wait "$site_process" 2> /dev/null || true; }
  if [ -n "$keep" ]; then say "everything is in $disk"; else rm -rf --one-file-system "$disk" "$work"; fi
}
work=$(mktemp -d)
trap tidy EXIT
mkdir -p "$disk/shared" "$disk/home/Downloads" "$work/blocks"
awk -v OUT="$work/blocks" -f "$here/newcomer/blocks.awk" "$page"

say 'packing the tar.gz'
deploy/package/archive.sh "$(dirname "$client")" "$client" "$disk/home/Downloads/fw-hpc-client-$VERSION-linux-x64.tar.gz"
(cd "$disk/home/Downloads" && sha256sum -- *.tar.gz > SHA256SUMS)

say 'starting the site, with a gear and a job tagged hpc'
site=$work/site
"$client" site serve --data "$site" --hold-interval 0.2 > "$work/site.log" 2>&1 &
site_process=$!
until [ -e "$site/site.json" ]; do kill -0 "$site_process" 2> /dev/null || die "the site did not start: $(tail -n 3 "$work/site.log")"; sleep 0.1; done
deploy/gears/host-rootfs.sh --out "$work/gear.tar" --add demos/gears/slice-statistics=/flywheel/v0
# An uncompressed NIfTI-1 image of 16 x 16 x 8 numbers of two bytes; header: its size, dimensions, offset, magic.
image=$work/data/lab/study/sub-01/visit-1/scan/phantom.nii
mkdir -p "$(dirname "$image")"
{
  printf '\x5c\x01\0\0'; head -c 36 /dev/zero
  printf '\x03\0\x10\0\x10\0\x08\0\x01\0'; head -c 20 /dev/zero
  printf '\x04\0\x10\0'; head -c 34 /dev/zero
  printf '\0\0\xb0\x43'; head -c 232 /dev/zero
  printf 'n+1\0\0\0\0\0'
  head -c 4096 < <(yes phantom)
} > "$image"
"$client" site load "$work/data" --data "$site" > /dev/null
"$client" site gear add demos/gears/slice-statistics/manifest.json --image "$work/gear.tar" --data "$site" > /dev/null
job=$("$client" site gear run slice-statistics --input image=lab/study/sub-01/visit-1/scan/phantom.nii --tag hpc --data "$site" |
  grep -oE '\b[0-9a-f]{24}\b' | tail -n 1)
until "$client" site jobs --data "$site" | grep -q running; do sleep 0.1; done

say "following $(basename "$page")"
install -m 755 "${walk:-$here/newcomer/walk.sh}" "$disk/walk.sh"
cp -r "$work/blocks" "$disk/blocks"
sed -n 's/.*"drone_secret": *"\([^"]*\)".*/\1/p' "$site/secrets.json" > "$disk/typed"
chmod 600 "$disk/typed"
port=$(sed -n 's/.*"port": *\([0-9]*\).*/\1/p' "$site/site.json")
chown -R "$user": "$disk"
NEWCOMER_USER=$user NEWCOMER_SHARED=$disk/shared NEWCOMER_SITE=127.0.0.1 NEWCOMER_SITE_PORT=$port NEWCOMER_TYPED=$disk/typed \
  NEWCOMER_SEES_NOT=$PWD SCITRAN_RUNTIME_INSECURE=1 \
  unshare --mount --pid --fork --kill-child "$here/newcomer/login-node.sh" "$disk" "$disk/walk.sh" "$disk/blocks"

"$client" site jobs --data "$site" | grep -q complete || die "the page is through, and yet job $job is not complete at the site"
"$client" site files "$job" --get slices.csv --to "$work" --data "$site" > /dev/null
[ "$(wc -l < "$work/slices.csv")" = 9 ] || die "job $job is complete, and yet its output at the site is not what it should be"
leaks=$(grep -rlF --exclude=credentials.sh --exclude=typed -f "$disk/typed" "$disk" || true)
[ -z "$leaks" ] || die "the secret is where it must not be: $leaks"
say "from the tar.gz to job $job, complete at the site, by the page alone"
