/* SPDX-License-Identifier: MIT */
/* What became of a transfer of libcurl's, and how long it took. */
#include "http-client.h"
#include "os-error.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What a proxy answered that was to open a way; 0 when none was asked, or it did. */
static long refusal_of_proxy(const struct aws_http_transfer *transfer)
{
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return status >= 300 ? status : 0;
}

/* Something of an answer has come, but not all of its headers. */
static bool is_in_head(const struct aws_http_transfer *transfer)
{
    curl_off_t first_us = 0;
    curl_off_t body = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_STARTTRANSFER_TIME_T, &first_us);
    curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
    return first_us > 0 && body == 0;
}

static enum aws_http_outcome classify(CURLcode result, const struct aws_http_transfer *transfer)
{
    const struct aws_http_response *response = transfer->response;
    long refusal = result == CURLE_OK ? 0 : refusal_of_proxy(transfer);
    if (refusal) {
        return refusal >= 500 ? AWS_HTTP_UNREACHABLE : AWS_HTTP_FAILED;
    }
    switch (result) {
    case CURLE_OK:
        return response->defect         ? AWS_HTTP_GARBAGE
               : response->headers_done ? AWS_HTTP_ANSWERED
                                        : AWS_HTTP_BROKEN;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PROXY:
        return AWS_HTTP_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return AWS_HTTP_BROKEN;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return AWS_HTTP_UNTRUSTED;
    case CURLE_WRITE_ERROR: /* on_header() or on_body() */
        return response->refused  ? AWS_HTTP_FAILED
               : response->defect ? AWS_HTTP_GARBAGE
                                  : AWS_HTTP_NO_MEMORY;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9: no status line at all */
    case CURLE_BAD_CONTENT_ENCODING:
        return AWS_HTTP_GARBAGE;
    case CURLE_OUT_OF_MEMORY: /* also of a line that is longer than libcurl takes */
        return is_in_head(transfer) ? AWS_HTTP_GARBAGE : AWS_HTTP_NO_MEMORY;
    default:
        return AWS_HTTP_FAILED;
    }
}

/* Whether there was a connection that a request could be sent over. */
static bool was_connected(const struct aws_http_transfer *transfer)
{
    double connected = 0;
    curl_easy_getinfo(transfer->easy,
                      transfer->https ? CURLINFO_APPCONNECT_TIME : CURLINFO_CONNECT_TIME,
                      &connected);
    return connected > 0;
}

static void explain(CURLcode result, const struct aws_http_transfer *transfer)
{
    struct aws_http_response *response = transfer->response;
    const char *detail = transfer->detail[0]  ? transfer->detail
                         : result == CURLE_OK ? "its headers end too early"
                                              : curl_easy_strerror(result);
    char *url = NULL;
    long os_error = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_EFFECTIVE_URL, &url);
    curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &os_error);
    const char *host = url && strstr(url, "://") ? strstr(url, "://") + 3 : "the endpoint";
    int size = (int)strcspn(host, "/?");
    if (size > 120) {
        size = 120;
    }
    char *out = response->problem;
    size_t room = sizeof(response->problem);
    if (refusal_of_proxy(transfer)) {
        snprintf(out, room, "the proxy did not connect to %.*s: it answered HTTP %ld", size, host,
                 refusal_of_proxy(transfer));
    } else if (transfer->proxied && response->outcome == AWS_HTTP_UNREACHABLE) {
        snprintf(out, room, "cannot connect to %.*s, for which there is a proxy: %s", size, host,
                 detail);
    } else if (result == CURLE_COULDNT_RESOLVE_HOST) {
        snprintf(out, room, "cannot find the host %.*s: its name does not resolve", size, host);
    } else if (result == CURLE_OPERATION_TIMEDOUT && !was_connected(transfer)) {
        snprintf(out, room, "cannot connect to %.*s: no answer within %ld s", size, host,
                 (transfer->connect_timeout_ms + 999) / 1000);
    } else if (result == CURLE_OPERATION_TIMEDOUT) {
        snprintf(out, room, "%.*s fell silent for %ld s", size, host,
                 transfer->timeout_ms ? (transfer->timeout_ms + 999) / 1000
                                      : transfer->idle_limit_s);
    } else if (response->outcome == AWS_HTTP_UNREACHABLE) {
        char text[AWS_OS_ERROR_SIZE];
        snprintf(out, room, "cannot connect to %.*s: %s", size, host,
                 os_error ? aws_os_error((int)os_error, text) : detail);
    } else if (response->outcome == AWS_HTTP_BROKEN) {
        snprintf(out, room, "the connection to %.*s broke before the whole answer arrived (%s)",
                 size, host, detail);
    } else if (response->outcome == AWS_HTTP_UNTRUSTED) {
        snprintf(out, room, "the certificate of %.*s is not trusted (%s)", size, host, detail);
    } else if (response->defect) {
        snprintf(out, room, "%.*s answered with %s", size, host, response->defect);
    } else if (result == CURLE_OUT_OF_MEMORY) {
        snprintf(
            out, room,
            "%.*s answered with a header of more than 100 KiB, or for which there is no memory",
            size, host);
    } else if (response->outcome == AWS_HTTP_GARBAGE) {
        snprintf(out, room, "%.*s answered with something that is not HTTP (%s)", size, host,
                 detail);
    } else {
        snprintf(out, room, "cannot call %.*s: %s", size, host, detail);
    }
}

static void measure(CURL *easy, struct aws_http_timing *timing)
{
    static const int versions[] = {
        [CURL_HTTP_VERSION_1_0] = 10, [CURL_HTTP_VERSION_1_1] = 11, [CURL_HTTP_VERSION_2_0] = 20};
    long version = 0;
    curl_off_t us[5] = {0};
    curl_off_t bytes[2] = {0};
    curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &us[0]);
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &us[1]);
    curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &us[2]);
    curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &us[3]);
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &us[4]);
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &bytes[0]);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes[1]);
    curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    *timing = (struct aws_http_timing){us[0], us[1], us[2], us[3], us[4], bytes[0], bytes[1], 0};
    if (version > 0 && version < (long)(sizeof(versions) / sizeof(versions[0]))) {
        timing->version = versions[version];
    }
}

void aws_http_conclude(struct aws_http_transfer *transfer, CURLcode result)
{
    struct aws_http_response *response = transfer->response;
    long status = 0;
    long connects = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connects);
    response->status = (int)status;
    response->reused = connects == 0;
    response->timed_out = result == CURLE_OPERATION_TIMEDOUT;
    response->silent = response->timed_out && was_connected(transfer);
    measure(transfer->easy, &response->timing);
    if (result == CURLE_OK && status < 200) {
        response->defect = "a status that is not the last";
    }
    response->outcome = classify(result, transfer);
    if (response->outcome != AWS_HTTP_ANSWERED) {
        explain(result, transfer);
    }
}
