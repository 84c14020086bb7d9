/* SPDX-License-Identifier: MIT */
/* The validation record in DNS, through the public manager of dxaws-dns. */
#include "validation.h"

#include "belonging.h"
#include "caa.h"

#include <dxaws/extend/error.h>

#include <string.h>
#include <strings.h>

static dxaws_error *record_desired(const json_t *record, const char *zone, int64_t ttl_s,
                                   dxaws_dns_desired **desired)
{
    dxaws_dns_desired *made = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) set = dxaws_dns_record_new();
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_dns_desired_set_zone(made, zone);
    dxaws_dns_desired_set_existing(made, DXAWS_DNS_EXISTING_REFUSE); /* else it is somebody's */
    dxaws_dns_record_set_name(set, dx_text(record, "name"));
    dxaws_dns_record_set_type(set, "CNAME");
    dxaws_dns_record_add_value(set, dx_text(record, "value"));
    if (ttl_s != 0) {
        dxaws_dns_record_set_ttl_s(set, ttl_s);
    }
    dxaws_dns_desired_add_record(made, set);
    *desired = made;
    return NULL;
}

/* Equal, the case and one trailing dot aside. */
static bool is_name(const char *left, const char *right)
{
    if (left == NULL || right == NULL) {
        return false;
    }
    size_t left_length = strlen(left);
    size_t right_length = strlen(right);
    left_length -= left_length > 0 && left[left_length - 1] == '.';
    right_length -= right_length > 0 && right[right_length - 1] == '.';
    return left_length == right_length && strncasecmp(left, right, left_length) == 0;
}

/* The TTL does not matter to ACM. */
static bool is_published(const dxaws_dns_current *current, const json_t *record)
{
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *found = dxaws_dns_current_record_at(current, i);
        if (is_name(dxaws_dns_record_name(found), dx_text(record, "name")) &&
            strcmp(dxaws_dns_record_type(found), "CNAME") == 0 &&
            is_name(dxaws_dns_record_value_at(found, 0), dx_text(record, "value"))) {
            return true;
        }
    }
    return false;
}

static dxaws_error *look(dxaws_dns_manager *dns, dxaws_context *context, const json_t *record,
                         const char *zone, bool *published)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error = record_desired(record, zone, 0, &desired);
    if (error == NULL) {
        error = dxaws_dns_manager_get_current(dns, context, desired, &current);
    }
    if (error == NULL) {
        *published = is_published(current, record);
    }
    return error;
}

/* Whether a zone is there, holds the name, takes records, and is asked for what is below the name:
 * what stands at the name itself is read, and a record below it planned, to be thrown away. */
static dxaws_error *rehearse(dxaws_dns_manager *dns, dxaws_context *context, const char *name,
                             const char *zone)
{
    DXAWS_AUTO(dxaws_dns_desired) wanted = NULL;
    DXAWS_AUTO(dxaws_dns_desired) below = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    /* Either leads to the other, or a name would lead to itself, which is refused. */
    json_t *record = json_pack("{ss ss+}", "name", name, "value", "_dxaws.", name);
    json_t *imagined = json_pack("{ss+ ss}", "name", "_dxaws.", name, "value", name);
    dxaws_error *error =
        record && imagined ? record_desired(record, zone, 0, &wanted) : dxaws_error_out_of_memory();
    error = error ? error : record_desired(imagined, zone, 0, &below);
    error = error ? error : dxaws_dns_manager_get_current(dns, context, wanted, &current);
    error = error ? error : dxaws_dns_desired_plan(below, current, NULL, &plan);
    json_decref(record);
    json_decref(imagined);
    return error;
}

/* Nothing is requested that could never be validated. */
static dxaws_error *check_zone(dxaws_dns_manager *dns, dxaws_context *context,
                               const json_t *desired)
{
    const char *domain = dx_text(desired, ACM_DOMAIN);
    const char *name = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    return rehearse(dns, context, name, dx_text(desired, ACM_ZONE));
}

