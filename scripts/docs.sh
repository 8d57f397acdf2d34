#!/usr/bin/env bash
# Writes what docs/ holds of the code's own words: the configuration reference and every command's help.
set -euo pipefail
cd "$(dirname "$0")/.."
haetae=${HAETAE:-.build/release/haetae}
{
    printf '# Configuration\n\nYAML, `/etc/haetae/haetae.yaml`. Every key has a default, so an absent file works; unknown keys and wrong\n'
    printf 'types are refused with file, line and the nearest valid key (`haetae config check`). Secrets are given as files.\n'
    printf 'This page is made by `make docs` from the program itself.\n\n'
    "$haetae" config reference
    printf '\n`topology` names a file of its own; see sample-logs/topology.yaml for one and docs/correlation.md for its meaning.\n'
} >docs/configuration.md
# Every command that the program has, as words, the program itself first.
mapfile -t commands < <("$haetae" --experimental-dump-help | python3 -c '
import json, sys
def walk(command, path):
    if not command.get("shouldDisplay", True) or command["commandName"] == "help":
        return
    print(" ".join(path))
    for part in command.get("subcommands", []):
        walk(part, path + [part["commandName"]])
walk(json.load(sys.stdin)["command"], [])')
{
    printf '# Commands\n\nMade by `make docs` from `--help`.\n'
    for command in "${commands[@]}"; do
        # shellcheck disable=SC2086 # words of one command
        printf '\n## haetae %s\n\n```\n%s\n```\n' "$command" "$("$haetae" $command --help)"
    done
} >docs/commands.md
# The help's first paragraph as one line: it is broken to a screen's width.
overview() { printf '%s\n' "$1" | sed -e '/^$/q' | tr '\n' ' ' | sed -e 's/^OVERVIEW: //' -e 's/ *$//'; }
mkdir -p docs/man
for command in "${commands[@]}"; do
    name="haetae${command:+-${command// /-}}"
    # shellcheck disable=SC2086
    help=$("$haetae" $command --help)
    {
        printf '.TH "%s" 1\n.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n.nf\n' "${name^^}" "$name" "$(overview "$help")"
        printf '%s\n' "$help" | sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/"
        printf '.fi\n'
    } >"docs/man/$name.1"
done
