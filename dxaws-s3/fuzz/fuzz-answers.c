/* SPDX-License-Identifier: MIT */
/* Any bytes as S3's answer: read cleanly or refused with PROTOCOL; and what was read is read again
 * from what would be sent to keep it so. */
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/fuzz-main.h>

#include "content/listing.h"
#include "policy.h"
#include "shared.h"
#include "providers/aws-shapes.h"

/* True when it was read. */
static bool was_read(dxaws_error *error)
{
    bool read = error == NULL;
    dx_fuzz_require(read || dxaws_error_get_kind(error) == DXAWS_ERROR_PROTOCOL);
    dxaws_error_free(error);
    return read;
}

typedef dxaws_error *reader(const char *body, size_t size, json_t **found);

/* What @a read makes of a text, when @a body, which is taken over, is written from it. */
static void check_again(reader *read, json_t *found, char *body)
{
    json_t *again = NULL;
    dx_fuzz_require(was_read(read(body, strlen(body), &again)));
    dx_fuzz_require(json_equal(found, again));
    json_decref(again);
    free(body);
}

static void check_versioning(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_versioning(text, size, &found))) {
        bool enabled = json_is_true(json_object_get(found, S3_VERSIONING));
        check_again(shape_read_versioning, found, shape_versioning(enabled));
    }
    json_decref(found);
}

static void check_block(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_public_access_block(text, size, &found))) {
        check_again(shape_read_public_access_block, found,
                    shape_public_access_block(json_object_get(found, S3_BLOCK)));
    }
    json_decref(found);
}

static void check_encryption(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_encryption(text, size, &found))) {
        const json_t *encryption = json_object_get(found, S3_ENCRYPTION);
        if (dx_text(encryption, S3_ALGORITHM) != NULL) { /* else nothing is encrypted */
            check_again(shape_read_encryption, found, shape_encryption(encryption));
        }
    }
    json_decref(found);
}

static void check_ownership(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_ownership_controls(text, size, &found))) {
        check_again(shape_read_ownership_controls, found,
                    shape_ownership_controls(dx_text(found, S3_OWNERSHIP)));
    }
    json_decref(found);
}

static void check_grants(const char *text, size_t size)
{
    json_t *found = NULL;
    dx_fuzz_require(was_read(shape_read_grants(text, size, &found)) == (found != NULL));
    json_decref(found);
}

/* Our rule stands among whatever rules there were, once, and all are read as they were. */
static void check_lifecycle(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_lifecycle(text, size, &found))) {
        json_t *lifecycle = json_object_get(found, S3_LIFECYCLE);
        json_t *ours = json_pack("{s{ss}}", "Ours", "Status", "Enabled");
        json_t *merged = shared_merge(&s3_shared_lifecycle, lifecycle, ours, NULL);
        dx_fuzz_require(shared_item(&s3_shared_lifecycle, merged, "Ours") != NULL);
        free(shape_lifecycle(merged));
        json_decref(merged);
        json_decref(ours);
    }
    json_decref(found);
}

static void check_tagging(const char *text, size_t size)
{
    json_t *found = NULL;
    if (was_read(shape_read_tagging(text, size, &found))) {
        check_again(shape_read_tagging, found, shape_tagging(json_object_get(found, S3_TAGS)));
    }
    json_decref(found);
}

/* Pages that were read are sets with keys, and end or have a next one. */
static void check_listing(const char *text, size_t size)
{
    struct content_entries listed = {0};
    char *next = NULL;
    if (was_read(listing_read_page(text, size, "", &listed, &next))) {
        dx_fuzz_require(next == NULL || next[0] != '\0');
        entries_sort(&listed);
        for (size_t i = 0; i < listed.count; i++) {
            dx_fuzz_require(entries_find(&listed, entries_key(&listed, i)) != CONTENT_ABSENT);
            dx_fuzz_require(listed.items[i].size >= 0 && listed.items[i].time_ms >= 0);
        }
    }
    free(next);
    entries_clear(&listed);
}

/* Our statement stands in whatever policy there was, once. */
static void check_policy(const char *text, size_t size)
{
    json_t *found = NULL;
    if (!was_read(shape_read_policy(text, size, &found))) {
        return;
    }
    const json_t *policy = json_object_get(found, S3_POLICY);
    json_t *ours = json_pack("{s{ssssssss}}", "Ours", "Effect", "Deny", "Principal", "*", "Action",
                             "s3:*", "Resource", "*");
    json_t *merged = policy_merge(policy, ours, NULL);
    json_t *again = policy_merge(merged, ours, NULL);
    dx_fuzz_require(policy_statement(merged, "Ours") != NULL);
    dx_fuzz_require(json_equal(merged, again));
    json_t *sids = json_pack("[s]", "Ours");
    json_t *without = policy_merge(merged, NULL, sids);
    dx_fuzz_require(without != NULL && policy_statement(without, "Ours") == NULL);
    json_decref(without);
    json_decref(sids);
    json_decref(again);
    json_decref(merged);
    json_decref(ours);
    json_decref(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    check_versioning(text, size);
    check_block(text, size);
    check_encryption(text, size);
    check_ownership(text, size);
    check_grants(text, size);
    check_lifecycle(text, size);
    check_tagging(text, size);
    check_policy(text, size);
    check_listing(text, size);
    return 0;
}
