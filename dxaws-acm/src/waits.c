/* SPDX-License-Identifier: MIT */
/* Judging one look of a wait: done, not yet and why, or no way on. */
#include "schema.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>

/* A new certificate may be invisible for a moment; one that stays so was deleted. */
enum { MISSES_ALLOWED = 5 };

static const struct {
    const char *reason;
    const char *remedy;
} remedies[] = {
    {"CAA_ERROR", "allow \"amazon.com\" in the domain's CAA records, then run again"},
    {"NO_AVAILABLE_CONTACTS", "request it with DNS validation: run again"},
    {"ADDITIONAL_VERIFICATION_REQUIRED",
     "ACM wants to look at this domain first: open a support case with AWS"},
    {"DOMAIN_NOT_ALLOWED",
     "the domain is listed as unsafe; have it cleared, then open a support case with AWS"},
    {"INVALID_PUBLIC_DOMAIN",
     "the name does not end in a public suffix; public certificates are for public names only"},
    {"DOMAIN_VALIDATION_DENIED", "the domain's owner refused; ask them, then run again"},
    {"PCA_LIMIT_EXCEEDED", "a quota of the certificate authority is used up; raise it"},
    {"SLR_NOT_FOUND", "create ACM's service-linked role, then run again"},
    {"OTHER", "a problem within ACM: run again later"},
};

static const char *remedy(const char *status, const char *reason)
{
    for (size_t i = 0; reason != NULL && i < sizeof remedies / sizeof *remedies; i++) {
        if (strcmp(remedies[i].reason, reason) == 0) {
            return remedies[i].remedy;
        }
    }
    if (strcmp(status, "VALIDATION_TIMED_OUT") == 0) {
        return "its validation record was not seen for 72 hours: check that the domain is "
               "delegated to the hosted zone, then run again";
    }
    return "run again: a new certificate is requested in its place";
}

static bool is_terminal(const char *status)
{
    static const char *const terminal[] = {"FAILED", "VALIDATION_TIMED_OUT", "EXPIRED", "REVOKED",
                                           "INACTIVE"};
    for (size_t i = 0; i < sizeof terminal / sizeof *terminal; i++) {
        if (strcmp(status, terminal[i]) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *failed(const char *domain, const json_t *observed)
{
    const char *status = dx_text(observed, ACM_STATUS);
    const char *reason = dx_text(observed, ACM_REASON);
    const char *arn = dx_text(observed, ACM_ARN);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_CERTIFICATE_FAILED,
                        "acm %s: certificate %s is %s%s%s: %s", domain, arn ? arn : "", status,
                        reason ? ", " : "", reason ? reason : "", remedy(status, reason));
    dxaws_error_set_resource(error, arn);
    return error;
}

static dxaws_error *vanished(const char *domain, const json_t *observed)
{
    const char *arn = dx_text(observed, ACM_ARN);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_STALE, "acm", DXAWS_ACM_ERROR_CERTIFICATE_VANISHED,
        "acm %s: certificate %s was deleted by somebody else; run again to request a new one",
        domain, arn ? arn : "");
    dxaws_error_set_resource(error, arn);
    dxaws_error_set_retryable(error, true);
    return error;
}

static void say_unused(const json_t *observed, struct dx_wait_state *state)
{
    const json_t *users = json_object_get(observed, ACM_USERS);
    size_t count = json_array_size(users);
    state->done = count == 0;
    const char *first = json_string_value(json_array_get(users, 0));
    if (count > 1) {
        snprintf(state->why, sizeof state->why, "in use by %s and %zu more", first, count - 1);
    } else {
        snprintf(state->why, sizeof state->why, "in use by %s", first ? first : "nothing");
    }
}

/* What nobody here can make: what it is, for who can. */
static void say_elsewhere(const json_t *record, const char *status, struct dx_wait_state *state)
{
    snprintf(state->why, sizeof state->why,
             "make the record %s CNAME %s where the DNS of that name is run; %s, ACM has not seen "
             "it yet",
             dx_text(record, "name"), dx_text(record, "value"), status);
}

static bool is_seen(const json_t *observed)
{
    const char *validation = dx_text(observed, ACM_VALIDATION);
    return validation != NULL && strcmp(validation, "SUCCESS") == 0;
}

static void say_issued(const char *domain, const json_t *observed, struct dx_wait_state *state)
{
    const char *status = dx_text(observed, ACM_STATUS);
    const char *validation = dx_text(observed, ACM_VALIDATION);
    state->done = strcmp(status, "ISSUED") == 0;
    snprintf(state->why, sizeof state->why, "%s; %s: %s, validation record %s by ACM", status,
             domain, validation ? validation : "not validated",
             is_seen(observed) ? "seen" : "not yet seen");
}

dxaws_error *acm_converged(const char *kind, const json_t *payload, const json_t *observed,
                           struct dx_wait_state *state)
{
    const char *domain = dx_text(payload, ACM_DOMAIN);
    const char *status = dx_text(observed, ACM_STATUS);
    bool unused = strcmp(kind, ACM_WAIT_UNUSED) == 0;
    bool missing = json_integer_value(json_object_get(observed, ACM_MISSES)) > 0;
    state->done = false;
    if (missing && unused) {
        state->done = true;
        return NULL;
    }
    if (json_integer_value(json_object_get(observed, ACM_MISSES)) > MISSES_ALLOWED) {
        return vanished(domain, observed);
    }
    if (missing || status == NULL) {
        snprintf(state->why, sizeof state->why, "the new certificate is not visible yet");
        return NULL;
    }
    if (unused) {
        say_unused(observed, state);
        return NULL;
    }
    if (is_terminal(status)) {
        return failed(domain, observed);
    }
    if (strcmp(kind, ACM_WAIT_RECORD) == 0) {
        state->done = json_object_get(observed, ACM_RECORD) != NULL;
        snprintf(state->why, sizeof state->why,
                 "%s; ACM has not named the validation record of %s yet", status, domain);
        return NULL;
    }
    say_issued(domain, observed, state);
    const json_t *record = json_object_get(observed, ACM_RECORD);
    if (json_is_true(json_object_get(payload, ACM_WITHOUT_ZONE)) && record != NULL &&
        !is_seen(observed)) {
        say_elsewhere(record, status, state);
    }
    return NULL;
}
