/* SPDX-License-Identifier: MIT */
/* Moves so many bytes to a server on loopback, and as many back, through a call's streams, and
 * tells how long each way took and the most memory that was resident. Usage: bench-stream BYTES
 * [MIB] Ends with 1 when anything was lost, or more than MIB (32) were resident. */
#include <dxaws/core.h>

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/evp.h>

#define PIECE ((size_t)64 << 10)

/* ---- the server, in a process of its own ---- */

static bool send_all(int socket, const char *data, size_t size)
{
    while (size) {
        ssize_t sent = send(socket, data, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        data += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* The head of a request, and how many bytes of its body came with it. */
static bool read_head(int socket, char *head, size_t room, size_t *size, size_t *more)
{
    const char *end = NULL;
    *size = 0;
    while (!end && *size < room - 1) {
        ssize_t got = recv(socket, head + *size, room - 1 - *size, 0);
        if (got <= 0) {
            return false;
        }
        *size += (size_t)got;
        head[*size] = '\0';
        end = strstr(head, "\r\n\r\n");
    }
    *more = end ? *size - (size_t)(end + 4 - head) : 0;
    return end != NULL;
}

/* Takes the body in, and says whether it is what was signed. */
static bool take(int socket, const char *head, const char *body, size_t more)
{
    static char piece[PIECE];
    const char *length = strcasestr(head, "\r\ncontent-length: ");
    const char *said = strcasestr(head, "\r\nx-amz-content-sha256: ");
    uint64_t left = length ? strtoull(length + 18, NULL, 10) : 0;
    EVP_MD_CTX *sha256 = EVP_MD_CTX_new();
    unsigned char digest[32];
    char hex[2 * sizeof(digest) + 1];
    if (strcasestr(head, "\r\nexpect: 100-continue") &&
        !send_all(socket, "HTTP/1.1 100 Continue\r\n\r\n", 25)) {
        return false;
    }
    EVP_DigestInit_ex(sha256, EVP_sha256(), NULL);
    EVP_DigestUpdate(sha256, body, more);
    left -= more;
    while (left) {
        ssize_t got = recv(socket, piece, left < PIECE ? (size_t)left : PIECE, 0);
        if (got <= 0) {
            return false;
        }
        EVP_DigestUpdate(sha256, piece, (size_t)got);
        left -= (uint64_t)got;
    }
    EVP_DigestFinal_ex(sha256, digest, NULL);
    EVP_MD_CTX_free(sha256);
    for (size_t i = 0; i < sizeof(digest); i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
    const char *answer = said && strncmp(said + 24, hex, 64) == 0
                             ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                             : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    return send_all(socket, answer, strlen(answer));
}

static bool give(int socket, uint64_t size)
{
    static char piece[PIECE];
    char head[128];
    int length = snprintf(head, sizeof(head), "HTTP/1.1 200 OK\r\nContent-Length: %llu\r\n\r\n",
                          (unsigned long long)size);
    bool sent = send_all(socket, head, (size_t)length);
    while (sent && size) {
        size_t part = size < PIECE ? (size_t)size : PIECE;
        sent = send_all(socket, piece, part);
        size -= part;
    }
    return sent;
}

/* Until its parent is gone. */
static void serve(int listener, uint64_t size)
{
    static char head[16384];
    for (;;) {
        int socket = accept(listener, NULL, NULL);
        size_t got;
        size_t more;
        while (socket >= 0 && read_head(socket, head, sizeof(head), &got, &more) &&
               (strncmp(head, "GET ", 4) == 0 ? give(socket, size)
                                              : take(socket, head, head + got - more, more))) {
            ;
        }
        close(socket);
    }
}

/* ---- the client ---- */

static dxaws_error *read_zeros(void *self, dxaws_context *context, void *buffer, size_t capacity,
                               size_t *count)
{
    (void)self;
    (void)context;
    memset(buffer, 0, capacity);
    *count = capacity;
    return NULL;
}

static dxaws_error *begin_again(void *self, dxaws_context *context)
{
    (void)context;
    *(uint64_t *)self = 0;
    return NULL;
}

static dxaws_error *count_bytes(void *self, dxaws_context *context, const void *data, size_t size)
{
    (void)context;
    (void)data;
    *(uint64_t *)self += size;
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* At most. getrusage() counts what the program was that started this one, too. */
static long resident_mib(void)
{
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && kib < 0 && fgets(line, sizeof(line), status)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (kib < 0) {
        fprintf(stderr, "bench-stream: /proc/self/status does not tell\n");
        exit(1);
    }
    fclose(status);
    return kib / 1024;
}

static void check(dxaws_error *error)
{
    if (error) {
        fprintf(stderr, "bench-stream: %s\n", dxaws_error_message(error));
        exit(1);
    }
}

static dxaws_session *open_session(const char *url)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session *session = NULL;
    check(dxaws_session_new(options, &session));
    return session;
}

/* One way; how many seconds it took. */
static double move(dxaws_session *session, bool up, uint64_t size)
{
    static const dxaws_reader_ops reader = {sizeof(reader), read_zeros, begin_again, NULL};
    static const dxaws_writer_ops writer = {sizeof(writer), count_bytes, begin_again, NULL};
    uint64_t passed = 0;
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("s3", up ? "PutObject" : "GetObject", up ? "PUT" : "GET", "/k");
    dxaws_aws_request_set_bucket(request, "my-bucket");
    if (up) {
        dxaws_aws_request_set_body_reader(request, &reader, &passed, size);
    } else {
        dxaws_aws_request_set_answer_writer(request, &writer, &passed);
    }
    double start = now();
    check(dxaws_aws_call(session, NULL, request));
    if (!up && passed != size) {
        fprintf(stderr, "bench-stream: %llu bytes came\n", (unsigned long long)passed);
        exit(1);
    }
    return now() - start;
}

int main(int count, char **arguments)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof(address);
    uint64_t size = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    long limit_mib = count > 2 ? strtol(arguments[2], NULL, 10) : 32;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!size || bind(listener, (struct sockaddr *)&address, length) != 0 ||
        listen(listener, 4) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        fprintf(stderr, "usage: bench-stream BYTES [MIB]\n");
        return 64;
    }
    pid_t server = fork();
    if (server == 0) {
        alarm(1200); /* whatever becomes of its parent */
        serve(listener, size);
    }
    char url[64];
    snprintf(url, sizeof(url), "http://127.0.0.1:%u", ntohs(address.sin_port));
    dxaws_session *session = open_session(url);
    double up = move(session, true, size);
    double down = move(session, false, size);
    dxaws_session_unref(session);
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    printf("up_s %.2f\ndown_s %.2f\nresident_mib %ld\n", up, down, resident_mib());
    return resident_mib() > limit_mib;
}
