/* SPDX-License-Identifier: MIT */
/* Decodes what a service says went wrong. */
#include "service-error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "buffer.h"
#include "retry.h"

#define MESSAGE_LIMIT 1000
#define CODE_LIMIT 128

/* ---- text ---- */

/* The size of the UTF-8 sequence at text, or 0 when it is not one. */
static size_t utf8_size(const unsigned char *text, size_t left)
{
    size_t size = text[0] < 0x80                         ? 1
                  : text[0] >= 0xc2 && text[0] < 0xe0    ? 2
                  : (text[0] & 0xf0) == 0xe0             ? 3
                  : text[0] >= 0xf0 && text[0] <= 0xf4 ? 4
                                                         : 0;
    if (size > left)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((size == 3 && ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f))) ||
        (size == 4 && ((text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f))))
        return 0;
    return size;
}

/* One line of UTF-8 of bounded size: white space becomes one space, what is no text a '?'. */
static void append_line(struct aws_buffer *out, const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    bool gap = false;
    for (size_t i = 0; i < size;) {
        if (out->size > MESSAGE_LIMIT) {
            aws_buffer_text(out, "...");
            return;
        }
        size_t length = utf8_size(bytes + i, size - i);
        if (bytes[i] <= ' ' || bytes[i] == 0x7f) {
            gap = true;
            i++;
            continue;
        }
        if (gap && out->size)
            aws_buffer_char(out, ' ');
        gap = false;
        if (length)
            aws_buffer_append(out, text + i, length);
        else
            aws_buffer_char(out, '?');
        i += length ? length : 1;
    }
}

static char *one_line(struct aws_fault *fault, const char *text)
{
    struct aws_buffer line = {0};
    append_line(&line, text, strlen(text));
    char *copy = aws_buffer_take(&line);
    fault->failed = fault->failed || !copy;
    return copy;
}

/* "namespace#Code:uri" is Code; NULL when that is no code at all. */
static char *clean_code(struct aws_fault *fault, const char *text)
{
    size_t size = strcspn(text, ":");
    for (const char *hash; (hash = memchr(text, '#', size));) {
        size -= (size_t)(hash + 1 - text);
        text = hash + 1;
    }
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    while (size && strchr(" \t\r\n", text[0])) {
        text++;
        size--;
    }
    for (size_t i = 0; i < size; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return NULL;
    if (!size || size > CODE_LIMIT)
        return NULL;
    char *code = strndup(text, size);
    fault->failed = fault->failed || !code;
    return code;
}

/* ---- XML ---- */

static xmlNode *child(const xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent ? parent->children : NULL; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0)
            return node;
    return NULL;
}

static void append_content(struct aws_buffer *out, const xmlNode *node)
{
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    if (text)
        append_line(out, (const char *)text, strlen((const char *)text));
    xmlFree(text);
}

static char *content(struct aws_fault *fault, const xmlNode *node)
{
    struct aws_buffer line = {0};
    append_content(&line, node);
    char *text = aws_buffer_take(&line);
    fault->failed = fault->failed || !text;
    if (text && !*text) {
        free(text);
        text = NULL;
    }
    return text;
}

/* Route53's <InvalidChangeBatch><Messages><Message>...: all of them. */
static char *batch_messages(const xmlNode *root)
{
    struct aws_buffer all = {0};
    const xmlNode *list = child(root, "Messages");
    for (xmlNode *node = list ? list->children : NULL; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (all.size)
            aws_buffer_text(&all, "; ");
        append_content(&all, node);
    }
    return aws_buffer_take(&all);
}

static void read_xml(struct aws_fault *fault, const char *body, size_t size)
{
    while (size && strchr(" \t\r\n", body[0])) { /* keep-alive of long operations */
        body++;
        size--;
    }
    xmlDoc *document = size && size < INT32_MAX
                           ? xmlReadMemory(body, (int)size, NULL, NULL,
                                           XML_PARSE_NONET | XML_PARSE_NOERROR |
                                               XML_PARSE_NOWARNING)
                           : NULL;
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (root && !document->intSubset) {
        const char *name = (const char *)root->name;
        if (strcmp(name, "InvalidChangeBatch") == 0) {
            fault->code = strdup(name);
            fault->message = batch_messages(root);
            fault->failed = !fault->code || !fault->message;
        } else {
            const xmlNode *error = strcmp(name, "ErrorResponse") == 0 ? child(root, "Error") : root;
            char *code = strcmp(name, "Error") == 0 || error != root
                             ? content(fault, child(error, "Code"))
                             : NULL;
            fault->code = code ? clean_code(fault, code) : NULL;
            free(code);
            fault->message = content(fault, child(error, "Message"));
            fault->region = content(fault, child(error, "Region"));
            if (!fault->request_id)
                fault->request_id = content(fault, child(error, "RequestId"));
        }
        if (!fault->request_id)
            fault->request_id = content(fault, child(root, "RequestId"));
    }
    xmlFreeDoc(document);
}

