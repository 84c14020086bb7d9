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

/** Of the NAME in a resource's mark, with the final NUL. @since 0.9 */
#define DXAWS_MARK_NAME_SIZE 241
/**
 * The NAME in the mark of a resource that is known by a text which a tag may not hold, such as a
 * caller reference: what is no letter, digit or one of "_.:/=+-@" is "_", and a longer text is cut
 * as dxaws_truncate_with_hash() does. False without memory. AWS: Tag, Value. @since 0.9
 */
DXAWS_API bool dxaws_mark_name(const char *text, char name[DXAWS_MARK_NAME_SIZE]);

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
