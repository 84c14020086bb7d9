/* SPDX-License-Identifier: MIT */
/* Any JSON as the life of a site: what is wanted of it, one Desired after another, on the simulated
 * account. What is not refused offline is planned, the same twice; a run that succeeds leaves
 * nothing to do; and a destroyed site leaves nothing behind.
 *
 * An object instead is given to the module's functions, as "desired", "current", "plan" and
 * "options": whatever they are, a plan is performed or refused before anything is written. */
#include <dxaws/acm-providers.h>
#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/fuzz-module.h>
#include <dxaws/s3-providers.h>
#include <dxaws/website.h>

#include <jansson.h>

enum { LONGEST_LIFE = 4, MOST_RUNS = 4, MOST_STEPS = 60 };

struct world {
    int64_t now_ms;
    dxaws_context *context;
    dxaws_memory_account *account;
    dxaws_website_manager *website;
};

static void must(dxaws_error *error)
{
    dx_fuzz_require(dx_fuzz_succeeds(error));
}

static void open_world(struct world *world)
{
    DXAWS_AUTO(dxaws_s3_provider) s3 = NULL;
    DXAWS_AUTO(dxaws_dns_provider) dns = NULL;
    DXAWS_AUTO(dxaws_acm_provider) acm = NULL;
    DXAWS_AUTO(dxaws_cloudfront_provider) cloudfront = NULL;
    DXAWS_AUTO(dxaws_s3_manager) s3_manager = NULL;
    DXAWS_AUTO(dxaws_dns_manager) dns_manager = NULL;
    DXAWS_AUTO(dxaws_acm_manager) acm_manager = NULL;
    DXAWS_AUTO(dxaws_cloudfront_manager) cloudfront_manager = NULL;
    world->now_ms = 1700000000000;
    world->context = dx_fuzz_context(&world->now_ms);
    must(dxaws_memory_account_new(NULL, NULL, &world->account));
    must(dxaws_dns_memory_create_zone(world->account, world->context, "example.com", false, NULL));
    must(dxaws_dns_memory_create_zone(world->account, world->context, "example.net", false, NULL));
    must(dxaws_s3_provider_new_memory(world->account, &s3));
    must(dxaws_dns_provider_new_memory(world->account, &dns));
    must(dxaws_acm_provider_new_memory(world->account, &acm));
    must(dxaws_cloudfront_provider_new_memory(world->account, &cloudfront));
    must(dxaws_s3_manager_new(s3, NULL, &s3_manager));
    must(dxaws_dns_manager_new(dns, NULL, &dns_manager));
    DXAWS_AUTO(dxaws_acm_manager_options) records = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(records, dns_manager);
    must(dxaws_acm_manager_new(acm, records, &acm_manager));
    must(dxaws_cloudfront_manager_new(cloudfront, NULL, &cloudfront_manager));
    DXAWS_AUTO(dxaws_cloudfront_function_provider) function = NULL;
    DXAWS_AUTO(dxaws_cloudfront_function_manager) function_manager = NULL;
    must(dxaws_cloudfront_function_provider_new_memory(world->account, &function));
    must(dxaws_cloudfront_function_manager_new(function, NULL, &function_manager));
    DXAWS_AUTO(dxaws_website_manager_options) through = dxaws_website_manager_options_new();
    dxaws_website_manager_options_set_s3(through, s3_manager);
    dxaws_website_manager_options_set_dns(through, dns_manager);
    dxaws_website_manager_options_set_acm(through, acm_manager);
    dxaws_website_manager_options_set_cloudfront(through, cloudfront_manager);
    dxaws_website_manager_options_set_function(through, function_manager);
    must(dxaws_website_manager_new(through, &world->website));
}

static void close_world(struct world *world)
{
    dxaws_website_manager_unref(world->website);
    dxaws_memory_account_unref(world->account);
    dxaws_context_unref(world->context);
}

static size_t count_of(struct world *world, const char *service, const char *type)
{
    size_t count = 0;
    const char *id;
    const char *json;
    must(dxaws_memory_begin(world->account, world->context));
    while (dxaws_memory_at(world->account, service, type, count, &id, &json)) {
        count++;
    }
    dxaws_memory_abort(world->account);
    return count;
}

/* Two plans of the same are the same, and can be read. */
static bool plans(struct world *world, const dxaws_website_desired *desired, size_t *actions)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    DXAWS_AUTO(dxaws_plan) read = NULL;
    dxaws_error *error =
        dxaws_website_manager_plan(world->website, world->context, desired, NULL, &plan);
    if (error != NULL) { /* what is wrong with the Desired itself was known before */
        dx_fuzz_require(strcmp(dxaws_error_code(error), "InvalidDesiredStateError") != 0);
        dx_fuzz_succeeds(error);
        return false;
    }
    must(dxaws_website_manager_plan(world->website, world->context, desired, NULL, &again));
    dx_fuzz_require(strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(again)) == 0);
    must(dxaws_plan_parse(dxaws_plan_text(plan), &read));
    dx_fuzz_require(strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(read)) == 0);
    *actions = dxaws_plan_count(plan);
    return true;
}

