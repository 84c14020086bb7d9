/* SPDX-License-Identifier: MIT */
/* What is read besides, and only then, because it decides whether what is wanted can be: how a
 * bucket is encrypted that CloudFront is going to read for the first time, since with a key whose
 * policy does not let it each page is a 403; whom its ACL lets in, where there are to be none; and
 * whether what is to be removed can be locked. */
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <string.h>

/* What may not be read, or is not known to a server, is not in the way. */
static bool is_forgiven(const dxaws_error *error)
{
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    return kind == DXAWS_ERROR_PERMISSION || kind == DXAWS_ERROR_NOT_FOUND ||
           kind == DXAWS_ERROR_UNSUPPORTED;
}

static bool is_wanted(const json_t *wanted)
{
    return dx_is_present(wanted);
}

static bool needs_encryption(const json_t *wanted, const json_t *found)
{
    return is_wanted(wanted) && json_object_get(wanted, S3_ENCRYPTION) == NULL && /* not yet read */
           policy_opens_to_cloudfront(json_object_get(wanted, S3_STATEMENTS),
                                      json_object_get(found, S3_POLICY));
}

static bool needs_grants(const json_t *wanted, const json_t *found)
{
    const char *ownership = dx_text(wanted, S3_OWNERSHIP);
    const char *now = dx_text(found, S3_OWNERSHIP);
    return is_wanted(wanted) && ownership != NULL &&
           strcmp(ownership, DXAWS_S3_OWNERSHIP_ENFORCED) == 0 && now != NULL &&
           strcmp(now, ownership) != 0;
}

static bool needs_lock(const json_t *wanted, const json_t *found)
{
    return !is_wanted(wanted) && json_is_true(json_object_get(wanted, S3_FORCE_EMPTY)) &&
           json_is_true(json_object_get(found, S3_HAS_OBJECTS));
}

static const struct {
    enum s3_part part;
    bool (*is_needed)(const json_t *wanted, const json_t *found);
} besides[] = {
    {S3_PART_ENCRYPTION, needs_encryption},
    {S3_PART_GRANTS, needs_grants},
    {S3_PART_LOCK, needs_lock},
};

dxaws_error *operations_foresee(const struct operations *on, dxaws_context *context,
                                const struct s3_bucket *bucket, const json_t *wanted,
                                dxaws_s3_current *current)
{
    dxaws_error *error = NULL;
    if (dxaws_s3_current_status(current) != DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof besides / sizeof *besides && error == NULL; i++) {
        json_t *found = NULL;
        if (!besides[i].is_needed(wanted, dxaws_s3_current_tree(current))) {
            continue;
        }
        error = operations_look(on, context, bucket, 1U << besides[i].part, &found);
        if (error != NULL && is_forgiven(error)) {
            dxaws_error_free(error);
            error = NULL;
        } else {
            error = error ? error : dxaws_s3_current_assign_tree(current, found);
        }
        json_decref(found);
    }
    return error;
}
