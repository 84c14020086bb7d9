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

static void release(struct former *former)
{
    dxaws_document_unref(former->desired);
    dxaws_document_unref(former->current);
}

dxaws_error *former_add(struct dxaws_website_current *site, struct former former)
{
    size_t size = (site->former_count + 1) * sizeof former;
    struct former *longer = former.desired ? realloc(site->formers, size) : NULL;
    if (longer == NULL) {
        release(&former);
        return dxaws_error_out_of_memory();
    }
    site->formers = longer;
    site->formers[site->former_count++] = former;
    return NULL;
}

void former_drop(struct dxaws_website_current *site, size_t index)
{
    release(&site->formers[index]);
    site->former_count--;
    memmove(&site->formers[index], &site->formers[index + 1],
            (site->former_count - index) * sizeof *site->formers);
}

void former_clear(struct dxaws_website_current *site)
{
    for (size_t i = 0; i < site->former_count; i++) {
        release(&site->formers[i]);
    }
    free(site->formers);
    json_decref(site->marks);
    json_decref(site->marks_left);
    json_decref(site->notes);
    site->unmanaged = dxaws_document_unref(site->unmanaged);
    site->formers = NULL;
    site->former_count = 0;
    site->marks = site->marks_left = site->notes = NULL;
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
        json_t *removal = json_pack("{ss ss sO sO}", "module", module_name(former->module), "step",
                                    former->step, "desired", dxaws_document_tree(former->desired),
                                    "observed", dxaws_document_tree(former->current));
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
    struct former former = {.module = module, .step = known_step(name, module)};
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
    if (error != NULL) {
        release(&former);
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
    if (length < 0) {
        return;
    }
    site->current.notes = site->current.notes ? site->current.notes : json_array();
    json_array_append_new(site->current.notes, json_string(text));
    free(text);
}
