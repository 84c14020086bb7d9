# SPDX-License-Identifier: MIT
# bash completion of dxaws: the program itself knows what could come next.
_dxaws() {
    local value
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        COMPREPLY+=("$(printf %q "$value")")
    done < <("${COMP_WORDS[0]/#\~/$HOME}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    [[ ${COMPREPLY[0]-} != *[=/] ]] || compopt -o nospace
}
complete -F _dxaws dxaws
