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

# Print the libraries of module $1 that programs link, each with the folder of its symbol map, and, of a second one,
# of its build, below the module's. What not everybody needs who uses a module is a library of its own.
libraries() {
    is_program "$1" || printf '%s src\n' "$1"
    case $1 in
        dxaws-s3) echo "dxaws-content src/content" ;;
        dxaws-cloudfront) echo "dxaws-function src/function" ;;
    esac
}

# Print the header of library $1, without dxaws/ and .h.
library_header() {
    case $1 in
        dxaws-content) echo s3-content ;;
        dxaws-function) echo cloudfront-function ;;
        *) echo "${1#dxaws-}" ;;
    esac
}

# Print the folder of library $1 of module $2 in build $3 of the module.
library_build() {
    [ "$1" = "$2" ] && echo "$3" || echo "$3/$(libraries "$2" | sed -n "s/^$1 //p")"
}

# Print the prefixes, "|" between them, that every exported symbol of library $1 begins with one of.
symbol_prefix() {
    case $1 in
        dxaws-core) echo dxaws_ ;;
        dxaws-content) echo dxaws_s3_content_ ;;
        dxaws-function) echo "dxaws_cloudfront_function_|dxaws_cloudfront_rewrite_" ;;
        *) printf '%s_\n' "$1" | tr - _ ;;
    esac
}
