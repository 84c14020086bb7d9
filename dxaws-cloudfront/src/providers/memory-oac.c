/* SPDX-License-Identifier: MIT */
/* Origin access controls of the simulated account. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL without memory. */
static json_t *all_oacs(dxaws_memory_account *account)
{
    bool whole = true;
    json_t *result = json_array();
    const char *id;
    json_t *oac;
    for (size_t i = 0; dxaws_memory_at_tree(account, MEMORY_SERVICE, MEMORY_OAC, i, &id, &oac);
         i++) {
        dx_put(&whole, oac, CF_ID, json_string(id));
        dx_append(&whole, result, oac);
    }
    return dx_whole(whole, result);
}

dxaws_error *memory_list_oacs(void *self, dxaws_context *context, json_t **oacs)
{
    const struct memory_call call = {.account = self, .operation = "ListOriginAccessControls"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *all = all_oacs(self);
    error = memory_end(&call, all ? NULL : dxaws_error_out_of_memory());
    if (error == NULL) {
        *oacs = all;
    } else {
        json_decref(all);
    }
    return error;
}

/* Gives the control that was written, under its id; released when there is an error. */
static dxaws_error *answer_oac(dxaws_error *error, const char *id, json_t *oac, json_t **answered)
{
    if (error == NULL && json_object_set_new(oac, CF_ID, json_string(id)) != 0) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL) {
        *answered = oac;
    } else {
        json_decref(oac);
    }
    return error;
}

dxaws_error *memory_create_oac(void *self, dxaws_context *context, const char *name, json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "CreateOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *oacs = all_oacs(self);
    error = oacs ? NULL : dxaws_error_out_of_memory();
    size_t index;
    json_t *other;
    json_array_foreach(oacs, index, other) {
        if (error == NULL && strcmp(dx_text(other, CF_NAME), name) == 0) {
            error = memory_refuse(call.operation, "OriginAccessControlAlreadyExists",
                                  "an origin access control of that name exists");
        }
    }
    json_decref(oacs);
    char text[48];
    char id[CLOUDFRONT_ID_SIZE];
    snprintf(text, sizeof text, "oac %llu",
             (unsigned long long)dxaws_memory_next_number(self, "cloudfront.id"));
    cloudfront_make_id('E', text, id);
    json_t *oac = json_pack("{ss}", CF_NAME, name);
    bool whole = true;
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        dx_put(&whole, oac, row->member, json_string(row->wanted));
    }
    if (error == NULL) {
        error = whole ? dxaws_memory_put_tree(self, MEMORY_SERVICE, MEMORY_OAC, id, oac)
                      : dxaws_error_out_of_memory();
    }
    return answer_oac(memory_end(&call, error), id, oac, made);
}

dxaws_error *memory_update_oac(void *self, dxaws_context *context, const char *id,
                               const json_t *changes, json_t **changed)
{
    const struct memory_call call = {.account = self, .operation = "UpdateOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *oac = dxaws_memory_get_tree(self, MEMORY_SERVICE, MEMORY_OAC, id);
    if (oac == NULL) {
        error = memory_refuse(call.operation, "NoSuchOriginAccessControl",
                              "the origin access control does not exist");
    } else {
        error = json_object_update(oac, (json_t *)(uintptr_t)changes) == 0
                    ? dxaws_memory_put_tree(self, MEMORY_SERVICE, MEMORY_OAC, id, oac)
                    : dxaws_error_out_of_memory();
    }
    return answer_oac(memory_end(&call, error), id, oac, changed);
}

static bool is_oac_used(dxaws_memory_account *account, const char *oac)
{
    bool used = false;
    const char *id;
    json_t *distribution;
    for (size_t i = 0; !used && dxaws_memory_at_tree(account, MEMORY_SERVICE, MEMORY_DISTRIBUTION,
                                                     i, &id, &distribution);
         i++) {
        const char *origin = dx_text(distribution, CF_ORIGIN_OAC);
        used = origin != NULL && strcmp(origin, oac) == 0;
        json_decref(distribution);
    }
    return used;
}

dxaws_error *memory_remove_oac(void *self, dxaws_context *context, const char *id)
{
    const struct memory_call call = {.account = self, .operation = "DeleteOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    if (dxaws_memory_get(self, MEMORY_SERVICE, MEMORY_OAC, id) == NULL) {
        error = memory_refuse(call.operation, "NoSuchOriginAccessControl",
                              "the origin access control does not exist");
    } else if (is_oac_used(self, id)) {
        error = memory_refuse(call.operation, "OriginAccessControlInUse",
                              "it is in use by one or more distributions");
    }
    if (error == NULL) {
        dxaws_memory_remove(self, MEMORY_SERVICE, MEMORY_OAC, id);
    }
    return memory_end(&call, error);
}
