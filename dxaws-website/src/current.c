/* SPDX-License-Identifier: MIT */
/* What was observed, to and from its document. */
#include "current.h"

#include <dxaws/extend/tree.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "former.h"

#define CURRENT_FORMER "former"

/* How a member is kept. */
enum kind { KEPT_DOCUMENT, KEPT_OBJECT, KEPT_LIST };

#define AT(member) offsetof(struct dxaws_website_current, member)

/* What was observed, but for what the site no longer asks for, which former.c knows. */
static const struct member {
    const char *name;
    unsigned short offset;
    unsigned char kind;
    bool of_plan; /* a plan has it, to be applied without reading again */
} members[] = {
    {"s3", AT(documents[MODULE_S3]), KEPT_DOCUMENT, true},
    {"dns", AT(documents[MODULE_DNS]), KEPT_DOCUMENT, true},
    {"acm", AT(documents[MODULE_ACM]), KEPT_DOCUMENT, true},
    {"cloudfront", AT(documents[MODULE_CLOUDFRONT]), KEPT_DOCUMENT, true},
    {"content", AT(documents[MODULE_CONTENT]), KEPT_DOCUMENT, true},
    {"function", AT(documents[MODULE_FUNCTION]), KEPT_DOCUMENT, true},
    {"leaving", AT(leaving), KEPT_DOCUMENT, false}, /* or there would be no plan */
    {"unmanaged", AT(unmanaged), KEPT_DOCUMENT, false},
    {"given", AT(given), KEPT_DOCUMENT, true},
    {"redirects", AT(redirects), KEPT_OBJECT, false}, /* a plan has them as they are by then */
    {"missing", AT(missing), KEPT_OBJECT, true},
    {"notes", AT(notes), KEPT_LIST, false}, /* they are the plan's */
    {"left", AT(left), KEPT_LIST, false},   /* and so is this */
    {"used_by", AT(used_by), KEPT_LIST, true},
    {"served_by", AT(served_by), KEPT_LIST, true},
};
enum { MEMBER_COUNT = sizeof members / sizeof *members };

static void *place_of(const struct dxaws_website_current *current, const struct member *member)
{
    return (char *)(uintptr_t)current + member->offset;
}

dxaws_error *invalid_plan(const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, DXAWS_WEBSITE_ERROR_INVALID_PLAN,
                           "website: %s; plan again", text);
}

json_t *current_tree(const struct dxaws_website_current *current, bool for_plan)
{
    json_t *tree = json_object();
    bool whole = tree != NULL;
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const json_t *value =
            members[i].kind == KEPT_DOCUMENT
                ? dxaws_document_tree(*(dxaws_document **)place_of(current, &members[i]))
                : *(json_t **)place_of(current, &members[i]);
        if (value != NULL && (members[i].of_plan || !for_plan)) {
            dx_put(&whole, tree, members[i].name, json_incref((json_t *)(uintptr_t)value));
        }
    }
    if (current->former_count > 0 || json_object_size(current->marks) > 0) {
        dx_put(&whole, tree, CURRENT_FORMER, former_format(current));
    }
    return dx_whole(whole, tree);
}

static dxaws_error *parse_member(const json_t *tree, const struct member *member,
                                 struct dxaws_website_current *current)
{
    json_t *value = json_object_get(tree, member->name);
    if (value == NULL) {
        return NULL;
    }
    bool good = member->kind == KEPT_LIST ? json_is_array(value) : json_is_object(value);
    if (!good) {
        return invalid_plan("\"%s\" of what was observed is no %s", member->name,
                            member->kind == KEPT_LIST ? "list" : "object");
    }
    if (member->kind == KEPT_DOCUMENT) {
        return document_sharing(value, place_of(current, member));
    }
    *(json_t **)place_of(current, member) = json_incref(value);
    return NULL;
}

dxaws_error *current_from(const json_t *tree, struct dxaws_website_current *current)
{
    const json_t *former = json_object_get(tree, CURRENT_FORMER);
    dxaws_error *error = NULL;
    for (size_t i = 0; i < MEMBER_COUNT && error == NULL; i++) {
        error = parse_member(tree, &members[i], current);
    }
    if (error == NULL && former != NULL) {
        error = json_is_object(former)
                    ? former_parse(former, current)
                    : invalid_plan("\"" CURRENT_FORMER "\" of what was observed is no object");
    }
    return error;
}

void current_clear(struct dxaws_website_current *current)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (members[i].kind == KEPT_DOCUMENT) {
            dxaws_document_unref(*(dxaws_document **)place_of(current, &members[i]));
        } else {
            json_decref(*(json_t **)place_of(current, &members[i]));
        }
    }
    former_clear(current);
    *current = (struct dxaws_website_current){.formers = NULL};
}
