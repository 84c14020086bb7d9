/* SPDX-License-Identifier: MIT */
/* Puts an item into a table of Amazon DynamoDB, unless one of that key is there.
 *   ./put-item TABLE KEY VALUE */
#include <dxaws/core.h>

#include <stdio.h>
#include <string.h>

/* Names and values here are words; others would have to be escaped, as a JSON library does it. */
static dxaws_error *put(dxaws_session *session, const char *table, const char *key,
                        const char *value)
{
    char body[1000];
    snprintf(
        body, sizeof(body),
        "{\"TableName\": \"%s\", \"Item\": {\"id\": {\"S\": \"%s\"}, \"value\": {\"S\": \"%s\"}},"
        " \"ConditionExpression\": \"attribute_not_exists(id)\"}",
        table, key, value);
    DXAWS_AUTO(dxaws_aws_request)
    request = dxaws_aws_request_new("dynamodb", "PutItem", "POST", "/");
    dxaws_aws_request_add_header(request, "X-Amz-Target", "DynamoDB_20120810.PutItem");
    dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.0");
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_resource(request, table);
    return dxaws_aws_call(session, NULL, request);
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: put-item TABLE KEY VALUE\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &session);
    if (!error) {
        error = put(session, arguments[1], arguments[2], arguments[3]);
    }
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    if (code && strcmp(code, "ConditionalCheckFailedException") == 0) {
        printf("%s is there already\n", arguments[2]);
        return 0;
    }
    if (error) {
        fprintf(stderr, "put-item: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
