/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <dxaws/kit/accessors.h>

const char *dxaws_acm_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_acm_desired *dxaws_acm_desired_new(const char *domain_name, const char *region)
{
    dxaws_acm_desired *desired = dx_state_new(sizeof *desired, &acm_schema);
    if (desired != NULL) {
        dx_state_set_text(&desired->state, ACM_DOMAIN, domain_name);
        dx_state_set_text(&desired->state, ACM_REGION, region);
    }
    return desired;
}

dxaws_error *dxaws_acm_desired_check(const dxaws_acm_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_acm_desired_set_present(dxaws_acm_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_acm_desired_set_tag(dxaws_acm_desired *desired, const char *key, const char *value)
{
    dx_state_set_member((struct dx_state *)desired, ACM_TAGS, key, value);
}

DX_PARSE(dxaws_acm_desired, &acm_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_acm_desired)
DX_TEXT_GETTER(dxaws_acm_desired, domain_name, ACM_DOMAIN)
DX_TEXT_GETTER(dxaws_acm_desired, region, ACM_REGION)
DX_SWITCH_GETTER(dxaws_acm_desired, is_present, DX_PRESENT, true)
DX_TAGS_ACCESSORS(dxaws_acm_desired, tags, ACM_TAGS)
DX_TEXT_ACCESSORS(dxaws_acm_desired, key_algorithm, ACM_KEY)
DX_TEXT_ACCESSORS(dxaws_acm_desired, zone, ACM_ZONE)
DX_TEXT_ACCESSORS(dxaws_acm_desired, arn, ACM_ARN)
DX_TEXT_ACCESSORS(dxaws_acm_desired, owner, DX_OWNER)
DX_BOOLEAN_ACCESSORS(dxaws_acm_desired, mark, DX_MARK)
DX_UNSET(dxaws_acm_desired, mark, DX_MARK)
DX_BOOLEAN_ACCESSORS(dxaws_acm_desired, tags_exact, DX_TAGS_EXACT)
DX_UNSET(dxaws_acm_desired, tags_exact, DX_TAGS_EXACT)
DX_TEXTS_ACCESSORS(dxaws_acm_desired, used_by, used_by, ACM_USED_BY)
DX_BOOLEAN_ACCESSORS(dxaws_acm_desired, keep_validation, ACM_KEEP)
DX_UNSET(dxaws_acm_desired, keep_validation, ACM_KEEP)
DX_INTEGER_ACCESSORS(dxaws_acm_desired, record_ttl_s, ACM_RECORD_TTL)
DX_UNSET(dxaws_acm_desired, record_ttl_s, ACM_RECORD_TTL)
DX_BOOLEAN_ACCESSORS(dxaws_acm_desired, record_elsewhere, ACM_ELSEWHERE)
DX_UNSET(dxaws_acm_desired, record_elsewhere, ACM_ELSEWHERE)

/* Current */

dxaws_acm_current *dxaws_acm_current_new(void)
{
    return dx_state_new(sizeof(dxaws_acm_current), &acm_schema);
}

void dxaws_acm_current_set_exists(dxaws_acm_current *current, bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, DX_EXISTS, exists);
}

void dxaws_acm_current_set_validation_record(dxaws_acm_current *current, const char *name,
                                             const char *value)
{
    struct dx_state *state = (struct dx_state *)current;
    bool whole = true;
    json_t *record = json_pack("{ss}", "type", "CNAME");
    dx_put_text(&whole, record, "name", name);
    dx_put_text(&whole, record, "value", value);
    dx_state_set_value(state, ACM_RECORD, dx_whole(whole, record));
}

static const char *record_member(const void *state, const char *name)
{
    return dx_text(dx_state_get(state, ACM_RECORD), name);
}

const char *dxaws_acm_current_validation_record_name(const dxaws_acm_current *current)
{
    return record_member(current, "name");
}

const char *dxaws_acm_current_validation_record_value(const dxaws_acm_current *current)
{
    return record_member(current, "value");
}

DX_PARSE(dxaws_acm_current, &acm_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_acm_current)
DX_SWITCH_GETTER(dxaws_acm_current, exists, DX_EXISTS, false)
DX_TEXT_ACCESSORS(dxaws_acm_current, domain_name, ACM_DOMAIN)
DX_TEXT_ACCESSORS(dxaws_acm_current, region, ACM_REGION)
DX_TEXT_ACCESSORS(dxaws_acm_current, arn, ACM_ARN)
DX_WORD_ACCESSORS(dxaws_acm_current, status, ACM_STATUS, dxaws_acm_status, &acm_status_words)
DX_TEXT_ACCESSORS(dxaws_acm_current, failure_reason, ACM_REASON)
DX_TEXT_ACCESSORS(dxaws_acm_current, key_algorithm, ACM_KEY)
DX_INTEGER_ACCESSORS(dxaws_acm_current, not_after_ms, ACM_NOT_AFTER)
DX_BOOLEAN_ACCESSORS(dxaws_acm_current, expires_soon, ACM_SOON)
DX_TEXT_ACCESSORS(dxaws_acm_current, renewal_status, ACM_RENEWAL)
DX_TEXT_ACCESSORS(dxaws_acm_current, renewal_reason, ACM_RENEWAL_REASON)
DX_BOOLEAN_ACCESSORS(dxaws_acm_current, renewable, ACM_RENEWABLE)
DX_TEXT_ACCESSORS(dxaws_acm_current, type, ACM_TYPE)
DX_TAGS_ACCESSORS(dxaws_acm_current, tags, ACM_TAGS)
DX_TEXTS_ACCESSORS(dxaws_acm_current, in_use_by, in_use_by, ACM_USERS)
DX_TEXTS_ACCESSORS(dxaws_acm_current, name, names, ACM_NAMES)
DX_WORD_ACCESSORS(dxaws_acm_current, validation_status, ACM_VALIDATION, dxaws_acm_validation_status,
                  &acm_validation_words)
DX_BOOLEAN_ACCESSORS(dxaws_acm_current, validation_published, ACM_PUBLISHED)
DX_TEXTS_ACCESSORS(dxaws_acm_current, record_shared_with, record_shared_with, ACM_SHARED)
DX_TEXTS_ACCESSORS(dxaws_acm_current, other, others, ACM_OTHERS)
DX_TEXT_GETTER(dxaws_acm_current, ownership, ACM_OWNERSHIP)

void dxaws_acm_current_clear_candidates(dxaws_acm_current *current)
{
    dx_state_set_value((struct dx_state *)current, ACM_CANDIDATES, json_array());
}

void dxaws_acm_current_add_candidate(dxaws_acm_current *current, const dxaws_acm_current *candidate)
{
    json_t *item = candidate ? acm_as_candidate(candidate->state.document) : NULL;
    dx_state_copy_item((struct dx_state *)current, ACM_CANDIDATES, item);
    json_decref(item);
}

size_t dxaws_acm_current_candidate_count(const dxaws_acm_current *current)
{
    return dx_state_count((const struct dx_state *)current, ACM_CANDIDATES);
}

const char *dxaws_acm_current_candidate_arn_at(const dxaws_acm_current *current, size_t index)
{
    return dx_text(
        json_array_get(dx_state_get((const struct dx_state *)current, ACM_CANDIDATES), index),
        ACM_ARN);
}

/* Result */

const char *dxaws_acm_result_validation_record_name(const dxaws_acm_result *result)
{
    return record_member(result, "name");
}

const char *dxaws_acm_result_validation_record_value(const dxaws_acm_result *result)
{
    return record_member(result, "value");
}

DX_FORMAT_AND_FREE(dxaws_acm_result)
DX_SWITCH_GETTER(dxaws_acm_result, exists, DX_EXISTS, false)
DX_TEXT_GETTER(dxaws_acm_result, domain_name, ACM_DOMAIN)
DX_TEXT_GETTER(dxaws_acm_result, region, ACM_REGION)
DX_TEXT_GETTER(dxaws_acm_result, arn, ACM_ARN)
DX_WORD_GETTER(dxaws_acm_result, status, ACM_STATUS, dxaws_acm_status, &acm_status_words)
DX_INTEGER_GETTER(dxaws_acm_result, not_after_ms, ACM_NOT_AFTER)
DX_TEXTS_GETTERS(dxaws_acm_result, in_use_by, ACM_USERS)

/* Words */

static const char *const status_words[] = {
    [DXAWS_ACM_STATUS_OTHER] = "OTHER",
    [DXAWS_ACM_STATUS_PENDING_VALIDATION] = "PENDING_VALIDATION",
    [DXAWS_ACM_STATUS_ISSUED] = "ISSUED",
    [DXAWS_ACM_STATUS_INACTIVE] = "INACTIVE",
    [DXAWS_ACM_STATUS_EXPIRED] = "EXPIRED",
    [DXAWS_ACM_STATUS_VALIDATION_TIMED_OUT] = "VALIDATION_TIMED_OUT",
    [DXAWS_ACM_STATUS_REVOKED] = "REVOKED",
    [DXAWS_ACM_STATUS_FAILED] = "FAILED",
};
const struct dx_words acm_status_words = {status_words, sizeof status_words / sizeof *status_words,
                                          DXAWS_ACM_STATUS_OTHER};

static const char *const validation_words[] = {
    [DXAWS_ACM_VALIDATION_STATUS_OTHER] = "OTHER",
    [DXAWS_ACM_VALIDATION_STATUS_PENDING_VALIDATION] = "PENDING_VALIDATION",
    [DXAWS_ACM_VALIDATION_STATUS_SUCCESS] = "SUCCESS",
    [DXAWS_ACM_VALIDATION_STATUS_FAILED] = "FAILED",
};
const struct dx_words acm_validation_words = {validation_words,
                                              sizeof validation_words / sizeof *validation_words,
                                              DXAWS_ACM_VALIDATION_STATUS_OTHER};

const char *dxaws_acm_status_name(dxaws_acm_status status)
{
    return dx_word_name(&acm_status_words, (int)status);
}

dxaws_acm_status dxaws_acm_status_from_name(const char *name)
{
    return (dxaws_acm_status)dx_word_find(&acm_status_words, name);
}

const char *dxaws_acm_validation_status_name(dxaws_acm_validation_status status)
{
    return dx_word_name(&acm_validation_words, (int)status);
}

dxaws_acm_validation_status dxaws_acm_validation_status_from_name(const char *name)
{
    return (dxaws_acm_validation_status)dx_word_find(&acm_validation_words, name);
}
