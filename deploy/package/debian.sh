#!/usr/bin/env bash
# Makes the .deb for amd64 from the tar.gz. Called by ./build --all.
#
# usage: debian.sh FILE.tar.gz FOLDER
#
# The executable lies in /usr/lib/fw-hpc-client beside its library, with a link in /usr/bin. No service is enabled: user and
# folder are the administrator's to say ('fw-hpc-client service install').
# FW_HPC_MAINTAINER: who answers for this package, as 'Name <address>'. Without, nobody does, and the package says so:
# .invalid is the domain that RFC 2606 keeps for addresses that lead nowhere.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$here/../parts/common.sh"
[ $# = 2 ] || { usage; exit 2; }
archive=$1 to=$2
# shellcheck source=identity.sh
. "$here/identity.sh"
maintainer=${FW_HPC_MAINTAINER:-Unpublished build, nobody in charge <nobody@fw-hpc-client.invalid>}
[[ $maintainer =~ ^[^\<\>[:cntrl:]]+\ \<[^\<\>@[:space:]]+@[^\<\>@[:space:]]+\>$ ]] ||
  die "FW_HPC_MAINTAINER must be like 'Jane Doe <jane@example.org>', not '$maintainer'"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -C "$work" -xf "$archive"
from=$work/$(basename "$archive" .tar.gz) root=$work/root doc=$work/root/usr/share/doc/fw-hpc-client
# Debian sorts 3.0.0~alpha.1 before 3.0.0, as semantic versions sort 3.0.0-alpha.1.
version=${VERSION/-/\~}
install -d "$root"/{DEBIAN,usr/{bin,lib/fw-hpc-client}}
mv "$from/fw-hpc-client" "$from/libe_sqlite3.so" "$root/usr/lib/fw-hpc-client/"
mv "$from/share" "$root/usr/share"
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
ln -s ../lib/fw-hpc-client/fw-hpc-client "$root/usr/bin/fw-hpc-client"
install -d "$doc/examples"
mv "$doc/fw-hpc-client.service" "$doc/examples/"
gzip -9n < "$doc/CHANGELOG.md" > "$doc/NEWS.gz"
rm "$doc/CHANGELOG.md"
printf 'fw-hpc-client (%s) unstable; urgency=medium\n\n  * See NEWS.gz.\n\n -- %s  %s\n' "$version" \
  "$maintainer" "$(date -R -u -d "@$SOURCE_DATE_EPOCH")" | gzip -9n > "$doc/changelog.gz"
{
  printf 'fw-hpc-client: Copyright, the fw-hpc-client maintainers.\nIts terms are those of the sources that it was built from.\n\n'
  cat "$doc/THIRD-PARTY.md"
  printf '\nThe text of Apache-2.0 is in /usr/share/common-licenses/Apache-2.0.\n'
} > "$doc/copyright"
rm "$doc/THIRD-PARTY.md"
install -d "$root/usr/share/lintian/overrides"
cat > "$root/usr/share/lintian/overrides/fw-hpc-client" << 'OVERRIDES'
# A build for which nobody is named has an address that leads nowhere, on purpose.
fw-hpc-client: bogus-mail-host *
fw-hpc-client: bogus-mail-host-in-debian-changelog *
# The .NET runtime brings its own zlib; the SQLite library is the one that was tested, byte for byte.
fw-hpc-client: embedded-library zlib *
fw-hpc-client: unstripped-binary-or-object *
OVERRIDES
find "$root" -type d -exec chmod 755 {} +
chmod 644 "$root/usr/share/lintian/overrides/fw-hpc-client"
find "$doc" -type f -exec chmod 644 {} +

cat > "$root/DEBIAN/control" <<CONTROL
Package: fw-hpc-client
Version: $version
Architecture: amd64
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: libc6 (>= 2.34)
Recommends: ca-certificates, libssl3 | libssl1.1 | libssl3t64
Suggests: slurm-client, apptainer, podman
Section: science
Priority: optional
Description: bridges a Flywheel site to an HPC scheduler
 Finds the jobs of a Flywheel site that are tagged for the cluster, hands each
 to Slurm, Grid Engine or LSF, runs the gear on the node in Apptainer or
 Podman, and brings logs and outputs back to the site.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
chmod 644 "$root"/DEBIAN/*
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$to/fw-hpc-client_${version}_amd64.deb" > /dev/null
