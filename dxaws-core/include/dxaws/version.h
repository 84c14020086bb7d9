/* SPDX-License-Identifier: MIT */
/** @file
 * The version of the library, and what its modules share. Any thread.
 */
#ifndef DXAWS_VERSION_H
#define DXAWS_VERSION_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** The version of the loaded dxaws-core, such as "0.1.0"; a static string. @since 0.1 */
DXAWS_API const char *dxaws_core_version(void);

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
