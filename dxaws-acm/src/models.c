/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <stdlib.h>

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

dxaws_error *dxaws_acm_desired_parse(const char *json, dxaws_acm_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &acm_schema, DX_DESIRED, json, (void **)desired);
}

char *dxaws_acm_desired_format(const dxaws_acm_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_acm_desired_free(dxaws_acm_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

void dxaws_acm_desired_set_present(dxaws_acm_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, "present", present);
}

void dxaws_acm_desired_set_tag(dxaws_acm_desired *desired, const char *key, const char *value)
{
    dx_state_set_member((struct dx_state *)desired, ACM_TAGS, key, value);
}

void dxaws_acm_desired_set_tags(dxaws_acm_desired *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, ACM_TAGS, tags);
}

void dxaws_acm_desired_set_key_algorithm(dxaws_acm_desired *desired, const char *key_algorithm)
{
    dx_state_set_text((struct dx_state *)desired, ACM_KEY, key_algorithm);
}

void dxaws_acm_desired_set_keep_validation(dxaws_acm_desired *desired, bool keep)
{
    dx_state_set_boolean((struct dx_state *)desired, ACM_KEEP, keep);
}

void dxaws_acm_desired_set_zone(dxaws_acm_desired *desired, const char *zone)
{
    dx_state_set_text((struct dx_state *)desired, ACM_ZONE, zone);
}

void dxaws_acm_desired_set_only(dxaws_acm_desired *desired, const char *arn)
{
    dx_state_set_text((struct dx_state *)desired, ACM_ONLY, arn);
}

void dxaws_acm_desired_set_record_ttl(dxaws_acm_desired *desired, int64_t seconds)
{
    dx_state_set_integer((struct dx_state *)desired, ACM_RECORD_TTL, seconds);
}

const char *dxaws_acm_desired_domain_name(const dxaws_acm_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, ACM_DOMAIN);
}

const char *dxaws_acm_desired_region(const dxaws_acm_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, ACM_REGION);
}

dxaws_error *dxaws_acm_desired_check(const dxaws_acm_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

/* Current */

dxaws_acm_current *dxaws_acm_current_new(void)
{
    return dx_state_new(sizeof(dxaws_acm_current), &acm_schema);
}

dxaws_error *dxaws_acm_current_parse(const char *json, dxaws_acm_current **current)
{
    return dx_state_parse_new(sizeof **current, &acm_schema, DX_OBSERVED, json, (void **)current);
}

char *dxaws_acm_current_format(const dxaws_acm_current *current)
{
    return dx_state_format((const struct dx_state *)current);
}

void dxaws_acm_current_free(dxaws_acm_current *current)
{
    dx_state_free((struct dx_state *)current);
}

void dxaws_acm_current_set_exists(dxaws_acm_current *current, bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, ACM_EXISTS, exists);
}

void dxaws_acm_current_set_domain_name(dxaws_acm_current *current, const char *name)
{
    dx_state_set_text((struct dx_state *)current, ACM_DOMAIN, name);
}

void dxaws_acm_current_set_region(dxaws_acm_current *current, const char *region)
{
    dx_state_set_text((struct dx_state *)current, ACM_REGION, region);
}

void dxaws_acm_current_set_arn(dxaws_acm_current *current, const char *arn)
{
    dx_state_set_text((struct dx_state *)current, ACM_ARN, arn);
}

void dxaws_acm_current_set_status(dxaws_acm_current *current, const char *status)
{
    dx_state_set_text((struct dx_state *)current, ACM_STATUS, status);
}

void dxaws_acm_current_set_failure_reason(dxaws_acm_current *current, const char *reason)
{
    dx_state_set_text((struct dx_state *)current, ACM_REASON, reason);
}

void dxaws_acm_current_set_key_algorithm(dxaws_acm_current *current, const char *key_algorithm)
{
    dx_state_set_text((struct dx_state *)current, ACM_KEY, key_algorithm);
}

void dxaws_acm_current_set_not_after(dxaws_acm_current *current, const char *time)
{
    dx_state_set_text((struct dx_state *)current, ACM_NOT_AFTER, time);
}

void dxaws_acm_current_set_expires_soon(dxaws_acm_current *current, bool soon)
{
    dx_state_set_boolean((struct dx_state *)current, ACM_SOON, soon);
}

