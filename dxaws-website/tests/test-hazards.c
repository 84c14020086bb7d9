/* SPDX-License-Identifier: MIT */
/* The hazards of a site's chains. A site has no actions of its own: each is one of a module, whose
 * contract suite has the table of its hazards. What is a site's own is the steps in which they
 * follow each other; each step is tried here with what each action is tried with there: performed
 * twice, the answers of writes lost while lists lag, and the world moved right before it. A step
 * without a row fails. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/kit/lossy-account.h>

#include "hazards.h"

/* ---- what lies between a site's modules and the account */

struct disturbance {
    struct fixture *fixture;
    const struct moved *moved; /* NULL: everything is performed twice */
    size_t place;              /* of the kind among those of its name, from 1 */
    size_t seen;
    char *account; /* as it was when others had acted */
};

struct layer {
    dxaws_provider *inner;
    struct disturbance *disturbance;
};

static dxaws_error *layer_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                               dxaws_document **observed)
{
    return dxaws_provider_read(((struct layer *)self)->inner, context, wanted, observed);
}

/* Certificates perform what a provider knows by another name, and put their record, a CNAME,
 * through the other module's. */
static bool is_meant(const struct moved *moved, const char *kind, const dxaws_action *action)
{
    bool marks = strcmp(moved->kind, "acm.MARK_VALIDATION_RECORD") == 0;
    char *payload = json_dumps(dxaws_action_payload_tree(action), 0);
    bool own = strncmp(kind, "dns.", 4) != 0 || strstr(payload, "\"alias\"") != NULL;
    free(payload);
    return own && strcmp(kind, marks ? "acm.PUT_TAGS" : moved->kind) == 0;
}

static dxaws_error *layer_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  const dxaws_document *before, dxaws_document **after)
{
    const struct layer *layer = self;
    struct disturbance *disturbance = layer->disturbance;
    DXAWS_AUTO(dxaws_document) lost = NULL;
    dxaws_error *error = NULL;
    char kind[100];
    snprintf(kind, sizeof kind, "%s.%s", dxaws_provider_module(layer->inner)->name,
             dxaws_action_kind(action));
    if (disturbance->moved == NULL) {
        error = dxaws_provider_perform(layer->inner, context, action, before, &lost);
    } else if (is_meant(disturbance->moved, kind, action) &&
               ++disturbance->seen == disturbance->place) {
        disturbance->moved->act(disturbance->fixture);
        disturbance->account = account_text(disturbance->fixture);
    }
    return error ? error : dxaws_provider_perform(layer->inner, context, action, before, after);
}

static bool layer_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(((struct layer *)self)->inner, kind);
}

static void layer_destroy(void *self)
{
    dxaws_provider_unref(((struct layer *)self)->inner);
    free(self);
}

static dxaws_error *lay(void *self, dxaws_provider *inner, dxaws_provider **outer)
{
    static const dxaws_provider_ops ops = {.size = sizeof ops,
                                           .name = "disturbed",
                                           .destroy = layer_destroy,
                                           .read = layer_read,
                                           .perform = layer_perform,
                                           .supports = layer_supports};
    struct layer *layer = calloc(1, sizeof *layer);
    *layer = (struct layer){dxaws_provider_ref(inner), self};
    return dxaws_provider_new(dxaws_provider_module(inner), &ops, layer, outer);
}

/* ---- running a chain */

/* One thing after the other, so that what others did is the last that happened. */
static dxaws_error *run_allowed(struct fixture *fixture, const struct chain *chain,
                                const char *allowed)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_parallelism(options, 1);
    dxaws_apply_options_set_allow_destroy(options, allowed);
    return chain->destroys ? dxaws_website_manager_destroy(fixture->website, fixture->context,
                                                           fixture->desired, options, &result)
                           : dxaws_website_manager_execute(fixture->website, fixture->context,
                                                           fixture->desired, options, &result);
}

/* A name that is off the air by then need not be named any more. */
static dxaws_error *run(struct fixture *fixture, const struct chain *chain)
{
    dxaws_error *error = run_allowed(fixture, chain, chain->off_the_air);
    if (chain->off_the_air != NULL && error != NULL &&
        dxaws_error_get_kind(error) == DXAWS_ERROR_REFUSED) {
        dxaws_error_free(error);
        error = run_allowed(fixture, chain, SITE);
    }
    return error;
}

static dxaws_plan *plan_of(struct fixture *fixture, const struct chain *chain, const char *allowed)
{
    const dxaws_module *module = dxaws_website_module();
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_plan *plan = NULL;
    char *text = dxaws_website_desired_format(fixture->desired);
    json_t *tree = json_loads(text, 0, NULL);
    free(text);
    json_object_set_new(tree, "present", json_boolean(!chain->destroys));
    must(dxaws_document_new(tree, &desired));
    must(module->read(module, (dxaws_manager *)fixture->website, fixture->context, desired,
                      &current));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, allowed);
    must(module->plan(module, desired, current, options, &plan));
    return plan;
}

