/* SPDX-License-Identifier: MIT */
/** @file
 * What a fuzz target does with a module's functions, whichever module it is. An input is
 * `{"desired": {}, "current": {}, "options": {}, "plan": {}}`; its parts are given to every
 * function of the module over the simulated account. What is refused is refused in one line and
 * changes nothing; what is not, converges. Header only.
 */
#ifndef DXAWS_KIT_FUZZ_MODULE_H
#define DXAWS_KIT_FUZZ_MODULE_H

#include <dxaws/core.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/fuzz-json.h>
#include <jansson.h>

/** A module at work on an account of its own. */
struct dx_fuzz_world {
    const dxaws_module *module;
    dxaws_memory_account *account;
    dxaws_context *context;
    dxaws_provider *provider;
    dxaws_manager *manager;
    dxaws_manager *used; /**< of the module that this one works through, or NULL */
    const dxaws_module *uses;
    int64_t *now_ms;
};

/** What is in the account, as a text for free(). */
static inline char *dx_fuzz_account(const struct dx_fuzz_world *world)
{
    static const char *const types[][2] = {{"s3", "bucket"},
                                           {"route53", "zone"},
                                           {"acm", "certificate"},
                                           {"acm", "deleted"},
                                           {"cloudfront", "distribution"},
                                           {"cloudfront", "oac"},
                                           {"cloudfront", "function"}};
    json_t *all = json_array();
    dx_fuzz_require(dxaws_memory_begin(world->account, NULL) == NULL);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *id;
        const char *text;
        for (size_t k = 0; dxaws_memory_at(world->account, types[i][0], types[i][1], k, &id, &text);
             k++) {
            json_array_append_new(all, json_pack("[so]", id, json_loads(text, 0, NULL)));
        }
    }
    dxaws_memory_abort(world->account);
    char *text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(all);
    dx_fuzz_require(text != NULL);
    return text;
}

/** Releases @a before; true when there was no error. One error that says that all was refused means
 * that nothing changed. */
static inline bool dx_fuzz_judge(const struct dx_fuzz_world *world, char *before,
                                 dxaws_error *error)
{
    bool whole = error != NULL && dxaws_error_get_kind(error) != DXAWS_ERROR_PARTIAL &&
                 dxaws_error_get_kind(error) != DXAWS_ERROR_TIMEOUT;
    bool succeeds = dx_fuzz_succeeds(error);
    char *after = dx_fuzz_account(world);
    dx_fuzz_require(!whole || strcmp(before, after) == 0);
    free(after);
    free(before);
    return succeeds;
}

static inline dxaws_manager *dx_fuzz_open(const struct dx_fuzz_world *world,
                                          const dxaws_module *module, dxaws_manager *used,
                                          dxaws_provider **provider)
{
    dxaws_manager *manager = NULL;
    dxaws_manager *const list[] = {used, NULL};
    dx_fuzz_require(module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = world->account),
                                 provider) == NULL);
    dx_fuzz_require(module->open(module, *provider, list, &manager) == NULL);
    return manager;
}

/** A new account with one zone and an empty bucket. @a uses is the module that @a module works
 * through, or NULL. */
static inline struct dx_fuzz_world dx_fuzz_world_new(const dxaws_module *module,
                                                     const dxaws_module *uses, int64_t *now_ms)
{
    struct dx_fuzz_world world = {.module = module, .uses = uses, .now_ms = now_ms};
    dx_fuzz_require(dxaws_memory_account_new(NULL, NULL, &world.account) == NULL);
    dx_fuzz_require(dxaws_memory_begin(world.account, NULL) == NULL);
    dx_fuzz_require(
        dxaws_memory_put(world.account, "route53", "zone", "Z1",
                         "{\"name\":\"example.com.\",\"private\":false,\"records\":[]}") == NULL);
    dx_fuzz_require(dxaws_memory_put(world.account, "s3", "bucket", "fuzz-bucket",
                                     "{\"region\":\"eu-west-1\"}") == NULL);
    dx_fuzz_require(dxaws_memory_commit(world.account) == NULL);
    world.context = dx_fuzz_context(now_ms);
    dxaws_context_set_timeout_ms(world.context, 36000000);
    if (uses != NULL) {
        dxaws_provider *provider = NULL;
        world.used = dx_fuzz_open(&world, uses, NULL, &provider);
        dxaws_provider_unref(provider);
    }
    world.manager = dx_fuzz_open(&world, module, world.used, &world.provider);
    return world;
}

