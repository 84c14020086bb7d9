/* SPDX-License-Identifier: MIT */
/* XML over libxml2. */
#include <dxaws/kit/xml.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlsave.h>

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* A leading newline before the declaration is what S3 sends to keep a connection alive. */
static void skip_space(const char **body, size_t *size)
{
    while (*size > 0 && strchr(" \t\r\n", **body) != NULL) {
        (*body)++;
        (*size)--;
    }
}

/* AWS answers in UTF-8. Anything else is refused before libxml2 sees it, because its conversions
 * report to standard error what they cannot convert. */
static bool is_utf8(const char *body, size_t size)
{
    const unsigned char *at = (const unsigned char *)body;
    while (size > 0) {
        if (*at > 0 && *at < 0x80) { /* nearly all of it */
            at++;
            size--;
            continue;
        }
        int length = size < 4 ? (int)size : 4;
        int c = xmlGetUTF8Char(at, &length);
        if (c <= 0) {
            return false;
        }
        at += length;
        size -= (size_t)length;
    }
    return true;
}

/* @param what "service Operation". */
static bool is_named_after(const xmlNode *top, const char *what)
{
    static const char *const endings[] = {"Response", "Result", "Output"};
    const char *operation = strrchr(what, ' ');
    const char *name = (const char *)top->name;
    size_t length = operation ? strlen(++operation) : 0;
    bool found = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && length > 0; i++) {
        found = found ||
                (strncmp(name, operation, length) == 0 && strcmp(name + length, endings[i]) == 0);
    }
    return found;
}

/* Whether a root of another name than the service's may be what was asked for: SDKs look at what is
 * in it only, and there are servers that name it otherwise. One with nothing in it says nothing,
 * unless it names the operation. */
static bool may_answer(const xmlNode *top, const char *what)
{
    if (is_named_after(top, what)) {
        return true;
    }
    return xmlChildElementCount((xmlNode *)(uintptr_t)top) > 0 && !is_named(top, "Error") &&
           !is_named(top, "ErrorResponse") &&
           xmlStrcasecmp(top->name, (const xmlChar *)"html") != 0;
}

dxaws_error *dx_xml_parse(const char *what, const char *body, size_t size, const char *root,
                          xmlDoc **document)
{
    skip_space(&body, &size);
    /* No network, no entities, no external subset: the body is what a server sent. */
    xmlDoc *parsed = size > 0 && size <= INT_MAX && is_utf8(body, size)
                         ? xmlReadMemory(body, (int)size, "body.xml", "UTF-8",
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                             XML_PARSE_IGNORE_ENC)
                         : NULL;
    xmlNode *top = parsed ? xmlDocGetRootElement(parsed) : NULL;
    if (top == NULL || xmlGetIntSubset(parsed) != NULL) {
        xmlFreeDoc(parsed);
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidResponse",
                               "%s: the answer is not well-formed XML (%zu bytes)", what, size);
    }
    if (root != NULL && !is_named(top, root) && !may_answer(top, what)) {
        dxaws_error *error =
            dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidResponse",
                            "%s: the answer is <%s>, expected <%s>", what, top->name, root);
        xmlFreeDoc(parsed);
        return error;
    }
    *document = parsed;
    return NULL;
}

xmlNode *dx_xml_child(const xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent ? parent->children : NULL; node != NULL; node = node->next) {
        if (is_named(node, name)) {
            return node;
        }
    }
    return NULL;
}

xmlNode *dx_xml_next(const xmlNode *node, const char *name)
{
    for (xmlNode *next = node ? node->next : NULL; next != NULL; next = next->next) {
        if (is_named(next, name)) {
            return next;
        }
    }
    return NULL;
}

