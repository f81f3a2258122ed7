# shellcheck shell=bash
# Shared by the gear (run) and by reference.sh, so that both convert the same files with the same flags.
# Needs jq, unzip or tar, dcm2niix.

# option NAME CONFIG.JSON MANIFEST.JSON: what the job says, else the manifest's default. A false is a value too.
option() {
  jq -r --arg name "$1" --slurpfile manifest "$3" \
    'if (.config // {}) | has($name) then .config[$name] else $manifest[0].config[$name].default end' "$2"
}

# set_flags CONFIG.JSON MANIFEST.JSON: fills the array $flags.
set_flags() {
  yes_no() { case $(option "$1" "$config" "$manifest") in true) echo y ;; *) echo n ;; esac; }
  local config=$1 manifest=$2 compress=n merge
  # The compressor inside dcm2niix writes neither time nor name, so equal input gives equal bytes.
  [ "$(yes_no compress)" = n ] || compress=i
  case $(option merge "$config" "$manifest") in no) merge=0 ;; yes) merge=1 ;; *) merge=2 ;; esac
  # -g i: no defaults file of whoever runs this.  -d 9: archives may nest folders.
  flags=(-g i -d 9 -z "$compress" -b "$(yes_no sidecar)" -ba "$(yes_no anonymize)" -m "$merge"
    -i "$(yes_no ignore_derived)" -f "$(option filename "$config" "$manifest")")
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