/* What stands in the place of the record, where something does: the name is ACM's, so whatever else
 * it says is good for nothing, and to be adopted it would have to be known when it is planned. */
static dxaws_error *explain_place(const dxaws_dns_current *current, const json_t *record,
                                  dxaws_error *conflict)
{
    const char *name = dx_text(record, "name");
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *found = dxaws_dns_current_record_at(current, i);
        if (!is_name(dxaws_dns_record_name(found), name)) {
            continue;
        }
        const char *value = dxaws_dns_record_value_at(found, 0);
        dxaws_error *error = dxaws_error_new(
            DXAWS_ERROR_CONFLICT, "acm", DXAWS_ACM_ERROR_VALIDATION_RECORD_CONFLICT,
            "acm: remove %s %s %s and run again: it validates nothing, and stands where the "
            "validation record is to be, CNAME %s",
            name, dxaws_dns_record_type(found), value ? value : "", dx_text(record, "value"));
        dxaws_error_set_resource(error, name);
        dxaws_error_free(conflict);
        return error;
    }
    return conflict;
}

/* A record that says something else is somebody's: told before anything is written. */
static dxaws_error *check_place(dxaws_dns_manager *dns, dxaws_context *context,
                                const json_t *record, const char *zone, bool *published)
{
    DXAWS_AUTO(dxaws_dns_desired) wanted = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = record_desired(record, zone, 0, &wanted);
    error = error ? error : dxaws_dns_manager_get_current(dns, context, wanted, &current);
    if (error == NULL) {
        *published = is_published(current, record);
        error = *published ? NULL : dxaws_dns_desired_plan(wanted, current, NULL, &plan);
    }
    bool taken = error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_CONFLICT;
    return taken ? explain_place(current, record, error) : error;
}

/* That no hosted zone of the account holds the name is no error where the record may be made
 * elsewhere, unless a zone is named: then it is remembered. Takes @a error. */
static dxaws_error *allow_elsewhere(const json_t *desired, struct dx_state *observed,
                                    dxaws_error *error)
{
    const char *code = error ? dxaws_error_code(error) : NULL;
    if (code == NULL || strcmp(code, DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND) != 0 ||
        !json_is_true(json_object_get(desired, ACM_ELSEWHERE)) ||
        dx_text(desired, ACM_ZONE) != NULL) {
        return error;
    }
    dxaws_error_free(error);
    dx_state_set_boolean(observed, ACM_WITHOUT_ZONE, true);
    return NULL;
}

/* Whether the record stands; of one that is to be removed, no zone means no record. */
static dxaws_error *observe_record(dxaws_dns_manager *dns, dxaws_context *context,
                                   const json_t *desired, struct dx_state *observed)
{
    bool wanted = dx_is_present(desired);
    bool exists = json_is_true(dx_state_get(observed, DX_EXISTS));
    bool published = false;
    dxaws_error *error = NULL;
    const char *zone = dx_text(desired, ACM_ZONE);
    const json_t *record = dx_state_get(observed, ACM_RECORD);
    if (exists && record != NULL) {
        error = wanted ? check_place(dns, context, record, zone, &published)
                       : look(dns, context, record, zone, &published);
    } else if (exists && wanted && json_is_true(json_object_get(desired, ACM_ELSEWHERE))) {
        error = check_zone(dns, context, desired);
    }
    error = allow_elsewhere(desired, observed, error);
    if (error != NULL && !wanted && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error);
        error = NULL;
    }
    if (error == NULL && exists) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, published);
    }
    return error;
}

/* Others of the name have the record that ours will have, as they are of one account: whether it
 * stands, or something else, is known before the request. */
