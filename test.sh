#!/usr/bin/env bash
# Passes every test: installs what the suites need, builds, runs them on the embedded engine and,
# where the Orleans packages restore, on Orleans too. Closes with "N passed, N failed, N skipped".
# The run on the embedded engine measures what it covers: artifacts/coverage, a line a project, and a bound.
# With an engine's name (./test.sh Embedded, ./test.sh Orleans) it runs them on that one alone.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$PWD/artifacts/test-results
coverage=$PWD/artifacts/coverage

install_missing() {
    local missing=()
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
    command -v chromium >/dev/null || missing+=(chromium fonts-noto-cjk fonts-noto-color-emoji)
    command -v prometheus >/dev/null || missing+=(prometheus)
    [ "${1:-}" = Embedded ] || command -v redis-server >/dev/null || missing+=(redis-server)
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(libfaketime)
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing ${missing[*]} …"
        # At "runlevel 1" no package starts its service: the tests start what they need.
        apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null ||
            echo "Could not install ${missing[*]}: the tests that need it will say that they were skipped."
    else
        echo "Missing: ${missing[*]}. Install it (apt-get install ${missing[*]}) or its tests are skipped."
    fi
}

# Coverage reads what our assemblies refer to. The framework's it finds here, where the SDK keeps them.
framework() {
    local sdk
    sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
    compgen -G "$sdk/packs/Microsoft.AspNetCore.App.Ref/*/ref/net10.0" | tail -1
}

run_on() { # engine, further arguments of the tests
    echo "== $1: build"
    ActorRuntime=$1 dotnet build LiveChat.sln -c Release -v minimal || return 1
    echo "== $1: tests"
    ActorRuntime=$1 dotnet test LiveChat.sln -c Release --no-build -v minimal -m:1 \
        --logger "trx;LogFilePrefix=$1" --results-directory "$results" --blame-hang-timeout 8m "${@:2}"
}

case "${1:-}" in
    '' | Embedded | Orleans) only=${1:-} ;;
    *) echo "usage: ./test.sh [Embedded|Orleans]" >&2; exit 2 ;;
esac
install_missing "$only"
rm -rf "$results" "$coverage" && mkdir -p "$results" "$coverage"
failed=0 ran=
if [ "$only" != Orleans ]; then
    DOTNET_REFERENCE_ASSEMBLIES_PATH=$(framework) run_on Embedded --settings tests/coverage.runsettings --collect "XPlat Code Coverage" || failed=1
    echo "== Coverage"
    tests/coverage.sh "$results" || failed=1
    ran="the embedded engine"
fi
if [ "$only" = Orleans ] || { [ -z "$only" ] &&
    ActorRuntime=Orleans dotnet restore LiveChat.sln -v quiet >"$results/orleans-restore.log" 2>&1; }; then
    run_on Orleans || failed=1
    ran="${ran:+$ran and }Orleans"
elif [ -z "$only" ]; then
    echo "The Orleans packages do not restore here (see ${results#"$PWD"/}/orleans-restore.log): the suites ran on the embedded engine alone."
fi

echo "Ran on $ran."
cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | awk '
    function of(name,  m) { match($0, name "=\"[0-9]+\""); m = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", m); return m + 0 }
    { total += of("total"); passed += of("passed"); failed += of("failed") }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, total - passed - failed }' | tee "$results/summary"
grep -q '^[1-9][0-9]* passed, 0 failed' "$results/summary" && [ "$failed" -eq 0 ]