/* All is done, and nothing is there twice; or why not. */
static const char *why_not(struct fixture *fixture, const struct chain *chain)
{
    static const char *const types[][2] = {{"s3", "bucket"},
                                           {"acm", "certificate"},
                                           {"cloudfront", "distribution"},
                                           {"cloudfront", "oac"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t left = i == 0 ? chain->left : 0;
        if (count_of(fixture, types[i][0], types[i][1]) != !chain->destroys + left) {
            return types[i][1];
        }
    }
    DXAWS_AUTO(dxaws_plan) plan = plan_of(fixture, chain, NULL);
    return dxaws_plan_count(plan) == 0 ? NULL : dxaws_action_kind(dxaws_plan_at(plan, 0));
}

static const char *step_of(const dxaws_plan *plan, size_t i)
{
    return dx_text(dxaws_action_payload_tree(dxaws_plan_at(plan, i)), "step");
}

START_TEST(performed_twice)
{
    struct fixture fixture;
    struct disturbance disturbance = {.fixture = &fixture};
    fixture_open(&fixture);
    hazard_chains[_i].prepare(&fixture);
    fixture_work_through(&fixture, lay, &disturbance);
    must(run(&fixture, &hazard_chains[_i]));
    const char *why = why_not(&fixture, &hazard_chains[_i]);
    ck_assert_msg(why == NULL, "%s: %s", hazard_chains[_i].name, why);
    fixture_close(&fixture);
}
END_TEST

/* A run that lost an answer says so, and not that nothing was done. */
static void judge_loss(const struct chain *chain, dxaws_error *error)
{
    const char *message = dxaws_error_message(error);
    ck_assert_msg(dxaws_error_get_kind(last_cause(error)) == DXAWS_ERROR_UNAVAILABLE &&
                      strstr(message, "othing was ") == NULL,
                  "%s: an answer was lost, and it is told as: %s", chain->name, message);
    dxaws_error_free(error);
}

START_TEST(answers_lost)
{
    static const int lags_s[] = {0, 4, 40};
    enum { RUNS = 20 };
    for (size_t l = 0; l < sizeof lags_s / sizeof *lags_s; l++) {
        struct fixture fixture;
        struct dx_lossy lossy = {.account = NULL};
        dxaws_error *error = NULL;
        fixture_open(&fixture);
        hazard_chains[_i].prepare(&fixture);
        dx_lossy_begin(&lossy, fixture.account, fixture.context, lags_s[l] * INT64_C(1000));
        for (int i = 0; i < RUNS && (error = run(&fixture, &hazard_chains[_i])) != NULL; i++) {
            judge_loss(&hazard_chains[_i], error);
        }
        must(error);
        ck_assert_uint_gt(json_object_size(lossy.lost), 0);
        must(dxaws_context_sleep_ms(fixture.context, lags_s[l] * INT64_C(1000) + 60000));
        must(dx_lossy_restore(&lossy));
        dx_lossy_end(
            &lossy); /* what is looked at last is read side by side, and all of it is there */
        const char *why = why_not(&fixture, &hazard_chains[_i]);
        ck_assert_msg(why == NULL, "%s, %d s: %s", hazard_chains[_i].name, lags_s[l], why);
        fixture_close(&fixture);
    }
}
END_TEST

static bool is_moved(const dxaws_error *error)
{
    bool moved = false;
    for (; error != NULL && !moved; error = dxaws_error_cause(error)) {
        moved = dxaws_error_get_kind(error) == DXAWS_ERROR_STALE ||
                dxaws_error_get_kind(error) == DXAWS_ERROR_CONFLICT;
    }
    return moved;
}

/* Which of its kind that of the row's step is; 0: there is none. */
static size_t place_of(const dxaws_plan *plan, const struct moved *moved)
{
    size_t place = 0;
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        place += strcmp(dxaws_action_kind(dxaws_plan_at(plan, i)), moved->kind) == 0;
        if (strcmp(dxaws_action_kind(dxaws_plan_at(plan, i)), moved->kind) == 0 &&
            strcmp(step_of(plan, i), moved->step) == 0) {
            return place;
        }
    }
    return 0;
}