static inline void dx_fuzz_world_end(struct dx_fuzz_world *world)
{
    world->module->unref(world->manager);
    if (world->uses != NULL) {
        world->uses->unref(world->used);
    }
    dxaws_provider_unref(world->provider);
    dxaws_context_unref(world->context);
    dxaws_memory_account_unref(world->account);
}

/** The member as a document; NULL when it is none. */
static inline dxaws_document *dx_fuzz_document(const json_t *input, const char *name)
{
    dxaws_document *document = NULL;
    json_t *member = json_deep_copy(json_object_get(input, name));
    bool made = member != NULL && dx_fuzz_succeeds(dxaws_document_new(member, &document));
    return made ? document : NULL;
}

/** The functions that ask nobody, and never change what they are given. */
static inline dxaws_plan *dx_fuzz_offline(const struct dx_fuzz_world *world,
                                          const dxaws_document *desired,
                                          const dxaws_document *current,
                                          const dxaws_apply_options *options)
{
    const dxaws_module *module = world->module;
    dxaws_plan *plan = NULL;
    dxaws_plan *again = NULL;
    bool right = dx_fuzz_succeeds(module->check(module, desired));
    if (!dx_fuzz_succeeds(module->plan(module, desired, current, options, &plan))) {
        return NULL;
    }
    dx_fuzz_require(right);
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_plan_parse(dxaws_plan_text(plan), &again)));
    dx_fuzz_require(strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(again)) == 0);
    dxaws_plan_free(again);
    return plan;
}

/** Each action of a plan by itself: simulated, and performed on whatever was observed. */
static inline void dx_fuzz_actions(struct dx_fuzz_world *world, const dxaws_plan *plan,
                                   const dxaws_document *before)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        DXAWS_AUTO(dxaws_document) simulated = NULL;
        DXAWS_AUTO(dxaws_document) after = NULL;
        (void)dx_fuzz_succeeds(world->module->simulate(world->module, action, before, &simulated));
        (void)dx_fuzz_succeeds(
            dxaws_provider_perform(world->provider, world->context, action, before, &after));
    }
}

/** One step after the other, as long as it goes on; waits end by themselves, or are left. */
static inline void dx_fuzz_steps(struct dx_fuzz_world *world, const dxaws_plan *plan,
                                 const dxaws_apply_options *options)
{
    dxaws_plan *left = NULL;
    for (int i = 0; i < 40; i++) {
        dxaws_plan *rest = NULL;
        char *before = dx_fuzz_account(world);
        const dxaws_plan *next = left ? left : plan;
        if (!dx_fuzz_judge(world, before,
                           world->module->step(world->module, world->manager, world->context, next,
                                               options, &rest))) {
            break;
        }
        dx_fuzz_require(dxaws_plan_count(rest) <= dxaws_plan_count(next));
        dxaws_plan_free(left);
        left = rest;
        *world->now_ms += 60000;
        if (dxaws_plan_count(left) == 0) {
            break;
        }
    }
    dxaws_plan_free(left);
}

/** Applies a plan as a whole; what it says it was refused for, was not begun. */
static inline bool dx_fuzz_apply(struct dx_fuzz_world *world, const dxaws_plan *plan,
                                 const dxaws_apply_options *options)
{
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    char *before = dx_fuzz_account(world);
    return dx_fuzz_judge(world, before,
                         world->module->apply(world->module, world->manager, world->context, plan,
                                              options, &rest, &result));
}

/** Reads, plans and applies; where all of that succeeds nothing is left to do. */
static inline void dx_fuzz_converge(struct dx_fuzz_world *world, const dxaws_document *desired)
{
    const dxaws_module *module = world->module;
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_document) current = NULL;
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        if (!dx_fuzz_succeeds(
                module->read(module, world->manager, world->context, desired, &current)) ||
            !dx_fuzz_succeeds(module->plan(module, desired, current, NULL, &plan))) {
            dx_fuzz_require(i == 0);
            return;
        }
        dx_fuzz_require(i == 0 || dxaws_plan_count(plan) == 0);
        if (i == 0 && !dx_fuzz_apply(world, plan, NULL)) {
            return;
        }
    }
}

