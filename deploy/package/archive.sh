#!/usr/bin/env bash
# Packs a published folder, with completions, man page and unit file, as tar.gz. Called by ./build --all.
#
# usage: archive.sh FOLDER TELLER FILE.tar.gz
#
#   FOLDER   executable and library, of any architecture
#   TELLER   an executable that runs here: it writes man page and completions
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$here/../parts/common.sh"
[ $# = 3 ] || { usage; exit 2; }
from=$1 teller=$2 to=$3
# shellcheck source=identity.sh
. "$here/identity.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/$(basename "$to" .tar.gz)
install -d "$root"/share/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d,man/man1,doc/fw-hpc-client}
install -m 755 "$from/fw-hpc-client" "$root/"
install -m 644 "$from/libe_sqlite3.so" "$root/"
"$teller" completion bash > "$root/share/bash-completion/completions/fw-hpc-client"
"$teller" completion zsh > "$root/share/zsh/site-functions/_fw-hpc-client"
"$teller" completion fish > "$root/share/fish/vendor_completions.d/fw-hpc-client.fish"
"$teller" docs man | gzip -9n > "$root/share/man/man1/fw-hpc-client.1.gz"
install -m 644 deploy/systemd/fw-hpc-client.service CHANGELOG.md deploy/package/THIRD-PARTY.md "$root/share/doc/fw-hpc-client/"
install -m 644 deploy/package/README.md "$root/"
find "$root" -type d -exec chmod 755 {} +
find "$root/share" -type f -exec chmod 644 {} +
packed_as "$root" "$to"