/* ---- JSON ---- */

static void read_json(struct aws_fault *fault, const struct aws_headers *headers, const char *body,
                      size_t size)
{
    const char *type = aws_headers_get(headers, "x-amzn-errortype");
    json_t *root = size ? json_loadb(body, size, 0, NULL) : NULL;
    if (!type)
        type = json_string_value(json_object_get(root, "__type"));
    if (!type)
        type = json_string_value(json_object_get(root, "code"));
    if (type)
        fault->code = clean_code(fault, type);
    const char *message = json_string_value(json_object_get(root, "message"));
    if (!message)
        message = json_string_value(json_object_get(root, "Message"));
    if (message && *message)
        fault->message = one_line(fault, message);
    json_decref(root);
}

/* ---- all of them ---- */

/* What AWS calls a failure of which only the status is known, as of a HEAD request. */
static char *status_code(int status)
{
    static const struct {
        int status;
        const char *code;
    } names[] = {{301, "PermanentRedirect"}, {304, "NotModified"},        {307, "TemporaryRedirect"},
                 {400, "BadRequest"},        {401, "Unauthorized"},       {403, "Forbidden"},
                 {404, "NotFound"},          {405, "MethodNotAllowed"},   {409, "Conflict"},
                 {412, "PreconditionFailed"}, {429, "TooManyRequests"},   {500, "InternalError"},
                 {503, "ServiceUnavailable"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].status == status)
            return strdup(names[i].code);
    char text[16];
    snprintf(text, sizeof(text), "%d", status);
    return strdup(text);
}

