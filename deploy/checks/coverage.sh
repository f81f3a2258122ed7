#!/usr/bin/env bash
# Line coverage of the rooms by tests and by the programs that they start (the executable itself is not among them): what to
# run a test project with, and the verdict. ./test --coverage calls it.
#
# usage: deploy/checks/coverage.sh options DIR   prints the options of a test project that leave its figures in DIR, one a line
#        deploy/checks/coverage.sh report DIR    merges the figures below DIR into artifacts/coverage/: Summary.txt,
#                                                Cobertura.xml, and index.html with each line
#        deploy/checks/coverage.sh judge DIR     does the same, and fails where a room is below its bar
#
# Each project needs a DIR of its own, below the one that is judged. A process that is killed leaves no figures.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/../parts/common.sh"
. "$here/../parts/dotnet.sh"

[ $# -eq 2 ] || { usage; exit 2; }
least=95
judged='HpcClient.Casting HpcClient.Scheduling HpcClient.Settings HpcClient.Jinja'

case $1 in
  options)
    # obj/ holds what generators of the compiler wrote, which nobody tests.
    printf '%s\n' --coverlet --coverlet-single-hit --coverlet-output-format cobertura --results-directory "$2" \
      --coverlet-include '[HpcClient*]*' --coverlet-exclude-by-file '**/obj/**'
    ;;
  report | judge)
    figures=$(readlink -f "$2")
    [ -n "$(find "$figures" -name 'coverage.cobertura.*.xml' -print -quit)" ] ||
      die "no figures lie below $2" 'run test projects with the options of coverage.sh first'
    cd "$here/../.."
    need_dotnet
    start_log coverage
    rm -rf artifacts/coverage
    logged 'bring the report tool' dotnet tool restore
    logged 'merge the figures' dotnet reportgenerator "-reports:$figures/**/coverage.cobertura.*.xml" \
      -targetdir:artifacts/coverage '-reporttypes:TextSummary;Cobertura;Html' '-assemblyfilters:-HpcClient.Scheduling.TestShepherd'
    grep -E '^HpcClient' artifacts/coverage/Summary.txt
    [ "$1" = judge ] || exit 0
    low=''
    for room in $judged; do
      percent=$(awk -v room="$room" '$1 == room { sub("%", "", $2); print $2 }' artifacts/coverage/Summary.txt)
      awk -v p="${percent:-0}" -v least=$least 'BEGIN { exit !(p >= least) }' || low+=" $room (${percent:-not measured})"
    done
    [ -z "$low" ] || die "line coverage is below $least %:$low; artifacts/coverage/Summary.txt has each class"
    ;;
  *) usage; exit 2 ;;
esac
