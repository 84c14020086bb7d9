/* SPDX-License-Identifier: MIT */
/* What bench/core.py measures of the library: each run prints one number.
 *   bench-core sign|build|make|checksum|hash BYTES
 *                                              a second of processor time: signatures; signed
 *                                              requests; those made and freed each time; those
 *                                              with a CRC-32; what must be hashed for one
 *   bench-core allocations|again BYTES         per signed request: made anew; for another attempt
 *   bench-core session | session-memory        us to make one; bytes it holds
 *   bench-core requests IN-FLIGHT URL KEY-ID SECRET
 *                                              requests a second over kept connections
 *   bench-core bare IN-FLIGHT URL              the same by libcurl alone, unsigned
 *   bench-core requests-cpu | bare-cpu ...     us of processor time for each of them
 */
#include <dxaws/core.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <curl/curl.h>

#include "aws-call.h"
#include "sigv4.h"

#define SECONDS 0.5

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
static unsigned long allocations;

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    allocations++;
    return __libc_realloc(old, size);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Of this process: it counts alike where the machine has other things to do, too. */
static double processor_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void check(dxaws_error *error)
{
    if (!error) {
        return;
    }
    fprintf(stderr, "bench-core: %s\n", dxaws_error_message(error));
    exit(1);
}

/* Without checksums, which botocore's signer does not compute either. */
static dxaws_session *open_session(const char *url, const char *key_id, const char *secret)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_keys(options, key_id, secret, NULL);
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session_options_set_request_checksum(options, DXAWS_CHECKSUM_MODE_WHEN_REQUIRED);
    dxaws_session_options_set_response_checksum(options, DXAWS_CHECKSUM_MODE_WHEN_REQUIRED);
    dxaws_session *session = NULL;
    check(dxaws_session_new(options, &session));
    return session;
}

/* ---- signing ---- */

struct subject {
    dxaws_session *session;
    struct aws_call call;
    char *body;
    size_t size;
};

/* A request, checked and aimed at its endpoint. */
static void begin(struct subject *subject)
{
    size_t size = subject->size;
    dxaws_aws_request *request = dxaws_aws_request_new("s3", size ? "PutObject" : "GetObject",
                                                       size ? "PUT" : "GET", "/key.txt");
    dxaws_aws_request_set_bucket(request, "examplebucket");
    if (size) {
        dxaws_aws_request_set_body(request, subject->body, size);
        dxaws_aws_request_set_content_type(request, "text/plain");
    }
    subject->call =
        (struct aws_call){.session = subject->session, .request = request, .attempt = 1};
    check(aws_session_settings(subject->session, &subject->call.settings));
    check(aws_session_credentials(subject->session, NULL, &subject->call.credentials));
    aws_call_prepare(&subject->call);
    check(dxaws_aws_request_take_error(request));
    subject->call.attempt_now_ms = dxaws_context_now_ms(NULL);
}

