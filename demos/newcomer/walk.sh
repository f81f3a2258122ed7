#!/usr/bin/env bash
# Does what the page says, block after block, in one shell, as somebody does who pastes them. Called by login-node.sh within.
#
# usage: walk.sh BLOCKS
#
#   BLOCKS          folder with what blocks.awk took out of the page
#   NEWCOMER_NAME   stands in for the value of NAME in the block of what is the reader's own
#   NEWCOMER_TYPED  a file whose content is typed where the page wants something typed
#   NEWCOMER_SEES_NOT  a path that must not be there
set -euo pipefail
walk_blocks=$1 walk_typed=${NEWCOMER_TYPED:-/dev/null}

for walk_hidden in "${NEWCOMER_SEES_NOT:-/nothing}" "$(type -P dotnet || true)"; do
  [ ! -e "$walk_hidden" ] || { printf 'A newcomer has no %s, and here it is to be seen.\n' "$walk_hidden" >&2; exit 1; }
done

# The block of what is the reader's own, with his values; what he has none for stays as the page has it.
with_own_values() {
  local line name own
  while IFS= read -r line; do
    name=${line#export } name=${name%%=*} own=NEWCOMER_${name}
    if [[ $line == export\ *=* && -n ${!own:-} ]]; then printf 'export %s=%q\n' "$name" "${!own}"; else printf '%s\n' "$line"; fi
  done < "$1"
}

for walk_block in "$walk_blocks"/*.sh; do
  IFS=- read -r _ walk_line walk_kind <<< "$(basename "$walk_block" .sh)"
  if [ "$walk_kind" = left ]; then
    printf '\n== line %s: not run: %s\n' "$walk_line" "$(sed -n '1s/^# //p' "$walk_block")"
    sed '1d; s/^/   /' "$walk_block"
    continue
  fi
  if [ "$walk_kind" = yours ]; then
    with_own_values "$walk_block" > /tmp/yours.sh
    walk_block=/tmp/yours.sh
  fi
  printf '\n== line %s\n' "$walk_line"
  sed 's/^/$ /' "$walk_block"
  if [ "$walk_kind" = typed ]; then
    # shellcheck source=/dev/null
    . "$walk_block" < "$walk_typed"
  else
    # shellcheck source=/dev/null
    . "$walk_block" < /dev/null
  fi
done
printf '\n== the page is through\n'
