/* SPDX-License-Identifier: MIT */
/** @file
 * How the addresses of a site lead to its objects: the code of a CloudFront Function for
 * viewer requests, and the same in C. S3 behind an access control knows keys only: neither that
 * /docs/ is docs/index.html, nor that example.com is www.example.com.
 *
 *     DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = dxaws_cloudfront_rewrite_new();
 *     dxaws_cloudfront_rewrite_set_domain_name(rewrite, "www.example.com");
 *     dxaws_cloudfront_rewrite_add_redirect(rewrite, "example.com");
 *     dxaws_error *error = dxaws_cloudfront_rewrite_format_code(rewrite, &code);
 *
 * | request | "directories" | "html" | "spa" | "exact" |
 * |---|---|---|---|---|
 * | /, /docs/ | and index.html | and index.html | /index.html | as it is |
 * | /docs | 301 to /docs/ | /docs.html | /index.html | as it is |
 * | /a.png, /.well-known/x, a known file | as it is | as it is | as it is | as it is |
 * | //docs, /docs//x | 301 to one slash | 301 | 301 | as it is |
 * | POST, PUT, ... | as it is | as it is | as it is | as it is |
 * | a host of `redirects` | 301 to the domain, in one hop; 308 unless GET or HEAD | | | |
 *
 * A page is what has no dot in its last segment; which objects have none and are files, and which
 * folders have one, is said by add_file() and add_folder(). No redirect leaves the host, but for
 * the domain; a query is kept byte for byte; redirects are cached for an hour.
 *
 * What <dxaws/base.h> says of ownership and threads holds here. A value is for one thread at a
 * time, and may be NULL, as without memory: setters then do nothing, and what consumes it fails
 * with OUT_OF_MEMORY.
 *
 * Library: libdxaws-function, pkg-config dxaws-function.
 */
#ifndef DXAWS_CLOUDFRONT_REWRITE_H
#define DXAWS_CLOUDFRONT_REWRITE_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** How addresses lead to objects: a value. @since 0.9 */
typedef struct dxaws_cloudfront_rewrite dxaws_cloudfront_rewrite;

/** The most bytes that the code of a function may have: CloudFront's own limit. @since 0.9 */
#define DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES 10240

/** @name What is said
 * JSON form: `{"urls": "directories", "domain_name": "...", "redirects": [...], "root_object":
 * "index.html", "files": ["/LICENSE"], "folders": ["/v1.2"]}`. Setters copy and cannot fail: what
 * cannot be stored is reported by what consumes the value. A NULL text takes back. @since 0.9
 * @{ */
/** Directories, no redirects; owned by the caller. NULL without memory. */
DXAWS_API dxaws_cloudfront_rewrite *dxaws_cloudfront_rewrite_new(void);
/** Reads the JSON form; the caller owns the value. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_rewrite_parse(
    const char *json, dxaws_cloudfront_rewrite **rewrite);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_cloudfront_rewrite_format(const dxaws_cloudfront_rewrite *rewrite);
DXAWS_API void dxaws_cloudfront_rewrite_free(dxaws_cloudfront_rewrite *rewrite);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_rewrite, dxaws_cloudfront_rewrite_free)
/** "directories", which is meant when never set, "html", "spa" or "exact". */
DXAWS_API void dxaws_cloudfront_rewrite_set_urls(dxaws_cloudfront_rewrite *rewrite,
                                                 const char *urls);
/** Where redirects lead, such as "www.example.com". */
DXAWS_API void dxaws_cloudfront_rewrite_set_domain_name(dxaws_cloudfront_rewrite *rewrite,
                                                        const char *domain_name);
/** One more host whose visitors are sent to the domain, in lower case; not the domain itself. */
DXAWS_API void dxaws_cloudfront_rewrite_add_redirect(dxaws_cloudfront_rewrite *rewrite,
                                                     const char *host);
