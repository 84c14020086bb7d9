/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result of content: typed accessors over their documents. */
#include "content-schema.h"

#include <dxaws/kit/accessors.h>

#include <stdlib.h>

/* Desired */

dxaws_s3_content_desired *dxaws_s3_content_desired_new(const char *bucket, const char *region)
{
    dxaws_s3_content_desired *desired = dx_state_new(sizeof *desired, &content_schema);
    if (desired != NULL) {
        dx_state_set_text(&desired->state, DOC_BUCKET, bucket);
        dx_state_set_text(&desired->state, DOC_REGION, region);
    }
    return desired;
}

DX_PARSE(dxaws_s3_content_desired, &content_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_s3_content_desired)
DX_TEXT_GETTER(dxaws_s3_content_desired, bucket, DOC_BUCKET)
DX_TEXT_GETTER(dxaws_s3_content_desired, region, DOC_REGION)
DX_TEXT_ACCESSORS(dxaws_s3_content_desired, prefix, DOC_PREFIX)
DX_TEXT_ACCESSORS(dxaws_s3_content_desired, account, DOC_ACCOUNT)
DX_TEXT_ACCESSORS(dxaws_s3_content_desired, source, DOC_SOURCE)
DX_TEXT_ACCESSORS(dxaws_s3_content_desired, existing, DOC_EXISTING)
DX_INTEGER_ACCESSORS(dxaws_s3_content_desired, prune_ms, DOC_PRUNE)
DX_UNSET(dxaws_s3_content_desired, prune_ms, DOC_PRUNE)
DX_BOOLEAN_ACCESSORS(dxaws_s3_content_desired, awaits_bucket, DOC_AWAITS)
DX_UNSET(dxaws_s3_content_desired, awaits_bucket, DOC_AWAITS)
DX_BOOLEAN_ACCESSORS(dxaws_s3_content_desired, forgets_copies, DOC_FORGETS)
DX_UNSET(dxaws_s3_content_desired, forgets_copies, DOC_FORGETS)
DX_SWITCH_GETTER(dxaws_s3_content_desired, is_present, DX_PRESENT, true)

