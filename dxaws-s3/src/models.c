/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *dxaws_s3_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_s3_desired *dxaws_s3_desired_new(const char *name, const char *region)
{
    dxaws_s3_desired *desired = dx_state_new(sizeof *desired, &s3_schema);
    if (desired != NULL) {
        dx_state_set_text(&desired->state, S3_NAME, name);
        dx_state_set_text(&desired->state, S3_REGION, region);
    }
    return desired;
}

dxaws_error *dxaws_s3_desired_parse(const char *json, dxaws_s3_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &s3_schema, DX_DESIRED, json, (void **)desired);
}

char *dxaws_s3_desired_format(const dxaws_s3_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_s3_desired_free(dxaws_s3_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

void dxaws_s3_desired_set_present(dxaws_s3_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, "present", present);
}

void dxaws_s3_desired_leave(dxaws_s3_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_s3_desired_set_versioning(dxaws_s3_desired *desired, bool enabled)
{
    dx_state_set_boolean((struct dx_state *)desired, S3_VERSIONING, enabled);
}

void dxaws_s3_desired_set_public_access_block(dxaws_s3_desired *desired, unsigned blocks)
{
    dx_state_set_value((struct dx_state *)desired, S3_BLOCK, s3_block_to_json(blocks));
}

void dxaws_s3_desired_set_tag(dxaws_s3_desired *desired, const char *key, const char *value)
{
    dx_state_set_member((struct dx_state *)desired, S3_TAGS, key, value);
}

void dxaws_s3_desired_set_tags(dxaws_s3_desired *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, S3_TAGS, tags);
}

void dxaws_s3_desired_set_policy_statement(dxaws_s3_desired *desired, const char *sid,
                                           const char *statement)
{
    if (desired == NULL || sid == NULL) {
        return;
    }
    /* What is no JSON is stored as null and refused, by its Sid, when the Desired is checked. */
    json_t *value = statement ? json_loads(statement, JSON_REJECT_DUPLICATES, NULL) : NULL;
    dx_state_set_object_member((struct dx_state *)desired, S3_STATEMENTS, sid,
                               value ? value : json_null());
}

const char *dxaws_s3_desired_name(const dxaws_s3_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, S3_NAME);
}

const char *dxaws_s3_desired_region(const dxaws_s3_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, S3_REGION);
}

dxaws_error *dxaws_s3_desired_check(const dxaws_s3_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

/* Current */

dxaws_s3_current *dxaws_s3_current_new(void)
{
    return dx_state_new(sizeof(dxaws_s3_current), &s3_schema);
}

dxaws_error *dxaws_s3_current_parse(const char *json, dxaws_s3_current **current)
{
    return dx_state_parse_new(sizeof **current, &s3_schema, DX_OBSERVED, json, (void **)current);
}

char *dxaws_s3_current_format(const dxaws_s3_current *current)
{
    return dx_state_format((const struct dx_state *)current);
}

void dxaws_s3_current_free(dxaws_s3_current *current)
{
    dx_state_free((struct dx_state *)current);
}

void dxaws_s3_current_set_status(dxaws_s3_current *current, dxaws_s3_status status)
{
    dx_state_set_text((struct dx_state *)current, S3_STATUS, s3_status_name(status));
    dx_state_set_boolean((struct dx_state *)current, "exists", status != DXAWS_S3_DOES_NOT_EXIST);
}

void dxaws_s3_current_set_name(dxaws_s3_current *current, const char *name)
{
    dx_state_set_text((struct dx_state *)current, S3_NAME, name);
}

void dxaws_s3_current_set_region(dxaws_s3_current *current, const char *region)
{
    dx_state_set_text((struct dx_state *)current, S3_REGION, region);
}

void dxaws_s3_current_set_versioning(dxaws_s3_current *current, bool enabled)
{
    dx_state_set_boolean((struct dx_state *)current, S3_VERSIONING, enabled);
}

void dxaws_s3_current_set_public_access_block(dxaws_s3_current *current, unsigned blocks)
{
    dx_state_set_value((struct dx_state *)current, S3_BLOCK, s3_block_to_json(blocks));
}

void dxaws_s3_current_set_tags(dxaws_s3_current *current, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)current, S3_TAGS, tags);
}

void dxaws_s3_current_set_system_tags(dxaws_s3_current *current, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)current, S3_SYSTEM_TAGS, tags);
}

void dxaws_s3_current_set_policy(dxaws_s3_current *current, const char *policy)
{
    json_t *value = json_loads(policy, JSON_REJECT_DUPLICATES, NULL);
    dx_state_set_value((struct dx_state *)current, S3_POLICY, value ? value : json_null());
}

dxaws_s3_status dxaws_s3_current_status(const dxaws_s3_current *current)
{
    const char *name = dx_state_text((const struct dx_state *)current, S3_STATUS);
    for (int status = DXAWS_S3_DOES_NOT_EXIST; status <= DXAWS_S3_EXISTS_NO_ACCESS; status++) {
        if (name != NULL && strcmp(name, s3_status_name((dxaws_s3_status)status)) == 0) {
            return (dxaws_s3_status)status;
        }
    }
    return DXAWS_S3_DOES_NOT_EXIST;
}

const char *dxaws_s3_current_region(const dxaws_s3_current *current)
{
    return dx_state_text((const struct dx_state *)current, S3_REGION);
}

bool dxaws_s3_current_versioning(const dxaws_s3_current *current, bool *enabled)
{
    return dx_state_boolean((const struct dx_state *)current, S3_VERSIONING, enabled);
}

bool dxaws_s3_current_public_access_block(const dxaws_s3_current *current, unsigned *blocks)
{
    const json_t *object = dx_state_get((const struct dx_state *)current, S3_BLOCK);
    if (object != NULL) {
        *blocks = s3_block_from_json(object);
    }
    return object != NULL;
}

dxaws_tags *dxaws_s3_current_tags(const dxaws_s3_current *current)
{
    return dx_state_tags((const struct dx_state *)current, S3_TAGS);
}

/* Result */

char *dxaws_s3_result_format(const dxaws_s3_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_s3_result_free(dxaws_s3_result *result)
{
    dx_state_free((struct dx_state *)result);
}

bool dxaws_s3_result_exists(const dxaws_s3_result *result)
{
    return json_is_true(dx_state_get((const struct dx_state *)result, "exists"));
}

const char *dxaws_s3_result_name(const dxaws_s3_result *result)
{
    return dx_state_text((const struct dx_state *)result, S3_NAME);
}

const char *dxaws_s3_result_region(const dxaws_s3_result *result)
{
    return dx_state_text((const struct dx_state *)result, S3_REGION);
}

const char *dxaws_s3_result_arn(const dxaws_s3_result *result)
{
    return dx_state_text((const struct dx_state *)result, "arn");
}

const char *dxaws_s3_result_domain_name(const dxaws_s3_result *result)
{
    return dx_state_text((const struct dx_state *)result, "domain_name");
}
