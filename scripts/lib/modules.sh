# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# The modules and what each may include. Source it; ROOT must be the top of the repository.

# In dependency order.
ALL_MODULES="dxaws-core dxaws-dns dxaws-acm dxaws-cloudfront dxaws-s3 dxaws-website dxaws-cli dxaws-lambda"

# Print the modules that are in this checkout, in dependency order.
modules() {
    for module in $ALL_MODULES; do
        if [ -f "${ROOT:?}/$module/meson.build" ]; then
            printf '%s\n' "$module"
        fi
    done
}

# Print the modules whose public headers $1 may include, and "kit" if it may use the kit.
may_include() {
    case $1 in
        dxaws-core) echo "dxaws-core kit" ;;
        dxaws-dns | dxaws-cloudfront | dxaws-s3) echo "$1 dxaws-core kit" ;;
        dxaws-acm) echo "dxaws-acm dxaws-core dxaws-dns kit" ;;
        dxaws-website) echo "dxaws-website dxaws-core dxaws-dns dxaws-acm dxaws-cloudfront dxaws-s3 kit" ;;
        dxaws-cli) echo "$ALL_MODULES kit" ;;
        dxaws-lambda) echo "dxaws-lambda $(may_include dxaws-website)" | sed "s/ kit$//" ;;
        *) return 1 ;;
    esac
}

# Whether module $1 is a program: it has no library, and nobody links it.
is_program() {
    [ "$1" = dxaws-cli ] || [ "$1" = dxaws-lambda ]
}

# Print the prefix that every exported symbol of module $1 begins with.
symbol_prefix() {
    case $1 in
        dxaws-core) echo dxaws_ ;;
        *) printf '%s_\n' "$1" | tr - _ ;;
    esac
}
