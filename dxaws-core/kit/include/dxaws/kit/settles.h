/* SPDX-License-Identifier: MIT */
/** @file
 * Whether a module settles: for random Desireds, what was applied and is read back through a
 * simulation, which spells things as AWS does, leaves nothing to do. And whether it says so when a
 * service makes something else of one attribute: an apply that succeeded then leaves nothing to do
 * either. Header only.
 * Environment: SETTLES_LIVES, how many accounts are lived through; SETTLES_FIRST, the first of
 * them, to see one again that failed.
 */
#ifndef DXAWS_KIT_SETTLES_H
#define DXAWS_KIT_SETTLES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <dxaws/core.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/altering.h>
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/kit/test-number.h>
#include <dxaws/module.h>

/** A source of numbers that one seed always gives again. */
struct dx_random {
    uint64_t state;
    unsigned life;  /**< which life this is of, for names that no other one has */
    char note[120]; /**< what prepare() noted for desired(), such as an id */
};

/** Below @a limit, which is above 0. */
static inline unsigned dx_random_below(struct dx_random *random, unsigned limit)
{
    random->state += 0x9e3779b97f4a7c15; /* splitmix64 */
    uint64_t mixed = random->state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return (unsigned)((mixed ^ (mixed >> 31)) % limit);
}

/** True @a percent times of a hundred. */
static inline bool dx_random_chance(struct dx_random *random, unsigned percent)
{
    return dx_random_below(random, 100) < percent;
}

/** One of an array of texts. */
#define DX_RANDOM_OF(random, texts)                                                                \
    ((texts)[dx_random_below((random), (unsigned)(sizeof(texts) / sizeof *(texts)))])

enum { DX_SETTLES_MODULES = 8, DX_SETTLES_LIVES = 100 };

/** Where a life is lived. */
struct dx_settles_life {
    const dxaws_module *module;
    dxaws_context *context;
    dxaws_session *session;        /**< against the AWS double; NULL: on a simulated account */
    dxaws_memory_account *account; /**< NULL: against the double */
    dxaws_manager *managers[DX_SETTLES_MODULES];
    size_t last;
    size_t alters; /**< the module whose service alters something; DX_SETTLES_MODULES: none */
    struct dx_alteration alteration;
};

/** What is tried. */
struct dx_settles {
    /** Those used by a later one first; the one that is tried is the last. */
    const dxaws_module *modules[DX_SETTLES_MODULES];
    unsigned documents; /**< Desireds one after the other in each life */
    /** Readies an account; may be NULL. */
    dxaws_error *(*prepare)(const struct dx_settles_life *life, struct dx_random *random);
    /** A random Desired of the same thing as the others of that life; for the caller to release. */
    json_t *(*desired)(struct dx_random *random);
};

/** One request to the double, with a body; what it answered for the caller to free with the
 * request, or NULL when nobody asks. */
static inline dxaws_error *dx_settles_ask(dxaws_session *session, dxaws_aws_request *request,
                                          const char *body, dxaws_aws_request **answered)
{
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    if (error || !answered) {
        dxaws_aws_request_free(request);
    } else {
        *answered = request;
    }
    return error;
}

static dxaws_error *dx_settles_reset(dxaws_session *session)
{
    return dx_settles_ask(session, dxaws_aws_request_new("s3", "Control", "POST", "/double/reset"),
                          "{}", NULL);
}

/** A public zone example.com on the double, whose id is noted. */
static inline dxaws_error *dx_settles_make_zone(dxaws_session *session, struct dx_random *random)
{
    dxaws_aws_request *request =
        dxaws_aws_request_new("route53", "CreateHostedZone", "POST", "/2013-04-01/hostedzone");
    dxaws_aws_request_set_content_type(request, "application/xml");
    dxaws_error *error = dx_settles_ask(
        session, request,
        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
        "<Name>example.com</Name><CallerReference>settles</CallerReference>"
        "</CreateHostedZoneRequest>",
        &request);
    if (!error) {
        const char *found = strstr(dxaws_aws_request_answer_body(request, NULL), "/hostedzone/");
        found = found ? found + strlen("/hostedzone/") : "";
        snprintf(random->note, sizeof(random->note), "%.*s", (int)strcspn(found, "<"), found);
        dxaws_aws_request_free(request);
    }
    return error;
}

