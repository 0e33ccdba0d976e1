#!/bin/sh
# SPDX-License-Identifier: MIT
# How a CI job tries a game's migrations on a snapshot: plectrumctl migrate, its exit code and its
# JUnit file. Arguments: plectrumctl, the snapshot as JSON, the configuration, a folder for results.
set -eu
plectrumctl=$1
snapshot=$2
config=$3
results=$4

universe="$results/snapshot.plectrum"
rm -f "$universe"
"$plectrumctl" --universe "$universe" import "$snapshot" > "$results/import.txt"

code=0
"$plectrumctl" --universe "$universe" migrate SamplePlayers --config "$config" --dry-run \
    --junit "$results/migration.xml" --html "$results/migration.html" > "$results/migration.txt" || code=$?

case $code in
0) echo "no record fails" ;;
12) echo "records fail: see migration.xml" ;;
*) echo "plectrumctl failed with $code" ;;
esac
exit $code
