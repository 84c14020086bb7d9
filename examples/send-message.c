/* SPDX-License-Identifier: MIT */
/* Sends a message to a queue of Amazon SQS, a service of which dxaws knows nothing but the rule
 * that most of AWS follows. What is special of its protocol are headers.
 *   ./send-message QUEUE-URL TEXT */
#include <dxaws/core.h>

#include <stdio.h>
#include <string.h>

/* The text is a word or several; others would have to be escaped, as a JSON library does it. */
static dxaws_error *send_message(dxaws_session *session, const char *queue, const char *text)
{
    char body[1000];
    snprintf(body, sizeof(body), "{\"QueueUrl\": \"%s\", \"MessageBody\": \"%s\"}", queue, text);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("sqs", "SendMessage", "POST", "/");
    dxaws_aws_request_add_header(request, "X-Amz-Target", "AmazonSQS.SendMessage");
    dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.0");
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_resource(request, queue);
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    if (!error) {
        printf("%s\n", dxaws_aws_request_answer_body(request, NULL));
    }
    return error;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: send-message QUEUE-URL TEXT\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &session);
    if (!error) {
        error = send_message(session, arguments[1], arguments[2]);
    }
    if (error) {
        fprintf(stderr, "send-message: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
