/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <dxaws/kit/accessors.h>

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

void dxaws_s3_desired_set_present(dxaws_s3_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_s3_desired_leave(dxaws_s3_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_s3_desired_set_tag(dxaws_s3_desired *desired, const char *key, const char *value)
{
    dx_state_set_member((struct dx_state *)desired, S3_TAGS, key, value);
}

void dxaws_s3_desired_set_public_access_block(dxaws_s3_desired *desired, unsigned blocks)
{
    dx_state_set_value((struct dx_state *)desired, S3_BLOCK, s3_block_to_json(blocks));
}

/* A member of the encryption. */
#define ENCRYPTION_TEXT(state, member, name)                                                       \
    void state##_set_encryption_##member(state *self, const char *text)                            \
    {                                                                                              \
        dx_state_set_object_text((struct dx_state *)self, S3_ENCRYPTION, name, text);              \
    }                                                                                              \
    const char *state##_encryption_##member(const state *self)                                     \
    {                                                                                              \
        return dx_text(dx_state_get((const struct dx_state *)self, S3_ENCRYPTION), name);          \
    }
#define ENCRYPTION(state)                                                                          \
    ENCRYPTION_TEXT(state, algorithm, S3_ALGORITHM)                                                \
    ENCRYPTION_TEXT(state, kms_key, S3_KMS_KEY)                                                    \
    void state##_set_encryption_bucket_key(state *self, bool enabled)                              \
    {                                                                                              \
        dx_state_set_object_member((struct dx_state *)self, S3_ENCRYPTION, S3_BUCKET_KEY,          \
                                   json_boolean(enabled));                                         \
    }                                                                                              \
    bool state##_encryption_bucket_key(const state *self, bool *enabled)                           \
    {                                                                                              \
        return member_boolean(dx_state_get((const struct dx_state *)self, S3_ENCRYPTION),          \
                              S3_BUCKET_KEY, enabled);                                             \
    }

static bool member_boolean(const json_t *object, const char *name, bool *output)
{
    const json_t *value = json_object_get(object, name);
    if (json_is_boolean(value)) {
        *output = json_is_true(value);
    }
    return json_is_boolean(value);
}

ENCRYPTION(dxaws_s3_desired)
ENCRYPTION(dxaws_s3_current)

/* The four switches; false for what is not set, or left alone. */
static bool blocks_of(const void *state, unsigned *blocks)
{
    const json_t *object = dx_state_get(state, S3_BLOCK);
    if (json_is_object(object)) {
        *blocks = s3_block_from_json(object);
    }
    return json_is_object(object);
}

bool dxaws_s3_desired_public_access_block(const dxaws_s3_desired *desired, unsigned *blocks)
{
    return blocks_of(desired, blocks);
}

/* A member's JSON for free(), or NULL. */
static char *text_of(const json_t *value)
{
    return json_is_object(value) ? json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
}

/* The items of a document of several parties, by their names. What is no JSON is stored as null and
 * refused, by its name, when the Desired is checked. */
static void set_item(dxaws_s3_desired *desired, const char *attribute, const char *name,
                     const char *json)
{
    if (desired != NULL && name != NULL) {
        json_t *value = json ? json_loads(json, JSON_REJECT_DUPLICATES, NULL) : NULL;
        dx_state_set_object_member((struct dx_state *)desired, attribute, name,
                                   value ? value : json_null());
    }
}

static const char *name_at(const dxaws_s3_desired *desired, const char *attribute, size_t index)
{
    json_t *items = (json_t *)(uintptr_t)dx_state_get((const struct dx_state *)desired, attribute);
    void *at = json_object_iter(items);
    for (size_t i = 0; at != NULL && i < index; i++) {
        at = json_object_iter_next(items, at);
    }
    return at ? json_object_iter_key(at) : NULL;
}

#define ITEMS(item, name, attribute)                                                               \
    void dxaws_s3_desired_set_##item(dxaws_s3_desired *desired, const char *key, const char *json) \
    {                                                                                              \
        set_item(desired, attribute, key, json);                                                   \
    }                                                                                              \
    size_t dxaws_s3_desired_##item##_count(const dxaws_s3_desired *desired)                        \
    {                                                                                              \
        return dx_state_count((const struct dx_state *)desired, attribute);                        \
    }                                                                                              \
    const char *dxaws_s3_desired_##item##_##name##_at(const dxaws_s3_desired *desired,             \
                                                      size_t index)                                \
    {                                                                                              \
        return name_at(desired, attribute, index);                                                 \
    }                                                                                              \
    char *dxaws_s3_desired_##item(const dxaws_s3_desired *desired, const char *key)                \
    {                                                                                              \
        return text_of(                                                                            \
            json_object_get(dx_state_get((const struct dx_state *)desired, attribute), key));      \
    }
ITEMS(policy_statement, sid, S3_STATEMENTS)
ITEMS(lifecycle_rule, id, S3_RULES)

dxaws_error *dxaws_s3_desired_check(const dxaws_s3_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

DX_PARSE(dxaws_s3_desired, &s3_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_s3_desired)
DX_TEXT_GETTER(dxaws_s3_desired, name, S3_NAME)
DX_TEXT_GETTER(dxaws_s3_desired, region, S3_REGION)
DX_SWITCH_GETTER(dxaws_s3_desired, is_present, DX_PRESENT, true)
DX_BOOLEAN_ACCESSORS(dxaws_s3_desired, versioning, S3_VERSIONING)
DX_UNSET(dxaws_s3_desired, versioning, S3_VERSIONING)
DX_UNSET(dxaws_s3_desired, public_access_block, S3_BLOCK)
DX_UNSET(dxaws_s3_desired, encryption, S3_ENCRYPTION)
DX_UNSET(dxaws_s3_desired, policy_statements, S3_STATEMENTS)
DX_UNSET(dxaws_s3_desired, lifecycle_rules, S3_RULES)
DX_BOOLEAN_ACCESSORS(dxaws_s3_desired, strict, S3_STRICT)
DX_UNSET(dxaws_s3_desired, strict, S3_STRICT)
DX_TAGS_ACCESSORS(dxaws_s3_desired, tags, S3_TAGS)
DX_TEXT_ACCESSORS(dxaws_s3_desired, object_ownership, S3_OWNERSHIP)
DX_TEXT_ACCESSORS(dxaws_s3_desired, owner, DX_OWNER)
DX_BOOLEAN_ACCESSORS(dxaws_s3_desired, mark, DX_MARK)
DX_UNSET(dxaws_s3_desired, mark, DX_MARK)
DX_BOOLEAN_ACCESSORS(dxaws_s3_desired, tags_exact, DX_TAGS_EXACT)
DX_UNSET(dxaws_s3_desired, tags_exact, DX_TAGS_EXACT)
DX_TEXT_ACCESSORS(dxaws_s3_desired, account, S3_ACCOUNT)
DX_BOOLEAN_ACCESSORS(dxaws_s3_desired, force_empty, S3_FORCE_EMPTY)
DX_UNSET(dxaws_s3_desired, force_empty, S3_FORCE_EMPTY)

/* Current */

dxaws_s3_current *dxaws_s3_current_new(void)
{
    return dx_state_new(sizeof(dxaws_s3_current), &s3_schema);
}

void dxaws_s3_current_set_status(dxaws_s3_current *current, dxaws_s3_status status)
{
    struct dx_state *state = (struct dx_state *)current;
    dx_state_set_text(state, S3_STATUS, dx_word_stored(&s3_status_words, (int)status));
    dx_state_set_boolean(state, DX_EXISTS,
                         status == DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS ||
                             status == DXAWS_S3_STATUS_EXISTS_NO_ACCESS);
}

void dxaws_s3_current_set_public_access_block(dxaws_s3_current *current, unsigned blocks)
{
    dx_state_set_value((struct dx_state *)current, S3_BLOCK, s3_block_to_json(blocks));
}

bool dxaws_s3_current_public_access_block(const dxaws_s3_current *current, unsigned *blocks)
{
    return blocks_of(current, blocks);
}

#define DOCUMENT(member, attribute)                                                                \
    void dxaws_s3_current_set_##member(dxaws_s3_current *current, const char *json)                \
    {                                                                                              \
        json_t *value = json ? json_loads(json, JSON_REJECT_DUPLICATES, NULL) : NULL;              \
        if (json != NULL) {                                                                        \
            dx_state_set_value((struct dx_state *)current, attribute,                              \
                               value ? value : json_null());                                       \
        } else {                                                                                   \
            dx_state_set_text((struct dx_state *)current, attribute, NULL);                        \
        }                                                                                          \
    }                                                                                              \
    char *dxaws_s3_current_##member(const dxaws_s3_current *current)                               \
    {                                                                                              \
        return text_of(dx_state_get((const struct dx_state *)current, attribute));                 \
    }
DOCUMENT(policy, S3_POLICY)
DOCUMENT(lifecycle, S3_LIFECYCLE)

DX_PARSE(dxaws_s3_current, &s3_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_s3_current)
DX_WORD_GETTER(dxaws_s3_current, status, S3_STATUS, dxaws_s3_status, &s3_status_words)
DX_TEXT_ACCESSORS(dxaws_s3_current, name, S3_NAME)
DX_TEXT_ACCESSORS(dxaws_s3_current, region, S3_REGION)
DX_TEXT_ACCESSORS(dxaws_s3_current, object_ownership, S3_OWNERSHIP)
DX_BOOLEAN_ACCESSORS(dxaws_s3_current, versioning, S3_VERSIONING)
DX_TAGS_ACCESSORS(dxaws_s3_current, tags, S3_TAGS)
DX_BOOLEAN_ACCESSORS(dxaws_s3_current, has_objects, S3_HAS_OBJECTS)
DX_BOOLEAN_ACCESSORS(dxaws_s3_current, has_uploads, S3_HAS_UPLOADS)

/* Result */

DX_FORMAT_AND_FREE(dxaws_s3_result)
DX_SWITCH_GETTER(dxaws_s3_result, exists, DX_EXISTS, false)
DX_TEXT_GETTER(dxaws_s3_result, name, S3_NAME)
DX_TEXT_GETTER(dxaws_s3_result, region, S3_REGION)
DX_TEXT_GETTER(dxaws_s3_result, arn, "arn")
DX_TEXT_GETTER(dxaws_s3_result, domain_name, "domain_name")

/* Words */

static const char *const status_words[] = {
    [DXAWS_S3_STATUS_DOES_NOT_EXIST] = "does_not_exist",
    [DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS] = "exists_have_access",
    [DXAWS_S3_STATUS_EXISTS_NO_ACCESS] = "exists_no_access",
};
/* The words are our own, so that there are no others. */
const struct dx_words s3_status_words = {status_words, sizeof status_words / sizeof *status_words,
                                         DXAWS_S3_STATUS_UNKNOWN};

const char *dxaws_s3_status_name(dxaws_s3_status status)
{
    return dx_word_name(&s3_status_words, (int)status);
}

dxaws_s3_status dxaws_s3_status_from_name(const char *name)
{
    return (dxaws_s3_status)dx_word_find(&s3_status_words, name);
}
