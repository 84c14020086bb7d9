/* SPDX-License-Identifier: MIT */
/* Errors in XML, of three shapes, and whether there is one under a 200. */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "service-error-parts.h"

static xmlNode *child(const xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent ? parent->children : NULL; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0) {
            return node;
        }
    }
    return NULL;
}

static void append_content(struct aws_buffer *out, const xmlNode *node)
{
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    if (text) {
        aws_fault_append(out, (const char *)text, strlen((const char *)text));
    }
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
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (all.size) {
            aws_buffer_text(&all, "; ");
        }
        append_content(&all, node);
    }
    return aws_buffer_take(&all);
}

static void keep_silent(void *self, const char *format, ...)
{
    (void)self;
    (void)format;
}

/* NULL for what is no XML. */
static xmlDoc *parse(const char *body, size_t size)
{
    if (!size || size > INT32_MAX) {
        return NULL;
    }
    return xmlReadMemory(body, (int)size, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

/* The element that says what is wrong: S3's root, that of most others, or EC2's. */
static const xmlNode *error_of(const xmlNode *root, const char *name)
{
    if (strcmp(name, "ErrorResponse") == 0) {
        return child(root, "Error");
    }
    const xmlNode *errors = strcmp(name, "Response") == 0 ? child(root, "Errors") : NULL;
    return errors ? child(errors, "Error") : root;
}

static void read(struct aws_fault *fault, const char *body, size_t size)
{
    while (size && strchr(" \t\r\n", body[0])) { /* keep-alive of long operations */
        body++;
        size--;
    }
    xmlDoc *document = parse(body, size);
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (root && !document->intSubset) {
        const char *name = (const char *)root->name;
        if (strcmp(name, "InvalidChangeBatch") == 0) {
            fault->code = strdup(name);
            fault->message = batch_messages(root);
            fault->failed = !fault->code || !fault->message;
        } else {
            const xmlNode *error = error_of(root, name);
            char *code = strcmp(name, "Error") == 0 || error != root
                             ? content(fault, child(error, "Code"))
                             : NULL;
            fault->code = code ? aws_fault_code(fault, code) : NULL;
            free(code);
            fault->message = content(fault, child(error, "Message"));
            fault->region = content(fault, child(error, "Region"));
        }
        if (!fault->request_id) {
            const xmlNode *id = child(root, "RequestId");
            fault->request_id = content(fault, id ? id : child(root, "RequestID"));
        }
    }
    xmlFreeDoc(document);
}

void aws_fault_read_xml(struct aws_fault *fault, const char *body, size_t size)
{
    /* Without memory libxml2 prints, whatever its options, unless it is kept from it. */
    xmlGenericErrorFunc handler = xmlGenericError;
    void *handler_self = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, keep_silent);
    xmlResetLastError();
    read(fault, body, size);
    const xmlError *last = xmlGetLastError();
    fault->failed = fault->failed || (last && last->code == XML_ERR_NO_MEMORY);
    xmlResetLastError();
    xmlSetGenericErrorFunc(handler_self, handler);
}

/* The root's "<" behind white space (long operations send it for minutes), declaration and
 * comments; NULL when the body is no XML, or ends before its root. */
static const char *find_root(const char *body, const char *end, bool *is_xml)
{
    *is_xml = false;
    for (;;) {
        while (body < end && strchr(" \t\r\n", *body)) {
            body++;
        }
        if (body == end || *body != '<') {
            return NULL;
        }
        *is_xml = true;
        if (end - body < 2 || (body[1] != '?' && body[1] != '!')) {
            return body;
        }
        const char *close = memchr(body, '>', (size_t)(end - body));
        if (!close) {
            return NULL;
        }
        body = close + 1;
    }
}

/* Whether the text from the root on is closed: "<a ...>...</a>" or "<a/>". */
static bool is_closed(const char *root, const char *name, size_t name_size, const char *end)
{
    while (end > root && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    if (end == root || end[-1] != '>') {
        return false;
    }
    const char *start_end = memchr(root, '>', (size_t)(end - root));
    if (start_end == end - 1) {
        return end[-2] == '/';
    }
    for (end--; end > root && strchr(" \t\r\n", end[-1]); end--) {
        ;
    }
    return (size_t)(end - root) > name_size + 2 && memcmp(end - name_size, name, name_size) == 0 &&
           memcmp(end - name_size - 2, "</", 2) == 0;
}

bool aws_fault_is_in_body(const char *body, size_t size)
{
    const char *end = body + size;
    bool is_xml;
    const char *root = find_root(body, end, &is_xml);
    if (!root) {
        return is_xml;
    }
    const char *name = root + 1;
    size_t name_size = 0;
    while (name + name_size < end && !strchr(" \t\r\n>/", name[name_size])) {
        name_size++;
    }
    return (name_size == 5 && memcmp(name, "Error", 5) == 0) ||
           !is_closed(root, name, name_size, end);
}
