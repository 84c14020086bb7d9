/* SPDX-License-Identifier: MIT */
/* Contract fixtures on the simulated account, which they also change by other means. */
#include "contract-fixture.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/jumping-clock.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

dxaws_error *memory_open(void *self, dxaws_cloudfront_provider **provider)
{
    struct memory_fixture *fixture = self;
    DXAWS_AUTO(dxaws_cloudfront_provider) inner = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &fixture->account);
    if (error == NULL) {
        error = dxaws_cloudfront_provider_new_memory(fixture->account, &inner);
    }
    return error ? error
                 : dx_contract_wrap(fixture->kind, fixture->folder, "cloudfront", fixture->opened++,
                                    dxaws_cloudfront_provider_base(inner),
                                    (dxaws_provider **)provider);
}

void memory_close(void *self)
{
    struct memory_fixture *fixture = self;
    dx_lossy_end(&fixture->lossy);
    fixture->account = dxaws_memory_account_unref(fixture->account);
    fixture->context = dxaws_context_unref(fixture->context);
}

dxaws_error *memory_context(void *self, dxaws_context **context)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dx_jumping_context_new(NULL, context);
    fixture->context = error ? NULL : dxaws_context_ref(*context);
    return error;
}

dxaws_error *memory_lose_answers(void *self, int lag_s)
{
    struct memory_fixture *fixture = self;
    dx_lossy_begin(&fixture->lossy, fixture->account, fixture->context, lag_s * INT64_C(1000));
    return NULL;
}

/* One change of the account, as a transaction. */
static dxaws_error *change(dxaws_memory_account *account, const char *service, const char *type,
                           const char *id, const json_t *changes)
{
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    if (error != NULL) {
        return error;
    }
    const char *text = dxaws_memory_get(account, service, type, id);
    json_t *document = text ? json_loads(text, 0, NULL) : json_object();
    json_object_update(document, (json_t *)(uintptr_t)changes);
    char *changed = json_dumps(document, JSON_COMPACT);
    error = changed ? dxaws_memory_put(account, service, type, id, changed)
                    : dxaws_error_out_of_memory();
    json_decref(document);
    free(changed);
    if (error != NULL) {
        dxaws_memory_abort(account);
        return error;
    }
    return dxaws_memory_commit(account);
}

dxaws_error *memory_certificate(void *self, const char *domain, char *arn, size_t size)
{
    struct memory_fixture *fixture = self;
    snprintf(arn, size, "arn:aws:acm:us-east-1:123456789012:certificate/%s", domain);
    json_t *certificate = json_pack("{ss ss ss s[]}", "domain_name", domain, "region", "us-east-1",
                                    "status", "ISSUED", "in_use_by");
    dxaws_error *error = change(fixture->account, "acm", "certificate", arn, certificate);
    json_decref(certificate);
    return error;
}

/* What each breakage makes of a distribution's document; each is a new version of it. */
static const char *const patches[] = {
    [DXAWS_CLOUDFRONT_BREAK_COMMENT] = "{\"comment\":\"changed by hand\",\"etag\":\"E2\"}",
    [DXAWS_CLOUDFRONT_BREAK_ALIASES] = "{\"aliases\":[],\"etag\":\"E2\"}",
    [DXAWS_CLOUDFRONT_BREAK_ERRORS] = "{\"error_responses\":[],\"etag\":\"E2\"}",
    [DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS] = "{\"price_class\":\"PriceClass_All\",\"etag\":\"E2\"}",
    [DXAWS_CLOUDFRONT_BREAK_ENABLED] = "{\"enabled\":false,\"etag\":\"E2\"}",
    [DXAWS_CLOUDFRONT_BREAK_ORIGIN] = "{\"origin_oac_id\":\"\",\"etag\":\"E2\"}",
};

/* The account's only access control. */
static dxaws_error *find_oac(dxaws_memory_account *account, char *oac, size_t size)
{
    const char *id;
    const char *text;
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    if (error == NULL) {
        bool found = dxaws_memory_at(account, "cloudfront", "oac", 0, &id, &text);
        snprintf(oac, size, "%s", found ? id : "");
        dxaws_memory_abort(account);
    }
    return error;
}

static dxaws_error *change_oac(dxaws_memory_account *account, const char *member, const char *value)
{
    char oac[64];
    dxaws_error *error = find_oac(account, oac, sizeof oac);
    json_t *changes = json_pack("{ss ss}", member, value, "etag", "E2");
    error = error ? error : change(account, "cloudfront", "oac", oac, changes);
    json_decref(changes);
    return error;
}

