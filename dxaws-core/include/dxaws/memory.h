/* SPDX-License-Identifier: MIT */
/** @file
 * The simulated account: a strict little AWS in this process, shared by all modules' memory
 * providers. Core keeps resources as documents, by service, type and id, and knows nothing of
 * what they mean; the modules' memory providers give them the real services' rules.
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
                                                                 dxaws_memory_account **account);
DXAWS_API dxaws_memory_account *dxaws_memory_account_ref(dxaws_memory_account *account);
DXAWS_API dxaws_memory_account *dxaws_memory_account_unref(dxaws_memory_account *account);
static inline void dxaws_memory_account_cleanup(dxaws_memory_account **pointer)
{
    *pointer = dxaws_memory_account_unref(*pointer);
}

/** The account's number, "123456789012" for all of them: a static string. @since 0.1 */
DXAWS_API const char *dxaws_memory_account_id(const dxaws_memory_account *account);

/**
 * The latest moment the account was written to, 0 when new: where a scaled clock has to start so
 * that simulated time never goes backwards. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_account_clock_ms(dxaws_memory_account *account,
                                                                      int64_t *clock_ms);

/** Removes every resource, in a transaction of its own. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_account_reset(dxaws_memory_account *account);

/** @name Transactions
 * A transaction is one API call of the simulated service. dxaws_memory_begin() waits for other
 * threads and processes, so that a thread must not begin twice; it is matched by one
 * dxaws_memory_commit() or dxaws_memory_abort() of the same thread. The others are called in
 * between; strings that they lend are borrowed until the next change or the end. @since 0.1
 * @{ */
/** Begins a transaction. Waiting for a process ends with @a context, waiting for a thread does not.
 * @param context gives the time; NULL for the system's clock. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_begin(dxaws_memory_account *account,
                                                           dxaws_context *context);
/** Writes what changed; on error nothing has changed. The transaction is over in both cases. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_commit(dxaws_memory_account *account);
/** Forgets what changed since begin(). */
DXAWS_API void dxaws_memory_abort(dxaws_memory_account *account);
/** The transaction's time: the context's, but never before the account's clock. */
DXAWS_API int64_t dxaws_memory_now_ms(const dxaws_memory_account *account);
/** The document of a resource; NULL when there is none, or no memory. */
DXAWS_API const char *dxaws_memory_get(dxaws_memory_account *account, const char *service,
                                       const char *type, const char *id);
/** Adds or replaces a resource; INVALID_ARGUMENT unless @a json is an object. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_put(dxaws_memory_account *account,
                                                         const char *service, const char *type,
                                                         const char *id, const char *json);
/** Removes a resource; nothing happens when there is none. */
DXAWS_API void dxaws_memory_remove(dxaws_memory_account *account, const char *service,
                                   const char *type, const char *id);
/** Walks the resources of a type in order of id; false past the end. */
DXAWS_API bool dxaws_memory_at(dxaws_memory_account *account, const char *service, const char *type,
                               size_t index, const char **id, const char **json);
/** A number never given before in this account, counted by name: 1, 2, 3 ... 0 on failure. */
DXAWS_API uint64_t dxaws_memory_next_number(dxaws_memory_account *account, const char *name);
/** @} */

/** @name Fault injection
 * For tests of what happens when a call fails. @since 0.1
 * @{ */
/**
 * The next @a count calls of @a service, of 15 characters at most, fail in dxaws_memory_call() with
 * UNAVAILABLE. Faults are kept for the first 8 services.
 */
DXAWS_API void dxaws_memory_account_fail_next(dxaws_memory_account *account, const char *service,
                                              unsigned count);
/**
 * Called by memory providers at the start of each simulated API call, before
 * dxaws_memory_begin(): counts it, honours cancellation, deadline and injected faults.
 * @param write whether it is a call that changes something.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_call(dxaws_memory_account *account,
                                                          dxaws_context *context,
                                                          const char *service,
                                                          const char *operation, bool write);
/** Simulated API calls so far, in this process: all, and those that write; each may be NULL. */
DXAWS_API void dxaws_memory_account_calls(dxaws_memory_account *account, uint64_t *calls,
                                          uint64_t *writes);
/** @} */

DXAWS_END_DECLS

#endif
