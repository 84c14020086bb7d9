/* SPDX-License-Identifier: MIT */
/* Trying again, for as long as CloudFront may disagree with itself. */
#include "operations.h"

#include <dxaws/extend/error.h>

enum { RETRY_LIMIT_MS = 180000, FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 15000 };

struct patience patience_new(dxaws_context *context, const char *first, const char *second)
{
    return (struct patience){
        .context = context,
        .codes = {first, second},
        .limit_ms = RETRY_LIMIT_MS,
        .start_ms = dxaws_context_monotonic_ms(context),
        .pause_ms = FIRST_PAUSE_MS,
    };
}

bool patience_pause(struct patience *patience, dxaws_error **error)
{
    int64_t elapsed = dxaws_context_monotonic_ms(patience->context) - patience->start_ms;
    if (elapsed >= patience->limit_ms) {
        return false;
    }
    *error = dxaws_context_sleep_ms(patience->context, patience->pause_ms);
    patience->pause_ms =
        patience->pause_ms * 2 < LONGEST_PAUSE_MS ? patience->pause_ms * 2 : LONGEST_PAUSE_MS;
    return *error == NULL;
}

bool patience_try_again(struct patience *patience, dxaws_error **error)
{
    bool passes = false;
    for (size_t i = 0; patience->codes[i] != NULL; i++) {
        passes = passes || dxaws_error_is_refusal(*error, patience->codes[i]);
    }
    dxaws_error *ended = NULL;
    if (!passes || (!patience_pause(patience, &ended) && ended == NULL)) {
        return false;
    }
    dxaws_error_free(*error);
    *error = ended;
    return ended == NULL;
}
