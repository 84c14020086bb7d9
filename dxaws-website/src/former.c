/* SPDX-License-Identifier: MIT */
/* The list of what the site no longer asks for. */
#include "former.h"

#include <dxaws/extend/tree.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

json_t *former_format(const struct dxaws_website_current *site, dxaws_plan *const *plans)
{
    json_t *removals = json_array();
    for (size_t i = 0; i < site->former_count; i++) {
        const struct former *former = &site->formers[i];
        json_t *removal = json_pack("{ss ss sO sO}", "module", module_name(former->module), "step",
                                    former->step, "desired", dxaws_document_tree(former->desired),
                                    "observed", dxaws_plan_observed_tree(plans[i]));
        if (json_array_append_new(removals, removal) != 0) {
            json_decref(removals);
            return NULL;
        }
    }
    return json_pack("{so sO* sO*}", "removals", removals, "tags", site->marks, "tags_left",
                     site->marks_left);
}

/* The step's name as this library knows it, or NULL. */
static const char *known_step(const char *name)
{
    static const char *const steps[] = {STEP_FORMER_RECORDS, STEP_FORMER_CERTIFICATE,
                                        STEP_FORMER_BUCKET, STEP_USED_CERTIFICATE};
    for (size_t i = 0; name != NULL && i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(steps[i], name) == 0) {
            return steps[i];
        }
    }
    return NULL;
}

static dxaws_error *parse_removal(const json_t *removal, struct dxaws_website_current *site)
{
    const char *module = dx_text(removal, "module");
    struct former former = {.module = module_named(module),
                            .step = known_step(dx_text(removal, "step"))};
    if (former.module == MODULE_COUNT || former.step == NULL) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, WEBSITE, "InvalidPlan",
                               "website: the plan removes something of module \"%s\" in step "
                               "\"%s\", which is not known",
                               module ? module : "", dx_text(removal, "step"));
    }
    dxaws_error *error = document_sharing(json_object_get(removal, "desired"), &former.desired);
    error = error ? error : document_sharing(json_object_get(removal, "observed"), &former.current);
    if (error != NULL) {
        release(&former);
        return error;
    }
    return former_add(site, former);
}

dxaws_error *former_parse(const json_t *document, struct dxaws_website_current *site)
{
    dxaws_error *error = NULL;
    const json_t *removals = json_object_get(document, "removals");
    for (size_t i = 0; i < json_array_size(removals) && error == NULL; i++) {
        error = parse_removal(json_array_get(removals, i), site);
    }
    site->marks = json_incref(json_object_get(document, "tags"));
    site->marks_left = json_incref(json_object_get(document, "tags_left"));
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
