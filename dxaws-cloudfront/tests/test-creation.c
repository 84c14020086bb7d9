/* SPDX-License-Identifier: MIT */
/* A creation of which it is not heard whether it was done: never a second distribution, however
 * long the list of all lags behind. */
#include "testing.h"

#include <dxaws/kit/jumping-clock.h>

#include "providers/memory-rules.h"

#define REFERENCE "dxaws-cloudfront:site"

/* A CloudFront that knows of little else. */
struct world {
    struct dx_jumping_clock clock;
    json_t *distributions; /* each with "made_ms" */
    json_t *used;          /* caller references of what is gone */
    int64_t lag_ms;        /* how long the list does not show what was made */
    bool loses_answer;     /* the creation is done, and its second try refused */
    unsigned requests;     /* for a creation */
};

static dxaws_error *list(void *self, dxaws_context *context, json_t **summaries)
{
    const struct world *world = self;
    size_t index;
    json_t *found;
    *summaries = json_array();
    (void)context;
    json_array_foreach(world->distributions, index, found) {
        json_int_t made_ms = json_integer_value(json_object_get(found, "made_ms"));
        if (world->clock.slept_ms >= made_ms + world->lag_ms) {
            json_array_append(*summaries, found);
        }
    }
    return NULL;
}

static dxaws_error *look(void *self, dxaws_context *context, const char *id, json_t **found)
{
    const struct world *world = self;
    size_t index;
    json_t *one;
    (void)context;
    *found = NULL;
    json_array_foreach(world->distributions, index, one) {
        if (strcmp(dx_text(one, CF_ID), id) == 0) {
            *found = json_deep_copy(one);
            json_object_del(*found, "made_ms");
        }
    }
    return NULL;
}

static dxaws_error *describe(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found)
{
    return look(self, context, dx_text(summary, CF_ID), found);
}

/* What a run that nobody heard of made, or somebody else. */
static void add(struct world *world, const char *reference, const char *mark)
{
    json_t *made = json_pack("{ss ss ss ss ss ss sI}", CF_ID, "E1", CF_ARN, "arn", CF_COMMENT,
                             REFERENCE, CF_REFERENCE, reference, CF_STATUS, CF_DEPLOYED, CF_ETAG,
                             "V1", "made_ms", (json_int_t)world->clock.slept_ms);
    json_object_set_new(made, CF_TAGS,
                        mark ? json_pack("{ss}", CF_MANAGED_TAG, mark) : json_object());
    json_array_append_new(world->distributions, made);
}

static bool is_used(const struct world *world, const char *reference)
{
    size_t index;
    json_t *found;
    json_array_foreach(world->distributions, index, found) {
        if (strcmp(dx_text(found, CF_REFERENCE), reference) == 0) {
            return true;
        }
    }
    return json_object_get(world->used, reference) != NULL;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    struct world *world = self;
    const char *reference = dx_text(wanted, CF_REFERENCE);
    bool used = is_used(world, reference);
    world->requests++;
    if (!used) {
        add(world, reference, dx_text(json_object_get(wanted, CF_TAGS), CF_MANAGED_TAG));
    }
    return used || world->loses_answer
               ? memory_refuse("CreateDistributionWithTags", "DistributionAlreadyExists", "used")
               : look(self, context, "E1", made);
}

static void destroy(void *self)
{
    (void)self;
}

static const struct cloudfront_service service = {.needs = "a world",
                                                  .destroy = destroy,
                                                  .list = list,
                                                  .describe = describe,
                                                  .look = look,
                                                  .create = create};