/* What a Desired says is read as it is written; NULL when it is refused, offline. */
static dxaws_website_desired *read_desired(const json_t *document)
{
    DXAWS_AUTO(dxaws_website_desired) again = NULL;
    dxaws_website_desired *desired = NULL;
    char *json = json_dumps(document, JSON_ENCODE_ANY);
    bool good = dx_fuzz_succeeds(dxaws_website_desired_parse(json, &desired));
    free(json);
    if (!good) {
        return NULL;
    }
    char *text = dxaws_website_desired_format(desired);
    must(dxaws_website_desired_parse(text, &again));
    char *second = dxaws_website_desired_format(again);
    dx_fuzz_require(strcmp(text, second) == 0);
    free(text);
    free(second);
    if (!dx_fuzz_succeeds(dxaws_website_desired_check(desired))) {
        dxaws_website_desired_free(desired);
        return NULL;
    }
    return desired;
}

/* Runs until nothing is left to do. What a change leaves may need runs of its own. */
static bool converges(struct world *world, const dxaws_website_desired *desired)
{
    size_t left = 0;
    for (int run = 0; run < MOST_RUNS; run++) {
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        if (!plans(world, desired, &left)) {
            return false;
        }
        if (left == 0) {
            return true;
        }
        if (!dx_fuzz_succeeds(dxaws_website_manager_execute(world->website, world->context, desired,
                                                            NULL, &result))) {
            return false;
        }
    }
    dx_fuzz_require(plans(world, desired, &left) && left == 0);
    return true;
}

static void destroy(struct world *world, dxaws_website_desired *desired)
{
    dxaws_website_desired_set_protect(desired, false);
    dxaws_website_desired_set_present(desired, false);
    if (converges(world, desired)) {
        dx_fuzz_require(count_of(world, "cloudfront", "distribution") == 0);
        dx_fuzz_require(count_of(world, "cloudfront", "oac") == 0);
    }
}

static uint64_t writes_of(const struct world *world)
{
    uint64_t calls;
    uint64_t writes;
    dxaws_memory_account_calls(world->account, &calls, &writes);
    return writes;
}

/* Takes steps until nothing is left, or one fails. */
static void take_steps(struct world *world, const dxaws_plan *plan,
                       const dxaws_apply_options *options)
{
    const dxaws_module *module = dxaws_website_module();
    char *text = strdup(dxaws_plan_text(plan));
    for (int i = 0; i < MOST_STEPS && text != NULL; i++) {
        DXAWS_AUTO(dxaws_plan) given = NULL;
        DXAWS_AUTO(dxaws_plan) rest = NULL;
        uint64_t writes = writes_of(world);
        must(dxaws_plan_parse(text, &given));
        dxaws_error *error = module->step(module, (dxaws_manager *)world->website, world->context,
                                          given, options, &rest);
        bool stepped = error != NULL && strcmp(dxaws_error_code(error), "StepFailed") == 0;
        dx_fuzz_require(error == NULL || stepped || writes_of(world) == writes);
        if (!dx_fuzz_succeeds(error) || dxaws_plan_count(given) == 0) {
            break;
        }
        free(text);
        text = strdup(dxaws_plan_text(rest));
        world->now_ms += 60000;
    }
    free(text);
}

/* A member, or null; a new reference. */
static json_t *member(const json_t *input, const char *name)
{
    json_t *value = json_object_get(input, name);
    return value ? json_incref(value) : json_null();
}

/* A member as a document; NULL when it is none. */
static dxaws_document *document_of(const json_t *input, const char *name)
{
    dxaws_document *document = NULL;
    if (!dx_fuzz_succeeds(dxaws_document_new(member(input, name), &document))) {
        return NULL;
    }
    return document;
}

static void drive(struct world *world, const json_t *input)
{
    const dxaws_module *module = dxaws_website_module();
    DXAWS_AUTO(dxaws_document) desired = document_of(input, "desired");
    DXAWS_AUTO(dxaws_document) current = document_of(input, "current");
    DXAWS_AUTO(dxaws_plan) given = NULL;
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    char *said = json_dumps(json_object_get(input, "options"), JSON_ENCODE_ANY);
    if (said != NULL && !dx_fuzz_succeeds(dxaws_apply_options_parse(said, &options))) {
        options = NULL;
    }
    free(said);
    if (dx_fuzz_succeeds(dxaws_plan_new(member(input, "plan"), &given))) {
        take_steps(world, given, options);
    }
    if (desired != NULL) {
        const struct dx_fuzz_world asked = {.module = module,
                                            .account = world->account,
                                            .context = world->context,
                                            .manager = (dxaws_manager *)world->website};
        dx_fuzz_ask(&asked, desired, current, given,
                    json_object_get(json_object_get(input, "options"), "adopt"));
    }
    if (desired != NULL && current != NULL && dx_fuzz_succeeds(module->check(module, desired)) &&
        dx_fuzz_succeeds(module->plan(module, desired, current, options, &made))) {
        take_steps(world, made, options);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *life = json_loadb((const char *)data, size, 0, NULL);
    struct world world;
    dxaws_website_desired *last = NULL;
    open_world(&world);
    if (json_is_object(life)) {
        drive(&world, life);
    }
    for (size_t i = 0; i < json_array_size(life) && i < LONGEST_LIFE; i++) {
        dxaws_website_desired *desired = read_desired(json_array_get(life, i));
        bool same =
            last == NULL || desired == NULL ||
            strcmp(dxaws_website_desired_site(last), dxaws_website_desired_site(desired)) == 0;
        if (desired != NULL && same && converges(&world, desired)) {
            dxaws_website_desired_free(last);
            last = desired;
        } else {
            dxaws_website_desired_free(desired);
        }
    }
    if (last != NULL) {
        destroy(&world, last);
    }
    dxaws_website_desired_free(last);
    close_world(&world);
    json_decref(life);
    return 0;
}