static dxaws_error *observe_place(dxaws_dns_manager *dns, dxaws_context *context,
                                  const json_t *desired, struct dx_state *observed)
{
    const json_t *first = json_array_get(dx_state_get(observed, ACM_CANDIDATES), 0);
    const json_t *record = json_object_get(first, ACM_RECORD);
    bool published = false;
    dxaws_error *error = allow_elsewhere(desired, observed, check_zone(dns, context, desired));
    bool elsewhere = json_is_true(dx_state_get(observed, ACM_WITHOUT_ZONE));
    if (error == NULL && record != NULL && !elsewhere) {
        error = check_place(dns, context, record, dx_text(desired, ACM_ZONE), &published);
    }
    if (error == NULL && record != NULL && !elsewhere) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, published);
    }
    return error;
}

/* Whether a new one is going to be requested. */
static bool is_requested(const json_t *desired, const struct dx_state *observed)
{
    return dx_is_present(desired) && dx_text(desired, ACM_ARN) == NULL &&
           (!json_is_true(dx_state_get(observed, DX_EXISTS)) ||
            acm_why_not(desired, observed->document) != NULL);
}

dxaws_error *acm_observe(void *self, dxaws_context *context, const json_t *desired,
                         struct dx_state *observed)
{
    const struct validation *validation = self;
    dxaws_error *error = acm_choose(desired, observed);
    if (error != NULL) {
        return error;
    }
    bool stays = json_is_true(dx_state_get(observed, DX_EXISTS)) || !dx_is_present(desired);
    error = stays ? observe_record(validation->dns, context, desired, observed)
                  : observe_place(validation->dns, context, desired, observed);
    return error || !is_requested(desired, observed)
               ? error
               : acm_check_caa(validation->dns, context, desired);
}

/* Who waits for the certificate waits for the record to be seen, so that each action is one change.
 */
static dxaws_error *change_record(dxaws_dns_manager *dns, dxaws_context *context,
                                  const json_t *record, const json_t *payload, bool put)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    const char *zone = dx_text(payload, ACM_ZONE);
    bool published = false;
    dxaws_error *error = options ? NULL : dxaws_error_out_of_memory();
    /* One that stands with another TTL is as good, and may be somebody's. */
    error = error || !put ? error : check_place(dns, context, record, zone, &published);
    if (error != NULL || published) {
        return error;
    }
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    error = record_desired(record, zone,
                           json_integer_value(json_object_get(payload, ACM_RECORD_TTL)), &desired);
    if (error != NULL) {
        return error;
    }
    return put ? dxaws_dns_manager_execute(dns, context, desired, options, &result)
               : dxaws_dns_manager_destroy(dns, context, desired, options, &result);
}

/* The tags that say whose the certificate is, complete now that it has an ARN, and that its record
 * is ours, when nobody else's stands there. */
static json_t *marks_of(const json_t *payload, const char *arn, bool ours)
{
    struct acm_claim own;
    acm_claim(payload, arn, &own);
    json_t *marks = dx_marks(&own.claim, "made");
    bool whole = marks != NULL;
    if (ours) {
        dx_put(&whole, marks, ACM_TAG_RECORD, json_string(ACM_RECORD_MADE));
    }
    return dx_whole(whole, marks);
}

/* Through the provider, as any write of tags; without any, it only sees whether those that say
 * whose it is are as they are expected. Takes @a tags over. */
static dxaws_error *set_tags(const struct validation *validation, dxaws_context *context,
                             const json_t *payload, json_t *tags)
{
    json_t *asked = dx_members(payload);
    json_t *answered = NULL;
    bool whole = asked != NULL;
    dx_put(&whole, asked, ACM_TAGS, tags);
    dx_put(&whole, asked, ACM_REMOVED_TAGS, json_array());
    dxaws_error *error =
        whole ? dx_manager_ask(validation->manager, context, ACM_PUT_TAGS,
                               dx_text(payload, ACM_DOMAIN), json_incref(asked), &answered)
              : dxaws_error_out_of_memory();
    json_decref(answered);
    json_decref(asked);
    return error;
}

