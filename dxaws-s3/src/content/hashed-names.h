/* SPDX-License-Identifier: MIT */
/* Which names carry a hash of their content, so that browsers may keep the file for a year. Pure.
 *
 * Only files that pages refer to: never HTML, JSON, texts or manifests. A token of eight and more
 * hexadecimal digits with both a letter and a digit; or the last eight characters of a part with an
 * upper-case letter, a lower-case one and a digit, that are no words and numbers; or eight of
 * base32. "A hash of 8 and more characters", as most say it, takes `release-notes-12345678` and
 * `libpq-connect`. */
#ifndef DXAWS_S3_HASHED_NAMES_H
#define DXAWS_S3_HASHED_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether one name alone surely carries a hash. */
bool content_is_hashed(const char *key);

/* The same of all names of a site: in a folder of which eight and at least half surely do, also
 * those do that look like it. `hashed` gets one value a key, in their order. False without memory.
 */
bool content_are_hashed(const char *const *keys, size_t count, bool *hashed);

#endif
