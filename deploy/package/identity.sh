# shellcheck shell=bash
# Sourced in the root of the sources: what names this build, and what makes two builds of one commit the same bytes.
#
#   VERSION            as Directory.Build.props says
#   SOURCE_DATE_EPOCH  time of the commit, in seconds; 1 January 2000 without git. All files of packages have it
#   BUILD_PROPERTIES   for every dotnet publish and pack

VERSION=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
BUILD_PROPERTIES=(-p:Shipped=true)
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2> /dev/null) || SOURCE_DATE_EPOCH=946684800
fi
if git rev-parse HEAD > /dev/null 2>&1; then
  BUILD_PROPERTIES+=("-p:CommitTime=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)")
  [ -z "$(git status --porcelain --untracked-files=no)" ] || BUILD_PROPERTIES+=(-p:SourceModified=true)
fi
export VERSION SOURCE_DATE_EPOCH

# packed_as FOLDER FILE.tar.gz: the folder as an archive that holds nothing of this machine, user or hour.
packed_as() {
  tar --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$(dirname "$1")" -cf - "$(basename "$1")" |
    gzip -9n > "$2"
}