/** None, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_rewrite_clear_redirects(dxaws_cloudfront_rewrite *rewrite);
/** The name of the object that stands for its folder; when never set, "index.html". */
DXAWS_API void dxaws_cloudfront_rewrite_set_root_object(dxaws_cloudfront_rewrite *rewrite,
                                                        const char *name);
/** One more path, such as "/LICENSE", that is a file although it has no dot; written as in a URL.
 */
DXAWS_API void dxaws_cloudfront_rewrite_add_file(dxaws_cloudfront_rewrite *rewrite,
                                                 const char *path);
/** None, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_rewrite_clear_files(dxaws_cloudfront_rewrite *rewrite);
/** One more path, such as "/v1.2", that is a folder although it has a dot; without a slash at its
 * end, written as in a URL. */
DXAWS_API void dxaws_cloudfront_rewrite_add_folder(dxaws_cloudfront_rewrite *rewrite,
                                                   const char *path);
/** None, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_rewrite_clear_folders(dxaws_cloudfront_rewrite *rewrite);
/** How addresses are read; borrowed, NULL when it was not set. */
DXAWS_API const char *dxaws_cloudfront_rewrite_urls(const dxaws_cloudfront_rewrite *rewrite);
/** Where redirects lead; borrowed, NULL when it was not set. */
DXAWS_API const char *dxaws_cloudfront_rewrite_domain_name(const dxaws_cloudfront_rewrite *rewrite);
/** What stands for a folder; borrowed, NULL when it was not set. */
DXAWS_API const char *dxaws_cloudfront_rewrite_root_object(const dxaws_cloudfront_rewrite *rewrite);
/** How many hosts are redirected. */
DXAWS_API size_t dxaws_cloudfront_rewrite_redirect_count(const dxaws_cloudfront_rewrite *rewrite);
/** The host at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_rewrite_redirect_at(const dxaws_cloudfront_rewrite *rewrite,
                                                           size_t index);
/** How many files are said. */
DXAWS_API size_t dxaws_cloudfront_rewrite_file_count(const dxaws_cloudfront_rewrite *rewrite);
/** The file at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_rewrite_file_at(const dxaws_cloudfront_rewrite *rewrite,
                                                       size_t index);
/** How many folders are said. */
DXAWS_API size_t dxaws_cloudfront_rewrite_folder_count(const dxaws_cloudfront_rewrite *rewrite);
/** The folder at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_rewrite_folder_at(const dxaws_cloudfront_rewrite *rewrite,
                                                         size_t index);
/** @} */

/**
 * The code of the function: the same bytes for the same value, in ES5.1 for the runtime
 * cloudfront-js-2.0. INVALID_ARGUMENT for a wrong value, and when it has more than
 * DXAWS_CLOUDFRONT_MOST_FUNCTION_BYTES.
 * @param code for free(); NULL when there is nothing to do: exact addresses and no redirects.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_rewrite_format_code(
    const dxaws_cloudfront_rewrite *rewrite, char **code);

/**
 * Reads the code of a function that dxaws_cloudfront_rewrite_format_code() made, such as that of a
 * distribution which is there, so that dxaws_cloudfront_rewrite_apply() tells what it answers; the
 * caller owns the value. INVALID_ARGUMENT for any other code, were it different by a letter.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_rewrite_parse_code(
    const char *code, dxaws_cloudfront_rewrite **rewrite);

/**
 * What the function answers a request, for who serves the site without CloudFront.
 * INVALID_ARGUMENT for a wrong value.
 * @param method "GET"
 * @param host   of the request, in any case; NULL for none
 * @param uri    its path as it was sent, escapes with it, such as "/caf%C3%A9/"
 * @param query  what follows "?" in it, as it was sent; NULL for none
 * @param status 0: go on with the path *answer; 301 or 308: *answer is the Location
 * @param answer for free()
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_rewrite_apply(
    const dxaws_cloudfront_rewrite *rewrite, const char *method, const char *host, const char *uri,
    const char *query, int *status, char **answer);

DXAWS_END_DECLS

#endif
