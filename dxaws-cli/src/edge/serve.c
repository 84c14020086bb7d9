/* SPDX-License-Identifier: MIT */
/* dxaws memory serve: what CloudFront would answer for the simulated account, on this machine and
 * for nobody else. HTTP/1.1 by libmicrohttpd, in the one thread of the program. */
#include "../run.h"

#include <dxaws/extend/error.h>

#include "../error-codes.h"

#ifdef DXAWS_WITH_MICROHTTPD

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../output/terminal.h"
#include "compress.h"
#include "edge.h"
#include "http.h"

enum { LOOK_MS = 500, IDLE_S = 30, MOST_CONNECTIONS = 64 };

/* What the managed policy for security adds.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
static const char *const security[][2] = {
    {"Strict-Transport-Security", "max-age=31536000"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "SAMEORIGIN"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"X-XSS-Protection", "1; mode=block"},
};

static struct MHD_Response *empty(void)
{
    return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Whether the viewer has these bytes already. */
static bool is_known(struct MHD_Connection *connection, const char *etag, int64_t modified_ms)
{
    const char *named = header(connection, "If-None-Match");
    return named != NULL ? http_names_etag(named, etag)
                         : http_is_since(header(connection, "If-Modified-Since"), modified_ms);
}

static void add_headers(struct MHD_Response *response, const json_t *headers)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)headers, name, value) {
        MHD_add_response_header(response, name, json_string_value(value)); /* or it cannot be one */
    }
    if (json_object_get(headers, "Content-Type") == NULL) {
        MHD_add_response_header(response, "Content-Type", "binary/octet-stream"); /* as S3 says */
    }
}

/* The whole of it in fewer bytes; NULL where it is sent as it is. */
static struct MHD_Response *packed_response(const struct edge_answer *answer, int64_t size)
{
    size_t packed = 0;
    unsigned char *data = edge_compress(answer->file, size, &packed);
    struct MHD_Response *response =
        data ? MHD_create_response_from_buffer(packed, data, MHD_RESPMEM_MUST_FREE) : NULL;
    if (response == NULL) {
        return NULL;
    }
    MHD_add_response_header(response, "Content-Encoding", "gzip");
    return response;
}

/* An object, or the part of it that is asked for. Takes the file of the answer over. */
static struct MHD_Response *object_response(struct MHD_Connection *connection,
                                            struct edge_answer *answer)
{
    char etag[100];
    char date[HTTP_DATE_SIZE];
    char range[100] = "";
    int64_t from = 0;
    int64_t count = 0;
    struct stat about = {0};
    const char *named = json_string_value(json_object_get(answer->object, "etag"));
    int64_t modified_ms = json_integer_value(json_object_get(answer->object, "modified_ms"));
    named = named ? named : "";
    http_date(modified_ms, date);
    fstat(answer->file, &about);
    bool whole = answer->status == 200;
    const json_t *headers = json_object_get(answer->object, "headers");
    bool varies = answer->compresses && edge_is_compressed(headers, about.st_size);
    bool packs = varies && header(connection, "Range") == NULL &&
                 http_takes_gzip(header(connection, "Accept-Encoding"));
    snprintf(etag, sizeof etag, "%s\"%.90s\"", packs ? "W/" : "", named);
    const char *only = header(connection, "If-Range");
    const char *asked =
        whole && (only == NULL || strcmp(only, etag) == 0 || strcmp(only, date) == 0)
            ? header(connection, "Range")
            : NULL;
    enum http_range part = http_range(asked, about.st_size, &from, &count);
    struct MHD_Response *response;
    if (whole && is_known(connection, named, modified_ms)) {
        answer->status = 304;
        response = empty();
    } else if (part == HTTP_NO_SUCH_PART) {
        answer->status = 416;
        snprintf(range, sizeof range, "bytes */%lld", (long long)about.st_size);
        response = empty();
    } else {
        answer->status = part == HTTP_PART ? 206 : answer->status;
        snprintf(range, sizeof range, "bytes %lld-%lld/%lld", (long long)from,
                 (long long)(from + count - 1), (long long)about.st_size);
        response = packs ? packed_response(answer, about.st_size) : NULL;
        if (response == NULL) {
            response = MHD_create_response_from_fd_at_offset64((uint64_t)count, answer->file,
                                                               (uint64_t)from);
            answer->file = response ? -1 : answer->file;
        }
    }
    if (answer->status == 206 || answer->status == 416) {
        MHD_add_response_header(response, "Content-Range", range);
    }
    add_headers(response, headers);
    if (varies) {
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
    }
    MHD_add_response_header(response, "ETag", etag);
    MHD_add_response_header(response, "Last-Modified", date);
    MHD_add_response_header(response, "Accept-Ranges", "bytes");
    return response;
}

