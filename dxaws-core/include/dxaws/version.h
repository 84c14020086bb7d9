/* SPDX-License-Identifier: MIT */
/** @file
 * The version of the library. Any thread.
 */
#ifndef DXAWS_VERSION_H
#define DXAWS_VERSION_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** The version of the loaded dxaws-core, such as "0.9.0"; a static string. @since 0.1 */
DXAWS_API const char *dxaws_core_version(void);

DXAWS_END_DECLS

#endif
