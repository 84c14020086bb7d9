/* SPDX-License-Identifier: MIT */
/* A manager on the simulated account, for one test after the other. */
#ifndef DXAWS_CLOUDFRONT_ON_MEMORY_H
#define DXAWS_CLOUDFRONT_ON_MEMORY_H

#include "testing.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/jumping-clock.h>

#define ARN "arn:aws:acm:us-east-1:123456789012:certificate/a"
#define OTHER_ARN "arn:aws:acm:us-east-1:123456789012:certificate/b"

static dxaws_memory_account *account;
static dxaws_cloudfront_manager *manager;
static dxaws_context *context;

static inline void open_account(void)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_cloudfront_provider_new_memory(account, &provider));
    ck_ok(dxaws_cloudfront_manager_new(provider, NULL, &manager));
    ck_ok(dx_jumping_context_new(NULL, &context));
}

static inline void close_account(void)
{
    manager = dxaws_cloudfront_manager_unref(manager);
    context = dxaws_context_unref(context);
    account = dxaws_memory_account_unref(account);
}

static inline void put(const char *service, const char *type, const char *id, const char *json)
{
    ck_ok(dxaws_memory_begin(account, context));
    ck_ok(dxaws_memory_put(account, service, type, id, json));
    ck_ok(dxaws_memory_commit(account));
}

/* Not the account's own memory, so that it outlives the transaction. */
static inline char *get(const char *service, const char *type, const char *id)
{
    ck_ok(dxaws_memory_begin(account, context));
    const char *text = dxaws_memory_get(account, service, type, id);
    char *copy = text ? strdup(text) : NULL;
    dxaws_memory_abort(account);
    return copy;
}

static inline size_t count_of(const char *type)
{
    const char *id;
    const char *json;
    size_t count = 0;
    ck_ok(dxaws_memory_begin(account, context));
    while (dxaws_memory_at(account, "cloudfront", type, count, &id, &json)) {
        count++;
    }
    dxaws_memory_abort(account);
    return count;
}

static inline dxaws_cloudfront_desired *site(void)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new("site");
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "b.s3.eu-west-1.amazonaws.com");
    dxaws_cloudfront_desired_set_tag(desired, "team", "web");
    return desired;
}

static inline dxaws_cloudfront_desired *named_site(const char *arn)
{
    dxaws_cloudfront_desired *desired = site();
    dxaws_cloudfront_desired_add_alias(desired, "www.example.com");
    dxaws_cloudfront_desired_set_certificate_arn(desired, arn);
    return desired;
}

static inline dxaws_error *execute(const dxaws_cloudfront_desired *desired, char *id)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_error *error = dxaws_cloudfront_manager_execute(manager, context, desired, NULL, &result);
    if (error == NULL && id != NULL) {
        snprintf(id, 32, "%s", dxaws_cloudfront_result_id(result));
    }
    return error;
}

static inline dxaws_error *destroy(const dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    return dxaws_cloudfront_manager_destroy(manager, context, desired, NULL, &result);
}

static inline void put_certificate(const char *arn, const char *domain, const char *status)
{
    char json[300];
    snprintf(json, sizeof json,
             "{\"domain_name\":\"%s\",\"region\":\"us-east-1\",\"status\":\"%s\","
             "\"in_use_by\":[]}",
             domain, status);
    put("acm", "certificate", arn, json);
}

#endif