dxaws_error *dxaws_s3_content_desired_check(const dxaws_s3_content_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_s3_content_desired_set_present(dxaws_s3_content_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_s3_content_desired_leave(dxaws_s3_content_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

/* Desired: how a folder is published */

static const json_t *publish_member(const dxaws_s3_content_desired *desired, const char *name)
{
    return json_object_get(dx_state_get((const struct dx_state *)desired, DOC_PUBLISH), name);
}

/* One more of a list in `publish`; @a item is taken over, and NULL is what cannot be stored. */
static void add_item(dxaws_s3_content_desired *desired, const char *name, json_t *item)
{
    json_t *list = (json_t *)(uintptr_t)publish_member(desired, name);
    if (desired == NULL) {
        json_decref(item);
        return;
    }
    json_t *longer = json_is_array(list) ? json_copy(list) : json_array();
    bool whole = item != NULL && json_array_append_new(longer, item) == 0;
    dx_state_set_object_member(&desired->state, DOC_PUBLISH, name, longer);
    desired->state.out_of_memory = desired->state.out_of_memory || !whole;
}

void dxaws_s3_content_desired_add_exclude(dxaws_s3_content_desired *desired, const char *pattern)
{
    json_t *text = pattern ? json_string(pattern) : NULL;
    json_t *probe = pattern && text == NULL ? json_string_nocheck(pattern) : NULL;
    if (desired != NULL && probe != NULL && desired->state.refused == NULL) {
        desired->state.refused = DOC_PUBLISH; /* no UTF-8 */
        text = json_string("");
    }
    json_decref(probe);
    if (pattern != NULL) {
        add_item(desired, DOC_EXCLUDE, text);
    }
}

size_t dxaws_s3_content_desired_exclude_count(const dxaws_s3_content_desired *desired)
{
    return json_array_size(publish_member(desired, DOC_EXCLUDE));
}

const char *dxaws_s3_content_desired_exclude_at(const dxaws_s3_content_desired *desired,
                                                size_t index)
{
    return json_string_value(json_array_get(publish_member(desired, DOC_EXCLUDE), index));
}

void dxaws_s3_content_desired_set_links(dxaws_s3_content_desired *desired, const char *links)
{
    dx_state_set_object_text((struct dx_state *)desired, DOC_PUBLISH, DOC_LINKS, links);
}

const char *dxaws_s3_content_desired_links(const dxaws_s3_content_desired *desired)
{
    return json_string_value(publish_member(desired, DOC_LINKS));
}

/* What is no JSON object is kept as the text that it is, for the check to refuse. */
void dxaws_s3_content_desired_add_rule(dxaws_s3_content_desired *desired, const char *json)
{
    if (json != NULL) {
        json_t *rule = json_loads(json, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
        add_item(desired, DOC_RULES, rule ? rule : json_string(json));
    }
}

size_t dxaws_s3_content_desired_rule_count(const dxaws_s3_content_desired *desired)
{
    return json_array_size(publish_member(desired, DOC_RULES));
}

char *dxaws_s3_content_desired_rule_at(const dxaws_s3_content_desired *desired, size_t index)
{
    const json_t *rule = json_array_get(publish_member(desired, DOC_RULES), index);
    return rule ? json_dumps(rule, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) : NULL;
}

/* Desired: objects one by one */

static const json_t *object_of(const dxaws_s3_content_desired *desired, const char *key)
{
    const json_t *objects = dx_state_get((const struct dx_state *)desired, DOC_OBJECTS);
    return key ? json_object_get(objects, key) : NULL;
}

void dxaws_s3_content_desired_set_object(dxaws_s3_content_desired *desired, const char *key,
                                         const char *text)
{
    struct dx_state *state = (struct dx_state *)desired;
    if (text == NULL) {
        dx_state_set_object_text(state, DOC_OBJECTS, key, NULL);
        return;
    }
    json_t *value = json_string(text);
    json_t *probe = value ? NULL : json_string_nocheck(text);
    if (state != NULL && probe != NULL && state->refused == NULL) {
        state->refused = DOC_OBJECTS; /* no UTF-8 */
        value = json_string("");
    }
    json_decref(probe);
    dx_state_set_object_member(state, DOC_OBJECTS, key,
                               value ? json_pack("{so}", DOC_TEXT, value) : NULL);
}

void dxaws_s3_content_desired_set_object_header(dxaws_s3_content_desired *desired, const char *key,
                                                const char *name, const char *value)
{
    json_t *object = (json_t *)(uintptr_t)object_of(desired, key);
    json_t *headers = json_object_get(object, DOC_HEADERS);
    if (object == NULL || name == NULL) {
        return;
    }
    bool whole = true;
    if (headers == NULL) {
        headers = dx_put_child(&whole, object, DOC_HEADERS, json_object());
    }
    if (value == NULL) {
        json_object_del(headers, name);
    } else {
        dx_put(&whole, headers, name, json_string(value));
    }
    desired->state.out_of_memory = desired->state.out_of_memory || !whole;
}

size_t dxaws_s3_content_desired_object_count(const dxaws_s3_content_desired *desired)
{
    return dx_state_count((const struct dx_state *)desired, DOC_OBJECTS);
}

const char *dxaws_s3_content_desired_object_key_at(const dxaws_s3_content_desired *desired,
                                                   size_t index)
{
    const json_t *objects = dx_state_get((const struct dx_state *)desired, DOC_OBJECTS);
    const char *key;
    json_t *object;
    json_object_foreach((json_t *)(uintptr_t)objects, key, object) {
        if (index-- == 0) {
            return key;
        }
    }
    return NULL;
}

const char *dxaws_s3_content_desired_object(const dxaws_s3_content_desired *desired,
                                            const char *key)
{
    return dx_text(object_of(desired, key), DOC_TEXT);
}

const char *dxaws_s3_content_desired_object_header(const dxaws_s3_content_desired *desired,
                                                   const char *key, const char *name)
{
    const json_t *headers = json_object_get(object_of(desired, key), DOC_HEADERS);
    return name ? dx_text(headers, name) : NULL;
}

/* Current */

dxaws_s3_content_current *dxaws_s3_content_current_new(void)
{
    return dx_state_new(sizeof(dxaws_s3_content_current), &content_schema);
}

DX_PARSE(dxaws_s3_content_current, &content_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_s3_content_current)
DX_SWITCH_GETTER(dxaws_s3_content_current, exists, DX_EXISTS, false)

/* Result */

DX_FORMAT_AND_FREE(dxaws_s3_content_result)
DX_TEXTS_GETTERS(dxaws_s3_content_result, stale, DOC_STALE)
DX_SWITCH_GETTER(dxaws_s3_content_result, is_all_stale, DOC_ALL_STALE, false)
DX_TEXT_GETTER(dxaws_s3_content_result, reference, DOC_REFERENCE)
DX_INTEGER_GETTER(dxaws_s3_content_result, written, DOC_WRITTEN)
DX_INTEGER_GETTER(dxaws_s3_content_result, removed, DOC_REMOVED_COUNT)
DX_INTEGER_GETTER(dxaws_s3_content_result, bytes, DOC_BYTES_WRITTEN)
