/* SPDX-License-Identifier: MIT */
/* Who holds an alias, for the simulated account: told as CloudFront tells it. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdlib.h>
#include <string.h>

#define OTHER_ACCOUNT "210987654321"

/* The first half of an id is hidden. */
static json_t *hidden(const char *id)
{
    char *text = strdup(id);
    for (size_t i = 0, half = text ? strlen(text) / 2 : 0; i < half; i++) {
        text[i] = '*';
    }
    json_t *value = text ? json_string(text) : NULL;
    free(text);
    return value;
}

static bool overlaps(const char *held, const char *alias)
{
    return cloudfront_name_covers(held, alias) || cloudfront_name_covers(alias, held);
}

static void add(bool *whole, json_t *conflicts, const char *alias, const char *id,
                const char *account)
{
    json_t *conflict = json_pack("{ss}", CF_CONFLICT_ALIAS, alias);
    dx_put(whole, conflict, CF_CONFLICT_DISTRIBUTION, hidden(id));
    dx_put(whole, conflict, CF_CONFLICT_ACCOUNT, hidden(account));
    dx_append(whole, conflicts, conflict);
}

static void add_own(const struct memory_call *call, const char *alias, bool *whole,
                    json_t *conflicts)
{
    const char *id;
    json_t *other;
    for (size_t i = 0;
         dxaws_memory_at_tree(call->account, MEMORY_SERVICE, MEMORY_DISTRIBUTION, i, &id, &other);
         i++) {
        size_t index;
        json_t *held;
        json_array_foreach(json_object_get(other, CF_ALIASES), index, held) {
            if (overlaps(json_string_value(held), alias)) {
                add(whole, conflicts, json_string_value(held), id,
                    dxaws_memory_account_id(call->account));
            }
        }
        json_decref(other);
    }
}

static void add_foreign(const struct memory_call *call, const char *alias, bool *whole,
                        json_t *conflicts)
{
    const char *held;
    json_t *holder;
    for (size_t i = 0; dxaws_memory_at_tree(call->account, MEMORY_SERVICE, MEMORY_FOREIGN_ALIAS, i,
                                            &held, &holder);
         i++) {
        char made[CLOUDFRONT_ID_SIZE];
        const char *id = dx_text(holder, CF_CONFLICT_DISTRIBUTION);
        const char *account = dx_text(holder, CF_CONFLICT_ACCOUNT);
        cloudfront_make_id('E', held, made);
        if (overlaps(held, alias)) {
            add(whole, conflicts, held, id ? id : made, account ? account : OTHER_ACCOUNT);
        }
        json_decref(holder);
    }
}

/* Only a distribution whose certificate covers the name is told of others. */
static dxaws_error *check(const struct memory_call *call, const char *distribution,
                          const char *alias)
{
    json_t *asker =
        dxaws_memory_get_tree(call->account, MEMORY_SERVICE, MEMORY_DISTRIBUTION, distribution);
    const char *arn = dx_text(asker, CF_CERTIFICATE);
    json_t *certificate = arn != NULL && *arn != '\0'
                              ? dxaws_memory_get_tree(call->account, "acm", "certificate", arn)
                              : NULL;
    dxaws_error *error = NULL;
    if (asker == NULL) {
        error = memory_refuse(call->operation, "NoSuchDistribution",
                              "the specified distribution does not exist");
    } else if (!memory_certificate_covers(certificate, alias)) {
        error = memory_refuse(call->operation, "InvalidArgument",
                              "the certificate of the distribution does not cover the alias");
    }
    json_decref(certificate);
    json_decref(asker);
    return error;
}

dxaws_error *memory_list_conflicts(void *self, dxaws_context *context, const char *distribution,
                                   const char *alias, json_t **conflicts)
{
    const struct memory_call call = {.account = self, .operation = "ListConflictingAliases"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    bool whole = true;
    json_t *found = json_array();
    error = check(&call, distribution, alias);
    if (error == NULL) {
        add_own(&call, alias, &whole, found);
        add_foreign(&call, alias, &whole, found);
        error = whole && found != NULL ? NULL : dxaws_error_out_of_memory();
    }
    error = memory_end(&call, error);
    if (error != NULL) {
        json_decref(found);
        return error;
    }
    *conflicts = found;
    return NULL;
}
