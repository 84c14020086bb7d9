/* SPDX-License-Identifier: MIT */
/* One call of the website's module in a process of its own: all that it knows is in an account's
 * file and a plan's. It can be killed at the nth look at the clock, of which there is one at least
 * in each call of the simulated account, and one before the plan of what is left is written.
 *
 *     one-process zone|cname|plan|apply|step ACCOUNT PLAN NOW_MS KILL_AT LOG
 *
 * "zone" makes the hosted zone example.com. "cname" makes, elsewhere, what PLAN says to wait for.
 * "plan" finds the Desired in the file PLAN. "apply" leaves its result in PLAN.result. Each action
 * that changes something adds a line to LOG. */
#include <dxaws/acm-providers.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/dns-providers.h>
#include <dxaws/s3-content-providers.h>
#include <dxaws/s3-providers.h>
#include <dxaws/website.h>

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_llong now_ms;
static atomic_llong looks;
static long long kill_at;
static const char *log_path;

static void look(void)
{
    if (atomic_fetch_add(&looks, 1) + 1 == kill_at) {
        raise(SIGKILL);
    }
}

static int64_t clock_now(void *self)
{
    (void)self;
    look();
    return atomic_load(&now_ms);
}

static int64_t clock_monotonic(void *self)
{
    (void)self;
    return atomic_load(&now_ms);
}

static void clock_sleep(void *self, int64_t ms)
{
    (void)self;
    atomic_fetch_add(&now_ms, ms);
}

static double clock_jitter(void *self)
{
    (void)self;
    return 0.5;
}

static void must(dxaws_error *error)
{
    if (error != NULL) {
        fprintf(stderr, "%s %s\n", dxaws_error_code(error), dxaws_error_message(error));
        exit(EXIT_FAILURE);
    }
}

static char *read_text(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "re");
    if (file == NULL || getdelim(&text, &size, '\0', file) < 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    return text;
}

/* Either the old text or the new one is there, whenever it is killed. */
static void write_text(const char *path, const char *suffix, const char *text)
{
    char final[4096];
    char fresh[4200];
    snprintf(final, sizeof final, "%s%s", path, suffix);
    snprintf(fresh, sizeof fresh, "%s.new", final);
    look();
    FILE *file = fopen(fresh, "we");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0 || rename(fresh, final) != 0) {
        fprintf(stderr, "%s cannot be written\n", final);
        exit(EXIT_FAILURE);
    }
}

static dxaws_error *logged_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                dxaws_document **observed)
{
    return dxaws_provider_read(self, context, wanted, observed);
}

static dxaws_error *logged_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                   const dxaws_document *before, dxaws_document **after)
{
    dxaws_error *error = dxaws_provider_perform(self, context, action, before, after);
    if (error == NULL && strncmp(dxaws_action_kind(action), "WAIT_", 5) != 0) {
        FILE *file = fopen(log_path, "ae");
        fprintf(file, "%s\n", dxaws_action_kind(action));
        fclose(file);
    }
    return error;
}

static bool logged_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(self, kind);
}

static void logged_destroy(void *self)
{
    dxaws_provider_unref(self);
}

static dxaws_manager *open_primitive(const dxaws_module *module, dxaws_memory_account *account,
                                     dxaws_manager *const *used)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "logged",
        .destroy = logged_destroy,
        .read = logged_read,
        .perform = logged_perform,
        .supports = logged_supports,
    };
    dxaws_provider *memory = NULL;
    DXAWS_AUTO(dxaws_provider) logged = NULL;
    dxaws_manager *manager = NULL;
    must(module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = account), &memory));
    must(dxaws_provider_new(module, &ops, memory, &logged));
    must(module->open(module, logged, used, &manager));
    return manager;
}

struct world {
    dxaws_context *context;
    dxaws_memory_account *account;
    dxaws_manager *used[6]; /* s3, dns, acm, cloudfront, content, function */
    dxaws_manager *website;
};

