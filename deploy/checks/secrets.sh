#!/usr/bin/env bash
# Refuses files that hold what looks like a secret: private keys, and long values behind names that tell of one.
#
# usage: deploy/checks/secrets.sh FILE...
#
# Values that say themselves that they are none (canary, example, CHANGE-ME and so on) pass, as do names of variables.
set -euo pipefail

found=0
for file in "$@"; do
  [ -f "$file" ] || continue
  if grep -nE -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' -- "$file" | grep -vE 'BEGIN \[|Regex|ShouldContain' | sed "s|^|$file:|" >&2; then
    found=1
  fi
  # shellcheck disable=SC2016 # the signs of a variable, not one of ours
  if grep -nEi '(secret|password|passwd|api[_-]?key|token)["'"'"']?[[:space:]]*[:=][[:space:]]*["'"'"']?[A-Za-z0-9+/_-]{20,}["'"'"']?[[:space:]]*$' -- "$file" \
    | grep -vEi 'canary|example|change-?me|omitted|test|[$({]' | sed "s|^|$file:|" >&2; then
    found=1
  fi
done
if [ "$found" -ne 0 ]; then
  echo "Secrets do not belong in the repository: take them out, and replace them where they are used." >&2
  exit 1
fi
