#!/usr/bin/env bash
# Packs the .NET tool: one package that names the program, and one with the Native AOT executable for linux-x64. Called by
# ./build --all. To install: dotnet tool install --global fw-hpc-client --add-source FOLDER --version VERSION
#
# usage: tool.sh FOLDER
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=../parts/common.sh
. "$here/../parts/common.sh"
# shellcheck source=../parts/dotnet.sh
. "$here/../parts/dotnet.sh"
[ $# = 1 ] || { usage; exit 2; }
to=$(readlink -f "$1")
# shellcheck source=identity.sh
. "$here/identity.sh"
need_dotnet
start_log build-tool

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
logged 'the .NET tool' dotnet pack src/HpcClient/HpcClient.csproj -c Release -o "$work/made" -p:ToolPackage=true "${BUILD_PROPERTIES[@]}"
logged 'the .NET tool for linux-x64' dotnet pack src/HpcClient/HpcClient.csproj -c Release -r linux-x64 -o "$work/made" -p:ToolPackage=true "${BUILD_PROPERTIES[@]}"

# NuGet writes the hour into the archive and a random name into it: both go.
for package in "$work"/made/*.nupkg; do
  tree=$work/tree
  rm -rf "$tree"
  mkdir "$tree"
  unzip -q "$package" -d "$tree"
  # Symbols and documentation are for those who build it, and thrice the size of the rest.
  find "$tree/tools" \( -name '*.dbg' -o -name '*.pdb' -o -name '*.xml' ! -name DotnetToolSettings.xml \) -delete
  random=$(cd "$tree" && ls package/services/metadata/core-properties/*.psmdcp)
  mv "$tree/$random" "$tree/package/services/metadata/core-properties/properties.psmdcp"
  # Ids of relations only have to differ within the file.
  awk -v old="/$random" '{ gsub(old, "/package/services/metadata/core-properties/properties.psmdcp")
    while (match($0, /Id="R[0-9A-F]+"/)) { n++; $0 = substr($0, 1, RSTART - 1) "Id=\"r" n "\"" substr($0, RSTART + RLENGTH) } print }' \
    "$tree/_rels/.rels" > "$work/rels"
  mv "$work/rels" "$tree/_rels/.rels"
  find "$tree" -type d -exec chmod 755 {} +
  find "$tree" -type f -exec chmod 644 {} +
  find "$tree" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  # [Content_Types].xml comes first in what NuGet writes; readers of such archives may count on it.
  (cd "$tree" && TZ=UTC zip -q -X -D "$to/$(basename "$package")" '[Content_Types].xml' &&
    find . -type f ! -name '[[]Content_Types].xml' -printf '%P\n' | LC_ALL=C sort | TZ=UTC zip -q -X -D "$to/$(basename "$package")" -@)
done