START_TEST(world_moved)
{
    const struct moved *moved = &hazard_moves[_i];
    const struct chain *chain = &hazard_chains[moved->chain];
    struct fixture fixture;
    struct disturbance disturbance = {.fixture = &fixture, .moved = moved};
    fixture_open(&fixture);
    chain->prepare(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = plan_of(&fixture, chain, chain->off_the_air);
    disturbance.place = place_of(plan, moved);
    ck_assert_msg(disturbance.place > 0, "%s: no %s in step %s", chain->name, moved->kind,
                  moved->step);
    fixture_work_through(&fixture, lay, &disturbance);
    DXAWS_AUTO(dxaws_error) error = run(&fixture, chain);
    ck_assert_msg(disturbance.account != NULL, "%s: %s was not performed", chain->name,
                  moved->kind);
    ck_assert_msg(is_moved(error), "%s, before %s of %s: %s", chain->name, moved->kind, moved->step,
                  error ? dxaws_error_message(error) : "it succeeded");
    char *after = account_text(&fixture);
    ck_assert_str_eq(disturbance.account, after);
    free(after);
    free(disturbance.account);
    fixture_close(&fixture);
}
END_TEST

/* ---- nothing is left out */

static bool has_step(bool destroys, const char *name)
{
    for (size_t i = 0; i < hazard_move_count; i++) {
        if (hazard_chains[hazard_moves[i].chain].destroys == destroys &&
            strcmp(hazard_moves[i].step, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Each step that does more than wait has a row, and with it a chain. */
START_TEST(every_step_is_tried)
{
    static const char *const lists[] = {"apply", "destroy"};
    const dxaws_module *module = dxaws_website_module();
    DXAWS_AUTO(dxaws_document) described = NULL;
    must(module->describe(module, &described));
    const json_t *steps = json_object_get(dxaws_document_tree(described), "steps");
    for (size_t i = 0; i < 2; i++) {
        const json_t *list = json_object_get(steps, lists[i]);
        ck_assert_uint_ge(json_array_size(list), 9);
        for (size_t k = 0; k < json_array_size(list); k++) {
            const char *name = dx_text(json_array_get(list, k), "name");
            ck_assert_msg(has_step(i == 1, name) || strcmp(name, "deployed") == 0 ||
                              strcmp(name, "forgotten") == 0,
                          "step %s of %s has no row", name, lists[i]);
        }
    }
}
END_TEST

/* The kinds of a module, with its name before them. */
static void add_kinds(json_t *kinds, const dxaws_module *module)
{
    DXAWS_AUTO(dxaws_document) described = NULL;
    must(module->describe(module, &described));
    const json_t *actions = json_object_get(dxaws_document_tree(described), "actions");
    for (size_t i = 0; i < json_array_size(actions); i++) {
        char kind[100];
        snprintf(kind, sizeof kind, "%s.%s", module->name,
                 dx_text(json_array_get(actions, i), "kind"));
        json_object_set_new(kinds, kind, json_true());
    }
}

/* Whose contract suites fail for an action that is in no row of their tables. */
START_TEST(every_action_is_one_of_a_module)
{
    const dxaws_module *const modules[] = {
        dxaws_s3_module(),         dxaws_dns_module(),        dxaws_acm_module(),
        dxaws_cloudfront_module(), dxaws_s3_content_module(), dxaws_cloudfront_function_module()};
    DXAWS_AUTO(dxaws_document) described = NULL;
    json_t *kinds = json_object();
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        add_kinds(kinds, modules[i]);
    }
    const dxaws_module *website = dxaws_website_module();
    must(website->describe(website, &described));
    const json_t *actions = json_object_get(dxaws_document_tree(described), "actions");
    ck_assert_uint_eq(json_array_size(actions), json_object_size(kinds));
    for (size_t i = 0; i < json_array_size(actions); i++) {
        const char *kind = dx_text(json_array_get(actions, i), "kind");
        ck_assert_msg(json_object_get(kinds, kind) != NULL, "%s is no module's", kind);
    }
    for (size_t i = 0; i < hazard_chain_count; i++) {
        struct fixture fixture;
        fixture_open(&fixture);
        hazard_chains[i].prepare(&fixture);
        DXAWS_AUTO(dxaws_plan)
        plan = plan_of(&fixture, &hazard_chains[i], hazard_chains[i].off_the_air);
        ck_assert_uint_gt(dxaws_plan_count(plan), 0);
        for (size_t k = 0; k < dxaws_plan_count(plan); k++) {
            const char *kind = dxaws_action_kind(dxaws_plan_at(plan, k));
            ck_assert_msg(json_object_get(kinds, kind) != NULL, "%s is no module's", kind);
        }
        fixture_close(&fixture);
    }
    json_decref(kinds);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("hazards");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, performed_twice, 0, (int)hazard_chain_count);
    tcase_add_loop_test(tests, answers_lost, 0, (int)hazard_chain_count);
    tcase_add_loop_test(tests, world_moved, 0, (int)hazard_move_count);
    tcase_add_test(tests, every_step_is_tried);
    tcase_add_test(tests, every_action_is_one_of_a_module);
    return run_suite("hazards", tests);
}
