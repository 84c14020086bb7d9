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

/* Ends a call; gives @a value to the caller, or releases it when there is an error. */
static dxaws_error *finish(const struct memory_call *call, dxaws_error *error, json_t *value,
                           json_t **output)
{
    error = memory_end(call, error);
    if (error != NULL) {
        json_decref(value);
        return error;
    }
    *output = value;
    return NULL;
}

dxaws_error *memory_list_oacs(void *self, dxaws_context *context, json_t **oacs)
{
    const struct memory_call call = {.account = self, .operation = "ListOriginAccessControls"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *all = all_oacs(self);
    return finish(&call, all ? NULL : dxaws_error_out_of_memory(), all, oacs);
}

/* NULL for none, and without memory: *whole tells them apart. */
static json_t *stored_oac(bool *whole, dxaws_memory_account *account, const char *id)
{
    if (dxaws_memory_get(account, MEMORY_SERVICE, MEMORY_OAC, id) == NULL) {
        return NULL;
    }
    json_t *oac = dxaws_memory_get_tree(account, MEMORY_SERVICE, MEMORY_OAC, id);
    dx_put(whole, oac, CF_ID, json_string(id));
    return dx_whole(*whole, oac);
}

/* One that is to be written; an error when there is none. */
static dxaws_error *take_stored(const struct memory_call *call, const char *id, const char *etag,
                                json_t **oac)
{
    bool whole = true;
    *oac = stored_oac(&whole, call->account, id);
    if (!whole) {
        return dxaws_error_out_of_memory();
    }
    return *oac ? memory_check_match(call, *oac, etag)
                : memory_refuse(call->operation, "NoSuchOriginAccessControl",
                                "the origin access control does not exist");
}

dxaws_error *memory_look_oac(void *self, dxaws_context *context, const char *id, json_t **oac)
{
    const struct memory_call call = {.account = self, .operation = "GetOriginAccessControl"};
    bool whole = true;
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *stored = stored_oac(&whole, self, id);
    return finish(&call, whole ? NULL : dxaws_error_out_of_memory(), stored, oac);
}

/* Every change is a new version. */
static dxaws_error *store(const struct memory_call *call, json_t *oac)
{
    return memory_put_etag(call, oac) ? dxaws_memory_put_tree(call->account, MEMORY_SERVICE,
                                                              MEMORY_OAC, dx_text(oac, CF_ID), oac)
                                      : dxaws_error_out_of_memory();
}

static json_t *blank(const struct memory_call *call, const json_t *wanted)
{
    bool whole = true;
    char text[48];
    char id[CLOUDFRONT_ID_SIZE];
    snprintf(text, sizeof text, "oac %llu",
             (unsigned long long)dxaws_memory_next_number(call->account, "cloudfront.id"));
    cloudfront_make_id('E', text, id);
    json_t *oac = json_pack("{ss ss ss}", CF_ID, id, CF_NAME, dx_text(wanted, CF_NAME),
                            "description", dx_text(wanted, "description"));
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        dx_put(&whole, oac, row->member, json_string(row->wanted));
    }
    return dx_whole(whole, oac);
}

dxaws_error *memory_create_oac(void *self, dxaws_context *context, const json_t *wanted,
                               json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "CreateOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *oacs = all_oacs(self);
    if (oacs == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (cloudfront_oac_named(dx_text(wanted, CF_NAME), oacs) != NULL) {
        error = memory_refuse(call.operation, "OriginAccessControlAlreadyExists",
                              "an origin access control of that name exists");
    }
    json_decref(oacs);
    json_t *oac = blank(&call, wanted);
    if (error == NULL) {
        error = oac ? store(&call, oac) : dxaws_error_out_of_memory();
    }
    return finish(&call, error, oac, made);
}

dxaws_error *memory_update_oac(void *self, dxaws_context *context, const json_t *wanted,
                               json_t **changed)
{
    const struct memory_call call = {.account = self, .operation = "UpdateOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *oac = NULL;
    error = take_stored(&call, dx_text(wanted, CF_ID), dx_text(wanted, CF_ETAG), &oac);
    if (error == NULL && json_object_update(oac, (json_t *)(uintptr_t)wanted) != 0) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : store(&call, oac);
    return finish(&call, error, oac, changed);
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

dxaws_error *memory_remove_oac(void *self, dxaws_context *context, const char *id, const char *etag)
{
    const struct memory_call call = {.account = self, .operation = "DeleteOriginAccessControl"};
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    json_t *oac = NULL;
    error = take_stored(&call, id, etag, &oac);
    if (error == NULL && is_oac_used(self, id)) {
        error = memory_refuse(call.operation, "OriginAccessControlInUse",
                              "it is in use by one or more distributions");
    }
    json_decref(oac);
    if (error == NULL) {
        dxaws_memory_remove(self, MEMORY_SERVICE, MEMORY_OAC, id);
    }
    return memory_end(&call, error);
}
