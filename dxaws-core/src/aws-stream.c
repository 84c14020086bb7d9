/* SPDX-License-Identifier: MIT */
/* Bodies that pass through a call without being kept: between HTTP and the program's reader and
 * writer. */
#include "aws-call.h"

/* ---- what HTTP asks for ---- */

static bool keep_error(struct aws_call *call, dxaws_error *error)
{
    if (error && call->stream_error) {
        dxaws_error_free(error);
    } else if (error) {
        call->stream_error = error;
    }
    return !error;
}

/* Before each piece: HTTP asks for many while the call cannot look at its context. */
static bool goes_on(struct aws_call *call)
{
    return keep_error(call, dxaws_context_check(call->context));
}

static bool read_source(void *self, void *buffer, size_t capacity, size_t *count)
{
    struct aws_call *call = self;
    return goes_on(call) && keep_error(call, aws_body_read(&call->request->body, call->context,
                                                           buffer, capacity, count));
}

static bool rewind_source(void *self)
{
    struct aws_call *call = self;
    struct aws_body *body = &call->request->body;
    return aws_body_repeats(body) && keep_error(call, aws_body_rewind(body, call->context));
}

/* Only what a service answers with is the caller's; what it says went wrong is ours to read. */
static bool sink_wants(void *self, int status, const struct aws_headers *headers)
{
    struct aws_call *call = self;
    bool wanted =
        status >= 200 && status < 300 && aws_call_is_payload(call) && !aws_answer_is_foreign(call);
    if (wanted) {
        aws_checksum_expect(call, status, headers);
    }
    return wanted;
}

static bool sink_write(void *self, const void *data, size_t size)
{
    struct aws_call *call = self;
    dxaws_aws_request *request = call->request;
    if (!goes_on(call)) {
        return false;
    }
    call->written = call->written || size;
    aws_checksum_take(&call->checksum, data, size);
    return keep_error(call, request->writer.write(request->writer_self, call->context, data, size));
}

/* ---- what a call asks for ---- */

bool aws_stream_repeats(const struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    return (!request->body.position || aws_body_repeats(&request->body)) &&
           (!call->written || request->writer.restart);
}

dxaws_error *aws_stream_begin(struct aws_call *call)
{
    dxaws_aws_request *request = call->request;
    dxaws_error *error = aws_body_rewind(&request->body, call->context);
    if (!error && call->written) {
        error = request->writer.restart(request->writer_self, call->context);
        call->written = false;
    }
    call->source = (struct aws_http_source){read_source, rewind_source, call};
    call->sink = (struct aws_http_sink){sink_wants, sink_write, call};
    aws_checksum_forget(&call->checksum);
    return error;
}

dxaws_error *aws_stream_deliver(struct aws_call *call)
{
    dxaws_aws_request *request = call->request;
    struct aws_buffer *body = &call->response.body;
    if (!request->has_writer || !body->size) {
        return NULL;
    }
    dxaws_error *error =
        request->writer.write(request->writer_self, call->context, body->data, body->size);
    aws_buffer_free(body);
    return error;
}
