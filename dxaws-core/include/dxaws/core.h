/* SPDX-License-Identifier: MIT */
/** @file
 * All of dxaws-core that a program needs. What holds for every header is said in <dxaws/base.h>; a
 * program that calls a service needs <dxaws/session.h>, <dxaws/aws.h> and <dxaws/error.h>, and
 * <dxaws/context.h> for deadlines and cancelling. What is needed to make a module or a provider is
 * in <dxaws/extend/...> and is included by name.
 */
#ifndef DXAWS_CORE_H
#define DXAWS_CORE_H

#include <dxaws/ambient.h>
#include <dxaws/aws.h>
#include <dxaws/base.h>
#include <dxaws/cache.h>
#include <dxaws/context.h>
#include <dxaws/credential-source.h>
#include <dxaws/credentials.h>
#include <dxaws/document.h>
#include <dxaws/error-codes.h>
#include <dxaws/error.h>
#include <dxaws/event-types.h>
#include <dxaws/memory.h>
#include <dxaws/module.h>
#include <dxaws/o11y.h>
#include <dxaws/options.h>
#include <dxaws/plan.h>
#include <dxaws/provider.h>
#include <dxaws/role.h>
#include <dxaws/session.h>
#include <dxaws/settings.h>
#include <dxaws/sign.h>
#include <dxaws/sinks.h>
#include <dxaws/stream.h>
#include <dxaws/tags.h>
#include <dxaws/transport.h>
#include <dxaws/version.h>

#endif
