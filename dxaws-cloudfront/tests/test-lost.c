/* SPDX-License-Identifier: MIT */
/* Answers of writes that are lost, where lists lag behind: nothing is made twice. */
#include "testing.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/jumping-clock.h>

#include "providers/service.h"

enum { MOST = 30 };

/* An account that lists what was made some time ago. */
struct account {
    dxaws_context *context;
    int64_t lag_ms;
    bool kills;         /* whoever waits for an answer */
    bool loses_answers; /* of what is made */
    const char *used;   /* a reference of a distribution that was deleted */
    json_t *made[MOST]; /* distributions */
    int64_t made_ms[MOST];
    size_t count;
    json_t *oac;
    int64_t oac_ms;
    int oacs;
};

static bool is_listed(const struct account *account, int64_t made_ms)
{
    return dxaws_context_monotonic_ms(account->context) - made_ms >= account->lag_ms;
}

static void destroy(void *self)
{
    (void)self;
}

static dxaws_error *list(void *self, dxaws_context *context, json_t **summaries)
{
    const struct account *account = self;
    (void)context;
    *summaries = json_array();
    for (size_t i = 0; i < account->count; i++) {
        if (is_listed(account, account->made_ms[i])) {
            json_array_append(*summaries, account->made[i]);
        }
    }
    return NULL;
}

static dxaws_error *look(void *self, dxaws_context *context, const char *id, json_t **found)
{
    const struct account *account = self;
    (void)context;
    for (size_t i = 0; i < account->count; i++) {
        if (strcmp(dx_text(account->made[i], CF_ID), id) == 0) {
            *found = json_deep_copy(account->made[i]);
        }
    }
    return NULL;
}

static dxaws_error *describe(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found)
{
    return look(self, context, dx_text(summary, CF_ID), found);
}

/* What the service says to the repetition of a request that it had heard. */
static dxaws_error *refusal(const char *aws_code, bool repeated)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "core", "ServiceError", "cloudfront: %s", aws_code);
    dxaws_error_set_aws(error, aws_code, 409, "R");
    dxaws_error_set_repeated(error, repeated);
    return error;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    struct account *account = self;
    const char *reference = dx_text(wanted, CF_REFERENCE);
    if (account->used != NULL && strcmp(account->used, reference) == 0) {
        return refusal("DistributionAlreadyExists", false);
    }
    for (size_t i = 0; i < account->count; i++) {
        if (strcmp(dx_text(account->made[i], CF_REFERENCE), reference) == 0) {
            return refusal("DistributionAlreadyExists", false);
        }
    }
    ck_assert_uint_lt(account->count, MOST);
    char id[20];
    snprintf(id, sizeof id, "E%zu", account->count + 1);
    json_t *distribution = json_deep_copy(wanted);
    json_object_set_new(distribution, CF_ID, json_string(id));
    json_object_set_new(distribution, CF_ARN, json_string("arn:aws:cloudfront::1:distribution/E"));
    json_object_set_new(distribution, CF_STATUS, json_string("Deployed"));
    json_object_set_new(distribution, CF_DOMAIN_NAME, json_string("d1.cloudfront.net"));
    json_object_set_new(distribution, CF_ETAG, json_string("1"));
    account->made[account->count] = distribution;
    account->made_ms[account->count++] = dxaws_context_monotonic_ms(context);
    if (account->kills) {
        return dxaws_error_new(DXAWS_ERROR_CANCELLED, "core", "Cancelled", "killed");
    }
    if (account->loses_answers) {
        return refusal("DistributionAlreadyExists", true);
    }
    *made = json_deep_copy(distribution);
    return NULL;
}

static dxaws_error *list_oacs(void *self, dxaws_context *context, json_t **oacs)
{
    const struct account *account = self;
    (void)context;
    *oacs = json_array();
    if (account->oac != NULL && is_listed(account, account->oac_ms)) {
        json_array_append(*oacs, account->oac);
    }
    return NULL;
}

static dxaws_error *look_oac(void *self, dxaws_context *context, const char *id, json_t **oac)
{
    const struct account *account = self;
    (void)context;
    (void)id;
    *oac = json_incref(account->oac);
    return NULL;
}