/* Opens the i-th module over those before it that it uses. */
static dxaws_error *dx_settles_open_one(struct dx_settles_life *life,
                                        const struct dx_settles *settles, size_t i)
{
    const dxaws_module *module = settles->modules[i];
    dxaws_manager *used[DX_SETTLES_MODULES] = {NULL};
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    dxaws_error *error = NULL;
    for (size_t u = 0; u < DX_SETTLES_MODULES && module->uses[u]; u++) {
        for (size_t k = 0; k < i; k++) {
            used[u] = strcmp(settles->modules[k]->name, module->uses[u]) == 0 ? life->managers[k]
                                                                              : used[u];
        }
    }
    if (module->make) {
        error = module->make(
            module, life->session ? "aws" : "memory",
            DXAWS_PROVIDER_PARTS(.session = life->session, .account = life->account), &provider);
    }
    if (!error && i == life->alters) {
        error = dx_alter_provider(&life->alteration, &provider);
    }
    return error ? error : module->open(module, provider, used, &life->managers[i]);
}

static dxaws_error *dx_settles_open(struct dx_settles_life *life, const struct dx_settles *settles)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; !error && i < DX_SETTLES_MODULES && settles->modules[i]; i++) {
        error = dx_settles_open_one(life, settles, i);
        life->module = settles->modules[i];
        life->last = i;
    }
    return error;
}

static void dx_settles_close(struct dx_settles_life *life, const struct dx_settles *settles)
{
    for (size_t i = 0; i < DX_SETTLES_MODULES; i++) {
        if (life->managers[i]) {
            settles->modules[i]->unref(life->managers[i]);
        }
    }
    dxaws_memory_account_unref(life->account);
    dxaws_context_unref(life->context);
}

/* What is to be done to get from what is read to what is desired. */
static dxaws_error *dx_settles_plan(const struct dx_settles_life *life,
                                    const dxaws_document *desired, dxaws_plan **plan)
{
    const dxaws_module *module = life->module;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error =
        module->read(module, life->managers[life->last], life->context, desired, &current);
    return error ? error : module->plan(module, desired, current, NULL, plan);
}

/* What is asked for by it: no service answers with another one. */
static bool dx_settles_identifies(const json_t *row)
{
    size_t index;
    json_t *flag;
    json_array_foreach(json_object_get(row, "flags"), index, flag) {
        if (strcmp(json_string_value(flag), "identity") == 0) {
            return true;
        }
    }
    return false;
}

/* Whose service alters which attribute of its table, one after the other, an option or an observed
 * one as well. */
static dxaws_error *dx_settles_alter(struct dx_settles_life *life, const struct dx_settles *settles,
                                     struct dx_random *random)
{
    unsigned count = 0;
    while (count < DX_SETTLES_MODULES && settles->modules[count] && settles->modules[count]->make) {
        count++;
    }
    bool of_itself = count == DX_SETTLES_MODULES || !settles->modules[count];
    life->alters = of_itself ? count - 1 : dx_random_below(random, count);
    const dxaws_module *module = settles->modules[life->alters];
    DXAWS_AUTO(dxaws_document) described = NULL;
    dxaws_error *error = module->describe(module, &described);
    const json_t *rows = json_object_get(dxaws_document_tree(described), "attributes");
    size_t size = json_array_size(rows);
    size_t place = random->life;
    while (size > 0 && dx_settles_identifies(json_array_get(rows, place % size))) {
        place++;
    }
    const json_t *row = size > 0 ? json_array_get(rows, place % size) : NULL;
    const char *name = json_string_value(json_object_get(row, "name"));
    snprintf(life->alteration.attribute, sizeof(life->alteration.attribute), "%s",
             name ? name : "");
    return error;
}

/* Applied to a service that alters: an error tells of it, and else nothing is left to do. *told
 * counts the errors. */
static dxaws_error *dx_settles_told(const struct dx_settles_life *life,
                                    const dxaws_document *desired, unsigned *told)
{
    const dxaws_module *module = life->module;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    dxaws_error *error = dx_settles_plan(life, desired, &plan);
    if (!error) {
        error = module->apply(module, life->managers[life->last], life->context, plan, NULL, NULL,
                              NULL);
    }
    if (error) {
        *told += strstr(dxaws_error_message(error), "applied, but ") != NULL;
        dxaws_error_free(error);
        return NULL;
    }
    error = dx_settles_plan(life, desired, &again);
    if (!error && dxaws_plan_count(again) > 0) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "test", "Untold",
                                "\"%s\" is altered, apply succeeded, and then it is: %s",
                                life->alteration.attribute, dxaws_plan_text(again));
    }
    return error;
}

