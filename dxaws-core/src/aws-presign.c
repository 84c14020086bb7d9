/* SPDX-License-Identifier: MIT */
/* URLs that carry their own signature. */
#include "aws-presign.h"

#include "aws-call.h"

#define LONGEST_S 604800 /* a week */

dxaws_error *aws_presign_check(int64_t expires_s)
{
    if (expires_s >= 1 && expires_s <= LONGEST_S) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RequestError",
                           "a signed URL cannot work for %lld s: expected 1 to %d",
                           (long long)expires_s, LONGEST_S);
}

dxaws_error *aws_presign_limit(const struct aws_credentials *credentials, int64_t now_ms,
                               int64_t *expires_s)
{
    int64_t end_ms = aws_credentials_expires_ms(credentials);
    if (end_ms == INT64_MAX) {
        return NULL;
    }
    if (end_ms - now_ms < 1000) {
        return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "ExpiredCredentials",
                               "the credentials from the %s are expired: obtain new ones, no "
                               "URL that they sign would work",
                               aws_credentials_source(credentials));
    }
    if (*expires_s > (end_ms - now_ms) / 1000) {
        *expires_s = (end_ms - now_ms) / 1000;
    }
    return NULL;
}

dxaws_error *dxaws_aws_presign(dxaws_session *session, dxaws_context *context,
                               dxaws_aws_request *request, int64_t expires_s, char **url)
{
    if (!session || !url) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_aws_presign() needs a session and a result");
    }
    if (!request) { /* what dxaws_aws_request_new() gives without memory */
        return dxaws_error_out_of_memory();
    }
    if (request->is_unsigned) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "RequestError",
            "a request that is to be unsigned has no signed URL: ask for a signed one");
    }
    if (request->checksum) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "RequestError",
                               "a signed URL has no checksum of a body: do not ask for one");
    }
    struct aws_call call = {
        .session = session, .context = context, .request = request, .presigning = true};
    dxaws_error *error = aws_presign_check(expires_s);
    if (!error) {
        error = dxaws_context_check(context);
    }
    if (!error) {
        error = aws_session_settings(session, &call.settings);
    }
    if (!error) {
        error = aws_session_credentials(session, context, &call.credentials);
    }
    if (!error) {
        error = aws_call_aim(&call);
    }
    if (!error) {
        call.attempt_now_ms = dxaws_context_now_ms(context);
        call.skew_ms = atomic_load(&session->traffic.skew_ms);
        error = aws_presign_limit(call.credentials, call.attempt_now_ms + call.skew_ms, &expires_s);
    }
    if (!error) {
        error = aws_attempt_presign(&call, (unsigned)expires_s);
    }
    if (!error) {
        *url = aws_buffer_take(&call.url);
        if (!*url) {
            error = dxaws_error_out_of_memory();
        }
    }
    aws_call_free(&call);
    return error;
}
