#!/usr/bin/env bash
# console.sh OUT: builds the console's files into OUT with the system's npm, when something of it is newer than they are.
set -euo pipefail
home="$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)"
# shellcheck source=src/main/sh/prepare.sh
. "$home/src/main/sh/prepare.sh"
out="$1"
api="$home/docs/reference/openapi.yaml"
cd "$home/console"

sources=(src public index.html package.json package-lock.json vite.config.ts tsconfig.json "$api")
if [ -e "$out/.built" ] && [ -z "$(find "${sources[@]}" -newer "$out/.built" -print -quit)" ]; then
    exit 0
fi

need_node
[ -z "$missing_packages" ] || install_missing

# By content: a checkout makes files new that have not changed.
if ! cmp -s package-lock.json node_modules/.installed; then
    npm ci --prefer-offline --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed
fi
# The types are made of the API's document; whoever changes one changes the other: npm run types.
node_modules/.bin/openapi-typescript "$api" -o src/api/schema.d.ts --check >/dev/null || fail \
    "The console's types are not those of docs/reference/openapi.yaml." \
    "Nothing was built; footage is not concerned." \
    "Run in console/: npm run types, and mend what the type check then says (npm run typecheck)."
LIDLESS_CONSOLE_OUT="$out" node_modules/.bin/vite build --logLevel warn
touch "$out/.built"
