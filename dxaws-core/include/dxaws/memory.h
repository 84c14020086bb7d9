/* SPDX-License-Identifier: MIT */
/** @file
 * The simulated account: a strict little AWS in this process, shared by all modules' memory
 * providers, which give it the real services' rules (how: <dxaws/extend/memory.h>).
 *
 * With a file, the account outlives the process: each transaction reads it when it changed,
 * holds a lock on it ("PATH.lock") against other processes, and replaces it atomically.
 *
 * Any number of threads and processes may use an account; their transactions follow one another.
 *
 * Errors: INVALID_ARGUMENT when the file cannot be read, locked or written or is no account; it is
 * then left alone. CANCELLED and TIMEOUT as the context says.
 */
#ifndef DXAWS_MEMORY_H
#define DXAWS_MEMORY_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** Refcounted, thread-safe. @since 0.1 */
typedef struct dxaws_memory_account dxaws_memory_account;

/**
 * Opens an account; the caller owns the reference.
 * @param path a JSON file, created (mode 0600) at the first write; NULL for one that lives only
 *        in this process.
 * @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_account_new(const char *path,
                                                                 dxaws_context *context,
                                                                 dxaws_memory_account **account);
DXAWS_API dxaws_memory_account *dxaws_memory_account_ref(dxaws_memory_account *account);
DXAWS_API dxaws_memory_account *dxaws_memory_account_unref(dxaws_memory_account *account);
static inline void dxaws_memory_account_cleanup(dxaws_memory_account **pointer)
{
    *pointer = dxaws_memory_account_unref(*pointer);
}

/** The account's number, "123456789012" for all of them: a static string. @since 0.1 */
DXAWS_API const char *dxaws_memory_account_id(const dxaws_memory_account *account);

/** The account's file, borrowed; NULL for one that lives only in this process. What is too large
 * for it lies beside it, in names that begin with this one. @since 0.9 */
DXAWS_API const char *dxaws_memory_account_path(const dxaws_memory_account *account);

/**
 * The latest moment the account was written to, 0 when new: where a scaled clock has to start so
 * that simulated time never goes backwards. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_account_get_clock_ms(
    dxaws_memory_account *account, dxaws_context *context, int64_t *clock_ms);

/** Removes every resource, in a transaction of its own. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_account_reset(dxaws_memory_account *account,
                                                                   dxaws_context *context);

/** @name Fault injection
 * For tests of what happens when a call fails. @since 0.1
 * @{ */
/**
 * The next @a count calls of @a service fail in dxaws_memory_call() with UNAVAILABLE; 0 takes that
 * back. Any thread. When it cannot be kept for lack of memory, every call from then on fails with
 * OUT_OF_MEMORY.
 */
DXAWS_API void dxaws_memory_account_fail_next(dxaws_memory_account *account, const char *service,
                                              unsigned count);
/** Simulated API calls so far, in this process: all, and those that write; each may be NULL. */
DXAWS_API void dxaws_memory_account_calls(dxaws_memory_account *account, uint64_t *calls,
                                          uint64_t *writes);
/** @} */

DXAWS_END_DECLS

#endif
