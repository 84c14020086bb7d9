/* SPDX-License-Identifier: MIT */
/* A TLS server on loopback with a certificate of its own, which speaks HTTP/1.1 or a little HTTP/2.
 */
#ifndef DXAWS_CORE_TLS_SERVER_H
#define DXAWS_CORE_TLS_SERVER_H

#include <stdbool.h>
#include <stddef.h>

enum tls_mode {
    TLS_HTTP_1 = 1,
    TLS_HTTP_2 = 2,       /* chosen when the client offers it */
    TLS_SILENT = 3,       /* accepts connections and never answers a handshake */
    TLS_BLACK_HOLE = 4,   /* does not even accept */
    TLS_UNREAD = 5,       /* accepts and reads nothing, not even a handshake: for plain HTTP, too */
    TLS_BROKEN = 6,       /* closes every connection instead of a handshake */
    TLS_RESET_STREAM = 7, /* of HTTP/2, in answer to every request */
    TLS_RESET_LATER = 8,  /* in the middle of its answer */
    TLS_JUNK_FRAME = 9    /* answers every request with what is no frame of HTTP/2 */
};

struct tls_server;

struct tls_server *tls_server_start(enum tls_mode mode);
void tls_server_stop(struct tls_server *server);
/* "https://127.0.0.1:PORT" */
const char *tls_server_url(const struct tls_server *server);
/* A file with the certificate. */
const char *tls_server_certificate(const struct tls_server *server);
/* What the client offered by ALPN: "h2,http/1.1". */
const char *tls_server_offered(struct tls_server *server);
/* The last request's head, of HTTP/1.1. */
const char *tls_server_request(struct tls_server *server);
size_t tls_server_connections(struct tls_server *server);
/* Nothing is answered before so many requests are there, on however many connections. */
void tls_server_gather(struct tls_server *server, size_t count);

#endif