/* The record is changed for a certificate that is still ours. One that is gone is nobody's, and who
 * writes no tags cannot say. */
static dxaws_error *check_marks(const struct validation *validation, dxaws_context *context,
                                const json_t *payload)
{
    if (json_object_get(payload, ACM_EXPECTED_TAGS) == NULL ||
        !dxaws_provider_supports(validation->manager->provider, ACM_PUT_TAGS)) {
        return NULL;
    }
    dxaws_error *error = set_tags(validation, context, payload, json_object());
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

static dxaws_error *write_marks(const struct validation *validation, dxaws_context *context,
                                const json_t *payload, json_t *marks, struct dx_state *observed)
{
    json_t *merged = dx_tags_merged(dx_state_get(observed, ACM_TAGS), marks, NULL);
    dxaws_error *error = merged ? set_tags(validation, context, payload, json_incref(marks))
                                : dxaws_error_out_of_memory();
    if (error == NULL) {
        dx_state_set_value(observed, ACM_TAGS, json_incref(merged));
    }
    json_decref(merged);
    return error;
}

static dxaws_error *mark_record(const struct validation *validation, dxaws_context *context,
                                const json_t *record, json_t *payload, struct dx_state *observed)
{
    const char *arn = dx_text(payload, ACM_ARN);
    arn = arn ? arn : dx_state_text(observed, ACM_ARN);
    bool published = false;
    bool whole = arn != NULL;
    if (!whole) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_NO_CERTIFICATE,
                               "acm %s: the plan names no certificate; plan again",
                               dx_text(payload, ACM_DOMAIN));
    }
    bool elsewhere = json_is_true(json_object_get(payload, ACM_WITHOUT_ZONE));
    dxaws_error *error =
        elsewhere ? NULL
                  : look(validation->dns, context, record, dx_text(payload, ACM_ZONE), &published);
    if (error != NULL) {
        return error;
    }
    bool ours =
        !elsewhere && (!published || json_is_true(json_object_get(payload, ACM_RECORD_OURS)));
    json_t *marks = marks_of(payload, arn, ours);
    if (json_object_get(payload, ACM_EXPECTED_TAGS) == NULL) { /* as it was requested */
        dx_put(&whole, payload, ACM_EXPECTED_TAGS, marks_of(payload, NULL, false));
    }
    dx_put(&whole, payload, ACM_ARN, json_string(arn));
    error = whole && marks ? write_marks(validation, context, payload, marks, observed)
                           : dxaws_error_out_of_memory();
    json_decref(marks);
    return error;
}

static dxaws_error *no_record(const dxaws_action *action)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_NO_VALIDATION_RECORD,
                           "acm %s: ACM has not named a validation record; run again",
                           dxaws_action_resource(action));
}

dxaws_error *acm_perform_record(void *self, dxaws_context *context, const dxaws_action *action,
                                struct dx_state *observed, bool *performed)
{
    const struct validation *validation = self;
    const char *kind = dxaws_action_kind(action);
    bool put = strcmp(kind, ACM_PUT_RECORD) == 0;
    bool mark = strcmp(kind, ACM_MARK_RECORD) == 0;
    if (!put && !mark && strcmp(kind, ACM_DELETE_RECORD) != 0) {
        return NULL;
    }
    *performed = true;
    json_t *payload = dx_action_payload(action);
    const json_t *record = json_object_get(payload, ACM_RECORD);
    record = record ? record : dx_state_get(observed, ACM_RECORD);
    dxaws_error *error = NULL;
    if (payload == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (record == NULL) {
        error = no_record(action);
    } else if (mark) {
        error = mark_record(validation, context, record, payload, observed);
    } else {
        error = check_marks(validation, context, payload);
        error = error ? error : change_record(validation->dns, context, record, payload, put);
    }
    if (error == NULL && !mark) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, put);
    }
    json_decref(payload);
    return error;
}
