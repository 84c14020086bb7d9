/* SPDX-License-Identifier: MIT */
/* Filling in names of resources. */
#include "arn.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 64 };

/* "a.b" of an object; of a list "a" the list itself, whose items have "b". */
static const json_t *at(const json_t *object, const char *name)
{
    char first[NAME];
    size_t size = strcspn(name, ".");
    snprintf(first, sizeof first, "%.*s", (int)size, name);
    const json_t *value = json_object_get(object, first);
    if (name[size] == '\0' || json_is_array(value)) {
        return json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0) ? NULL
                                                                                            : value;
    }
    return at(value, name + size + 1);
}

/* The same of what a document's members have. */
static const json_t *at_member(const json_t *whole, const char *name)
{
    const json_t *found = NULL;
    const char *member;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)whole, member, value) {
        found = found ? found : at(value, name);
    }
    return found;
}

/* Where each part of a site has a name of its own, that alone is not enough to tell. */
const json_t *arn_member(const struct arn_scope *scope, const char *name)
{
    const json_t *found = at(scope->own, name);
    found = found ? found : at(scope->wanted, name);
    for (size_t i = 0; i < sizeof scope->wholes / sizeof *scope->wholes; i++) {
        found = found || strchr(name, '.') == NULL ? found : at_member(scope->wholes[i], name);
    }
    return found;
}

bool arn_is_said(const struct arn_scope *scope, const char *name)
{
    return arn_member(scope, name) != NULL || at(scope->like, name) != NULL ||
           at_member(scope->wholes[1], name) != NULL;
}

/* What is of a name in a policy: its letters, none of which stands for others. NULL without
 * memory. */
static char *literally(const char *value)
{
    char *text = malloc(4 * strlen(value) + 1);
    char *end = text;
    for (; text != NULL && *value != '\0'; value++) {
        bool special = strchr("*?$", *value) != NULL;
        end += sprintf(end, special ? "${%c}" : "%c", *value);
    }
    if (text != NULL) {
        *end = '\0';
    }
    return text;
}

/* A template that is being filled in. */
struct filling {
    const struct arn_scope *scope;
    json_t *arns;
    bool known; /* each name had a value */
    bool whole;
};

static void fill(struct filling *filling, const char *done, const char *left);

/* Goes on behind the name, with its value. */
static void fill_with(struct filling *filling, const char *done, const char *value,
                      const char *left)
{
    char *text = NULL;
    int size = value ? asprintf(&text, "%s%s", done, value) : -1;
    if (size >= 0) {
        fill(filling, text, left + strcspn(left, "}") + 1);
        free(text);
    }
    filling->whole = filling->whole && size >= 0;
}

static void fill_value(struct filling *filling, const char *done, const json_t *value,
                       const char *left)
{
    const char *text = json_string_value(value);
    char *letters = text ? literally(text) : NULL;
    if (text == NULL) {
        filling->known = false;
        return;
    }
    fill_with(filling, done, letters, left);
    free(letters);
}

/* @a left of the template begins with a name; of a list's items there is one ARN each. */
static void fill_name(struct filling *filling, const char *done, const char *left)
{
    char name[NAME];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(left + 1, "}"), left + 1);
    const json_t *value = arn_member(filling->scope, name);
    const char *dot = strrchr(name, '.');
    size_t index;
    json_t *item;
    if (strcmp(name, "account") == 0) {
        fill_with(filling, done, filling->scope->account ? filling->scope->account : "*", left);
    } else if (!json_is_array(value) || dot == NULL) {
        fill_value(filling, done, value, left);
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        fill_value(filling, done, dot ? json_object_get(item, dot + 1) : NULL, left);
    }
}

static void fill(struct filling *filling, const char *done, const char *left)
{
    size_t plain = strcspn(left, "{");
    char *text = NULL;
    if (asprintf(&text, "%s%.*s", done, (int)plain, left) < 0) {
        filling->whole = false;
        return;
    }
    if (left[plain] == '{') {
        fill_name(filling, text, left + plain);
    } else {
        /* A name's value may be no ARN. */
        filling->known &= strncmp(text, "arn:", 4) == 0 || strcmp(text, "*") == 0;
        filling->whole &= json_array_append_new(filling->arns, json_string(text)) == 0;
    }
    free(text);
}

json_t *arn_resources(const json_t *templates, const struct arn_scope *scope)
{
    size_t index;
    json_t *template;
    json_array_foreach((json_t *)(uintptr_t)templates, index, template) {
        struct filling filling = {
            .scope = scope, .arns = json_array(), .known = true, .whole = true};
        fill(&filling, "", json_string_value(template));
        if (filling.whole && filling.known) {
            return filling.arns;
        }
        json_decref(filling.arns);
        if (!filling.whole) {
            return NULL;
        }
    }
    return json_pack("[s]", "*");
}