void dxaws_acm_current_set_tags(dxaws_acm_current *current, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)current, ACM_TAGS, tags);
}

void dxaws_acm_current_add_user(dxaws_acm_current *current, const char *arn)
{
    dx_state_add_text((struct dx_state *)current, ACM_USERS, arn);
}

void dxaws_acm_current_set_no_users(dxaws_acm_current *current)
{
    dx_state_set_value((struct dx_state *)current, ACM_USERS, json_array());
}

void dxaws_acm_current_set_validation_record(dxaws_acm_current *current, const char *name,
                                             const char *value)
{
    json_t *record = json_pack("{ss ss ss}", "name", name, "type", "CNAME", "value", value);
    dx_state_set_value((struct dx_state *)current, ACM_RECORD, record);
}

void dxaws_acm_current_set_validation_status(dxaws_acm_current *current, const char *status)
{
    dx_state_set_text((struct dx_state *)current, ACM_VALIDATION, status);
}

void dxaws_acm_current_add_other(dxaws_acm_current *current, const char *arn)
{
    dx_state_add_text((struct dx_state *)current, ACM_OTHERS, arn);
}

void dxaws_acm_current_add_record_sharer(dxaws_acm_current *current, const char *arn)
{
    dx_state_add_text((struct dx_state *)current, ACM_SHARED, arn);
}

bool dxaws_acm_current_exists(const dxaws_acm_current *current)
{
    return json_is_true(dx_state_get((const struct dx_state *)current, ACM_EXISTS));
}

const char *dxaws_acm_current_arn(const dxaws_acm_current *current)
{
    return dx_state_text((const struct dx_state *)current, ACM_ARN);
}

const char *dxaws_acm_current_status(const dxaws_acm_current *current)
{
    return dx_state_text((const struct dx_state *)current, ACM_STATUS);
}

const char *dxaws_acm_current_key_algorithm(const dxaws_acm_current *current)
{
    return dx_state_text((const struct dx_state *)current, ACM_KEY);
}

const char *dxaws_acm_current_not_after(const dxaws_acm_current *current)
{
    return dx_state_text((const struct dx_state *)current, ACM_NOT_AFTER);
}

bool dxaws_acm_current_validation_published(const dxaws_acm_current *current, bool *published)
{
    return dx_state_boolean((const struct dx_state *)current, ACM_PUBLISHED, published);
}

dxaws_tags *dxaws_acm_current_tags(const dxaws_acm_current *current)
{
    return dx_state_tags((const struct dx_state *)current, ACM_TAGS);
}

/* Result */

char *dxaws_acm_result_format(const dxaws_acm_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_acm_result_free(dxaws_acm_result *result)
{
    dx_state_free((struct dx_state *)result);
}

bool dxaws_acm_result_exists(const dxaws_acm_result *result)
{
    return json_is_true(dx_state_get((const struct dx_state *)result, ACM_EXISTS));
}

const char *dxaws_acm_result_domain_name(const dxaws_acm_result *result)
{
    return dx_state_text((const struct dx_state *)result, ACM_DOMAIN);
}

const char *dxaws_acm_result_region(const dxaws_acm_result *result)
{
    return dx_state_text((const struct dx_state *)result, ACM_REGION);
}

const char *dxaws_acm_result_arn(const dxaws_acm_result *result)
{
    return dx_state_text((const struct dx_state *)result, ACM_ARN);
}

const char *dxaws_acm_result_status(const dxaws_acm_result *result)
{
    return dx_state_text((const struct dx_state *)result, ACM_STATUS);
}

const char *dxaws_acm_result_not_after(const dxaws_acm_result *result)
{
    return dx_state_text((const struct dx_state *)result, ACM_NOT_AFTER);
}

const char *dxaws_acm_result_validation_name(const dxaws_acm_result *result)
{
    return dx_text(dx_state_get((const struct dx_state *)result, ACM_RECORD), "name");
}

const char *dxaws_acm_result_validation_value(const dxaws_acm_result *result)
{
    return dx_text(dx_state_get((const struct dx_state *)result, ACM_RECORD), "value");
}

const char *dxaws_acm_result_user_at(const dxaws_acm_result *result, size_t index)
{
    return dx_state_text_at((const struct dx_state *)result, ACM_USERS, index);
}
