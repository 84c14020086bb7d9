#!/bin/bash
# SPDX-License-Identifier: MIT
# Check in the ELF files of a build what its flags were to give: scripts/lib/hardened.sh BUILD
# Each library and program: addresses that are read-only once they are bound, all at load time; no stack or text
# that is both written and run; canaries on the stack; where the compiler optimises, the checked forms of libc's
# functions; on x86-64, objects for control-flow enforcement (what a system's own start files lack takes the note off
# what is linked). Prints what is missing.
set -eu

ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/scripts/lib/modules.sh"
BUILD=$1
bad=0

lacks() {
    echo "$1 $2"
    bad=1
}

# The value of a build option.
option() {
    python3 -c 'import json, sys
print(next(row["value"] for row in json.load(open(sys.argv[1])) if row["name"] == sys.argv[2]))' \
        "$BUILD/meson-info/intro-buildoptions.json" "$1"
}

linked() {
    local file=$1 segments dynamic imports
    segments=$(readelf -lW "$file")
    dynamic=$(readelf -dW "$file")
    imports=$(nm -D --undefined-only "$file")
    [[ $segments == *GNU_RELRO* ]] || lacks "$file" "has no GNU_RELRO"
    grep -q 'GNU_STACK.* RW  ' <<<"$segments" || lacks "$file" "may run what is on its stack"
    grep -qE 'LOAD.* RWE ' <<<"$segments" && lacks "$file" "has a segment that is written and run"
    grep -qw 'BIND_NOW\|NOW' <<<"$dynamic" || lacks "$file" "is not bound at load time"
    [[ $dynamic == *TEXTREL* ]] && lacks "$file" "has relocations in its code"
    [[ $(readelf -hW "$file") == *'DYN '* ]] || lacks "$file" "has a fixed address"
    [[ $imports == *__stack_chk_fail* ]] || lacks "$file" "has no canaries on its stack"
    if [ "$fortified" = yes ]; then
        [[ $imports == *_chk@* ]] || lacks "$file" "has none of libc's checked functions"
    fi
}

fortified=no
case $(option optimization) in 0 | plain) ;; *) fortified=yes ;; esac
for module in $(modules); do
    folder=$BUILD/subprojects/$module
    if [ "$module" = dxaws-cli ]; then
        linked "$folder/dxaws"
    elif [ "$module" = dxaws-lambda ]; then
        linked "$folder/bootstrap"
    else
        while read -r library _; do
            linked "$(library_build "$library" "$module" "$folder")/lib$library.so"
        done < <(libraries "$module")
    fi
    if [ "$(uname -m)" = x86_64 ]; then
        without=$(find "$folder" -path '*.p/src_*.o' -print0 | xargs -0 readelf -nW |
            awk '/^File:/ { if (name) print name; name = $2 } /IBT, SHSTK/ { name = "" } END { if (name) print name }')
        [ -z "$without" ] || lacks "$module" "has objects without control-flow enforcement: $(head -n 3 <<<"$without")"
    fi
done
exit $bad