/** What is there for them to be taken over, by any name; the same when it is asked for twice. */
static inline void dx_fuzz_consents(const dxaws_module *module, const dxaws_document *current,
                                    const json_t *consents)
{
    size_t index;
    json_t *consent;
    json_array_foreach((json_t *)(uintptr_t)consents, index, consent) {
        const char *text = json_string_value(consent);
        if (text != NULL && module->adoptable != NULL) {
            dx_fuzz_require(module->adoptable(module, current, text) ==
                            module->adoptable(module, current, text));
        }
    }
}

/** The functions that only ask, and change nothing, whatever they are given: @a current and @a plan
 * may be NULL. */
static inline void dx_fuzz_ask(const struct dx_fuzz_world *world, const dxaws_document *desired,
                               const dxaws_document *current, const dxaws_plan *plan,
                               const json_t *consents)
{
    const dxaws_module *module = world->module;
    DXAWS_AUTO(dxaws_document) described = NULL;
    DXAWS_AUTO(dxaws_document) all = NULL;
    DXAWS_AUTO(dxaws_document) owned = NULL;
    DXAWS_AUTO(dxaws_document) seen = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    const char *owner = json_string_value(json_object_get(dxaws_document_tree(desired), "owner"));
    uint64_t calls;
    uint64_t before;
    uint64_t after;
    dxaws_memory_account_calls(world->account, &calls, &before);
    dx_fuzz_require(dx_fuzz_succeeds(module->describe(module, &described)));
    (void)dx_fuzz_succeeds(module->find(module, world->manager, world->context, NULL, &all));
    (void)dx_fuzz_succeeds(
        module->find(module, world->manager, world->context, owner ? owner : "site", &owned));
    if (current != NULL) {
        dx_fuzz_consents(module, current, consents);
        if (module->look_again != NULL) {
            (void)dx_fuzz_succeeds(module->look_again(module, desired, current, current, &seen));
        }
    }
    if (plan != NULL) {
        (void)dx_fuzz_succeeds(
            dxaws_module_plan_again(module, world->manager, world->context, plan, &again));
    }
    dxaws_memory_account_calls(world->account, &calls, &after);
    dx_fuzz_require(before == after);
}

/** What a target does with one input. */
static inline int dx_fuzz_module(const dxaws_module *module, const dxaws_module *uses,
                                 const uint8_t *data, size_t size)
{
    char *whole = dx_fuzz_text(data, size);
    json_t *input = json_loads(whole, 0, NULL);
    DXAWS_AUTO(dxaws_document) desired = dx_fuzz_document(input, "desired");
    DXAWS_AUTO(dxaws_document) current = dx_fuzz_document(input, "current");
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    DXAWS_AUTO(dxaws_plan) given = NULL;
    char *said = json_dumps(json_object_get(input, "options"), JSON_ENCODE_ANY);
    char *text = json_dumps(json_object_get(input, "plan"), JSON_ENCODE_ANY);
    int64_t now_ms = 1700000000000;
    struct dx_fuzz_world world = dx_fuzz_world_new(module, uses, &now_ms);
    if (said != NULL) {
        (void)dx_fuzz_succeeds(dxaws_apply_options_parse(said, &options));
    }
    if (dx_fuzz_succeeds(dxaws_plan_parse(text ? text : whole, &given)) && current != NULL) {
        (void)dx_fuzz_apply(&world, given, options);
        dx_fuzz_steps(&world, given, options);
        dx_fuzz_actions(&world, given, current);
    }
    if (desired != NULL) {
        dx_fuzz_ask(&world, desired, current, given,
                    json_object_get(json_object_get(input, "options"), "adopt"));
    }
    if (desired != NULL && current != NULL) {
        DXAWS_AUTO(dxaws_document) read = NULL;
        DXAWS_AUTO(dxaws_plan) plan = dx_fuzz_offline(&world, desired, current, options);
        (void)dx_fuzz_succeeds(dxaws_provider_read(world.provider, world.context, desired, &read));
        if (plan != NULL) {
            dx_fuzz_steps(&world, plan, options);
        }
        dx_fuzz_converge(&world, desired);
    }
    dx_fuzz_world_end(&world);
    free(said);
    free(text);
    json_decref(input);
    free(whole);
    return 0;
}

#endif
