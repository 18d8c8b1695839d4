#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# Rebuilds the front end beside the committed dist/ and says whether they are the same bytes. Needs Node 20 and npm.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
trap 'rm -rf .rebuilt' EXIT
node node_modules/typescript/bin/tsc --noEmit
node build.mjs .rebuilt
diff -r dist .rebuilt
echo "frontend/dist is what the sources build"
