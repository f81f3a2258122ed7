#!/usr/bin/env bash
# Prints the notes of a release, as CHANGELOG.md has them: what stands below its heading, without the heading.
#
# usage: deploy/package/release-notes.sh [VERSION]
#
#   VERSION   such as 3.0.0, or Unreleased; default the one of Directory.Build.props, and where the changelog has none of
#             that yet, Unreleased
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. deploy/parts/common.sh

case ${1:-} in -h | --help) usage; exit 0 ;; -*) die "unknown option '$1'" "$0 --help" ;; esac

# "## [3.0.0] - 2026-12-01" begins one; the next heading of its kind ends it.
notes_of() {
  awk -v version="$1" '
    /^## / { inside = index($0, "## [" version "]") == 1; next }
    inside' CHANGELOG.md | sed -e '/./,$!d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

if [ $# -gt 0 ]; then
  notes=$(notes_of "$1")
  [ -n "$notes" ] || die "CHANGELOG.md has nothing about '$1'; it has: $(sed -n 's/^## \[\(.*\)\].*/\1/p' CHANGELOG.md | paste -sd ' ')"
else
  . deploy/package/identity.sh
  notes=$(notes_of "$VERSION")
  [ -n "$notes" ] || notes=$(notes_of Unreleased)
  [ -n "$notes" ] || die "CHANGELOG.md has nothing about $VERSION, nor anything unreleased"
fi
printf '%s\n' "$notes"
