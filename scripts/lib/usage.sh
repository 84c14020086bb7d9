# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Sourced first: a script that is asked for help prints the comment that it begins with, and does nothing.
case ${1-} in
    -h | --help)
        sed -n '2,/^[^#]/{/SPDX-/d;s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
esac
