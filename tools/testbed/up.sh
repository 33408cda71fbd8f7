#!/usr/bin/env bash
# Starts a control plane, with --argocd also Argo CD, from the programs in DIR; prints a kubeconfig, ends with Ctrl-C.
#
#   tools/testbed/up.sh DIR [--argocd]
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,4p' "$0" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SLIPWAY_TESTBED=$(cd "$1" && pwd); export SLIPWAY_TESTBED; shift
PATH=$root/node_modules/.bin:$PATH exec node "$root/libs/testing/src/testbed/up.ts" "$@"