/* Performs a creation; NULL and the caller reference of what there is, or why not. */
static dxaws_error *perform(struct world *world, char *reference, char *mark)
{
    DXAWS_AUTO(dxaws_cloudfront_provider) provider = NULL;
    DXAWS_AUTO(dxaws_context) context = dx_jumping_context(&world->clock, NULL);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = dxaws_cloudfront_desired_new("site");
    DXAWS_AUTO(dxaws_cloudfront_current) current = dxaws_cloudfront_current_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    ck_ok(cloudfront_service_provider_new("world", &service, world, &provider));
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "b.s3.eu-west-1.amazonaws.com");
    ck_ok(dxaws_cloudfront_current_assign(current, "{\"exists\":false,\"oac_id\":\"EOAC\","
                                                   "\"oac_description\":\"dxaws:managed\"}"));
    ck_ok(dxaws_cloudfront_desired_plan(desired, current, NULL, &plan));
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, 0)), CF_CREATE);
    ck_ok(dxaws_document_parse("{\"exists\":false,\"oac_id\":\"EOAC\"}", &before));
    dxaws_error *error = dxaws_provider_perform(dxaws_cloudfront_provider_base(provider), context,
                                                dxaws_plan_at(plan, 0), before, &after);
    if (error == NULL) {
        const json_t *found = dxaws_document_tree(after);
        ck_assert_pstr_eq(dx_text(found, CF_WRITTEN_ETAG), "V1"); /* which a wait waits for */
        snprintf(reference, 60, "%s", dx_text(found, CF_REFERENCE));
        snprintf(mark, 60, "%s", dx_text(json_object_get(found, CF_TAGS), CF_MANAGED_TAG));
    }
    return error;
}

static struct world world_new(void)
{
    return (struct world){.distributions = json_array(), .used = json_object()};
}

static void world_free(struct world *world)
{
    json_decref(world->distributions);
    json_decref(world->used);
}

static const int64_t lags_ms[] = {0, 4000, 40000};

START_TEST(an_answer_that_was_lost_makes_no_second_distribution)
{
    struct world world = world_new();
    char reference[60] = "";
    char mark[60] = "";
    world.loses_answer = true;
    world.lag_ms = lags_ms[_i];
    ck_ok(perform(&world, reference, mark));
    ck_assert_uint_eq(json_array_size(world.distributions), 1);
    ck_assert_uint_eq(world.requests, 1);
    ck_assert_str_eq(reference, REFERENCE);
    ck_assert_str_eq(mark, "made " REFERENCE);
    world_free(&world);
}
END_TEST

/* A run that was killed after its request was the second generation's. */
START_TEST(what_a_killed_run_made_is_found_while_the_list_lags)
{
    struct world world = world_new();
    char reference[60] = "";
    char mark[60] = "";
    world.lag_ms = lags_ms[_i];
    json_object_set_new(world.used, REFERENCE, json_true());
    add(&world, REFERENCE "/2", "made " REFERENCE "/2");
    ck_ok(perform(&world, reference, mark));
    ck_assert_uint_eq(json_array_size(world.distributions), 1);
    ck_assert_str_eq(reference, REFERENCE "/2");
    ck_assert_str_eq(mark, "made " REFERENCE "/2");
    world_free(&world);
}
END_TEST

/* Of a distribution that is gone nothing is ever listed; the next mark names the next one. */
START_TEST(the_next_reference_is_taken_after_a_minute)
{
    struct world world = world_new();
    char reference[60] = "";
    char mark[60] = "";
    json_object_set_new(world.used, REFERENCE, json_true());
    ck_ok(perform(&world, reference, mark));
    ck_assert_int_ge(world.clock.slept_ms, 60000);
    ck_assert_int_le(world.clock.slept_ms, 120000);
    ck_assert_uint_eq(world.requests, 2);
    ck_assert_str_eq(reference, REFERENCE "/2");
    ck_assert_str_eq(mark, "made " REFERENCE "/2");
    world_free(&world);
}
END_TEST

/* While one with our caller reference lives no other is made, whosever it is. */
START_TEST(one_with_our_reference_and_without_our_mark_is_in_the_way)
{
    struct world world = world_new();
    char reference[60] = "";
    char mark[60] = "";
    world.lag_ms = lags_ms[_i];
    add(&world, REFERENCE, NULL);
    ck_refused(perform(&world, reference, mark), DXAWS_ERROR_CONFLICT,
               "adopt \"distribution/E1\" to take it over");
    ck_assert_uint_eq(json_array_size(world.distributions), 1);
    ck_assert_uint_eq(world.requests, 1);
    world_free(&world);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("creation");
    tcase_add_loop_test(cases, an_answer_that_was_lost_makes_no_second_distribution, 0,
                        COUNT(lags_ms));
    tcase_add_loop_test(cases, what_a_killed_run_made_is_found_while_the_list_lags, 0,
                        COUNT(lags_ms));
    tcase_add_test(cases, the_next_reference_is_taken_after_a_minute);
    tcase_add_loop_test(cases, one_with_our_reference_and_without_our_mark_is_in_the_way, 0,
                        COUNT(lags_ms));
    return run_suite("creation", cases);
}
