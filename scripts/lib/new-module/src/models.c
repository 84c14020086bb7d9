/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over the document. */
#include "schema.h"

const char *dxaws_widget_version(void)
{
    return DXAWS_VERSION;
}

dxaws_widget_desired *dxaws_widget_desired_new(const char *name)
{
    dxaws_widget_desired *desired = dx_state_new(sizeof *desired, &widget_schema);
    dx_state_set_text((struct dx_state *)desired, WIDGET_NAME, name);
    return desired;
}

dxaws_error *dxaws_widget_desired_parse(const char *json, dxaws_widget_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &widget_schema, DX_DESIRED, json, (void **)desired);
}

char *dxaws_widget_desired_format(const dxaws_widget_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_widget_desired_free(dxaws_widget_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

dxaws_error *dxaws_widget_desired_check(const dxaws_widget_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_widget_desired_set_present(dxaws_widget_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_widget_desired_set_note(dxaws_widget_desired *desired, const char *note)
{
    dx_state_set_text((struct dx_state *)desired, WIDGET_NOTE, note);
}

void dxaws_widget_desired_set_tags(dxaws_widget_desired *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, WIDGET_TAGS, tags);
}

const char *dxaws_widget_desired_name(const dxaws_widget_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, WIDGET_NAME);
}

/* Current */

dxaws_error *dxaws_widget_current_parse(const char *json, dxaws_widget_current **current)
{
    return dx_state_parse_new(sizeof **current, &widget_schema, DX_OBSERVED, json,
                              (void **)current);
}

char *dxaws_widget_current_format(const dxaws_widget_current *current)
{
    return dx_state_format((const struct dx_state *)current);
}

void dxaws_widget_current_free(dxaws_widget_current *current)
{
    dx_state_free((struct dx_state *)current);
}

bool dxaws_widget_current_exists(const dxaws_widget_current *current)
{
    return json_is_true(dx_state_get((const struct dx_state *)current, DX_EXISTS));
}

const char *dxaws_widget_current_note(const dxaws_widget_current *current)
{
    return dx_state_text((const struct dx_state *)current, WIDGET_NOTE);
}

void dxaws_widget_current_set_exists(dxaws_widget_current *current, bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, DX_EXISTS, exists);
}

void dxaws_widget_current_set_note(dxaws_widget_current *current, const char *note)
{
    dx_state_set_text((struct dx_state *)current, WIDGET_NOTE, note);
}

void dxaws_widget_current_set_tags(dxaws_widget_current *current, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)current, WIDGET_TAGS, tags);
}

void dxaws_widget_current_set_arn(dxaws_widget_current *current, const char *arn)
{
    dx_state_set_text((struct dx_state *)current, WIDGET_ARN, arn);
}

/* Result */

char *dxaws_widget_result_format(const dxaws_widget_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_widget_result_free(dxaws_widget_result *result)
{
    dx_state_free((struct dx_state *)result);
}

bool dxaws_widget_result_exists(const dxaws_widget_result *result)
{
    return json_is_true(dx_state_get((const struct dx_state *)result, DX_EXISTS));
}

const char *dxaws_widget_result_arn(const dxaws_widget_result *result)
{
    return dx_state_text((const struct dx_state *)result, WIDGET_ARN);
}