xmlNode *dx_xml_find(const xmlNode *parent, const char *path)
{
    const xmlNode *node = parent;
    while (node != NULL && *path != '\0') {
        char name[64];
        size_t length = strcspn(path, "/");
        if (length >= sizeof name) {
            return NULL;
        }
        memcpy(name, path, length);
        name[length] = '\0';
        node = dx_xml_child(node, name);
        path += length + (path[length] == '/');
    }
    return (xmlNode *)(uintptr_t)node;
}

char *dx_xml_text(const xmlNode *parent, const char *path)
{
    const xmlNode *node = dx_xml_find(parent, path);
    if (node == NULL) {
        return NULL;
    }
    xmlChar *content = xmlNodeGetContent(node);
    char *text = content ? strdup((const char *)content) : NULL;
    xmlFree(content);
    return text;
}

bool dx_xml_is(const xmlNode *parent, const char *path, const char *text)
{
    char *found = dx_xml_text(parent, path);
    bool same = found != NULL && strcmp(found, text) == 0;
    free(found);
    return same;
}

xmlDoc *dx_xml_new(const char *root, const char *xmlns)
{
    xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *top = document ? xmlNewNode(NULL, (const xmlChar *)root) : NULL;
    if (top == NULL) {
        xmlFreeDoc(document);
        return NULL;
    }
    xmlDocSetRootElement(document, top);
    if (xmlns != NULL) {
        xmlSetNs(top, xmlNewNs(top, (const xmlChar *)xmlns, NULL));
    }
    return document;
}

xmlNode *dx_xml_add(xmlNode *parent, const char *name, const char *text)
{
    if (parent == NULL) {
        return NULL;
    }
    return xmlNewTextChild(parent, NULL, (const xmlChar *)name, (const xmlChar *)text);
}

xmlNode *dx_xml_set(xmlNode *parent, const char *name, const char *text)
{
    xmlNode *child = dx_xml_child(parent, name);
    if (child == NULL) {
        return dx_xml_add(parent, name, text);
    }
    xmlNodeSetContent(child, NULL);
    if (text != NULL) {
        xmlNodeAddContent(child, (const xmlChar *)text);
    }
    return child;
}

/* Reading by XML 1.1 makes line ends of these, so they are written as references: U+0085, U+2028.
 */
static char *escape_line_ends(const char *text, size_t size)
{
    static const struct {
        const char *bytes;
        const char *reference;
    } rows[] = {{"\xc2\x85", "&#x85;"}, {"\xe2\x80\xa8", "&#x2028;"}};
    enum { LONGEST = 3 }; /* how much longer it may become */
    char *out = size < SIZE_MAX / LONGEST ? malloc(LONGEST * size + 1) : NULL;
    size_t at = 0;
    for (size_t i = 0; out != NULL && i < size;) {
        size_t row = 0;
        while (row < 2 && strncmp(text + i, rows[row].bytes, strlen(rows[row].bytes)) != 0) {
            row++;
        }
        if (row == 2) {
            out[at++] = text[i++];
            continue;
        }
        memcpy(out + at, rows[row].reference, strlen(rows[row].reference));
        at += strlen(rows[row].reference);
        i += strlen(rows[row].bytes);
    }
    if (out != NULL) {
        out[at] = '\0';
    }
    return out;
}

char *dx_xml_format(const xmlDoc *document)
{
    /* Without declaration and line end, as the AWS SDKs send it. */
    xmlBuffer *buffer = xmlBufferCreate();
    xmlSaveCtxt *save =
        buffer ? xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML) : NULL;
    bool saved = save != NULL && xmlSaveDoc(save, (xmlDoc *)(uintptr_t)document) >= 0;
    saved = save != NULL && xmlSaveClose(save) >= 0 && saved;
    const char *bytes = saved ? (const char *)xmlBufferContent(buffer) : NULL;
    size_t size = bytes ? strlen(bytes) : 0;
    while (size > 0 && bytes[size - 1] == '\n') {
        size--;
    }
    char *text = bytes ? escape_line_ends(bytes, size) : NULL;
    xmlBufferFree(buffer);
    return text;
}
