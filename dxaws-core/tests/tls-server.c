/* SPDX-License-Identifier: MIT */
/* A TLS server on loopback with a certificate of its own. */
#include "tls-server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#define FILLERS 4 /* connections that fill the queue of a server that does not accept */
#define CONNECTIONS 64
#define STREAMS 64 /* of a connection, whose answers are kept back */

struct connection {
    struct tls_server *server;
    int socket;
    pthread_t thread;
};

struct tls_server {
    enum tls_mode mode;
    int listener;
    int fillers[FILLERS];
    char url[64];
    char certificate[64];
    char offered[64];
    char request[8192];
    atomic_bool stopping;
    atomic_size_t count;
    atomic_size_t requests;
    atomic_size_t gathered;
    struct connection connections[CONNECTIONS];
    SSL_CTX *context;
    pthread_t thread;
    pthread_mutex_t lock; /* of what the last connection offered and asked for */
};

/* ---- the certificate ---- */

static void make_certificate(struct tls_server *server)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"dxaws test", -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate, key, EVP_sha256());
    strcpy(server->certificate, "/tmp/dxaws-tls-XXXXXX");
    FILE *file = fdopen(mkstemp(server->certificate), "w");
    PEM_write_X509(file, certificate);
    fclose(file);
    SSL_CTX_use_certificate(server->context, certificate);
    SSL_CTX_use_PrivateKey(server->context, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

static bool is_http_2(const struct tls_server *server)
{
    return server->mode == TLS_HTTP_2 || server->mode >= TLS_RESET_STREAM;
}

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_size,
                           const unsigned char *in, unsigned in_size, void *self)
{
    struct tls_server *server = self;
    (void)ssl;
    pthread_mutex_lock(&server->lock);
    server->offered[0] = '\0';
    *out = NULL;
    const char *wanted = is_http_2(server) ? "h2" : "http/1.1";
    for (unsigned i = 0; i < in_size; i += in[i] + 1u) {
        strcat(server->offered, i ? "," : "");
        strncat(server->offered, (const char *)in + i + 1, in[i]);
        if (in[i] == strlen(wanted) && memcmp(in + i + 1, wanted, in[i]) == 0) {
            *out = in + i + 1;
            *out_size = in[i];
        }
    }
    pthread_mutex_unlock(&server->lock);
    return *out ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/* ---- HTTP ---- */

static bool read_exactly(SSL *ssl, void *data, size_t size)
{
    unsigned char *bytes = data;
    while (size) {
        int got = SSL_read(ssl, bytes, (int)size);
        if (got <= 0) {
            return false;
        }
        bytes += got;
        size -= (size_t)got;
    }
    return true;
}

/* Whether as many requests are there as shall be answered together. */
static bool are_gathered(struct tls_server *server)
{
    return atomic_load(&server->requests) >= atomic_load(&server->gathered);
}

static void keep_request(struct tls_server *server, const char *request)
{
    pthread_mutex_lock(&server->lock);
    strcpy(server->request, request);
    pthread_mutex_unlock(&server->lock);
    server->requests++;
    while (!are_gathered(server) && !atomic_load(&server->stopping)) {
        usleep(1000);
    }
}

static void serve_http_1(struct tls_server *server, SSL *ssl)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>";
    char request[sizeof(server->request)];
    size_t size = 0;
    int got;
    while (size < sizeof(request) - 1 && (got = SSL_read(ssl, request + size, 1)) > 0) {
        request[++size] = '\0';
        if (size >= 4 && memcmp(request + size - 4, "\r\n\r\n", 4) == 0) {
            char body[65536];
            const char *length = strstr(request, "Content-Length: ");
            if (length && !read_exactly(ssl, body, strtoul(length + 16, NULL, 10))) {
                return;
            }
            keep_request(server, request);
            SSL_write(ssl, answer, sizeof(answer) - 1);
            size = 0;
        }
    }
}

/* As the mode has it, otherwise than it should be. Returns whether that was so. */
static bool answer_badly(enum tls_mode mode, SSL *ssl, const unsigned char id[4])
{
    static const unsigned char junk[] = {0, 0, 8, 4, 0, 0, 0, 0, 7, 1, 2, 3, 4, 5, 6, 7, 8};
    const unsigned char reset[] = {0, 0, 4, 3, 0, id[0], id[1], id[2], id[3], 0, 0, 0, 2};
    const unsigned char half[] = {0, 0, 1, 1, 4,     id[0], id[1], id[2], id[3], 0x88, 0,
                                  0, 2, 0, 0, id[0], id[1], id[2], id[3], '<',   'a'};
    switch (mode) {
    case TLS_RESET_LATER:
        SSL_write(ssl, half, sizeof(half));
        SSL_write(ssl, reset, sizeof(reset));
        return true;
    case TLS_RESET_STREAM:
        SSL_write(ssl, reset, sizeof(reset));
        return true;
    case TLS_JUNK_FRAME:
        SSL_write(ssl, junk, sizeof(junk));
        return true;
    default:
        return false;
    }
}

static void answer_stream(enum tls_mode mode, SSL *ssl, const unsigned char id[4])
{
    if (answer_badly(mode, ssl, id)) {
        return;
    }
    const unsigned char answer[] = {0, 0, 1, 1,     4,     id[0], id[1], id[2], id[3], 0x88, 0,  0,
                                    4, 0, 1, id[0], id[1], id[2], id[3], '<',   'a',   '/',  '>'};
    SSL_write(ssl, answer, sizeof(answer));
}

