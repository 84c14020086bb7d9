/* SPDX-License-Identifier: MIT */
/** @file
 * How HTTP requests leave the process. A session uses libcurl; a program that has a transport of
 * its own, or a test that replays recorded answers, puts it in place with
 * dxaws_session_options_set_transport():
 *
 *     static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
 *     dxaws_session_options_set_transport(options, &ops, self);
 *
 * Members are named, since either `perform` or `start` is given and the others are NULL.
 *
 * A transport sends what it is given to the byte: method, URL and headers are signed. It does not
 * squash dot segments (rule 3), and adds, changes and joins no header but Content-Length,
 * Connection and what else belongs to the connection (rules 7 and 8). An answer must be as long as
 * it was said: one that ends early is no answer (rule 44). Its body is handed on without transfer
 * encoding, but not unpacked.
 *
 * Its functions are called by any thread that uses the session, by several at a time, and must not
 * use it. One request, and its response, is for one thread at a time.
 */
#ifndef DXAWS_TRANSPORT_H
#define DXAWS_TRANSPORT_H

#include <dxaws/base.h>
#include <dxaws/context.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** What is to be sent; borrowed, valid during dxaws_transport_ops::perform, or until the end of its
 * exchange. It may hold secrets: a session token, a metadata token (rule 32). @since 0.1 */
typedef struct dxaws_transport_request dxaws_transport_request;
/** What came back; borrowed as the request is, and filled in by the transport. @since 0.1 */
typedef struct dxaws_transport_response dxaws_transport_response;
/** A request that was begun, with its response. Borrowed by the transport until that ends it.
 * @since 0.1 */
typedef struct dxaws_transport_exchange dxaws_transport_exchange;

/**
 * A transport: either `perform`, which waits for the answer, or `start`, which does not. With
 * `perform` the requests of a batch follow one another, and it must itself look at the context,
 * ten times a second or more. With `start` they are under way together, and cancelling never waits
 * for the transport. Slots are only ever appended. @since 0.1
 */
typedef struct dxaws_transport_ops {
    size_t size; /**< sizeof(dxaws_transport_ops) */
    /**
     * Sends one request and waits for the whole answer. Follows no redirect and retries nothing:
     * any status is an answer.
     *
     * @param context for deadline and cancellation; may be NULL.
     * @return NULL when @a response holds an answer. UNAVAILABLE: no connection. TIMEOUT: a
     * connection that fell silent or broke; both may be tried again. Any other kind is final:
     * PROTOCOL for what is not HTTP, and what dxaws_context_check() says. The session takes the
     * error, and tells its message as part of its own.
     */
    dxaws_error *(*perform)(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response);
    /**
     * In the place of perform, for an event loop, threads of the transport's own, or a recorded
     * world whose answers take their time: begins an exchange and returns. It is ended by
     * dxaws_transport_exchange_end(), here already or later, by any thread. At most 16 exchanges
     * of one thread are under way (see dxaws_aws_call_batch()).
     *
     * A call that is cancelled or out of time returns within 100 ms, whatever the transport does.
     * Its exchanges stay valid until they are ended, also after the session.
     *
     * @param context valid until the exchange ends; may be NULL.
     * @return an error as from perform when nothing was begun; it is then not to be ended.
     */
    dxaws_error *(*start)(void *self, dxaws_context *context, dxaws_transport_exchange *exchange);
    /** Nobody waits for the exchange any more: its connection may be closed. It is to be ended all
     * the same, which may be happening in another thread at this moment. May be NULL. */
    void (*cancel)(void *self, dxaws_transport_exchange *exchange);
    /* 0.1 ends here. */
} dxaws_transport_ops;

/** @name The exchange
 * Of dxaws_transport_ops::start. @since 0.1
 * @{ */
/** What is to be sent; borrowed until the exchange ends. */
DXAWS_API const dxaws_transport_request *dxaws_transport_exchange_request(
    const dxaws_transport_exchange *exchange);
