#!/usr/bin/env bash
# Installs the distribution's packages that the other scripts of deploy/ build on (Debian 12 and later, Ubuntu 22.04
# and later). Only what is missing; nothing is upgraded or removed, no service is started or enabled to run now.
#
# usage: install-debian.sh [--containers] [--apptainer] [--slurm] [--image-tools] [--registry] [--all]
#                          [--manual] [--shells] [--service] [--grid-engine] [--check]
#
#   --containers   Podman with runc and crun, user namespaces, and all of --apptainer
#   --apptainer    only what apptainer/install.sh needs (squashfs, FUSE, patchelf, capability tools)
#   --slurm        Slurm with accounting: slurmctld, slurmd, slurmdbd, munge, MariaDB
#   --image-tools  mmdebstrap, zip, dcm2niix and Debian's own DICOM samples
#   --registry     a container registry, as the engine's tests fill one on loopback
#   --manual       mkdocs with its material theme, which build the manual
#   --shells       zsh and fish, whose completions are tried, and tmux, in which commands are
#   --service      systemd and dbus, which a test boots beside the machine (systemd/boot-beside.sh)
#   --all          all of the above
#   --grid-engine  Grid Engine: not among --all, as not every release of Debian has it (12 has, Ubuntu has)
#   --check        install nothing: say what is missing, exit 1 if anything is
#
# Done already: exits 0 in a fraction of a second without touching apt.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"

# One word per need. a|b: either will do, the first that the archive has is taken. ?a: nice to have where it exists.
BASE='ca-certificates curl jq procps util-linux xz-utils'
APPTAINER='squashfs-tools squashfuse fuse3|fuse patchelf libcap2-bin busybox-static'
CONTAINERS="podman runc crun catatonit|tini uidmap slirp4netns|passt fuse-overlayfs conmon iptables ?netavark ?aardvark-dns
  ?golang-github-containers-common $APPTAINER"
# slurmdbd can do nothing without its MySQL plugin, which Debian packs apart.
SLURM='slurmctld slurmd slurm-client slurmdbd slurm-wlm-basic-plugins slurm-wlm-mysql-plugin munge
  mariadb-server|default-mysql-server mariadb-client|default-mysql-client iproute2'
IMAGE_TOOLS='mmdebstrap zip unzip zstd bzip2 dcm2niix python3-pydicom python3-nibabel python3-numpy'
REGISTRY='docker-registry'
MANUAL='mkdocs mkdocs-material'
SHELLS='zsh fish tmux'
SERVICE='systemd dbus util-linux'
# It depends on a program that sends mail; the smallest does, where there is none.
GRID_ENGINE='gridengine-master gridengine-exec gridengine-client iproute2
  msmtp-mta|exim4-daemon-light|exim4-daemon-heavy|postfix|nullmailer|dma|opensmtpd|sendmail-bin'

wanted=$BASE check=
[ $# -gt 0 ] || { usage; exit 2; }
for arg; do
  case $arg in
    --containers) wanted+=" $CONTAINERS" ;;
    --apptainer) wanted+=" $APPTAINER" ;;
    --slurm) wanted+=" $SLURM" ;;
    --image-tools) wanted+=" $IMAGE_TOOLS" ;;
    --registry) wanted+=" $REGISTRY" ;;
    --manual) wanted+=" $MANUAL" ;;
    --shells) wanted+=" $SHELLS" ;;
    --service) wanted+=" $SERVICE" ;;
    --grid-engine) wanted+=" $GRID_ENGINE" ;;
    --all) wanted+=" $CONTAINERS $SLURM $IMAGE_TOOLS $REGISTRY $MANUAL $SHELLS $SERVICE" ;;
    --check) check=1 ;;
    -h | --help) usage; exit 0 ;;
    *) die "unknown option $arg" "$0 --help" ;;
  esac
done

command -v dpkg-query > /dev/null ||
  die "this is no Debian or Ubuntu (no dpkg): install the equivalent of: $(tr -d '?' <<< "$wanted" | xargs)"

# The needs of $wanted that no installed package meets, one per line, nice-to-haves only with "all".
unmet() {
  local need name state names met
  local -A installed=()
  read -ra names <<< "${wanted//[|?$'\n']/ }"
  while read -r state name; do [ "$state" = ii ] && installed[$name]=1; done \
    < <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${names[@]}" 2> /dev/null)
  for need in $wanted; do
    [[ $need == \?* && $1 != all ]] && continue
    met=
    for name in ${need//[|?]/ }; do [ -z "${installed[$name]:-}" ] || met=1; done
    [ -n "$met" ] || printf '%s\n' "$need"
  done | sort -u
}

missing=$(unmet required)
[ -n "$missing" ] || exit 0
[ -z "$check" ] || die "missing packages: $(xargs <<< "$missing")" "$0 --all"
need_root "$@"
start_log install-debian

exec 9> /run/lock/fw-hpc-install
flock -w 900 9 || die "another installation has held /run/lock/fw-hpc-install for 15 minutes" "fuser -v /run/lock/fw-hpc-install"
missing=$(unmet required)   # whoever held the lock may have installed it
[ -n "$missing" ] || exit 0
say "installing what is missing: $(xargs <<< "$missing") (log: $LOG)"

# Packages start their daemons from postinst unless policy-rc.d says 101 ("forbidden").
POLICY=/usr/sbin/policy-rc.d SAVED=/usr/sbin/policy-rc.d.before-fw-hpc
restore_policy() { if [ -e "$SAVED" ]; then mv -f "$SAVED" "$POLICY"; else rm -f "$POLICY"; fi; }
trap restore_policy EXIT
if [ -e "$POLICY" ] && [ ! -e "$SAVED" ]; then mv "$POLICY" "$SAVED"; fi   # a saved one from a killed run stays the true one
printf '#!/bin/sh\nexit 101\n' > "$POLICY"
chmod 755 "$POLICY"

export DEBIAN_FRONTEND=noninteractive
# A foreign source that is unreachable must not stop us: the installation itself shows whether the lists suffice.
logged 'refresh the package lists' apt-get -o DPkg::Lock::Timeout=300 update ||
  say 'going on with the lists there are'

mapfile -t unmet_all < <(unmet all)
declare -A available=()
read -ra candidates <<< "${unmet_all[*]//[|?]/ }"
while read -r name; do available[$name]=1; done < <(apt-cache policy "${candidates[@]}" 2> /dev/null |
  awk '/^[^ ]/ { name = $1; sub(/:$/, "", name) } $1 == "Candidate:" && $2 != "(none)" { print name }')
names=()
for need in "${unmet_all[@]}"; do
  chosen=
  for name in ${need//[|?]/ }; do
    if [ -n "${available[$name]:-}" ]; then chosen=$name; break; fi
  done
  if [ -n "$chosen" ]; then
    names+=("$chosen")
  elif [[ $need != \?* ]]; then
    die "no package source of this machine has ${need//|/ or }" "enable the 'main' (Debian) or 'universe' (Ubuntu) component, then run $0 again"
  fi
done

logged "apt-get install ${names[*]}" \
  apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${names[@]}" ||
  die 'the installation did not finish' "apt-get -f install   (then run $0 again)"
say 'done; no service was started'