static dxaws_error *create_oac(void *self, dxaws_context *context, const json_t *wanted,
                               json_t **made)
{
    struct account *account = self;
    if (account->oac != NULL) {
        return refusal("OriginAccessControlAlreadyExists", false);
    }
    account->oac = json_pack("{ss ss ss ss}", CF_ID, "EOAC", "signing_protocol", "sigv4",
                             "signing_behavior", "always", "origin_type", "s3");
    json_object_update(account->oac, (json_t *)(uintptr_t)wanted);
    account->oac_ms = dxaws_context_monotonic_ms(context);
    account->oacs++;
    if (account->loses_answers) {
        return refusal("OriginAccessControlAlreadyExists", true);
    }
    *made = json_incref(account->oac);
    return NULL;
}

static const struct cloudfront_service service = {
    .needs = "an account",
    .destroy = destroy,
    .list = list,
    .describe = describe,
    .look = look,
    .create = create,
    .list_oacs = list_oacs,
    .look_oac = look_oac,
    .create_oac = create_oac,
};

static dxaws_error *execute(struct account *account)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_cloudfront_manager *manager = NULL;
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = dxaws_cloudfront_desired_new("site");
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "b.s3.eu-west-1.amazonaws.com");
    ck_ok(cloudfront_service_provider_new("lossy", &service, account, &provider));
    ck_ok(dxaws_cloudfront_manager_new(provider, NULL, &manager));
    dxaws_error *error =
        dxaws_cloudfront_manager_execute(manager, account->context, desired, NULL, &result);
    dxaws_cloudfront_manager_unref(manager);
    return error;
}

static void account_clear(struct account *account)
{
    for (size_t i = 0; i < account->count; i++) {
        json_decref(account->made[i]);
    }
    json_decref(account->oac);
    dxaws_context_unref(account->context);
}

static const int64_t lags_ms[] = {0, 4000, 40000};

/* Both answers are lost, and the lists do not have yet what was made. */
START_TEST(what_was_made_without_an_answer_is_found)
{
    struct dx_jumping_clock clock = {0};
    struct account account = {
        .context = dx_jumping_context(&clock, NULL), .lag_ms = lags_ms[_i], .loses_answers = true};
    ck_ok(execute(&account));
    ck_assert_uint_eq(account.count, 1);
    ck_assert_int_eq(account.oacs, 1);
    account_clear(&account);
}
END_TEST

/* A run that was killed behind the write; the next one begins at once. */
START_TEST(what_a_killed_run_made_is_found)
{
    struct dx_jumping_clock clock = {0};
    struct account account = {.context = dx_jumping_context(&clock, NULL), .lag_ms = lags_ms[_i]};
    account.kills = true;
    DXAWS_AUTO(dxaws_error) error = execute(&account);
    ck_assert_ptr_nonnull(error);
    account.kills = false;
    ck_ok(execute(&account));
    ck_assert_uint_eq(account.count, 1);
    account_clear(&account);
}
END_TEST

/* The reference of one that was deleted: only then another one, and once. */
START_TEST(another_reference_is_taken_after_a_minute)
{
    struct dx_jumping_clock clock = {0};
    struct account account = {.context = dx_jumping_context(&clock, NULL),
                              .used = "dxaws-cloudfront:site",
                              .lag_ms = lags_ms[_i],
                              .loses_answers = _i == 2};
    int64_t start = dxaws_context_monotonic_ms(account.context);
    ck_ok(execute(&account));
    ck_assert_uint_eq(account.count, 1);
    ck_assert_int_ge(dxaws_context_monotonic_ms(account.context) - start, 60000);
    ck_assert_int_le(dxaws_context_monotonic_ms(account.context) - start, 180000);
    account_clear(&account);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("lost");
    tcase_add_loop_test(cases, what_was_made_without_an_answer_is_found, 0, 3);
    tcase_add_loop_test(cases, what_a_killed_run_made_is_found, 0, 3);
    tcase_add_loop_test(cases, another_reference_is_taken_after_a_minute, 0, 3);
    return run_suite("lost", cases);
}