/* Answers every request with status 200 and "<a/>": frames are written as they are in RFC 9113. */
static void serve_http_2(struct tls_server *server, SSL *ssl)
{
    static const unsigned char settings[] = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    static const unsigned char acknowledge[] = {0, 0, 0, 4, 1, 0, 0, 0, 0};
    unsigned char preface[24];
    unsigned char head[9];
    unsigned char waiting[STREAMS][4];
    size_t count = 0;
    if (!read_exactly(ssl, preface, sizeof(preface))) {
        return;
    }
    SSL_write(ssl, settings, sizeof(settings));
    while (read_exactly(ssl, head, sizeof(head))) {
        unsigned char payload[16384];
        size_t size = (size_t)head[0] << 16 | (size_t)head[1] << 8 | head[2];
        if (size > sizeof(payload) || !read_exactly(ssl, payload, size)) {
            return;
        }
        if (head[3] == 4 && !(head[4] & 1)) {
            SSL_write(ssl, acknowledge, sizeof(acknowledge));
        }
        if (head[3] > 1 || !(head[4] & 1)) { /* no end of a stream */
            continue;
        }
        server->requests++;
        memcpy(waiting[count++ % STREAMS], head + 5, 4);
        while (count && are_gathered(server)) {
            answer_stream(server->mode, ssl, waiting[--count]);
        }
    }
}

static void *serve(void *argument)
{
    struct connection *connection = argument;
    struct tls_server *server = connection->server;
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, NULL);
    SSL *ssl = SSL_new(server->context);
    SSL_set_fd(ssl, connection->socket);
    if (server->mode == TLS_SILENT) {
        while (!atomic_load(&server->stopping)) {
            usleep(10000);
        }
    } else if (server->mode != TLS_BROKEN && SSL_accept(ssl) == 1) {
        if (is_http_2(server)) {
            serve_http_2(server, ssl);
        } else {
            serve_http_1(server, ssl);
        }
    }
    SSL_free(ssl);
    shutdown(connection->socket, SHUT_RDWR);
    return NULL;
}

static void *accept_all(void *argument)
{
    struct tls_server *server = argument;
    while (!atomic_load(&server->stopping)) {
        struct pollfd poll_for = {server->listener, POLLIN, 0};
        if (server->mode == TLS_BLACK_HOLE || server->mode == TLS_UNREAD) {
            usleep(10000);
            continue;
        }
        if (poll(&poll_for, 1, 20) <= 0 || server->count == CONNECTIONS) {
            continue;
        }
        struct connection *connection = &server->connections[server->count];
        connection->server = server;
        connection->socket = accept(server->listener, NULL, NULL);
        pthread_create(&connection->thread, NULL, serve, connection);
        server->count++;
    }
    return NULL;
}

struct tls_server *tls_server_start(enum tls_mode mode)
{
    struct tls_server *server = calloc(1, sizeof(*server));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    server->mode = mode;
    pthread_mutex_init(&server->lock, NULL);
    server->context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_alpn_select_cb(server->context, choose_protocol, server);
    make_certificate(server);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server->listener, (struct sockaddr *)&address, size) != 0 ||
        listen(server->listener, mode == TLS_BLACK_HOLE ? 0 : CONNECTIONS) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &size) != 0) {
        abort();
    }
    for (int i = 0; i < FILLERS; i++) {
        server->fillers[i] = -1;
        if (mode != TLS_BLACK_HOLE) {
            continue;
        }
        server->fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        (void)!connect(server->fillers[i], (struct sockaddr *)&address, size);
    }
    snprintf(server->url, sizeof(server->url), "https://127.0.0.1:%u", ntohs(address.sin_port));
    if (pthread_create(&server->thread, NULL, accept_all, server) != 0) {
        abort();
    }
    return server;
}

void tls_server_stop(struct tls_server *server)
{
    atomic_store(&server->stopping, true);
    pthread_join(server->thread, NULL);
    for (size_t i = 0; i < server->count; i++) {
        shutdown(server->connections[i].socket, SHUT_RDWR);
        pthread_join(server->connections[i].thread, NULL);
        close(server->connections[i].socket);
    }
    for (int i = 0; i < FILLERS; i++) {
        if (server->fillers[i] >= 0) {
            close(server->fillers[i]);
        }
    }
    close(server->listener);
    unlink(server->certificate);
    SSL_CTX_free(server->context);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

const char *tls_server_url(const struct tls_server *server)
{
    return server->url;
}

const char *tls_server_certificate(const struct tls_server *server)
{
    return server->certificate;
}

const char *tls_server_offered(struct tls_server *server)
{
    pthread_mutex_lock(&server->lock);
    pthread_mutex_unlock(&server->lock);
    return server->offered;
}

const char *tls_server_request(struct tls_server *server)
{
    pthread_mutex_lock(&server->lock);
    pthread_mutex_unlock(&server->lock);
    return server->request;
}

size_t tls_server_connections(struct tls_server *server)
{
    return server->count;
}

void tls_server_gather(struct tls_server *server, size_t count)
{
    server->gathered = count;
}