static dxaws_error *delete_distribution(dxaws_memory_account *account, const char *id)
{
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    if (error != NULL) {
        return error;
    }
    dxaws_memory_remove(account, "cloudfront", "distribution", id);
    return dxaws_memory_commit(account);
}

/* A distribution's document, a new reference. */
static json_t *document_of(dxaws_memory_account *account, const char *id)
{
    dxaws_error *error = dxaws_memory_begin(account, NULL);
    const char *text = error ? NULL : dxaws_memory_get(account, "cloudfront", "distribution", id);
    json_t *document = text ? json_loads(text, 0, NULL) : json_object();
    if (error == NULL) {
        dxaws_memory_abort(account);
    }
    dxaws_error_free(error);
    return document;
}

/* All tags but the marks replaced. */
static json_t *drifted_tags(dxaws_memory_account *account, const char *id)
{
    json_t *document = document_of(account, id);
    json_t *tags = json_object_get(document, "tags");
    json_t *changes = json_pack("{s{ss sO* sO*}}", "tags", "drifted", "yes", "dxaws:site",
                                json_object_get(tags, "dxaws:site"), "dxaws:managed",
                                json_object_get(tags, "dxaws:managed"));
    json_decref(document);
    return changes;
}

/* Somebody else's distribution, which a test adds to. */
static const char stranger[] =
    "{\"id\":\"EOTHER\",\"arn\":\"arn:aws:cloudfront::123456789012:distribution/EOTHER\","
    "\"domain_name\":\"dother.cloudfront.net\",\"comment\":\"not ours\",\"caller_reference\":"
    "\"theirs\",\"tags\":{\"owner\":\"finance\"},\"origin_domain_name\":"
    "\"theirs.s3.eu-west-1.amazonaws.com\",\"origin_path\":\"\",\"origin_oac_id\":\"\","
    "\"aliases\":[],\"error_responses\":[],\"certificate_arn\":\"\",\"enabled\":true,\"deployed_"
    "ms\":"
    "0,\"etag\":\"EV1\",\"price_class\":\"PriceClass_All\",\"http_version\":\"http2\",\"ipv6\":"
    "true,"
    "\"minimum_protocol_version\":\"TLSv1\",\"default_root_object\":\"\","
    "\"viewer_protocol_policy\":\"allow-all\",\"compress\":false,\"staging\":false,"
    "\"cache_policy_id\":\"658327ea-f89d-4fab-a63d-7e88639e58f6\","
    "\"response_headers_policy_id\":\"\",\"continuous_deployment_policy_id\":\"\"}";

/* Adds it, with some members changed; @a changes is released. */
static dxaws_error *add_stranger(dxaws_memory_account *account, json_t *changes)
{
    json_t *made = json_loads(stranger, 0, NULL);
    json_object_update(made, changes);
    dxaws_error *error = change(account, "cloudfront", "distribution", "EOTHER", made);
    json_decref(made);
    json_decref(changes);
    return error;
}

static dxaws_error *take_alias(dxaws_memory_account *account, const char *name)
{
    char alias[120];
    char arn[200];
    struct memory_fixture fixture = {.account = account};
    snprintf(alias, sizeof alias, "www.%s.example.com", name);
    dxaws_error *error = memory_certificate(&fixture, alias, arn, sizeof arn);
    return error ? error
                 : add_stranger(account,
                                json_pack("{s[s] ss}", "aliases", alias, "certificate_arn", arn));
}

static dxaws_error *take_alias_elsewhere(dxaws_memory_account *account, const char *name)
{
    char alias[120];
    json_t *holder =
        json_pack("{ss ss}", "distribution_id", "E1234567ABCDEF", "account_id", "210987654321");
    snprintf(alias, sizeof alias, "ww2.%s.example.com", name);
    dxaws_error *error = change(account, "cloudfront", "foreign_alias", alias, holder);
    json_decref(holder);
    return error;
}

static dxaws_error *share_oac(dxaws_memory_account *account)
{
    char oac[64];
    dxaws_error *error = find_oac(account, oac, sizeof oac);
    return error ? error : add_stranger(account, json_pack("{ss}", "origin_oac_id", oac));
}