static struct MHD_Response *response_of(struct MHD_Connection *connection,
                                        struct edge_answer *answer)
{
    struct MHD_Response *response;
    if (answer->object != NULL) {
        response = object_response(connection, answer);
    } else if (answer->location != NULL) {
        response = empty();
        MHD_add_response_header(response, "Location", answer->location);
        MHD_add_response_header(response, "Cache-Control", "max-age=3600");
    } else {
        const char *text = answer->text ? answer->text : "";
        response = MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text,
                                                   MHD_RESPMEM_MUST_COPY);
        MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
    }
    for (size_t i = 0; answer->secured && i < sizeof security / sizeof *security; i++) {
        MHD_add_response_header(response, security[i][0], security[i][1]);
    }
    if (answer->origin != NULL) {
        MHD_add_response_header(response, "X-Cache", answer->origin);
    }
    return response;
}

/* A line a request, for who watches. */
static void tell(const struct run *run, const struct edge_request *request,
                 const struct edge_answer *answer)
{
    if (run->options->quiet) {
        return;
    }
    fprintf(stderr, "%u ", answer->status);
    print_shortened(stderr, request->method, 20);
    fputc(' ', stderr);
    print_safely(stderr, request->host);
    print_shortened(stderr, request->target, 200);
    fputs(answer->function_passed ? "  (its function was not run: dxaws has not written it)\n"
                                  : "\n",
          stderr);
}

static enum MHD_Result answer(void *self, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **target)
{
    const struct run *run = self;
    (void)url;
    (void)version;
    (void)data;
    if (*size != 0) { /* of a method that is refused, and has a body */
        *size = 0;
        return MHD_YES;
    }
    const char *named = header(connection, "Host");
    char *host = http_host(named ? named : "");
    const struct edge_request request = {
        .method = method, .host = host ? host : "", .target = *target ? *target : ""};
    struct edge_answer made = {.file = -1};
    dxaws_error *error = edge_answer(run->account, run->context, &request, &made);
    if (error != NULL) { /* of the account: it is not the viewer's */
        fputs("dxaws: ", stderr);
        print_safely(stderr, dxaws_error_message(error));
        fputc('\n', stderr);
        dxaws_error_free(error);
        made.status = 503;
    }
    struct MHD_Response *response = response_of(connection, &made);
    tell(run, &request, &made);
    enum MHD_Result queued =
        response ? MHD_queue_response(connection, made.status, response) : MHD_NO;
    if (response != NULL) {
        MHD_destroy_response(response);
    }
    edge_answer_clear(&made);
    free(host);
    return queued;
}

/* The target before anybody has made something of it. */
static void *keep_target(void *self, const char *target, struct MHD_Connection *connection)
{
    (void)self;
    (void)connection;
    return strdup(target);
}

static void drop_target(void *self, struct MHD_Connection *connection, void **target,
                        enum MHD_RequestTerminationCode how)
{
    (void)self;
    (void)connection;
    (void)how;
    free(*target);
    *target = NULL;
}

/* ---- the server */

static dxaws_error *refuse_port(int port)
{
    char words[128];
    int number = errno;
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "cli", DXAWS_CLI_ERROR_PORT_IN_USE,
                           "--port %d cannot be had: %s; choose another one, or leave it out for "
                           "any that is free",
                           port, strerror_r(number, words, sizeof words));
}

