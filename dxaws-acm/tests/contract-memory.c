/* SPDX-License-Identifier: MIT */
/* Contract fixtures on the simulated account, which they also change by other means. */
#include "contract-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>

#include <jansson.h>

#define ZONE "{\"name\":\"example.com.\",\"private\":false,\"records\":[]}"

/* A clock on which waiting takes no time, so that every run polls as often as the last. */
static int64_t now(void *self)
{
    return *(const int64_t *)self;
}

static void sleep_for(void *self, int64_t ms)
{
    *(int64_t *)self += ms;
}

static double no_jitter(void *self)
{
    (void)self;
    return 0.5;
}

static const dxaws_clock_ops clock_ops = {
    .size = sizeof clock_ops,
    .now_ms = now,
    .monotonic_ms = now,
    .sleep_ms = sleep_for,
    .jitter = no_jitter,
    .destroy = free,
};

static dxaws_error *make_zone(dxaws_memory_account *account)
{
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    if (error != NULL) {
        return error;
    }
    error = dxaws_memory_put(account, "route53", "zone", "Z1", ZONE);
    if (error != NULL) {
        dxaws_memory_abort(account);
        return error;
    }
    return dxaws_memory_commit(account);
}

dxaws_error *memory_open(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns)
{
    struct memory_fixture *fixture = self;
    DXAWS_AUTO(dxaws_acm_provider) inner = NULL;
    DXAWS_AUTO(dxaws_dns_provider) inner_dns = NULL;
    DXAWS_AUTO(dxaws_dns_provider) dns_provider = NULL;
    fixture->opened++;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &fixture->account);
    if (error == NULL) {
        error = make_zone(fixture->account);
    }
    if (error == NULL) {
        error = dxaws_acm_provider_new_memory(fixture->account, &inner);
    }
    if (error == NULL) {
        error = dxaws_dns_provider_new_memory(fixture->account, &inner_dns);
    }
    if (error == NULL) {
        error =
            dx_contract_wrap(fixture->kind, fixture->folder, "dns", fixture->opened,
                             dxaws_dns_provider_base(inner_dns), (dxaws_provider **)&dns_provider);
    }
    if (error == NULL) {
        error = dxaws_dns_manager_new(dns_provider, NULL, dns);
    }
    return error ? error
                 : dx_contract_wrap(fixture->kind, fixture->folder, "acm", fixture->opened,
                                    dxaws_acm_provider_base(inner), (dxaws_provider **)provider);
}

void memory_close(void *self)
{
    struct memory_fixture *fixture = self;
    dx_lossy_end(&fixture->lossy);
    fixture->account = dxaws_memory_account_unref(fixture->account);
    fixture->context = dxaws_context_unref(fixture->context);
}

dxaws_error *memory_make_context(void *self, dxaws_context **context)
{
    struct memory_fixture *fixture = self;
    dxaws_context *made = dxaws_context_new();
    int64_t *time = malloc(sizeof *time);
    dxaws_error *error = made && time ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        *time = INT64_C(1800000000000);
        error = dxaws_context_set_clock(made, &clock_ops, time);
    }
    if (error != NULL) {
        free(time);
        dxaws_context_unref(made);
        return error;
    }
    fixture->context = dxaws_context_ref(made);
    *context = made;
    return NULL;
}

dxaws_error *memory_lose_answers(void *self, int lag_s)
{
    struct memory_fixture *fixture = self;
    dx_lossy_begin(&fixture->lossy, fixture->account, fixture->context, lag_s * INT64_C(1000));
    return NULL;
}

/* The ARN of the newest certificate of the name; release with free(). */
static char *find(dxaws_memory_account *account, const char *domain, const char *region)
{
    const char *arn;
    const char *text;
    char *found = NULL;
    for (size_t i = 0; dxaws_memory_at(account, "acm", "certificate", i, &arn, &text); i++) {
        json_t *document = json_loads(text, 0, NULL);
        const char *name = json_string_value(json_object_get(document, "domain_name"));
        const char *place = json_string_value(json_object_get(document, "region"));
        if (name != NULL && place != NULL && strcmp(name, domain) == 0 &&
            strcmp(place, region) == 0) {
            free(found);
            found = strdup(arn);
        }
        json_decref(document);
    }
    return found;
}

/* Members are replaced, or, with @a deep, only what they have. */
static dxaws_error *patch(dxaws_memory_account *account, const char *type, const char *service,
                          const char *id, const char *changes, bool deep)
{
    json_t *document = json_loads(dxaws_memory_get(account, service, type, id), 0, NULL);
    json_t *update = json_loads(changes, 0, NULL);
    if (deep) {
        json_object_update_recursive(document, update);
    } else {
        json_object_update(document, update);
    }
    char *changed = json_dumps(document, JSON_COMPACT);
    dxaws_error *error = changed ? dxaws_memory_put(account, service, type, id, changed)
                                 : dxaws_error_out_of_memory();
    json_decref(update);
    json_decref(document);
    free(changed);
    return error;
}

/* What each breakage makes of a certificate's document. */
static const char *const patches[] = {
    [DXAWS_ACM_BREAK_TAGS] = "{\"tags\":{\"env\":\"drifted\",\"drifted\":\"yes\"}}",
    [DXAWS_ACM_BREAK_COPY_MARK] = "{\"tags\":{\"dxaws:managed\":\"made www.example.com 0-0\"}}",
    [DXAWS_ACM_BREAK_DISOWN] = "{\"tags\":{\"owner\":\"finance\"}}",
    [DXAWS_ACM_BREAK_FAIL] = "{\"status\":\"FAILED\",\"failure_reason\":\"CAA_ERROR\"}",
    [DXAWS_ACM_BREAK_USE] =
        "{\"in_use_by\":[\"arn:aws:cloudfront::123456789012:distribution/E1\"]}",
    [DXAWS_ACM_BREAK_RELEASE] = "{\"in_use_by\":[]}",
};

static dxaws_error *change(dxaws_memory_account *account, const char *arn,
                           dxaws_acm_contract_breakage breakage)
{
    if (breakage == DXAWS_ACM_BREAK_RECORD) {
        return patch(account, "zone", "route53", "Z1", "{\"records\":[]}", false);
    }
    if (breakage != DXAWS_ACM_BREAK_DELETE) {
        bool deep = breakage == DXAWS_ACM_BREAK_TAGS || breakage == DXAWS_ACM_BREAK_COPY_MARK;
        return patch(account, "certificate", "acm", arn, patches[breakage], deep);
    }
    /* As the service does it: the idempotency token outlives the certificate. */
    char *document = strdup(dxaws_memory_get(account, "acm", "certificate", arn));
    dxaws_error *error = dxaws_memory_put(account, "acm", "deleted", arn, document);
    free(document);
    char deleted[80];
    snprintf(deleted, sizeof deleted, "{\"deleted_ms\":%lld}",
             (long long)dxaws_memory_now_ms(account));
    dxaws_memory_remove(account, "acm", "certificate", arn);
    return error ? error : patch(account, "deleted", "acm", arn, deleted, false);
}

dxaws_error *memory_break(void *self, const char *domain, const char *region,
                          dxaws_acm_contract_breakage breakage)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dxaws_memory_begin(fixture->account, fixture->context);
    if (error != NULL) {
        return error;
    }
    char *arn = find(fixture->account, domain, region);
    error = arn ? change(fixture->account, arn, breakage)
                : dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Fixture",
                                  "no certificate of %s to be changed", domain);
    free(arn);
    if (error != NULL) {
        dxaws_memory_abort(fixture->account);
        return error;
    }
    return dxaws_memory_commit(fixture->account);
}