/** What is to be filled in, by one thread at a time; borrowed until the exchange ends. */
DXAWS_API dxaws_transport_response *dxaws_transport_exchange_response(
    dxaws_transport_exchange *exchange);
/** Ends it, once; it is then gone, with request and response. @param error taken; NULL when the
 * response holds an answer, else as from dxaws_transport_ops::perform. */
DXAWS_API void dxaws_transport_exchange_end(dxaws_transport_exchange *exchange, dxaws_error *error);
/** @} */

/** @name The request
 * Strings are borrowed from the request. @since 0.1
 * @{ */
/** "GET", "PUT", "POST", "DELETE", "HEAD" or "PATCH". */
DXAWS_API const char *dxaws_transport_request_method(const dxaws_transport_request *request);
/** The whole URL, encoded: scheme, host, path and query. */
DXAWS_API const char *dxaws_transport_request_url(const dxaws_transport_request *request);
/** How many headers there are: Host among them, but for metadata and container endpoints; never
 * Content-Length. */
DXAWS_API size_t dxaws_transport_request_header_count(const dxaws_transport_request *request);
/** A header, in the order in which they are sent: its name and value, borrowed. False past the end,
 * leaving both alone. @since 0.9 */
DXAWS_API bool dxaws_transport_request_header_at(const dxaws_transport_request *request,
                                                 size_t index, const char **name,
                                                 const char **value);
/** The first header of that case-insensitive name, or NULL. */
DXAWS_API const char *dxaws_transport_request_header(const dxaws_transport_request *request,
                                                     const char *name);
/** How many bytes the body has; 0 also when there is none. @since 0.9 */
DXAWS_API uint64_t dxaws_transport_request_body_size(const dxaws_transport_request *request);
/**
 * Gives the next bytes of the body, which may come from a reader of the program's as it is sent.
 * @param count how many, up to @a capacity; 0 at the end.
 * @return CANCELLED when they cannot be had: the exchange then ends with that, and the call with
 * what the reader said. It is so too once the call was cancelled; nothing of the program's is read
 * then.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_transport_request_read_body(
    const dxaws_transport_request *request, void *buffer, size_t capacity, size_t *count);
/** Begins again at the body's first byte, as for a connection that turned out to be closed;
 * CANCELLED when it cannot. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_transport_request_rewind_body(
    const dxaws_transport_request *request);
/** How long connecting may take; 0 for as long as the transport sees fit. */
DXAWS_API int64_t
dxaws_transport_request_connect_timeout_ms(const dxaws_transport_request *request);
/** How long everything may take; 0 likewise. */
DXAWS_API int64_t dxaws_transport_request_timeout_ms(const dxaws_transport_request *request);
/** How long the connection may be silent, as dxaws_aws_request_set_idle_limit_s() says: the
 * exchange then ends with TIMEOUT. @since 0.9 */
DXAWS_API int64_t dxaws_transport_request_idle_timeout_ms(const dxaws_transport_request *request);
/** True when it must not go through a proxy: metadata and container endpoints (rule 28). */
DXAWS_API bool dxaws_transport_request_is_direct(const dxaws_transport_request *request);
/** @} */

/** @name The response
 * Copy their argument. Running out of memory is remembered, and the request then fails. @since 0.1
 * @{ */
/** The HTTP status, 200 to 999; without one there is no answer. */
DXAWS_API void dxaws_transport_response_set_status(dxaws_transport_response *response, int status);
/** Adds a header, which may be there already; nothing happens when name or value is NULL. */
DXAWS_API void dxaws_transport_response_add_header(dxaws_transport_response *response,
                                                   const char *name, const char *value);
/** Appends to the body; with more than 16 MiB the request fails as PROTOCOL, unless a writer of the
 * program's takes it, to which it goes at once when the status was set before. */
DXAWS_API void dxaws_transport_response_append_body(dxaws_transport_response *response,
                                                    const void *data, size_t size);
/** @} */

DXAWS_END_DECLS

#endif
