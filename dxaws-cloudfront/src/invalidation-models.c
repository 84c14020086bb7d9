/* SPDX-License-Identifier: MIT */
/* Invalidations: typed accessors over their documents. */
#include <dxaws/cloudfront-invalidation.h>

#include "schema.h"

#include <dxaws/kit/accessors.h>

DX_ITEM_LIFE(dxaws_cloudfront_invalidation)
DX_ITEM_TEXT(dxaws_cloudfront_invalidation, reference, NULL, CF_INVALIDATION_REFERENCE)
DX_ITEM_TEXTS(dxaws_cloudfront_invalidation, path, CF_INVALIDATION_PATHS)
DX_ITEM_TEXTS(dxaws_cloudfront_invalidation, key, CF_INVALIDATION_KEYS)
DX_ITEM_TEXT(dxaws_cloudfront_invalidation, prefix, NULL, CF_INVALIDATION_PREFIX)
DX_ITEM_TEXT(dxaws_cloudfront_invalidation, root_object, NULL, CF_INVALIDATION_ROOT)
DX_ITEM_TEXT(dxaws_cloudfront_invalidation, urls, NULL, CF_INVALIDATION_URLS)
DX_ITEM_BOOLEAN(dxaws_cloudfront_invalidation, queries, CF_INVALIDATION_QUERIES)
DX_ITEM_TEXT(dxaws_cloudfront_invalidation, id, NULL, CF_ID)

DX_ITEM_ACCESSORS(dxaws_cloudfront_desired, invalidation, dxaws_cloudfront_invalidation,
                  CF_INVALIDATION)
DX_ITEM_ACCESSORS(dxaws_cloudfront_current, invalidation, dxaws_cloudfront_invalidation,
                  CF_INVALIDATION)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, invalidation_id, CF_INVALIDATION_ID)

static const char *const status_words[] = {
    [DXAWS_CLOUDFRONT_INVALIDATION_STATUS_OTHER] = "OTHER",
    [DXAWS_CLOUDFRONT_INVALIDATION_STATUS_IN_PROGRESS] = CF_IN_PROGRESS,
    [DXAWS_CLOUDFRONT_INVALIDATION_STATUS_COMPLETED] = CF_COMPLETED,
};
static const struct dx_words statuses = {status_words, sizeof status_words / sizeof *status_words,
                                         DXAWS_CLOUDFRONT_INVALIDATION_STATUS_OTHER};

DX_WORD_ACCESSORS(dxaws_cloudfront_current, invalidation_status, CF_INVALIDATION_STATUS,
                  dxaws_cloudfront_invalidation_status, &statuses)

const char *dxaws_cloudfront_invalidation_status_name(dxaws_cloudfront_invalidation_status status)
{
    return dx_word_name(&statuses, (int)status);
}

dxaws_cloudfront_invalidation_status dxaws_cloudfront_invalidation_status_from_name(
    const char *name)
{
    return (dxaws_cloudfront_invalidation_status)dx_word_find(&statuses, name);
}
