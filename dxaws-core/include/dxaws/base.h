/* SPDX-License-Identifier: MIT */
/** @file
 * What every public header needs: export marks, cleanup attributes and language guards; and what
 * holds for all of them, unless a declaration says otherwise.
 *
 * Ownership. A type is a value, which has one owner, or refcounted. What the caller gets through
 * X_new(), X_parse() or an output `X **` is the caller's: a value is released by X_free(), a
 * reference by X_unref(), another reference is taken by X_ref(). These three accept NULL; X_ref()
 * returns its argument, X_unref() NULL, so that `x = X_unref(x)` forgets the pointer. A `char *`
 * that is returned is the caller's, to be released with free(). A pointer to const that is returned
 * is borrowed: it is valid until the object that it was got from is changed or released. What is
 * passed in is used during the call alone, or copied.
 *
 * Outputs come last, and are written on success only.
 *
 * NULL. An argument must not be NULL where its text does not allow it; most functions then crash.
 * A dxaws_context may be NULL everywhere: it stands for no limits.
 *
 * Threads. There is nothing to initialise and no shared state but the file of DXAWS_EVENTS (see
 * <dxaws/o11y.h>): any thread may call any function on an object of its own. A refcounted object
 * may be used by several threads at the same time, a value by one, or by several that only read.
 *
 * Waiting. Calls block until they are done, and take a dxaws_context that says how long they may,
 * and that another thread or a signal handler can cancel. They are meant for threads: there are no
 * callbacks to come back to, no descriptors to poll, and nothing to be driven by an event loop; a
 * program that has one calls from a thread of its own. Many requests at a time are one call,
 * dxaws_aws_call_batch().
 *
 * Processes. Nothing is done between calls: no thread of ours runs in the background, and no signal
 * handler is set; a program ignores SIGPIPE, which some TLS libraries raise when a server goes
 * away. After a fork() of a process that uses dxaws the child may go on to exec() and do no more:
 * locks that other threads held stay locked in it, and both would use the same connections. A
 * process that forks before it has made its first object may use dxaws in both.
 *
 * Messages are English, for people, and may change with each release: programs go by an error's
 * kind and code, and by an event's type and members.
 *
 * Errors. What can fail returns `dxaws_error *`, NULL for success. OUT_OF_MEMORY is always
 * possible, and is said of no function in particular.
 *
 * Units are in the name: `_ms`, `_s`, `_us`. A moment is counted from 1970-01-01T00:00:00Z. In an
 * option 0 says nothing: the default counts, as when the setter is not called. A timeout is an
 * amount of time: 0 has passed, DXAWS_NO_TIMEOUT is none.
 *
 * Structs of functions, X_ops: `size` is sizeof(X_ops) at the time of compiling. Members are only
 * ever added at the end, so name them: `{.size = sizeof(X_ops), .emit = f}`; what is not named is
 * NULL, which means that it is not there. The struct is copied, the `self` beside it borrowed until
 * what it was given to is released.
 *
 * @since names the first release that has a declaration. None is taken away or changed.
 */
#ifndef DXAWS_BASE_H
#define DXAWS_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
/** Marks a function that a shared library exports. @since 0.1 */
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