const char *aws_fault_request_id(const struct aws_headers *headers)
{
    static const char *const names[] = {"x-amzn-requestid", "x-amz-request-id", "x-amz-cf-id"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = aws_headers_get(headers, names[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

bool aws_fault_read(struct aws_fault *fault, enum aws_protocol protocol, int status,
                    const struct aws_headers *headers, const char *body, size_t size)
{
    *fault = (struct aws_fault){0};
    const char *id = aws_fault_request_id(headers);
    fault->request_id = id ? one_line(fault, id) : NULL;
    if (protocol == AWS_PROTOCOL_JSON)
        read_json(fault, headers, body, size);
    else
        read_xml(fault, body, size);
    const char *region = aws_headers_get(headers, "x-amz-bucket-region");
    if (region && *region) {
        free(fault->region);
        fault->region = one_line(fault, region);
    }
    fault->understood = fault->code || !size;
    if (!fault->code)
        fault->code = status_code(status);
    if (fault->failed || !fault->code) {
        aws_fault_free(fault);
        return false;
    }
    return true;
}

void aws_fault_free(struct aws_fault *fault)
{
    free(fault->code);
    free(fault->message);
    free(fault->request_id);
    free(fault->region);
    *fault = (struct aws_fault){0};
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

dxaws_error_kind aws_fault_kind(const struct aws_fault *fault, const char *service, int status)
{
    static const struct {
        const char *code;
        dxaws_error_kind kind;
    } codes[] = {
        {"AuthFailure", DXAWS_ERROR_UNAUTHENTICATED},
        {"ExpiredToken", DXAWS_ERROR_UNAUTHENTICATED},
        {"ExpiredTokenException", DXAWS_ERROR_UNAUTHENTICATED},
        {"IncompleteSignature", DXAWS_ERROR_UNAUTHENTICATED},
        {"IncompleteSignatureException", DXAWS_ERROR_UNAUTHENTICATED},
        {"InvalidAccessKeyId", DXAWS_ERROR_UNAUTHENTICATED},
        {"InvalidClientTokenId", DXAWS_ERROR_UNAUTHENTICATED},
        {"InvalidSecurity", DXAWS_ERROR_UNAUTHENTICATED},
        {"InvalidSignatureException", DXAWS_ERROR_UNAUTHENTICATED},
        {"InvalidToken", DXAWS_ERROR_UNAUTHENTICATED},
        {"MissingAuthenticationToken", DXAWS_ERROR_UNAUTHENTICATED},
        {"MissingAuthenticationTokenException", DXAWS_ERROR_UNAUTHENTICATED},
        {"RequestExpired", DXAWS_ERROR_UNAUTHENTICATED},
        {"RequestTimeTooSkewed", DXAWS_ERROR_UNAUTHENTICATED},
        {"SignatureDoesNotMatch", DXAWS_ERROR_UNAUTHENTICATED},
        {"TokenRefreshRequired", DXAWS_ERROR_UNAUTHENTICATED},
        {"UnrecognizedClient", DXAWS_ERROR_UNAUTHENTICATED},
        {"UnrecognizedClientException", DXAWS_ERROR_UNAUTHENTICATED},
        {"AccessDenied", DXAWS_ERROR_PERMISSION},
        {"AccessDeniedException", DXAWS_ERROR_PERMISSION},
        {"AllAccessDisabled", DXAWS_ERROR_PERMISSION},
        {"UnauthorizedOperation", DXAWS_ERROR_PERMISSION},
        {"ResourceInUseException", DXAWS_ERROR_CONFLICT},
        {"InvalidIfMatchVersion", DXAWS_ERROR_STALE},
        {"PreconditionFailed", DXAWS_ERROR_STALE},
    };
    const char *code = fault->code;
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (strcmp(codes[i].code, code) == 0)
            return codes[i].kind;
    enum aws_retry retry = aws_retry_classify(service, status, code);
    if (retry == AWS_RETRY_THROTTLING)
        return DXAWS_ERROR_THROTTLED;
    if (retry == AWS_RETRY_TRANSIENT || status >= 500)
        return DXAWS_ERROR_UNAVAILABLE;
    if (!fault->understood || status < 300)
        return DXAWS_ERROR_PROTOCOL;
    if (strncmp(code, "NoSuch", 6) == 0 || ends_with(code, "NotFound") ||
        ends_with(code, "NotFoundException") || status == 404)
        return DXAWS_ERROR_NOT_FOUND;
    switch (status) {
    case 401:
        return DXAWS_ERROR_UNAUTHENTICATED;
    case 403:
        return DXAWS_ERROR_PERMISSION;
    case 409:
        return DXAWS_ERROR_CONFLICT;
    case 412:
        return DXAWS_ERROR_STALE;
    default:
        return DXAWS_ERROR_INVALID_ARGUMENT;
    }
}

/* The root's "<" behind white space (long operations send it for minutes), declaration and
 * comments; NULL when the body is no XML, or ends before its root. */
static const char *find_root(const char *body, const char *end, bool *is_xml)
{
    *is_xml = false;
    for (;;) {
        while (body < end && strchr(" \t\r\n", *body))
            body++;
        if (body == end || *body != '<')
            return NULL;
        *is_xml = true;
        if (end - body < 2 || (body[1] != '?' && body[1] != '!'))
            return body;
        const char *close = memchr(body, '>', (size_t)(end - body));
        if (!close)
            return NULL;
        body = close + 1;
    }
}

/* Whether the text from the root on is closed: "<a ...>...</a>" or "<a/>". */
static bool is_closed(const char *root, const char *name, size_t name_size, const char *end)
{
    while (end > root && strchr(" \t\r\n", end[-1]))
        end--;
    if (end == root || end[-1] != '>')
        return false;
    const char *start_end = memchr(root, '>', (size_t)(end - root));
    if (start_end == end - 1)
        return end[-2] == '/';
    for (end--; end > root && strchr(" \t\r\n", end[-1]); end--)
        ;
    return (size_t)(end - root) > name_size + 2 && memcmp(end - name_size, name, name_size) == 0 &&
           memcmp(end - name_size - 2, "</", 2) == 0;
}

bool aws_fault_is_in_body(const char *body, size_t size)
{
    const char *end = body + size;
    bool is_xml;
    const char *root = find_root(body, end, &is_xml);
    if (!root)
        return is_xml;
    const char *name = root + 1;
    size_t name_size = 0;
    while (name + name_size < end && !strchr(" \t\r\n>/", name[name_size]))
        name_size++;
    return (name_size == 5 && memcmp(name, "Error", 5) == 0) ||
           !is_closed(root, name, name_size, end);
}
