# shellcheck shell=bash
# Sourced by the scripts at the root after common.sh: what they ask of the machine.

# need_dotnet: ends with the exact command where the .NET 10 SDK is missing.
need_dotnet() {
  # An install into the home folder lies here and is often not on PATH.
  if ! command -v dotnet > /dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then
    export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
  fi
  if command -v dotnet > /dev/null && dotnet --list-sdks | grep -q '^10\.'; then
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
    return
  fi
  die "the .NET 10 SDK is missing. It can be brought into your home folder, without root" \
    "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
}

# can_install: whether packages can be installed here.
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; }
