/* SPDX-License-Identifier: MIT */
/** @file
 * What memory providers do with a simulated account: documents in transactions. Core keeps them by
 * service, type and id, and knows nothing of what they mean; the modules' memory providers give
 * them the real services' rules.
 *
 * Any number of threads and processes may use an account; their transactions follow one another.
 *
 * Errors: INVALID_ARGUMENT when the account's file cannot be read, locked or written or is no
 * account; it is then left alone. CANCELLED and TIMEOUT as the context says.
 */
#ifndef DXAWS_EXTEND_MEMORY_H
#define DXAWS_EXTEND_MEMORY_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/memory.h>

DXAWS_BEGIN_DECLS

/** @name Transactions
 * A transaction is one API call of the simulated service. dxaws_memory_begin() waits for other
 * threads and processes, so that a thread must not begin twice; it is matched by one
 * dxaws_memory_commit() or dxaws_memory_abort() of the same thread. The others are called in
 * between; strings that they lend are borrowed until the next change or the end. @since 0.1
 * @{ */
/** Begins a transaction.
 * @param context gives the time (NULL: the system's clock) and limits the whole transaction, the
 *                commit too; borrowed until its end. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_begin(dxaws_memory_account *account,
                                                           dxaws_context *context);
/** Writes what changed; on error nothing has changed: OUT_OF_MEMORY when anything of the
 * transaction failed so, also a call that only gave NULL, and else as when the context is CANCELLED
 * or its TIMEOUT came before the writing. The transaction is over in all cases. */
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
/**
 * Called by memory providers at the start of each simulated API call, before
 * dxaws_memory_begin(): counts it, honours cancellation, deadline and injected faults.
 * @param write whether it is a call that changes something.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_call(dxaws_memory_account *account,
                                                          dxaws_context *context,
                                                          const char *service,
                                                          const char *operation, bool write);
/** @} */

/** @name Simulated API calls
 * What every call of a memory provider is made of. Trees are jansson's (soname 4). @since 0.9
 * @{ */
struct json_t; /* <jansson.h> */
/** dxaws_memory_call(), then dxaws_memory_begin(): on success to be ended with
 * dxaws_memory_end_call(). */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_begin_call(dxaws_memory_account *account,
                                                                dxaws_context *context,
                                                                const char *service,
                                                                const char *operation, bool write);
/** Ends the call: keeps what was done, unless @a error says that it failed.
 * @return @a error, or what dxaws_memory_commit() failed with; OUT_OF_MEMORY instead of either when
 *         anything of the call failed so: what it could not see is not missing. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_end_call(dxaws_memory_account *account,
                                                              dxaws_error *error);
/** dxaws_memory_get() as a tree of the caller's own; NULL when there is none, or no memory. */
DXAWS_API struct json_t *dxaws_memory_get_tree(dxaws_memory_account *account, const char *service,
                                               const char *type, const char *id);
/** dxaws_memory_at() with the document as a tree of the caller's own; false past the end, or
 * without memory. */
DXAWS_API bool dxaws_memory_at_tree(dxaws_memory_account *account, const char *service,
                                    const char *type, size_t index, const char **id,
                                    struct json_t **document);
/** dxaws_memory_put() of a tree, which is borrowed; OUT_OF_MEMORY for a NULL one, so that the
 * outcome of json_pack() may be passed on unchecked. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_memory_put_tree(dxaws_memory_account *account,
                                                              const char *service, const char *type,
                                                              const char *id,
                                                              const struct json_t *document);
/** A refusal as the service would say it, with the domain and the code of a real one's: "core",
 * DXAWS_CORE_ERROR_SERVICE. Texts are copied.
 * @param resource what it is about; may be NULL.
 * @param aws_code the service's own. */
DXAWS_API dxaws_error *dxaws_memory_refusal(dxaws_error_kind kind, const char *service,
                                            const char *operation, const char *resource,
                                            const char *aws_code, int http_status,
                                            const char *text);
/**
 * Words for a refusal of a set of tags, texts by their keys, that no service takes: more than 50,
 * or one that dxaws_tag_key_fault() or dxaws_tag_value_fault() find fault with. NULL when all take
 * it.
 * @since 0.9
 */
DXAWS_API const char *dxaws_memory_tags_fault(const struct json_t *tags);
/** @} */

/** @name Watching an account
 * So that a test can judge each write at the moment it arrives, be somebody else between two calls,
 * stop a run there, and lose an answer. @since 0.9
 * @{ */
/** What a call that writes does to one resource; borrowed for as long as the function runs.
 * @since 0.9 */
typedef struct dxaws_memory_change {
    size_t size;           /**< sizeof(dxaws_memory_change) of who fills it */
    const char *caller;    /**< the service whose call it is */
    const char *operation; /**< the call: "CreateDistributionWithTags" */
    const char *service; /**< whose resource it is: a distribution notes itself at a certificate */
    const char *type;    /**< of the resource */
    const char *id;      /**< of the resource */
    const char *before;  /**< its document when the call arrived; NULL: there was none */
    const char *after;   /**< what it is made; NULL: it is removed */
} dxaws_memory_change;

/** Functions of one who watches; each may be NULL. @since 0.9 */
typedef struct dxaws_memory_watch_ops {
    size_t size; /**< sizeof(dxaws_memory_watch_ops) */
    /** At the start of a call, outside of its transaction: the account may be read and changed. The
     * call fails with the error that is returned, if any. */
    dxaws_error *(*called)(void *self, dxaws_memory_account *account, const char *service,
                           const char *operation, bool write);
    /** Within the transaction of a call that writes, for each dxaws_memory_put() and
     * dxaws_memory_remove(), just before it: the account may be read. What is not committed
     * afterwards, or changed twice, is told as well. */
    void (*changed)(void *self, dxaws_memory_account *account, const dxaws_memory_change *change);
    /** When a call has succeeded, outside of its transaction. Its caller gets the error that is
     * returned, if any, as if the answer were lost. */
    dxaws_error *(*answered)(void *self, dxaws_memory_account *account, const char *service,
                             const char *operation, bool write);
} dxaws_memory_watch_ops;

/** Has calls that begin and end with dxaws_memory_begin_call() and dxaws_memory_end_call() watched;
 * others as far as they are called. Not while the account is used by other threads.
 * @param ops borrowed until they are replaced, or the account is gone; NULL ends it.
 * @param self handed to its functions. */
DXAWS_API void dxaws_memory_account_watch(dxaws_memory_account *account,
                                          const dxaws_memory_watch_ops *ops, void *self);
/** @} */

DXAWS_END_DECLS

#endif
