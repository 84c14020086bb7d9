#!/bin/sh
# SPDX-License-Identifier: MIT
# check-audit.sh PROGRAM...: what audit-demo writes down is what was done, a line each.
set -eu
line() {
    printf '{"module":"s3","operation":"%s","resource":"%s","outcome":"done","error":""}\n' "$1" "$2"
}
wanted=$(
    line read ''
    for kind in CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING GET_OUTPUTS; do
        line $kind dxaws-example
    done
)
said=$("$@")
[ "$said" = "$wanted" ] || {
    printf 'said:\n%s\nexpected:\n%s\n' "$said" "$wanted" >&2
    exit 1
}
