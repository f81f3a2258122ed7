# shellcheck shell=bash disable=SC2034  # $flags is for those who source this
# Shared by the gear (run) and by reference.sh, so that both convert the same files with the same flags.
# Needs jq, unzip or tar, dcm2niix.

# set_flags CONFIG.JSON MANIFEST.JSON: fills the array $flags with what the job says, else with the manifest's defaults.
set_flags() {
  local values compress sidecar anonymize merge ignore_derived filename
  # One value per line; false is a value too, so jq's // would be wrong.
  values=$(jq -r --slurpfile manifest "$2" '(.config // {}) as $job
    | "compress", "sidecar", "anonymize", "merge", "ignore_derived", "filename"
    | if . as $name | $job | has($name) then $job[.] else $manifest[0].config[.].default end' "$1")
  { read -r compress && read -r sidecar && read -r anonymize && read -r merge && read -r ignore_derived && read -r filename; } <<< "$values"
  y_or_n() { if [ "$1" = true ]; then echo y; else echo n; fi; }
  # The compressor inside dcm2niix (i) writes neither time nor name, so equal input gives equal bytes.
  case $compress in true) compress=i ;; *) compress=n ;; esac
  case $merge in no) merge=0 ;; yes) merge=1 ;; *) merge=2 ;; esac
  # -g i: no defaults file of whoever runs this.  -d 9: archives may nest folders.
  flags=(-g i -d 9 -z "$compress" -b "$(y_or_n "$sidecar")" -ba "$(y_or_n "$anonymize")" -m "$merge"
    -i "$(y_or_n "$ignore_derived")" -f "$filename")
}

# unpack_input FILE DIR: told by content, not by name. dcm2niix sees the folder's name as %f, so DIR should end alike.
unpack_input() {
  mkdir -p "$2"
  case $(head -c 4 "$1" | od -An -tx1 | tr -d ' \n') in
    504b0304) unzip -q -o "$1" -d "$2" ;;
    1f8b*) tar -xzf "$1" -C "$2" 2> /dev/null || gzip -dc "$1" > "$2/image.dcm" ;;
    *) tar -xf "$1" -C "$2" 2> /dev/null || cp "$1" "$2/" ;;
  esac
}
