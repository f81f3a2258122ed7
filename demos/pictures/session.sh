#!/usr/bin/env bash
# The session that the manual shows, in the login node of demos/newcomer.sh. Called by record.py, which types the answers.
set -euo pipefail
tar -xzf ~/Downloads/fw-hpc-client-*-linux-x64.tar.gz -C "$NEWCOMER_SHARED"
programs=$(echo "$NEWCOMER_SHARED"/fw-hpc-client-*-linux-x64)
export PATH=$programs:$PATH FW_HPC_FOLDER=$NEWCOMER_SHARED/fw-hpc

# Lines that begin with this sign are for record.py: what was typed, and where the session begins and ends.
sign=$'\x1e'
shown() {
  printf '%s$ %s\n' "$sign" "$*"
  "$@"
}
printf '%sbegin %s %s\n' "$sign" "$NEWCOMER_SITE_PORT" "$(cat "$NEWCOMER_TYPED")"
shown fw-hpc-client setup
shown fw-hpc-client doctor --deep
shown fw-hpc-client run
while fw-hpc-client jobs --unfinished | grep -q ^JOB; do sleep 2; fw-hpc-client run --quiet > /dev/null; done
shown fw-hpc-client jobs
shown fw-hpc-client explain "$(fw-hpc-client jobs --limit 1 | awk 'END { print substr($1, 19) }')"
printf '%send\n' "$sign"