/* Our comment, and the tags of @a id. */
static dxaws_error *add_copy(dxaws_memory_account *account, const char *name, const char *id)
{
    json_t *original = id ? document_of(account, id) : NULL;
    json_t *changes = json_pack("{so sO*}", "comment", json_sprintf("dxaws-cloudfront:%s", name),
                                "tags", json_object_get(original, "tags"));
    json_decref(original);
    return add_stranger(account, changes);
}

static dxaws_error *add_oac(dxaws_memory_account *account, const char *name)
{
    json_t *oac = json_pack("{so ss ss ss ss ss}", "name", json_sprintf("dxaws-%s", name),
                            "description", "theirs", "etag", "EV1", "signing_protocol", "sigv4",
                            "signing_behavior", "never", "origin_type", "s3");
    dxaws_error *error = change(account, "cloudfront", "oac", "EOACOTHER", oac);
    json_decref(oac);
    return error;
}

/* Without its mark, with another's, or with somebody's tag. */
static dxaws_error *change_tags(dxaws_memory_account *account, const char *id,
                                dxaws_cloudfront_contract_breakage breakage)
{
    json_t *document = document_of(account, id);
    json_t *tags = json_object_get(document, "tags");
    if (breakage == DXAWS_CLOUDFRONT_BREAK_MARK) {
        json_object_clear(tags);
    } else if (breakage == DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK) {
        json_object_set_new(tags, "dxaws:managed", json_string("made another"));
    } else {
        json_object_set_new(tags, "cost", json_string("7"));
    }
    json_t *changes = json_pack("{sO}", "tags", tags);
    dxaws_error *error = change(account, "cloudfront", "distribution", id, changes);
    json_decref(changes);
    json_decref(document);
    return error;
}

dxaws_error *memory_strangers(void *self, const char *id, char **text)
{
    struct memory_fixture *fixture = self;
    json_t *others = json_object();
    const char *other;
    const char *document;
    dxaws_error *error = dxaws_memory_begin(fixture->account, NULL);
    for (size_t i = 0; error == NULL && dxaws_memory_at(fixture->account, "cloudfront",
                                                        "distribution", i, &other, &document);
         i++) {
        if (id == NULL || strcmp(id, other) != 0) {
            json_object_set_new(others, other, json_loads(document, 0, NULL));
        }
    }
    if (error == NULL) {
        dxaws_memory_abort(fixture->account);
        *text = json_dumps(others, JSON_SORT_KEYS);
    }
    json_decref(others);
    return error;
}

/* What concerns more than the document of one distribution; *done when that was it. */
static dxaws_error *break_account(dxaws_memory_account *account, const char *name, const char *id,
                                  dxaws_cloudfront_contract_breakage breakage, bool *done)
{
    *done = true;
    switch (breakage) {
    case DXAWS_CLOUDFRONT_BREAK_DELETE:
        return delete_distribution(account, id);
    case DXAWS_CLOUDFRONT_BREAK_SIGNING:
        return change_oac(account, "signing_behavior", "never");
    case DXAWS_CLOUDFRONT_BREAK_CONTROL_MARK:
        return change_oac(account, "description", "theirs");
    case DXAWS_CLOUDFRONT_BREAK_TAKE:
        return take_alias(account, name);
    case DXAWS_CLOUDFRONT_BREAK_TAKE_ELSEWHERE:
        return take_alias_elsewhere(account, name);
    case DXAWS_CLOUDFRONT_BREAK_SHARE:
        return share_oac(account);
    case DXAWS_CLOUDFRONT_BREAK_COPY:
        return add_copy(account, name, id);
    case DXAWS_CLOUDFRONT_BREAK_CONTROL:
        return add_oac(account, name);
    case DXAWS_CLOUDFRONT_BREAK_MARK:
    case DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG:
    case DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK:
        return change_tags(account, id, breakage);
    default:
        *done = false;
        return NULL;
    }
}

dxaws_error *memory_break(void *self, const char *name, const char *id,
                          dxaws_cloudfront_contract_breakage breakage)
{
    struct memory_fixture *fixture = self;
    bool done = false;
    dxaws_error *error = break_account(fixture->account, name, id, breakage, &done);
    if (done) {
        return error;
    }
    json_t *changes = breakage == DXAWS_CLOUDFRONT_BREAK_TAGS
                          ? drifted_tags(fixture->account, id)
                          : json_loads(patches[breakage], 0, NULL);
    error = change(fixture->account, "cloudfront", "distribution", id, changes);
    json_decref(changes);
    return error;
}