/* Applied, and planned again: NULL when nothing is left to do. */
static dxaws_error *dx_settles_once(const struct dx_settles_life *life,
                                    const dxaws_document *desired)
{
    const dxaws_module *module = life->module;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    dxaws_error *error = module->check(module, desired);
    error = error ? error : dx_settles_plan(life, desired, &plan);
    if (!error) {
        error = module->apply(module, life->managers[life->last], life->context, plan, NULL, NULL,
                              NULL);
    }
    error = error ? error : dx_settles_plan(life, desired, &again);
    if (!error && dxaws_plan_count(again) > 0) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "test", "Unsettled",
                                "the second plan is not empty: %s", dxaws_plan_text(again));
    }
    return error;
}

/* One account, from its first Desired to its last. */
static bool dx_settles_live(const struct dx_settles *settles, dxaws_session *session,
                            unsigned number, json_t *told)
{
    struct dx_random random = {.state = number, .life = number};
    struct dx_settles_life life = {.session = session, .alters = DX_SETTLES_MODULES};
    unsigned times = 0;
    dxaws_error *error =
        session ? dx_settles_reset(session) : dx_jumping_context_new(NULL, &life.context);
    if (!error && !session) {
        error = dxaws_memory_account_new(NULL, life.context, &life.account);
    }
    if (!error && settles->prepare) {
        error = settles->prepare(&life, &random);
    }
    if (!error && told) {
        error = dx_settles_alter(&life, settles, &random);
    }
    error = error ? error : dx_settles_open(&life, settles);
    for (unsigned i = 0; !error && i < settles->documents; i++) {
        json_t *tree = settles->desired(&random);
        char *text = json_dumps(tree, JSON_SORT_KEYS);
        DXAWS_AUTO(dxaws_document) desired = NULL;
        error = dxaws_document_parse(text, &desired);
        if (!error) {
            error =
                told ? dx_settles_told(&life, desired, &times) : dx_settles_once(&life, desired);
        }
        if (error) {
            printf("life %u, document %u: %s\n  %s\n", number, i, text, dxaws_error_message(error));
        }
        free(text);
        json_decref(tree);
    }
    dx_settles_close(&life, settles);
    if (times > 0) {
        json_object_set_new(told, life.alteration.attribute, json_true());
    }
    bool settled = !error;
    dxaws_error_free(error);
    return settled;
}

/* Whether each attribute that an action of the last module converges was told of in some life; of a
 * module that works through others alone, anything. */
static bool dx_settles_all_told(const struct dx_settles *settles, const json_t *told)
{
    size_t last = 0;
    while (last + 1 < DX_SETTLES_MODULES && settles->modules[last + 1]) {
        last++;
    }
    const dxaws_module *module = settles->modules[last];
    DXAWS_AUTO(dxaws_document) described = NULL;
    dxaws_error *error = module->make ? module->describe(module, &described) : NULL;
    const json_t *rows = json_object_get(dxaws_document_tree(described), "attributes");
    bool all = !error && json_object_size(told) > 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *name = json_string_value(json_object_get(row, "name"));
        if (json_object_get(row, "action") && !json_object_get(told, name)) {
            printf("\"%s\" was altered, and no apply told of it\n", name);
            all = false;
        }
    }
    dxaws_error_free(error);
    return all;
}

/** Lives through many accounts: simulated ones, or what AWS_ENDPOINT_URL names with the argument
 * "aws"; with "altered" simulated ones that alter what they are told. The exit status of the test
 * program. */
static inline int dx_settles_main(const struct dx_settles *settles, int argc, char **argv)
{
    unsigned first = (unsigned)dx_test_number("SETTLES_FIRST", 1);
    unsigned lives =
        (unsigned)dx_test_number("SETTLES_LIVES", DX_SETTLES_LIVES / dx_test_slowness());
    unsigned failed = 0;
    json_t *told = argc > 1 && strcmp(argv[1], "altered") == 0 ? json_object() : NULL;
    dxaws_session *session = NULL;
    if (argc > 1 && strcmp(argv[1], "aws") == 0) {
        dxaws_error *error = dxaws_session_new(NULL, &session);
        if (error) {
            printf("%s\n", dxaws_error_message(error));
            dxaws_error_free(error);
            return EXIT_FAILURE;
        }
    }
    for (unsigned i = 0; i < lives && failed < 3; i++) {
        failed += !dx_settles_live(settles, session, first + i, told);
    }
    dxaws_session_unref(session);
    printf("%u of %u lives did not settle\n", failed, lives);
    bool enough = lives >= DX_SETTLES_LIVES; /* to see each attribute altered */
    bool good = failed == 0 && (!told || !enough || dx_settles_all_told(settles, told));
    json_decref(told);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
