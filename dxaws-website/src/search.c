/* SPDX-License-Identifier: MIT */
/* Looking beside a site: what its distribution remembers, and whether what is there carries its
 * tag. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

bool search_is_ours(const struct search *search, const json_t *observed)
{
    const char *owner = dx_text(json_object_get(observed, "tags"), WEBSITE_SITE_TAG);
    return json_is_true(json_object_get(observed, "exists")) && owner != NULL &&
           strcmp(owner, site_name(search->site)) == 0;
}

bool search_has(const json_t *list, const char *text)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        if (strcmp(json_string_value(item), text) == 0) {
            return true;
        }
    }
    return false;
}

void search_add(json_t *list, const char *text)
{
    if (!search_has(list, text)) {
        json_array_append_new(list, json_string(text));
    }
}

dxaws_error *search_look(struct search *search, enum module module, json_t *desired,
                         struct former *former, json_t **observed)
{
    char *text = desired ? json_dumps(desired, JSON_COMPACT) : NULL;
    json_decref(desired);
    *former = (struct former){.module = module};
    void *current = NULL;
    dxaws_error *error =
        text ? modules[module].read(search->manager->of[module], search->context, text, &current)
             : dxaws_error_out_of_memory();
    char *format = error ? NULL : modules[module].format_current(current);
    json_t *document = format ? json_loads(format, 0, NULL) : NULL;
    free(format);
    if (error != NULL || document == NULL) {
        free(text);
        if (current != NULL) {
            modules[module].free_current(current);
        }
        return error ? error : dxaws_error_out_of_memory();
    }
    former->desired = text;
    former->current = current;
    *observed = document;
    return NULL;
}

void search_drop(struct former *former)
{
    free(former->desired);
    modules[former->module].free_current(former->current);
}

json_t *search_remembered(const struct search *search, const char *tag)
{
    json_t *names = json_array();
    const char *rest = dx_text(json_object_get(search->distribution, "tags"), tag);
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, " ");
        if (length > 0) {
            json_array_append_new(names, json_stringn(rest, length));
        }
        rest += length + (rest[length] == ' ');
    }
    return names;
}
