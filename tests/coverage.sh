#!/usr/bin/env bash
# Merges what the suites of one run covered into artifacts/coverage, prints a line a project, and fails where one is
# under the bound. Called by test.sh with the directory of the run's results.
set -euo pipefail
cd "$(dirname "$0")/.."
bound=80 # per cent of lines
out=artifacts/coverage
projects=(Grains.Interfaces Grains Silo WebFront EmbeddedRuntime)

dotnet tool restore -v quiet >/dev/null
dotnet reportgenerator "-reports:$1/*/coverage.cobertura.xml" "-targetdir:$out" \
    '-reporttypes:Cobertura;TextSummary;MarkdownSummaryGithub;Html' '-filefilters:-*.g.cs' -verbosity:Error

rate_of() { # file, element and attributes up to the rate
    { grep -o "$2line-rate=\"[0-9.]*\"" "$1" || true; } | head -1 | grep -o '[0-9.]*"$' | tr -d '"'
}

low=0
judge() { # name, rate from 0 to 1, or nothing where it was not measured
    awk -v name="$1" -v rate="${2:-}" -v bound=$bound 'BEGIN {
        if (rate == "") { printf "%-18s not measured\n", name; exit 1 }
        printf "%-18s %5.1f %% of lines covered%s\n", name, rate * 100, rate * 100 < bound ? ", under " bound " %" : ""
        exit rate * 100 < bound }' | tee -a "$out/by-project.txt" || low=1
}

: >"$out/by-project.txt"
for project in "${projects[@]}"; do
    judge "$project" "$(rate_of "$out/Cobertura.xml" "<package name=\"LiveChat.$project\" " || true)"
done
judge "client library" "$(rate_of "$out/client/cobertura-coverage.xml" '<coverage [^>]*' || true)"
exit $low
