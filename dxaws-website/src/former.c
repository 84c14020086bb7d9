/* SPDX-License-Identifier: MIT */
/* The list of what the site no longer asks for. */
#include "former.h"

#include <dxaws/extend/tree.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "current.h"
#include "steps.h"

void former_release(struct former *former)
{
    dxaws_document_unref(former->desired);
    dxaws_document_unref(former->current);
    free(former->used_by);
}

dxaws_error *former_add(struct dxaws_website_current *site, struct former former)
{
    size_t size = (site->former_count + 1) * sizeof former;
    struct former *longer = former.desired ? realloc(site->formers, size) : NULL;
    if (longer == NULL) {
        former_release(&former);
        return dxaws_error_out_of_memory();
    }
    site->formers = longer;
    site->formers[site->former_count++] = former;
    return NULL;
}

void former_drop(struct dxaws_website_current *site, size_t index)
{
    former_release(&site->formers[index]);
    site->former_count--;
    memmove(&site->formers[index], &site->formers[index + 1],
            (site->former_count - index) * sizeof *site->formers);
}

/* Whether a tag that remembers has the name. */
static bool remembers(const json_t *marks, const char *tag, const char *name)
{
    size_t length = strlen(name);
    const char *names = dx_text(marks, tag);
    while (names != NULL && *names != '\0') {
        size_t size = strcspn(names, " ");
        if (size == length && strncmp(names, name, length) == 0) {
            return true;
        }
        names += size + (names[size] == ' ');
    }
    return false;
}

/* Goes on remembering a name that was to be forgotten when all is done. */
static dxaws_error *keep_remembering(struct dxaws_website_current *site, const char *name)
{
    const char *left = dx_text(site->marks_left, FORMER_DOMAIN_TAG);
    if (!remembers(site->marks, FORMER_DOMAIN_TAG, name) ||
        remembers(site->marks_left, FORMER_DOMAIN_TAG, name)) {
        return NULL;
    }
    json_t *marks = site->marks_left ? dx_members(site->marks_left) : json_object();
    json_t *names = json_sprintf("%s%s%s", left ? left : "", left ? " " : "", name);
    if (json_object_set_new(marks, FORMER_DOMAIN_TAG, names) != 0) {
        json_decref(marks);
        return dxaws_error_out_of_memory();
    }
    json_decref(site->marks_left);
    site->marks_left = marks;
    return NULL;
}

dxaws_error *former_leave_used(struct dxaws_website_current *site)
{
    dxaws_error *error = NULL;
    for (size_t i = site->former_count; i-- > 0 && error == NULL;) {
        const struct former *former = &site->formers[i];
        const json_t *users = json_object_get(dxaws_document_tree(former->current), "in_use_by");
        const char *domain = dx_text(dxaws_document_tree(former->desired), "domain_name");
        if (strcmp(former->step, STEP_FORMER_CERTIFICATE) == 0 && json_array_size(users) > 0) {
            error = domain ? keep_remembering(site, domain) : NULL;
            former_drop(site, i);
        }
    }
    return error;
}

void former_clear(struct dxaws_website_current *site)
{
    for (size_t i = 0; i < site->former_count; i++) {
        former_release(&site->formers[i]);
    }
    free(site->formers);
    json_decref(site->marks);
    json_decref(site->marks_left);
    site->formers = NULL;
    site->former_count = 0;
    site->marks = site->marks_left = NULL;
}

const json_t *former_tags(const struct site *site)
{
    return site->settling ? site->current.marks_left : site->current.marks;
}

json_t *former_format(const struct dxaws_website_current *site)
{
    json_t *removals = json_array();
    for (size_t i = 0; i < site->former_count; i++) {
        const struct former *former = &site->formers[i];
        json_t *removal =
            json_pack("{ss ss sO sO ss* so*}", "module", module_name(former->module), "step",
                      former->step, "desired", dxaws_document_tree(former->desired), "observed",
                      dxaws_document_tree(former->current), "used_by", former->used_by, "by_mark",
                      former->by_mark ? json_true() : NULL);
        if (json_array_append_new(removals, removal) != 0) {
            json_decref(removals);
            return NULL;
        }
    }
    return json_pack("{so sO* sO*}", "removals", removals, "tags", site->marks, "tags_left",
                     site->marks_left);
}

/* The step that removes it, as the tables name it; NULL for none of that module. */
static const char *known_step(const char *name, enum module module)
{
    for (int present = 0; present < 2; present++) {
        const struct step *step = step_named(present, name);
        if (step != NULL && step->former && step->module == module) {
            return step->name;
        }
    }
    return NULL;
}

static dxaws_error *parse_removal(const json_t *removal, struct dxaws_website_current *site)
{
    enum module module = module_named(dx_text(removal, "module"));
    const char *name = dx_text(removal, "step");
    const char *used_by = dx_text(removal, "used_by");
    struct former former = {.module = module,
                            .step = known_step(name, module),
                            .by_mark = json_is_true(json_object_get(removal, "by_mark"))};
    const json_t *desired = json_object_get(removal, "desired");
    const json_t *observed = json_object_get(removal, "observed");
    if (former.step == NULL) {
        return invalid_plan("something is to be removed in step \"%s\", which does not do that",
                            name ? name : "");
    }
    if (!json_is_object(desired) || !json_is_object(observed)) {
        return invalid_plan("what is to be removed in step \"%s\" is not said", name);
    }
    dxaws_error *error = document_sharing(desired, &former.desired);
    error = error ? error : document_sharing(observed, &former.current);
    former.used_by = used_by ? strdup(used_by) : NULL;
    if (error == NULL && used_by != NULL && former.used_by == NULL) {
        error = dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        former_release(&former);
        return error;
    }
    return former_add(site, former);
}

/* "tags" or "tags_left", when it is an object of texts. */
static dxaws_error *parse_marks(const json_t *document, const char *name, json_t **marks)
{
    json_t *tags = json_object_get(document, name);
    const char *key;
    json_t *value;
    bool good = tags == NULL || json_is_object(tags);
    json_object_foreach(good ? tags : NULL, key, value) {
        good = good && json_is_string(value);
    }
    *marks = good ? json_incref(tags) : NULL;
    return good ? NULL : invalid_plan("\"former.%s\" is no object of texts", name);
}

dxaws_error *former_parse(const json_t *document, struct dxaws_website_current *site)
{
    const json_t *removals = json_object_get(document, "removals");
    dxaws_error *error = parse_marks(document, "tags", &site->marks);
    error = error ? error : parse_marks(document, "tags_left", &site->marks_left);
    for (size_t i = 0; i < json_array_size(removals) && error == NULL; i++) {
        error = parse_removal(json_array_get(removals, i), site);
    }
    return error;
}

void former_note(struct site *site, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    site->current.notes = site->current.notes ? site->current.notes : json_array();
    json_t *note = length < 0 ? NULL : json_stringn(text, (size_t)length);
    if (json_array_append_new(site->current.notes, note) != 0) {
        site->out_of_memory = true;
    }
    if (length >= 0) {
        free(text);
    }
}
