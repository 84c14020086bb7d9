/* SPDX-License-Identifier: MIT */
/** @file
 * Names that modules derive for what they make. Any thread.
 */
#ifndef DXAWS_EXTEND_NAMES_H
#define DXAWS_EXTEND_NAMES_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/**
 * Shortens @a name to at most @a limit bytes, for services that bound their names: a name that
 * fits is copied as it is, a longer one is cut and ended with "-" and eight hexadecimal digits
 * of its SHA-256, so that equal names stay equal and different ones different.
 *
 * @param limit at least 10, not counting the final NUL.
 * @return for free(); NULL without memory or with a smaller @a limit. @since 0.1
 */
DXAWS_API char *dxaws_truncate_with_hash(const char *name, size_t limit);

/** A SHA-256 as text: 64 hexadecimal digits and the final NUL. @since 0.9 */
#define DXAWS_DIGEST_SIZE 65
/**
 * The SHA-256 of @a length bytes in lower-case hexadecimal, for tokens and marks that equal input
 * always makes equal. False without memory. @since 0.9
 */
DXAWS_API bool dxaws_digest(const void *data, size_t length, char digest[DXAWS_DIGEST_SIZE]);

/**
 * How many slips lead from one name to the other: characters added, left out or changed, and
 * neighbours that changed places; for "did you mean". Pure.
 * @return SIZE_MAX when one of them has more than 64 bytes. @since 0.9
 */
DXAWS_API size_t dxaws_name_distance(const char *left, const char *right);

DXAWS_END_DECLS

#endif
