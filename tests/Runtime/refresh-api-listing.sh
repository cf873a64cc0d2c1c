#!/usr/bin/env bash
# Takes the blocks of our types from a full listing of Orleans' public API (one type a block, header "[Assembly] kind Name : bases"):
#   tests/Runtime/refresh-api-listing.sh full-listing.txt [Name.Of.A.New.Type …]
# The types are those in orleans-10.4-api.txt already, and those named.
set -euo pipefail
listing=$1; shift
cd "$(dirname "$0")"
name='function name(line) { sub(/^\[[^]]*\] ([a-z]+ )*/, "", line); sub(/ : .*/, "", line); return line }'
names=$(mktemp); trap 'rm -f "$names"' EXIT
{ [ -f orleans-10.4-api.txt ] && awk "$name /^\\[/ { print name(\$0) }" orleans-10.4-api.txt; printf '%s\n' "$@"; } | sort -u >"$names"
awk "$name"' NR == FNR { wanted[$0]; next } /^\[/ { keep = name($0) in wanted } keep && NF' "$names" "$listing" >orleans-10.4-api.txt.new
mv orleans-10.4-api.txt.new orleans-10.4-api.txt
