/* SPDX-License-Identifier: MIT */
/* Patterns of names of files in a folder. Pure.
 *
 * A pattern without `/` is of the last segment, wherever that lies: `*.map`. One with `/` is of the
 * whole path: `assets/a?.js`, `/robots.txt`. With `/` at its end it is of all that lies below such
 * a folder: `drafts/`, `/build/tmp/`. Within a segment:
 *
 *     *        any letters, or none
 *     ?        one letter
 *     [a-z_]   one of these; [!a-z] and [^a-z]: none of these; `]` first is the letter itself
 *     \x       the letter x
 *     **       alone in its segment: any segments, or none; at the end at least one
 *
 * Letters are those of UTF-8, upper and lower case are two; a byte that is no UTF-8 is a letter by
 * itself. No pattern takes longer than its length times that of the path. */
#ifndef DXAWS_S3_GLOBS_H
#define DXAWS_S3_GLOBS_H

#include <stdbool.h>

/* What is wrong with a pattern, as in `"a[" has a [ without its ]`; NULL: nothing. */
const char *glob_fault(const char *pattern);

/* Whether a pattern without fault is of a file, whose path has no `/` at its ends. */
bool glob_matches(const char *pattern, const char *path);

/* The same of a folder: then the pattern leaves out, with the folder, what lies below it. */
bool glob_matches_folder(const char *pattern, const char *path);

#endif
