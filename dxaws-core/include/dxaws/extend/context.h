/* SPDX-License-Identifier: MIT */
/** @file
 * What a context knows of the calls that were made with it. Any thread.
 */
#ifndef DXAWS_EXTEND_CONTEXT_H
#define DXAWS_EXTEND_CONTEXT_H

#include <dxaws/base.h>
#include <dxaws/context.h>

DXAWS_BEGIN_DECLS

/**
 * Notes that something was written with the context, or may have been. dxaws_aws_call() and
 * dxaws_memory_end_call() do so: for a call that writes and was answered with a success, or was
 * made again after an attempt of which it is not known what became of it. A provider that writes by
 * other means notes it itself. Does nothing without a context. @since 0.9
 */
DXAWS_API void dxaws_context_note_write(dxaws_context *context);

/**
 * How many writes were noted with the context and all that were made below it. What fails after
 * one is PARTIAL, whatever refused it: no kind that says that nothing was written, see
 * ::dxaws_error_kind. 0 without a context. @since 0.9
 */
DXAWS_API uint64_t dxaws_context_writes(const dxaws_context *context);

DXAWS_END_DECLS

#endif