static void prepare(struct subject *subject, size_t size)
{
    subject->session =
        open_session(NULL, "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    subject->body = calloc(1, size + 1);
    subject->size = size;
    begin(subject);
}

/* URL, headers, the body's hash and the signature: all of a signed request. */
static void build(struct subject *subject)
{
    subject->call.digested = false; /* it would be read once for all attempts */
    check(aws_attempt_build(&subject->call));
}

/* All that a caller does, but for sending it. */
static void make(struct subject *subject)
{
    dxaws_aws_request *last = subject->call.request;
    aws_call_free(&subject->call);
    dxaws_aws_request_free(last);
    begin(subject);
    build(subject);
}

/* The same as it is sent by default. */
static void build_with_checksum(struct subject *subject)
{
    dxaws_aws_request_set_checksum(subject->call.request, "CRC32");
    build(subject);
}

/* The signature alone, of headers and a hash that are there. */
static void sign(struct subject *subject)
{
    static struct aws_headers headers;
    char text[500];
    struct aws_buffer authorization = aws_buffer_in(text, sizeof(text));
    char hash[AWS_SHA256_HEX];
    aws_sha256_hex(subject->body, subject->size, hash);
    if (!headers.count) {
        aws_headers_add(&headers, "Host", "examplebucket.s3.us-east-1.amazonaws.com");
        aws_headers_add(&headers, "X-Amz-Date", "20150830T123600Z");
        aws_headers_add(&headers, "X-Amz-Content-Sha256", hash);
    }
    const struct aws_sigv4_input input = {
        .method = "GET",
        .path = "/key.txt",
        .headers = &headers,
        .payload_hash = hash,
        .path_as_is = true,
        .access_key_id = "AKIDEXAMPLE",
        .secret = "secret",
        .fingerprint = (const unsigned char *)"a fingerprint of 32 bytes, or so",
        .region = "us-east-1",
        .service = "s3",
        .date = "20150830T123600Z",
        .keys = &subject->session->traffic.keys};
    check(aws_sigv4_sign(&input, &authorization, NULL, NULL));
    aws_buffer_free(&authorization);
}

/* The digests that no implementation can do without: body, canonical request, HMAC of the rest. */
static void hash(struct subject *subject)
{
    static unsigned char digest[AWS_SHA256_SIZE];
    static const char text[400];
    static struct aws_hmac_key key;
    if (!key.inner.md_len) {
        aws_hmac_key_set(&key, "", "key", 3);
    }
    aws_sha256(subject->body, subject->size, digest);
    aws_sha256(text, sizeof(text), digest);
    aws_hmac_sign(&key, text, 140, digest);
}

static void measure(void (*what)(struct subject *subject), size_t size)
{
    struct subject subject;
    prepare(&subject, size);
    what(&subject);
    unsigned long done = 0;
    double start = processor_time();
    double end;
    do {
        for (int i = 0; i < 1000; i++) {
            what(&subject);
        }
        done += 1000;
        end = processor_time();
    } while (end - start < SECONDS);
    printf("%.0f\n", (double)done / (end - start));
}

static void count_allocations(void (*what)(struct subject *subject), size_t size)
{
    struct subject subject;
    prepare(&subject, size);
    what(&subject);
    unsigned long before = allocations;
    for (int i = 0; i < 100; i++) {
        what(&subject);
    }
    printf("%.1f\n", (double)(allocations - before) / 100);
}

/* ---- sessions ---- */

static void make_sessions(bool memory)
{
    enum { COUNT = 1000 };
    static dxaws_session *sessions[COUNT];
    sessions[0] = open_session(NULL, "AKIDEXAMPLE", "secret"); /* what libraries do once */
    size_t used = mallinfo2().uordblks;
    double start = now();
    for (int i = 1; i < COUNT; i++) {
        sessions[i] = open_session(NULL, "AKIDEXAMPLE", "secret");
    }
    double took = now() - start;
    if (memory) {
        printf("%zu\n", (mallinfo2().uordblks - used) / (COUNT - 1));
    } else {
        printf("%.2f\n", took / (COUNT - 1) * 1e6);
    }
    for (int i = 0; i < COUNT; i++) {
        dxaws_session_unref(sessions[i]);
    }
}

/* ---- requests ---- */

static void tell(bool cpu, unsigned long done, double seconds, double processor)
{
    if (cpu) {
        printf("%.2f\n", processor / (double)done * 1e6);
    } else {
        printf("%.0f\n", (double)done / seconds);
    }
}

static void send_requests(bool cpu, size_t in_flight, char **arguments)
{
    DXAWS_AUTO(dxaws_session) session = open_session(arguments[0], arguments[1], arguments[2]);
    dxaws_aws_request *requests[16];
    unsigned long done = 0;
    double start = 0;
    double processor = 0;
    double end;
    do {
        for (size_t i = 0; i < in_flight; i++) {
            requests[i] = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
        }
        check(dxaws_aws_call_batch(session, NULL, requests, in_flight));
        for (size_t i = 0; i < in_flight; i++) {
            check(dxaws_aws_request_take_error(requests[i]));
            dxaws_aws_request_free(requests[i]);
        }
        end = now();
        done += start > 0 ? in_flight : 0;
        if (start <= 0) { /* the first round connects */
            start = end;
            processor = processor_time();
        }
    } while (end - start < 2 * SECONDS);
    tell(cpu, done, end - start, processor_time() - processor);
}

/* ---- the same by libcurl alone, unsigned ---- */

static size_t ignore(char *data, size_t size, size_t count, void *self)
{
    (void)data;
    (void)self;
    return size * count;
}

static void wait_for_all(CURLM *multi)
{
    int running = 1;
    while (running) {
        if (curl_multi_perform(multi, &running) != CURLM_OK ||
            (running && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK)) {
            exit(1);
        }
    }
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->data.result != CURLE_OK) {
            fprintf(stderr, "bench-core: %s\n", curl_easy_strerror(message->data.result));
            exit(1);
        }
    }
}

static void send_bare(bool cpu, size_t in_flight, const char *url)
{
    CURL *transfers[16];
    CURLM *multi = curl_multi_init();
    unsigned long done = 0;
    double start = 0;
    double processor = 0;
    double end;
    for (size_t i = 0; i < in_flight; i++) {
        transfers[i] = curl_easy_init();
        curl_easy_setopt(transfers[i], CURLOPT_URL, url);
        curl_easy_setopt(transfers[i], CURLOPT_WRITEFUNCTION, ignore);
    }
    do {
        for (size_t i = 0; i < in_flight; i++) {
            curl_multi_add_handle(multi, transfers[i]);
        }
        wait_for_all(multi);
        for (size_t i = 0; i < in_flight; i++) {
            curl_multi_remove_handle(multi, transfers[i]);
        }
        end = now();
        done += start > 0 ? in_flight : 0;
        if (start <= 0) {
            start = end;
            processor = processor_time();
        }
    } while (end - start < 2 * SECONDS);
    tell(cpu, done, end - start, processor_time() - processor);
    for (size_t i = 0; i < in_flight; i++) {
        curl_easy_cleanup(transfers[i]);
    }
    curl_multi_cleanup(multi);
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    size_t number = count > 2 ? strtoul(arguments[2], NULL, 10) : 0;
    if (strcmp(what, "sign") == 0) {
        measure(sign, number);
    } else if (strcmp(what, "build") == 0) {
        measure(build, number);
    } else if (strcmp(what, "checksum") == 0) {
        measure(build_with_checksum, number);
    } else if (strcmp(what, "make") == 0) {
        measure(make, number);
    } else if (strcmp(what, "hash") == 0) {
        measure(hash, number);
    } else if (strcmp(what, "allocations") == 0) {
        count_allocations(make, number);
    } else if (strcmp(what, "again") == 0) {
        count_allocations(build, number);
    } else if (strcmp(what, "session") == 0 || strcmp(what, "session-memory") == 0) {
        make_sessions(strcmp(what, "session") != 0);
    } else if (strncmp(what, "requests", 8) == 0 && count == 6 && number >= 1 && number <= 16) {
        send_requests(strcmp(what, "requests-cpu") == 0, number, arguments + 3);
    } else if (strncmp(what, "bare", 4) == 0 && count == 4 && number >= 1 && number <= 16) {
        send_bare(strcmp(what, "bare-cpu") == 0, number, arguments[3]);
    } else {
        return 64;
    }
    return 0;
}
