/* SPDX-License-Identifier: MIT */
/* S3 has not always caught up with itself: how long a call is tried. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <string.h>

enum { PRINCIPAL_MS = 30000, LONGEST_PAUSE_MS = 8000 };

/* One call: a write of a value, alone or to a part, or a look at parts. */
struct call {
    s3_write *write;
    const json_t *value;
    enum s3_part part;
    unsigned parts;
    json_t **found;
};

static dxaws_error *make_call(const struct action *action, const struct call *call)
{
    const struct operations *on = action->on;
    if (call->found != NULL) {
        return operations_look(on, action->context, &action->bucket, call->parts, call->found);
    }
    return call->write ? call->write(on->self, action->context, &action->bucket, call->value)
                       : on->service->put(on->self, action->context, &action->bucket, call->part,
                                          call->value);
}

/* How long it makes sense to try again after this error; 0 for not at all. */
static int64_t patience_ms(const struct action *action, const dxaws_error *error)
{
    /* The bucket was made by this very run. */
    if (dxaws_error_is_refusal(error, "NoSuchBucket") &&
        json_is_true(json_object_get(dxaws_s3_current_tree(action->observed), S3_CREATED))) {
        return S3_VISIBLE_MS;
    }
    /* A role that was made a moment ago is not known to S3 at once. */
    if (dxaws_error_is_refusal(error, "MalformedPolicy") &&
        strstr(dxaws_error_message(error), "principal") != NULL) {
        return PRINCIPAL_MS;
    }
    return 0;
}

/* Makes the call, again and again while S3 has not caught up with itself. */
static dxaws_error *patiently(const struct action *action, const struct call *call)
{
    int64_t start = dxaws_context_monotonic_ms(action->context);
    for (int64_t pause = S3_FIRST_PAUSE_MS;; pause *= 2) {
        dxaws_error *error = make_call(action, call);
        int64_t left = start + (error ? patience_ms(action, error) : 0) -
                       dxaws_context_monotonic_ms(action->context);
        if (error == NULL || left <= 0) {
            return error;
        }
        pause = pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
        dxaws_error *interrupted =
            dxaws_context_sleep_ms(action->context, pause < left ? pause : left);
        if (interrupted != NULL) {
            dxaws_error_set_cause(interrupted, error);
            return interrupted;
        }
        dxaws_error_free(error);
    }
}

dxaws_error *operations_send(const struct action *action, s3_write *write, const json_t *value)
{
    return patiently(action, &(struct call){.write = write, .value = value});
}

dxaws_error *operations_put(const struct action *action, enum s3_part part, const json_t *value)
{
    return patiently(action, &(struct call){.part = part, .value = value});
}

dxaws_error *operations_ask(const struct action *action, unsigned parts, json_t **found)
{
    return patiently(action, &(struct call){.parts = parts, .found = found});
}
