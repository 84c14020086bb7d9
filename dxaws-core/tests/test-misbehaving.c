/* SPDX-License-Identifier: MIT */
/* Servers that do not keep to HTTP: each gets a clear kind of error, in bounded time and memory. */
#include "still-clock.h"

#include "http-client.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"
#define LINE                                                                                       \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define NO_HTTP "answered with something that is not HTTP"
#define NO_NUMBER "answered with a Content-Length that is no number"
#define BROKE "broke before the whole answer arrived"

static const struct {
    const char *name;
    struct server_step step;
    dxaws_error_kind kind; /* 0: the answer is "<a/>" */
    const char *text;      /* of the error, or the answer */
    unsigned requests;     /* 3: it may be better the next time */
} rows[] = {
    {"length twice",
     {SERVER_ANSWER, OK "Content-Length: 4\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     0,
     "<a/>",
     1},
    {"two lengths, the longer first",
     {SERVER_ANSWER, OK "Content-Length: 9\r\nContent-Length: 4\r\n\r\n<a/>12345", 0},
     DXAWS_ERROR_PROTOCOL,
     "two lengths of one body",
     1},
    {"two lengths, the shorter first",
     {SERVER_ANSWER, OK "Content-Length: 4\r\nContent-Length: 9\r\n\r\n<a/>12345", 0},
     DXAWS_ERROR_PROTOCOL,
     "two lengths of one body",
     1},
    {"list of lengths",
     {SERVER_ANSWER, OK "Content-Length: 4, 9\r\n\r\n<a/>12345", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_NUMBER,
     1},
    {"negative length",
     {SERVER_ANSWER, OK "Content-Length: -4\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"length with a sign",
     {SERVER_ANSWER, OK "Content-Length: +4\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_NUMBER,
     1},
    {"hexadecimal length",
     {SERVER_ANSWER, OK "Content-Length: 0x4\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_NUMBER,
     1},
    {"empty length",
     {SERVER_ANSWER_CLOSE, OK "Content-Length:\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"length that no number holds",
     {SERVER_ANSWER_CLOSE, OK "Content-Length: 99999999999999999999\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_NUMBER,
     1},
    {"chunks and a length",
     {SERVER_ANSWER,
      OK "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n\r\n", 0},
     0,
     "<a/>",
     1},
    {"chunk without a size",
     {SERVER_ANSWER, CHUNKED "\r\n<a/>\r\n0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"chunk of a size that is no number",
     {SERVER_ANSWER, CHUNKED "zwo\r\n<a/>\r\n0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"chunk of a negative size",
     {SERVER_ANSWER, CHUNKED "-4\r\n<a/>\r\n0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"chunk of a size that no number holds",
     {SERVER_ANSWER, CHUNKED "fffffffffffffffff\r\n<a/>", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"chunk longer than its size",
     {SERVER_ANSWER, CHUNKED "4\r\n<a/>more\r\n0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"chunk with an extension",
     {SERVER_ANSWER, CHUNKED "4;a=b\r\n<a/>\r\n0\r\nx: y\r\n\r\n", 0},
     0,
     "<a/>",
     1},
    {"body longer than its length",
     {SERVER_ANSWER, OK "Content-Length: 4\r\n\r\n<a/>" OK "Content-Length: 4\r\n\r\nEVIL", 0},
     0,
     "<a/>",
     1},
    {"header without a colon",
     {SERVER_ANSWER, OK "Server\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"header without a name",
     {SERVER_ANSWER, OK ": x\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     0,
     "<a/>",
     1},
    {"folded header",
     {SERVER_ANSWER, OK "a: b\r\n c\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     0,
     "<a/>",
     1},
    {"line feeds alone",
     {SERVER_ANSWER, "HTTP/1.1 200 OK\nContent-Length: 4\n\n<a/>", 0},
     0,
     "<a/>",
     1},
    {"interim answers",
     {SERVER_ANSWER,
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early "
      "Hints\r\nx-amz-request-id: EARLY\r\nContent-Length: 99\r\n\r\n" OK
      "Content-Length: 4\r\n\r\n<a/>",
      0},
     0,
     "<a/>",
     1},
    {"interim answer and nothing else",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 100 Continue\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
    {"endless interim answers",
     {SERVER_ENDLESS, "|HTTP/1.1 103 x\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     "256 KiB of headers",
     1},
    {"other protocol",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nhello", 0},
     DXAWS_ERROR_PROTOCOL,
     "",
     1},
    {"endless headers",
     {SERVER_ENDLESS, OK "|a: " LINE "\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     "256 KiB of headers",
     1},
    {"endless header",
     {SERVER_ENDLESS, OK "a: |" LINE, 0},
     DXAWS_ERROR_PROTOCOL,
     "a header of more than 100 KiB",
     1},
    {"endless trailers",
     {SERVER_ENDLESS, CHUNKED "4\r\n<a/>\r\n0\r\n|a: b\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     "256 KiB of headers",
     1},
    {"endless body", {SERVER_ENDLESS, OK "\r\n|" LINE, 0}, DXAWS_ERROR_PROTOCOL, "16 MiB", 1},
    {"HTTP/0.9", {SERVER_ANSWER_CLOSE, "<a/>", 0}, DXAWS_ERROR_PROTOCOL, NO_HTTP, 1},
    {"HTTP/0.9, endless", {SERVER_ENDLESS, "<a>|" LINE, 0}, DXAWS_ERROR_PROTOCOL, NO_HTTP, 1},
    {"status 999",
     {SERVER_ANSWER, "HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     "HTTP 999",
     1},
    {"status 600",
     {SERVER_ANSWER, "HTTP/1.1 600 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_UNAVAILABLE,
     "HTTP 600",
     1},
    {"status 099",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"status 000",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"status of two digits",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 20 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"status of four digits",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 2000 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"status that is no number",
     {SERVER_ANSWER_CLOSE, "HTTP/1.1 two x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"version that there is not",
     {SERVER_ANSWER_CLOSE, "HTTP/7.3 200 x\r\nContent-Length: 0\r\n\r\n", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"HTTP/1.0", {SERVER_ANSWER_CLOSE, "HTTP/1.0 200 x\r\n\r\n<a/>", 0}, 0, "<a/>", 1},
    {"compressed, it says",
     {SERVER_ANSWER, OK "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     0,
     "<a/>",
     1},
    {"sent compressed, it says",
     {SERVER_ANSWER_CLOSE, OK "Transfer-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     DXAWS_ERROR_PROTOCOL,
     NO_HTTP,
     1},
    {"no content, with content",
     {SERVER_ANSWER, "HTTP/1.1 204 x\r\nContent-Length: 4\r\n\r\n<a/>", 0},
     0,
     "",
     1},
    {"nothing", {SERVER_ANSWER_CLOSE, "", 0}, DXAWS_ERROR_UNAVAILABLE, BROKE, 3},
    {"empty lines", {SERVER_ANSWER_CLOSE, "\r\n\r\n", 0}, DXAWS_ERROR_PROTOCOL, NO_HTTP, 1},
    {"half a status line", {SERVER_ANSWER_CLOSE, "HTTP/1.", 0}, DXAWS_ERROR_UNAVAILABLE, BROKE, 3},
    {"half a header",
     {SERVER_ANSWER_CLOSE, OK "Content-Len", 0},
     DXAWS_ERROR_UNAVAILABLE,
     BROKE,
     3},
};

/* rule 35 and rule 44: what may be better the next time is retried, what is no HTTP is not */
START_TEST(answer_that_is_not_http_means)
{
    struct server *server = server_start(&rows[_i].step, 1);
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct still_clock clock;
    DXAWS_AUTO(dxaws_context) context = still_context(&clock);
    int64_t start = now_ms();
    for (int i = 0; i < (rows[_i].kind ? 1 : 2); i++) { /* what is left over is no answer */
        DXAWS_AUTO(dxaws_aws_request) request = make_request("/");
        DXAWS_AUTO(dxaws_error) error = dxaws_aws_call(session, context, request);
        const char *text =
            error ? dxaws_error_message(error) : dxaws_aws_request_answer_body(request, NULL);
        dxaws_error_kind kind = error ? dxaws_error_get_kind(error) : 0;
        ck_assert_msg(kind == rows[_i].kind && strstr(text, rows[_i].text), "%s: %s", rows[_i].name,
                      text);
        ck_assert_msg(server_requests(server) == rows[_i].requests + (size_t)i, "%s: %zu requests",
                      rows[_i].name, server_requests(server));
        ck_assert(kind || !strcmp(text, rows[_i].text));
        ck_assert_ptr_null(dxaws_aws_request_answer_header(request, "x-amz-request-id"));
    }
    ck_assert_int_lt(now_ms() - start, 2000 * slowness());
    server_stop(server);
}
END_TEST

static const struct {
    CURLcode result;
    enum aws_http_outcome outcome;
} results[] = {
    {CURLE_COULDNT_RESOLVE_HOST, AWS_HTTP_UNREACHABLE},
    {CURLE_COULDNT_RESOLVE_PROXY, AWS_HTTP_UNREACHABLE},
    {CURLE_COULDNT_CONNECT, AWS_HTTP_UNREACHABLE},
    {CURLE_SSL_CONNECT_ERROR, AWS_HTTP_UNREACHABLE},
    {CURLE_PROXY, AWS_HTTP_UNREACHABLE},
    {CURLE_OPERATION_TIMEDOUT, AWS_HTTP_BROKEN},
    {CURLE_GOT_NOTHING, AWS_HTTP_BROKEN},
    {CURLE_PARTIAL_FILE, AWS_HTTP_BROKEN},
    {CURLE_SEND_ERROR, AWS_HTTP_BROKEN},
    {CURLE_RECV_ERROR, AWS_HTTP_BROKEN},
    {CURLE_HTTP2, AWS_HTTP_BROKEN},
    {CURLE_HTTP2_STREAM, AWS_HTTP_BROKEN},
    {CURLE_PEER_FAILED_VERIFICATION, AWS_HTTP_UNTRUSTED},
    {CURLE_SSL_CACERT_BADFILE, AWS_HTTP_UNTRUSTED},
    {CURLE_SSL_ISSUER_ERROR, AWS_HTTP_UNTRUSTED},
    {CURLE_WEIRD_SERVER_REPLY, AWS_HTTP_GARBAGE},
    {CURLE_UNSUPPORTED_PROTOCOL, AWS_HTTP_GARBAGE},
    {CURLE_BAD_CONTENT_ENCODING, AWS_HTTP_GARBAGE},
    {CURLE_WRITE_ERROR, AWS_HTTP_NO_MEMORY}, /* when nothing was wrong with the answer */
    {CURLE_OUT_OF_MEMORY, AWS_HTTP_NO_MEMORY},
    {CURLE_URL_MALFORMAT, AWS_HTTP_FAILED},
};

/* rule 35: what libcurl calls it, and what it means */
START_TEST(result_of_a_transfer_means)
{
    struct aws_http_response response = {0};
    struct aws_http_transfer transfer = {.easy = curl_easy_init(), .response = &response};
    curl_easy_setopt(transfer.easy, CURLOPT_URL, "https://host.test/");
    aws_http_conclude(&transfer, results[_i].result);
    ck_assert_int_eq(response.outcome, results[_i].outcome);
    ck_assert_str_ne(response.problem, "");
    ck_assert_int_eq(response.timed_out, results[_i].result == CURLE_OPERATION_TIMEDOUT);
    curl_easy_cleanup(transfer.easy);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("misbehaving");
    TCase *tests = tcase_create("misbehaving");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, answer_that_is_not_http_means, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_loop_test(tests, result_of_a_transfer_means, 0, sizeof(results) / sizeof(results[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
