/* SPDX-License-Identifier: MIT */
/* The validation record in DNS, through the public manager of dxaws-dns. */
#include "validation.h"

#include <stdio.h>
#include <stdlib.h>
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

/* Whether the zone that was asked for is there, holds the name, and takes records: what stands at
 * the name itself is read, and a record below it planned, to be thrown away. */
static dxaws_error *rehearse(dxaws_dns_manager *dns, dxaws_context *context, const char *name,
                             const char *zone)
{
    DXAWS_AUTO(dxaws_dns_desired) wanted = NULL;
    DXAWS_AUTO(dxaws_dns_desired) below = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    json_t *record = json_pack("{ss ss}", "name", name, "value", name);
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
    const char *zone = dx_text(desired, ACM_ZONE);
    const char *name = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    DXAWS_AUTO(dxaws_dns_zone) found = NULL;
    return zone == NULL ? dxaws_dns_manager_find_zone(dns, context, name, &found)
                        : rehearse(dns, context, name, zone);
}

dxaws_error *acm_observe_record(void *self, dxaws_context *context, const json_t *desired,
                                struct dx_state *observed)
{
    bool wanted = !json_is_false(json_object_get(desired, "present"));
    const json_t *record = dx_state_get(observed, ACM_RECORD);
    bool exists = json_is_true(dx_state_get(observed, ACM_EXISTS));
    if (!exists && wanted) {
        return check_zone(self, context, desired);
    }
    bool published = false;
    dxaws_error *error = NULL;
    if (exists && record != NULL) {
        error = look(self, context, record, dx_text(desired, ACM_ZONE), &published);
    }
    if (error != NULL && !wanted && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error); /* no zone, no record: nothing is left to be removed */
        error = NULL;
    }
    if (error == NULL && exists) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, published);
    }
    return error;
}

/* The record's name is a secret of this account and ACM: what else stands there is an old value.
 * Who waits for the certificate waits for the record to be seen, so that each action is one change.
 */
static dxaws_error *record_options(const json_t *record, dxaws_apply_options **options)
{
    char *identity = NULL;
    dxaws_apply_options *made = dxaws_apply_options_new();
    if (made == NULL || asprintf(&identity, "%s CNAME", dx_text(record, "name")) < 0) {
        dxaws_apply_options_free(made);
        return dxaws_error_out_of_memory();
    }
    dxaws_apply_options_add_adopt(made, identity);
    dxaws_apply_options_set_wait(made, DXAWS_WAIT_NONE);
    free(identity);
    *options = made;
    return NULL;
}

dxaws_error *acm_perform_record(void *self, dxaws_context *context, const dxaws_action *action,
                                struct dx_state *observed, bool *performed)
{
    bool put = strcmp(dxaws_action_kind(action), ACM_PUT_RECORD) == 0;
    if (!put && strcmp(dxaws_action_kind(action), ACM_DELETE_RECORD) != 0) {
        return NULL;
    }
    *performed = true;
    json_t *payload = dx_action_payload(action);
    const json_t *record = json_object_get(payload, ACM_RECORD);
    record = record ? record : dx_state_get(observed, ACM_RECORD);
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    dxaws_error *error = NULL;
    if (payload == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (record == NULL) {
        error =
            dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_NO_VALIDATION_RECORD,
                            "acm %s: ACM has not named a validation record; run again",
                            dxaws_action_resource(action));
    } else {
        int64_t ttl_s = json_integer_value(json_object_get(payload, ACM_RECORD_TTL));
        error = record_desired(record, dx_text(payload, ACM_ZONE), ttl_s, &desired);
        error = error ? error : record_options(record, &options);
    }
    if (error == NULL) {
        error = put ? dxaws_dns_manager_execute(self, context, desired, options, &result)
                    : dxaws_dns_manager_destroy(self, context, desired, options, &result);
    }
    if (error == NULL) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, put);
    }
    json_decref(payload);
    return error;
}
