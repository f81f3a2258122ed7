#!/usr/bin/env bash
# Mutation testing of the code that decides about a job: each decision is changed a little (> to >=, true to false, a word to
# nothing), and the unit tests must notice. Takes minutes a room, so it is no part of ./test.
#
# usage: deploy/checks/mutation.sh                  every room of deploy/checks/mutation/
#        deploy/checks/mutation.sh ROOM [FILES...]  one of them, such as casting; FILES in place of those that it names, as
#                                                   patterns below the room's folder: 'Verdicts/*.cs'
#
# Fails where less than the room's bar (80 %) is noticed. artifacts/mutation/ROOM/reports/ has every change and what came of it.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../parts/common.sh"
. "$here/../parts/dotnet.sh"

case ${1:-} in -h | --help) usage; exit 0 ;; esac
cd "$here/../.."
root=$PWD
need_dotnet
start_log mutation
logged 'bring the mutation tool' dotnet tool restore

rooms=("$here"/mutation/*.json) files=()
if [ $# -gt 0 ]; then
  rooms=("$here/mutation/$1.json")
  [ -f "${rooms[0]}" ] || die "there is no room '$1' in deploy/checks/mutation/"
  for pattern in "${@:2}"; do files+=(--mutate "$pattern"); done
fi

low=''
for config in "${rooms[@]}"; do
  room=$(basename "$config" .json)
  say "$room"
  # The tool works in the folder of the tests.
  tests=$(sed -n 's/.*"test-projects": \["\(.*\)\.csproj"\].*/\1/p' "$config")
  (cd "tests/$tests" && dotnet stryker --config-file "$config" --output "$root/artifacts/mutation/$room" --skip-version-check "${files[@]}") || low+=" $room"
done
[ -z "$low" ] || die "too many changes went unnoticed, or the tool failed:$low; see artifacts/mutation/"
