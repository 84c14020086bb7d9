/* SPDX-License-Identifier: MIT */
/* Names with a hash, as webpack, Parcel, Rails, Hugo and Jekyll (hexadecimal), Vite and Rollup
 * (eight of base64url) and esbuild (eight of base32) make them. */
#include "hashed-names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define HEXADECIMAL DIGITS "abcdef"
#define BASE32 UPPER "234567"
#define BASE64URL UPPER LOWER DIGITS "-_"

enum {
    TOKEN = 8,             /* of base64url and base32, and the least of hexadecimal */
    LONGEST = 128,         /* a SHA-512 in hexadecimal */
    LONGEST_EXTENSION = 6, /* behind a name that may carry a hash */
    SURE = 8,              /* so many in a folder say how its other names are to be read */
};

static const char *const assets[] = {
    "js",  "mjs", "cjs",  "css", "woff", "woff2", "ttf",  "otf",  "eot",
    "png", "jpg", "jpeg", "gif", "svg",  "webp",  "avif", "ico",  "wasm",
    "map", "mp4", "webm", "mp3", "ogg",  "pdf",   "zip",  "data", "glb",
};

/* A part of a name. */
struct span {
    const char *at;
    size_t size;
};

static const char *base_of(const char *key)
{
    const char *slash = strrchr(key, '/');
    return slash ? slash + 1 : key;
}

/* Whether it is a file that pages refer to. */
static bool is_asset(const char *base)
{
    const char *dot = strrchr(base, '.');
    for (size_t i = 0; dot != NULL && i < sizeof assets / sizeof *assets; i++) {
        if (strcasecmp(dot + 1, assets[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_of(struct span text, const char *letters)
{
    return text.size > 0 && strspn(text.at, letters) >= text.size;
}

static bool has_any(struct span text, const char *letters)
{
    return strcspn(text.at, letters) < text.size;
}

static bool is_hexadecimal(struct span token)
{
    return token.size >= TOKEN && token.size <= LONGEST && is_of(token, HEXADECIMAL) &&
           has_any(token, DIGITS) && has_any(token, "abcdef");
}

static size_t skip(struct span text, size_t at, const char *letters)
{
    while (at < text.size && strchr(letters, text.at[at]) != NULL) {
        at++;
    }
    return at;
}

/* `Chapter12`, `fooBar-2`: words with numbers behind them. */
static bool is_words(struct span token)
{
    size_t at = 0;
    while (at < token.size) {
        size_t word = at + (strchr(UPPER, token.at[at]) != NULL);
        size_t end = skip(token, word, LOWER);
        if (end == word) {
            break;
        }
        at = skip(token, end, DIGITS);
        at += at < token.size && strchr("-_", token.at[at]) != NULL;
    }
    return at > 0 && skip(token, at, DIGITS) == token.size;
}

static bool is_base64(struct span token)
{
    return is_of(token, BASE64URL) && has_any(token, LOWER) && has_any(token, UPPER) &&
           has_any(token, DIGITS) && !is_words(token);
}

static bool is_base32(struct span token)
{
    return is_of(token, BASE32) && has_any(token, "234567");
}

/* What of a part, between two dots, may be eight characters of a hash; empty: nothing. */
static struct span short_token(struct span part, bool is_first)
{
    if (part.size == TOKEN && !is_first) {
        return part;
    }
    bool ends = part.size > TOKEN + 1 && part.at[part.size - TOKEN - 1] == '-';
    return ends ? (struct span){part.at + part.size - TOKEN, TOKEN} : (struct span){part.at, 0};
}

bool content_is_hashed(const char *key)
{
    const char *base = base_of(key);
    if (!is_asset(base)) {
        return false;
    }
    const char *end = strrchr(base, '.');
    bool found = false;
    for (const char *at = base; at < end && !found;) {
        size_t size = strcspn(at, ".-_~");
        found = is_hexadecimal((struct span){at, size});
        at += size + 1;
    }
    for (const char *at = base; at < end && !found;) {
        size_t size = strcspn(at, ".");
        struct span token = short_token((struct span){at, size}, at == base);
        found = token.size > 0 && (is_base64(token) || is_base32(token));
        at += size + 1;
    }
    return found;
}

/* Whether eight characters before `dot`, behind a dot or a hyphen, may be a hash. */
static bool is_token_before(const char *base, const char *dot)
{
    bool stands = dot - base > TOKEN && strchr(".-", dot[-TOKEN - 1]) != NULL;
    return stands && is_of((struct span){dot - TOKEN, TOKEN}, BASE64URL);
}

static bool is_short_extension(const char *dot, const char *end)
{
    size_t size = (size_t)(end - dot - 1);
    return size <= LONGEST_EXTENSION && is_of((struct span){dot + 1, size}, LOWER DIGITS);
}

/* What looks like a name with a hash, with one extension or two. */
static bool is_like_hashed(const char *base)
{
    const char *end = base + strlen(base);
    const char *dot = strrchr(base, '.');
    for (int extensions = 0; extensions < 2 && dot != NULL; extensions++) {
        if (!is_short_extension(dot, end)) {
            return false;
        }
        if (is_token_before(base, dot)) {
            return has_any((struct span){dot - TOKEN + 1, TOKEN - 1}, UPPER DIGITS "_");
        }
        end = dot;
        dot = memrchr(base, '.', (size_t)(dot - base));
    }
    return false;
}

/* One asset. */
struct asset {
    struct span folder;
    const char *base;
    size_t index;
    bool sure;
};

static int compare_folders(const void *left, const void *right)
{
    struct span l = ((const struct asset *)left)->folder;
    struct span r = ((const struct asset *)right)->folder;
    size_t common = l.size < r.size ? l.size : r.size;
    int order = memcmp(l.at, r.at, common);
    return order ? order : (l.size > r.size) - (l.size < r.size);
}

/* Those of one folder. */
static void judge_folder(const struct asset *inside, size_t count, bool *hashed)
{
    size_t sure = 0;
    for (size_t i = 0; i < count; i++) {
        sure += inside[i].sure;
    }
    bool lax = sure >= SURE && 2 * sure >= count;
    for (size_t i = 0; i < count; i++) {
        hashed[inside[i].index] = inside[i].sure || (lax && is_like_hashed(inside[i].base));
    }
}

bool content_are_hashed(const char *const *keys, size_t count, bool *hashed)
{
    struct asset *found = calloc(count + 1, sizeof *found);
    size_t assets_count = 0;
    for (size_t i = 0; found != NULL && i < count; i++) {
        const char *base = base_of(keys[i]);
        hashed[i] = false;
        if (is_asset(base)) {
            found[assets_count++] = (struct asset){
                {keys[i], (size_t)(base - keys[i])}, base, i, content_is_hashed(keys[i])};
        }
    }
    if (found == NULL) {
        return false;
    }
    qsort(found, assets_count, sizeof *found, compare_folders);
    for (size_t first = 0, next; first < assets_count; first = next) {
        next = first + 1;
        while (next < assets_count && compare_folders(&found[first], &found[next]) == 0) {
            next++;
        }
        judge_folder(found + first, next - first, hashed);
    }
    free(found);
    return true;
}
