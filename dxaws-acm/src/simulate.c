/* SPDX-License-Identifier: MIT */
/* What an action makes of a certificate, for dry-run: plausible values, never real ones. */
#include "schema.h"

#include "providers/token.h"

#include <stdio.h>
#include <string.h>

static json_t *plausible_record(const char *domain)
{
    char name[ACM_TOKEN_SIZE];
    char value[ACM_TOKEN_SIZE];
    char text[128];
    const char *base = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    const struct acm_request request = {.domain = base, .account = "dry-run"};
    const struct acm_request answer = {.domain = base, .account = "dry-run", .generation = 1};
    if (!acm_token(&request, name) || !acm_token(&answer, value)) {
        return NULL;
    }
    snprintf(text, sizeof text, "_%s.%s.", name, base);
    json_t *record = json_pack("{ss ss}", "name", text, "type", "CNAME");
    snprintf(text, sizeof text, "_%s.acm-validations.aws.", value);
    bool whole = true;
    dx_put(&whole, record, "value", json_string(text));
    return dx_whole(whole, record);
}

static bool request(const json_t *payload, json_t *observed)
{
    static const char *const copied[] = {ACM_DOMAIN, ACM_REGION, ACM_KEY, ACM_TAGS,
                                         ACM_WITHOUT_ZONE};
    const char *domain = dx_text(payload, ACM_DOMAIN);
    const char *region = dx_text(payload, ACM_REGION);
    const char *key = dx_text(payload, ACM_KEY);
    char token[ACM_TOKEN_SIZE] = "";
    char arn[160];
    const struct acm_request request = {.domain = domain, .region = region, .key_algorithm = key};
    bool whole = acm_token(&request, token);
    snprintf(arn, sizeof arn, "arn:aws:acm:%s:123456789012:certificate/%.8s-%.4s-%.4s-%.4s-%.12s",
             region, token, token + 8, token + 12, token + 16, token + 20);
    json_t *initial = dx_schema_initial(&acm_schema);
    json_object_clear(observed);
    whole = initial != NULL && json_object_update(observed, initial) == 0 && whole;
    json_decref(initial);
    dx_put(&whole, observed, DX_EXISTS, json_true());
    dx_put(&whole, observed, ACM_ARN, json_string(arn));
    dx_put(&whole, observed, ACM_STATUS, json_string("PENDING_VALIDATION"));
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        dx_put_from(&whole, observed, copied[i], payload);
    }
    return whole;
}

/* What is done to one that was only a candidate is seen of that one. */
static bool take_candidate(const json_t *payload, json_t *observed)
{
    const char *arn = dx_text(payload, ACM_ARN);
    const char *known = dx_text(observed, ACM_ARN);
    size_t index;
    json_t *candidate;
    if (arn == NULL || (known != NULL && strcmp(arn, known) == 0)) {
        return true;
    }
    json_array_foreach(json_object_get(observed, ACM_CANDIDATES), index, candidate) {
        const char *other = dx_text(candidate, ACM_ARN);
        if (other != NULL && strcmp(other, arn) == 0) {
            json_t *found = acm_with_candidate(observed, candidate);
            json_t *tags = dx_tags_merged(json_object_get(candidate, ACM_TAGS),
                                          json_object_get(payload, ACM_TAGS),
                                          json_object_get(payload, ACM_REMOVED_TAGS));
            bool whole = found != NULL && json_object_update(observed, found) == 0;
            dx_put(&whole, observed, ACM_TAGS, tags);
            json_decref(found);
            return whole;
        }
    }
    return true;
}

bool acm_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    if (strcmp(kind, ACM_REQUEST) == 0) {
        return request(payload, observed);
    }
    bool whole = take_candidate(payload, observed);
    if (strcmp(kind, ACM_WAIT_RECORD) == 0) {
        json_t *record = plausible_record(dx_text(payload, ACM_DOMAIN));
        dx_put(&whole, observed, ACM_RECORD, record);
        dx_put(&whole, observed, ACM_VALIDATION, json_string("PENDING_VALIDATION"));
    } else if (strcmp(kind, ACM_WAIT_ISSUED) == 0) {
        dx_put(&whole, observed, ACM_STATUS, json_string("ISSUED"));
        dx_put(&whole, observed, ACM_VALIDATION, json_string("SUCCESS"));
    } else if (strcmp(kind, ACM_WAIT_UNUSED) == 0) {
        dx_put(&whole, observed, ACM_USERS, json_array());
    }
    return whole;
}
