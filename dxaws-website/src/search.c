/* SPDX-License-Identifier: MIT */
/* Looking beside a site: what its distribution remembers, and whether what is there is its own. */
#include "search.h"

#include <dxaws/extend/tree.h>

#include <string.h>

bool search_is_ours(const struct search *search, const json_t *bucket)
{
    enum dx_ownership ownership = site_bucket_ownership(search->site, bucket);
    return ownership == DX_MADE || ownership == DX_ADOPTED;
}

void search_add(const struct search *search, json_t *list, const char *text)
{
    if (!dx_has_text(list, text) && json_array_append_new(list, json_string(text)) != 0) {
        search->site->out_of_memory = true;
    }
}

dxaws_error *search_look(struct search *search, enum module module, dxaws_document *desired,
                         struct former *former, const json_t **observed)
{
    *former = (struct former){.module = module, .desired = desired};
    dxaws_error *error =
        manager_read(search->manager, module, search->context, desired, &former->current);
    if (error != NULL) {
        former_release(former);
        return error;
    }
    *observed = dxaws_document_tree(former->current);
    return NULL;
}

json_t *search_remembered(const struct search *search, const char *tag)
{
    bool whole = true;
    json_t *names = json_array();
    const char *rest = dx_text(json_object_get(search->distribution, "tags"), tag);
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, " ");
        if (length > 0) {
            dx_append(&whole, names, json_stringn(rest, length));
        }
        rest += length + (rest[length] == ' ');
    }
    search->site->out_of_memory = search->site->out_of_memory || names == NULL || !whole;
    return names;
}
