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

DXAWS_END_DECLS

#endif
