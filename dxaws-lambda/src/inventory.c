/* SPDX-License-Identifier: MIT */
#include "inventory.h"

#include <dxaws/extend/context.h>
#include <dxaws/extend/tree.h>

/* Whether an item of what was found is somebody's who is to be there. A copied mark proves nothing.
 */
static bool is_expected(const json_t *item, const json_t *owners)
{
    size_t index;
    json_t *owner;
    bool expected = false;
    json_array_foreach((json_t *)(uintptr_t)owners, index, owner) {
        expected = expected || json_equal(owner, json_object_get(item, "owner"));
    }
    return expected && !json_is_true(json_object_get(item, "copied"));
}

/* What was found, and with the names of all who are to be there also how much is nobody's of them,
 * each such with "leftover". */
static dxaws_error *put_found(struct call *call, json_t *found, const json_t *owners)
{
    json_int_t leftovers = 0;
    size_t index;
    json_t *item;
    json_array_foreach(found, index, item) {
        if (owners != NULL && !is_expected(item, owners)) {
            leftovers++;
            if (json_object_set_new(item, "leftover", json_true()) != 0) {
                json_decref(found);
                return dxaws_error_out_of_memory();
            }
        }
    }
    dxaws_error *error = call_put(call, "found", found);
    return error || owners == NULL ? error : call_put(call, "leftovers", json_integer(leftovers));
}

dxaws_error *inventory_find(struct call *call)
{
    const json_t *owner = json_object_get(call->request, "owner");
    const json_t *owners = json_object_get(call->request, "owners");
    DXAWS_AUTO(dxaws_document) found = NULL;
    if (owner != NULL && !json_is_string(owner)) {
        return call_wrong_member("owner", owner, "a text, or absent for anybody's");
    }
    if (owners != NULL && !json_is_array(owners)) {
        return call_wrong_member("owners", owners, "a list of all who are to be there, or absent");
    }
    dxaws_error *error = call->module->find(call->module, call->manager, call->context,
                                            json_string_value(owner), &found);
    if (error != NULL) {
        return error;
    }
    json_t *list = dxaws_tree_copy(json_object_get(dxaws_document_tree(found), "found"));
    return list ? put_found(call, list, owners) : dxaws_error_out_of_memory();
}
