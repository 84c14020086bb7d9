# SPDX-License-Identifier: MIT
# fish completion of dxaws: the program itself knows what could come next.
function __dxaws_complete
    set -l words (commandline -opc)
    $words[1] complete -- $words[2..-1] (commandline -ct | string collect --allow-empty) 2>/dev/null
end
complete -c dxaws -f -a '(__dxaws_complete)'
