/* SPDX-License-Identifier: MIT */
/* When a wait is over, and what actions make of a distribution that is only simulated. */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dxaws_error *cloudfront_converged(const char *kind, const json_t *payload, const json_t *observed,
                                  struct dx_wait_state *state)
{
    if (strcmp(kind, CF_WAIT_INVALIDATED) == 0) {
        cloudfront_invalidation_converged(observed, state);
        return NULL;
    }
    const char *status = dx_text(observed, CF_STATUS);
    const char *previous = dx_text(payload, "previous_etag");
    const char *etag = dx_text(observed, CF_ETAG);
    const char *written = dx_text(observed, CF_WRITTEN_ETAG);
    bool wanted = json_is_true(json_object_get(payload, CF_ENABLED));
    bool enabled = json_is_true(json_object_get(observed, CF_ENABLED));
    state->done = false;
    if (!dx_exists(observed)) {
        state->done = !wanted; /* it was to be deleted next */
        return wanted ? dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront",
                                        DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE,
                                        "cloudfront %s: the distribution was deleted while its "
                                        "deployment was awaited; run again to create it",
                                        dx_text(payload, CF_NAME))
                      : NULL;
    }
    /* A server whose answer to the change had the former ETag has no other one to wait for. */
    bool former = previous != NULL && etag != NULL && strcmp(previous, etag) == 0 &&
                  (written == NULL || strcmp(previous, written) != 0);
    if (enabled != wanted || former) {
        snprintf(state->why, sizeof state->why,
                 "CloudFront still shows the distribution as it was before the change");
        return NULL;
    }
    state->done = status != NULL && strcmp(status, CF_DEPLOYED) == 0;
    snprintf(state->why, sizeof state->why,
             "distribution %s is %s, to be " CF_DEPLOYED "; this usually takes 3 minutes",
             dx_text(observed, CF_ID), status ? status : "in an unknown state");
    return NULL;
}

static void set_text(bool *whole, json_t *object, const char *name, const char *text)
{
    if (text != NULL) {
        dx_put(whole, object, name, json_string(text));
    }
}

/* Every change makes another ETag, which the wait looks at. */
static void change(bool *whole, json_t *observed)
{
    char etag[CLOUDFRONT_ID_SIZE];
    const char *before = dx_text(observed, CF_ETAG);
    cloudfront_make_id('E', before ? before : "etag", etag);
    set_text(whole, observed, CF_ETAG, etag);
    set_text(whole, observed, CF_STATUS, CF_IN_PROGRESS);
}

/* The distribution signs with our access control, if there is one. */
static void put_origin(bool *whole, json_t *observed)
{
    json_t *control = json_object_get(observed, CF_OAC);
    if (control != NULL) {
        dx_put(whole, observed, CF_ORIGIN_OAC, json_incref(control));
    }
}

static void simulate_create(bool *whole, const json_t *payload, json_t *observed)
{
    *whole = cloudfront_copy_configuration(observed, payload) && *whole;
    const char *comment = dx_text(payload, CF_COMMENT);
    char id[CLOUDFRONT_ID_SIZE];
    char text[96];
    cloudfront_make_id('E', comment, id);
    set_text(whole, observed, CF_ID, id);
    snprintf(text, sizeof text, "arn:aws:cloudfront::123456789012:distribution/%s", id);
    set_text(whole, observed, CF_ARN, text);
    cloudfront_make_id('d', comment, id);
    snprintf(text, sizeof text, "%s.cloudfront.net", id);
    set_text(whole, observed, CF_DOMAIN_NAME, text);
    set_text(whole, observed, CF_REFERENCE, comment);
    put_origin(whole, observed);
    change(whole, observed);
}

/* What an access control of ours is like once it was made. */
static void simulate_oac(bool *whole, const json_t *payload, json_t *observed)
{
    char id[CLOUDFRONT_ID_SIZE];
    const char *description = dx_text(payload, CF_OAC_DESCRIPTION);
    cloudfront_make_id('E', dx_text(payload, CF_OAC_NAME), id);
    set_text(whole, observed, CF_OAC, id);
    set_text(whole, observed, CF_OAC_DESCRIPTION, description ? description : "");
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        set_text(whole, observed, cloudfront_signing[i].attribute, cloudfront_signing[i].wanted);
    }
}

static void simulate_signing(bool *whole, const json_t *payload, json_t *observed)
{
    dx_put_from(whole, observed, CF_OAC_DESCRIPTION, payload);
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        dx_put_from(whole, observed, cloudfront_signing[i].attribute, payload);
    }
}

bool cloudfront_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    bool whole = true;
    if (strcmp(kind, CF_CREATE_OAC) == 0) {
        simulate_oac(&whole, payload, observed);
    } else if (strcmp(kind, CF_UPDATE_OAC) == 0) {
        simulate_signing(&whole, payload, observed);
    } else if (strcmp(kind, CF_CREATE) == 0) {
        simulate_create(&whole, payload, observed);
    } else if (strcmp(kind, CF_UPDATE) == 0) {
        whole = cloudfront_copy_configuration(observed, payload) && whole;
        if (json_object_get(payload, CF_OAC) != NULL) {
            put_origin(&whole, observed);
        }
        change(&whole, observed);
    } else if (strcmp(kind, CF_DISABLE) == 0) {
        dx_put(&whole, observed, CF_ENABLED, json_false());
        change(&whole, observed);
    } else if (strcmp(kind, CF_WAIT) == 0) {
        set_text(&whole, observed, CF_STATUS, CF_DEPLOYED);
    } else if (strcmp(kind, CF_INVALIDATE) == 0) {
        cloudfront_simulate_invalidation(&whole, payload, observed);
    } else if (strcmp(kind, CF_WAIT_INVALIDATED) == 0) {
        set_text(&whole, observed, CF_INVALIDATION_STATUS, CF_COMPLETED);
    } else if (strcmp(kind, CF_DELETE_OAC) == 0) {
        json_object_del(observed, CF_OAC);
        json_object_del(observed, CF_OAC_DESCRIPTION);
        json_object_del(observed, CF_OAC_USERS);
        for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
            json_object_del(observed, cloudfront_signing[i].attribute);
        }
    }
    return whole;
}