/* Listens on loopback; *port becomes the one that was given. */
static dxaws_error *listen_here(int *port, int *listening)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)*port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int again = 1;
    int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool whole =
        made >= 0 && setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again) == 0 &&
        bind(made, (struct sockaddr *)&at, sizeof at) == 0 && listen(made, MOST_CONNECTIONS) == 0 &&
        getsockname(made, (struct sockaddr *)&at, &size) == 0;
    if (!whole) {
        dxaws_error *error = refuse_port(*port);
        if (made >= 0) {
            close(made);
        }
        return error;
    }
    *port = ntohs(at.sin_port);
    *listening = made;
    return NULL;
}

/* The names that lead to something: [{"host", "address"}]. */
static json_t *hosts_of(const json_t *distributions, int port)
{
    json_t *hosts = json_array();
    bool whole = hosts != NULL;
    for (size_t i = 0; i < json_array_size(distributions); i++) {
        const json_t *one = json_array_get(distributions, i);
        size_t index;
        json_t *alias;
        json_array_foreach(json_object_get(one, "aliases"), index, alias) {
            const char *host = json_string_value(alias);
            if (host != NULL && host[0] != '*') {
                json_t *address = json_sprintf("http://%s.localhost:%d/", host, port);
                whole = json_array_append_new(
                            hosts, json_pack("{ss so}", "host", host, "address", address)) == 0 &&
                        whole;
            }
        }
    }
    if (!whole) {
        json_decref(hosts);
        return NULL;
    }
    return hosts;
}

static void print_addresses(const json_t *hosts, const char *address, bool found)
{
    size_t index;
    json_t *host;
    if (json_array_size(hosts) == 0) {
        printf("The simulated account serves nothing yet; when it does, open %s\n", address);
        return;
    }
    if (found) {
        printf("Open %s\n", address);
    }
    json_array_foreach((json_t *)(uintptr_t)hosts, index, host) {
        print_safely(stdout, json_string_value(json_object_get(host, "host")));
        fputs(" is at ", stdout);
        print_safely(stdout, json_string_value(json_object_get(host, "address")));
        fputc('\n', stdout);
    }
    puts("Ctrl-C ends it.");
}

static dxaws_error *announce(struct run *run, int port)
{
    char address[64];
    json_t *all = NULL;
    dxaws_error *error = edge_distributions(run->account, run->context, &all);
    if (error != NULL) {
        return error;
    }
    snprintf(address, sizeof address, "http://127.0.0.1:%d/", port);
    json_t *hosts = hosts_of(all, port);
    if (hosts == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (run->options->json) {
        error = run_print_json(
            run, "dxaws.memory/1",
            json_pack("{s{ss si sO}}", "serve", "address", address, "port", port, "hosts", hosts));
    } else {
        print_addresses(hosts, address, edge_find(all, "127.0.0.1") != NULL);
    }
    fflush(stdout);
    json_decref(hosts);
    json_decref(all);
    return error;
}

dxaws_error *serve_run(struct run *run)
{
    int port = run->options->port;
    int listening = -1;
    dxaws_error *error = listen_here(&port, &listening);
    if (error != NULL) {
        return error;
    }
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_NO_FLAG, 0, NULL, NULL, answer, run, MHD_OPTION_LISTEN_SOCKET, listening,
        MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL, MHD_OPTION_NOTIFY_COMPLETED, drop_target,
        NULL, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)MOST_CONNECTIONS, MHD_OPTION_END);
    if (daemon == NULL) {
        close(listening);
        return refuse_port(port);
    }
    error = announce(run, port);
    while (error == NULL && !dxaws_context_is_cancelled(run->context)) {
        MHD_run_wait(daemon, LOOK_MS); /* a signal ends it sooner */
    }
    MHD_stop_daemon(daemon);
    return error;
}

#else

dxaws_error *serve_run(struct run *run)
{
    (void)run;
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cli", DXAWS_CLI_ERROR_NOT_BUILT,
                           "memory serve: this dxaws was built without libmicrohttpd; build it "
                           "where that is installed (Debian: libmicrohttpd-dev)");
}

#endif
