#!/usr/bin/env bash
# Whether C# is laid out as .editorconfig says: blanks, indentation, braces, ends of lines. What else is of style, the build checks.
#
# usage: deploy/checks/format.sh [--fix] [FILE...]
#
#   --fix   lay it out instead of telling where it is not
#   FILE    these alone; default all
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../parts/common.sh"
. "$here/../parts/dotnet.sh"

verify=(--verify-no-changes)
files=()
while [ $# -gt 0 ]; do
  case $1 in
    --fix) verify=() ;;
    -h | --help) usage; exit 0 ;;
    -*) die "unknown option '$1'" "$0 --help" ;;
    *) files+=("$(realpath --relative-to="$here/../.." "$1")") ;;
  esac
  shift
done

cd "$here/../.."
need_dotnet
start_log format
# By the files alone: no project is loaded, so nothing need be restored or built.
if ! dotnet format whitespace . --folder "${verify[@]}" ${files[0]+--include "${files[@]}"} > "$LOG" 2>&1; then
  sed -n "s|^$PWD/||; s|: error WHITESPACE: Fix whitespace formatting\. |: |; s| \[\.\]$||; /^[^ ]*\.cs(/p" "$LOG" | head -n 40
  [ -n "$(grep -m 1 '\.cs(' "$LOG")" ] || tail -n 20 "$LOG"
  die 'the layout is not that of .editorconfig' 'deploy/checks/format.sh --fix'
fi