static void open_world(struct world *world, const char *path)
{
    static const dxaws_clock_ops clock = {
        .size = sizeof clock,
        .now_ms = clock_now,
        .monotonic_ms = clock_monotonic,
        .sleep_ms = clock_sleep,
        .jitter = clock_jitter,
    };
    const dxaws_module *website = dxaws_website_module();
    world->context = dxaws_context_new();
    must(dxaws_context_set_clock(world->context, &clock, NULL));
    must(dxaws_memory_account_new(path, world->context, &world->account));
    world->used[0] = open_primitive(dxaws_s3_module(), world->account, NULL);
    world->used[1] = open_primitive(dxaws_dns_module(), world->account, NULL);
    world->used[2] = open_primitive(dxaws_acm_module(), world->account, &world->used[1]);
    world->used[3] = open_primitive(dxaws_cloudfront_module(), world->account, NULL);
    world->used[4] = open_primitive(dxaws_s3_content_module(), world->account, NULL);
    world->used[5] = open_primitive(dxaws_cloudfront_function_module(), world->account, NULL);
    must(website->open(website, NULL, world->used, &world->website));
}

static void close_world(struct world *world)
{
    dxaws_website_module()->unref(world->website);
    dxaws_cloudfront_function_module()->unref(world->used[5]);
    dxaws_s3_content_module()->unref(world->used[4]);
    dxaws_cloudfront_module()->unref(world->used[3]);
    dxaws_acm_module()->unref(world->used[2]);
    dxaws_dns_module()->unref(world->used[1]);
    dxaws_s3_module()->unref(world->used[0]);
    dxaws_memory_account_unref(world->account);
    dxaws_context_unref(world->context);
}

static void plan(struct world *world, const char *path)
{
    const dxaws_module *website = dxaws_website_module();
    char *text = read_text(path);
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_plan) made = NULL;
    must(dxaws_document_parse(text, &desired));
    must(website->check(website, desired));
    must(website->read(website, world->website, world->context, desired, &current));
    must(website->plan(website, desired, current, NULL, &made));
    write_text(path, "", dxaws_plan_text(made));
    free(text);
}

static void perform(struct world *world, const char *path, bool whole)
{
    const dxaws_module *website = dxaws_website_module();
    char *text = read_text(path);
    DXAWS_AUTO(dxaws_plan) given = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    must(dxaws_plan_parse(text, &given));
    if (whole) {
        must(website->apply(website, world->website, world->context, given, NULL, &rest, &result));
        write_text(path, ".result", dxaws_document_text(result));
    } else {
        DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
        /* One after the other, so that a number says the same look each time. */
        dxaws_apply_options_set_parallelism(options, 1);
        must(website->step(website, world->website, world->context, given, options, &rest));
    }
    write_text(path, "", dxaws_plan_text(rest));
    free(text);
}

/* "step certificate: make the record NAME CNAME VALUE where ..." */
static void make_record(struct world *world, const char *path)
{
    char name[200] = "";
    char value[200] = "";
    char *text = read_text(path);
    const char *told = strstr(text, "make the record ");
    if (told == NULL || sscanf(told, "make the record %199s CNAME %199s", name, value) != 2) {
        fprintf(stderr, "%s waits for no record\n", path);
        exit(EXIT_FAILURE);
    }
    must(dxaws_dns_memory_create_cname_elsewhere(world->account, world->context, name, value));
    free(text);
}

int main(int count, char **arguments)
{
    if (count != 7) {
        fprintf(stderr, "zone|cname|plan|apply|step ACCOUNT PLAN NOW_MS KILL_AT LOG\n");
        return EXIT_FAILURE;
    }
    struct world world;
    atomic_init(&now_ms, atoll(arguments[4]));
    kill_at = atoll(arguments[5]);
    log_path = arguments[6];
    open_world(&world, arguments[2]);
    if (strcmp(arguments[1], "zone") == 0) {
        must(
            dxaws_dns_memory_create_zone(world.account, world.context, "example.com", false, NULL));
    } else if (strcmp(arguments[1], "cname") == 0) {
        make_record(&world, arguments[3]);
    } else if (strcmp(arguments[1], "plan") == 0) {
        plan(&world, arguments[3]);
    } else {
        perform(&world, arguments[3], strcmp(arguments[1], "apply") == 0);
    }
    close_world(&world);
    return EXIT_SUCCESS;
}
