/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

/* Route53 has one code for everything that is wrong with a batch; only its text tells. */
static bool says_changed(const char *message)
{
    return strstr(message, "it already exists") != NULL ||
           strstr(message, "it was not found") != NULL ||
           strstr(message, "do not match the current values") != NULL;
}

static bool is_changed(const dxaws_error *error)
{
    return dxaws_error_is_refusal(error, "InvalidChangeBatch") &&
           says_changed(dxaws_error_message(error));
}

/* What a failed change means: STALE when a record set is not what was read any more. */
static dxaws_error *explain(dxaws_error *error, const char *zone_name)
{
    if (!is_changed(error)) {
        return error;
    }
    error = dxaws_error_explain(
        error, dxaws_error_new(DXAWS_ERROR_STALE, "dns", DXAWS_DNS_ERROR_RECORDS_CHANGED,
                               "dns: record sets of zone %s changed since they were read%s; run "
                               "again to plan with what is there now: %s",
                               zone_name,
                               dxaws_error_was_repeated(error) ? "" : ", nothing was changed in it",
                               dxaws_error_message(error)));
    dxaws_error_set_resource(error, zone_name);
    return error;
}

static void note_change(const json_t *change, dxaws_dns_current *observed)
{
    dxaws_dns_current_set_change(observed, dx_text(change, "id"),
                                 dxaws_dns_status_from_name(dx_text(change, DNS_STATUS)));
}

static dxaws_error *change_batch(const struct operations *on, dxaws_context *context,
                                 const json_t *batch, dxaws_dns_current *observed)
{
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    const json_t *changes = json_object_get(batch, DNS_CHANGES);
    json_t *change = NULL;
    bool made = false;
    dxaws_error *error = on->service->change(on->self, context, batch, &change);
    if (error == NULL) {
        note_change(change, observed);
    }
    json_decref(change);
    if (is_changed(error)) {
        dxaws_error *unread =
            dns_find_whether_made(on->service, on->self, context, zone_id, changes, &made);
        if (unread != NULL && dxaws_error_was_repeated(error)) { /* nobody knows */
            dxaws_error_set_cause(unread, error);
            return unread;
        }
        dxaws_error_free(unread);
    }
    if (made) { /* which change it was is not known any more */
        dxaws_error_free(error);
        return NULL;
    }
    return explain(error, dx_text(batch, DNS_ZONE_NAME));
}

/* One after the other: Route53 refuses changes to a zone while another one is being made. */
static dxaws_error *change_records(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_dns_current *observed)
{
    const json_t *batches = json_object_get(dxaws_action_payload_tree(action), DNS_BATCHES);
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < json_array_size(batches); i++) {
        error = change_batch(self, context, json_array_get(batches, i), observed);
    }
    return error;
}

/* Old changes are forgotten: they were known everywhere long ago. */
static dxaws_error *take_look(struct dns_answer *answer, const char *id,
                              dxaws_dns_current *observed)
{
    if (answer->error == NULL) {
        note_change(answer->found, observed);
    } else if (dxaws_error_is_refusal(answer->error, "NoSuchChange")) {
        dxaws_dns_current_set_change(observed, id, DXAWS_DNS_STATUS_INSYNC);
        dxaws_error_free(answer->error);
        answer->error = NULL;
    }
    return answer->error;
}

static dxaws_error *look(const struct operations *on, dxaws_context *context,
                         const char *const *ids, size_t count, dxaws_dns_current *observed)
{
    struct dns_answer *answers = calloc(count, sizeof *answers);
    if (answers == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = on->service->look(on->self, context, ids, count, answers);
    for (size_t i = 0; i < count; i++) {
        if (error == NULL) {
            error = take_look(&answers[i], ids[i], observed);
        } else {
            dxaws_error_free(answers[i].error);
        }
        json_decref(answers[i].found);
    }
    free(answers);
    return error;
}

static dxaws_error *wait_insync(void *self, dxaws_context *context, const dxaws_action *action,
                                dxaws_dns_current *observed)
{
    (void)action;
    size_t changes = dxaws_dns_current_change_count(observed);
    const char **ids = calloc(changes + 1, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; ids != NULL && i < changes; i++) {
        const dxaws_dns_change *change = dxaws_dns_current_change_at(observed, i);
        if (dxaws_dns_change_status(change) != DXAWS_DNS_STATUS_INSYNC) {
            ids[count++] = dxaws_dns_change_id(change);
        }
    }
    dxaws_error *error = ids == NULL ? dxaws_error_out_of_memory()
                         : count > 0 ? look(self, context, ids, count, observed)
                                     : NULL;
    free(ids);
    return error;
}

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *dns_service_provider_new(const char *name, const struct dns_service *service,
                                      void *self, dxaws_dns_provider **provider)
{
    const dxaws_dns_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = dns_read,
        .change_records = change_records,
        .wait_insync = wait_insync,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "dns",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER, "dns: the %s provider needs %s",
                               name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_dns_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
