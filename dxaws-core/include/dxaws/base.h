/* SPDX-License-Identifier: MIT */
/** @file
 * What every public header needs: export marks, cleanup attributes and language guards.
 */
#ifndef DXAWS_BASE_H
#define DXAWS_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
/** Marks a function that a shared library exports. */
#define DXAWS_API __attribute__((visibility("default")))
/** The compiler warns when the returned error is ignored. */
#define DXAWS_MUST_CHECK __attribute__((warn_unused_result))
/** Checks printf-style arguments; the format is argument @a f, its values start at @a a. */
#define DXAWS_PRINTF(f, a) __attribute__((format(printf, f, a)))
/** Marks what is kept for old callers only: @a since says from when, @a use what to call now. */
#define DXAWS_DEPRECATED(since, use) __attribute__((deprecated("since " since ": use " use)))
/**
 * Declares a pointer that is released at the end of its scope:
 * `DXAWS_AUTO(dxaws_error) error = NULL;`
 */
#define DXAWS_AUTO(type) __attribute__((cleanup(type##_cleanup))) type *
#else
#define DXAWS_API
#define DXAWS_MUST_CHECK
#define DXAWS_PRINTF(f, a)
#define DXAWS_DEPRECATED(since, use)
#endif

/** Lets DXAWS_AUTO() release a @a type with @a release, a function that accepts NULL. */
#define DXAWS_DEFINE_CLEANUP(type, release)                                                        \
    static inline void type##_cleanup(type **pointer)                                              \
    {                                                                                              \
        release(*pointer);                                                                         \
    }

#ifdef __cplusplus
#define DXAWS_BEGIN_DECLS extern "C" {
#define DXAWS_END_DECLS }
#else
#define DXAWS_BEGIN_DECLS
#define DXAWS_END_DECLS
#endif

#endif
