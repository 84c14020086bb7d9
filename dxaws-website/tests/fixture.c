/* SPDX-License-Identifier: MIT */
/* A site on the simulated account, on a clock whose waits take no time. */
#include "fixture.h"

#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t clock_look(void *self)
{
    struct test_clock *clock = self;
    long long look = atomic_fetch_add(&clock->looks, 1) + 1;
    if (look == clock->act_at) {
        clock->act(clock->act_self);
    }
    return atomic_load(&clock->now_ms);
}

static int64_t clock_monotonic(void *self)
{
    struct test_clock *clock = self;
    return atomic_load(&clock->now_ms);
}

static void clock_sleep(void *self, int64_t ms)
{
    struct test_clock *clock = self;
    atomic_fetch_add(&clock->now_ms, ms);
}

static double clock_jitter(void *self)
{
    (void)self;
    return 0.5;
}

static const dxaws_clock_ops clock_ops = {
    .size = sizeof(dxaws_clock_ops),
    .now_ms = clock_look,
    .monotonic_ms = clock_monotonic,
    .sleep_ms = clock_sleep,
    .jitter = clock_jitter,
};

void must(dxaws_error *error)
{
    if (error != NULL) {
        char *text = dxaws_error_format(error);
        ck_abort_msg("%s", text);
    }
}

static dxaws_error *wrap_dry(void *self, dxaws_provider *inner, dxaws_provider **outer)
{
    (void)self;
    return dxaws_provider_decorate(dxaws_provider_module(inner), "dry-run",
                                   DXAWS_PROVIDER_PARTS(.inner = inner), outer);
}

/* A module's provider: memory, or what is laid over it. */
#define DEFINE_PROVIDER(module)                                                                    \
    static dxaws_##module##_provider *module##_provider(struct fixture *fixture,                   \
                                                        fixture_wrap *wrap, void *self)            \
    {                                                                                              \
        dxaws_##module##_provider *memory = NULL;                                                  \
        must(dxaws_##module##_provider_new_memory(fixture->account, &memory));                     \
        if (wrap == NULL) {                                                                        \
            return memory;                                                                         \
        }                                                                                          \
        dxaws_##module##_provider *made = NULL;                                                    \
        DXAWS_AUTO(dxaws_provider) outer = NULL;                                                   \
        must(wrap(self, dxaws_##module##_provider_base(memory), &outer));                          \
        must(dxaws_##module##_provider_from(outer, &made));                                        \
        dxaws_##module##_provider_unref(memory);                                                   \
        return made;                                                                               \
    }

DEFINE_PROVIDER(s3)
DEFINE_PROVIDER(dns)
DEFINE_PROVIDER(acm)
DEFINE_PROVIDER(cloudfront)
DEFINE_PROVIDER(s3_content)
DEFINE_PROVIDER(cloudfront_function)

static void open_managers(struct fixture *fixture, fixture_wrap *wrap, void *self)
{
    DXAWS_AUTO(dxaws_s3_provider) s3 = s3_provider(fixture, wrap, self);
    DXAWS_AUTO(dxaws_dns_provider) dns = dns_provider(fixture, wrap, self);
    DXAWS_AUTO(dxaws_acm_provider) acm = acm_provider(fixture, wrap, self);
    DXAWS_AUTO(dxaws_cloudfront_provider) cloudfront = cloudfront_provider(fixture, wrap, self);
    DXAWS_AUTO(dxaws_s3_content_provider) content = s3_content_provider(fixture, wrap, self);
    DXAWS_AUTO(dxaws_cloudfront_function_provider)
    function = cloudfront_function_provider(fixture, wrap, self);
    must(dxaws_s3_manager_new(s3, NULL, &fixture->s3));
    must(dxaws_cloudfront_function_manager_new(function, NULL, &fixture->function));
    must(dxaws_s3_content_manager_new(content, NULL, &fixture->content));
    must(dxaws_dns_manager_new(dns, NULL, &fixture->dns));
    DXAWS_AUTO(dxaws_acm_manager_options) records = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(records, fixture->dns);
    must(dxaws_acm_manager_new(acm, records, &fixture->acm));
    must(dxaws_cloudfront_manager_new(cloudfront, NULL, &fixture->cloudfront));
    DXAWS_AUTO(dxaws_website_manager_options) through = dxaws_website_manager_options_new();
    dxaws_website_manager_options_set_s3(through, fixture->s3);
    dxaws_website_manager_options_set_dns(through, fixture->dns);
    dxaws_website_manager_options_set_acm(through, fixture->acm);
    dxaws_website_manager_options_set_cloudfront(through, fixture->cloudfront);
    dxaws_website_manager_options_set_content(through, fixture->content);
    dxaws_website_manager_options_set_function(through, fixture->function);
    must(dxaws_website_manager_new(through, &fixture->website));
}

static void open_fixture(struct fixture *fixture, bool dry)
{
    memset(fixture, 0, sizeof *fixture);
    atomic_init(&fixture->clock.now_ms, 1700000000000LL);
    must(dxaws_memory_account_new(NULL, NULL, &fixture->account));
    fixture->context = dxaws_context_new();
    must(dxaws_context_set_clock(fixture->context, &clock_ops, &fixture->clock));
    must(dxaws_dns_memory_create_zone(fixture->account, fixture->context, "example.com", false,
                                      &fixture->zone_id));
    open_managers(fixture, dry ? wrap_dry : NULL, NULL);
    fixture->desired = dxaws_website_desired_new(SITE, DOMAIN, "ca-central-1");
    ck_assert_ptr_nonnull(fixture->desired);
}

void fixture_open(struct fixture *fixture)
{
    open_fixture(fixture, false);
}

void fixture_open_site(struct fixture *fixture)
{
    open_fixture(fixture, false);
    json_decref(converge(fixture));
}

void fixture_open_dry_run(struct fixture *fixture)
{
    open_fixture(fixture, true);
}

static void close_managers(struct fixture *fixture)
{
    dxaws_website_manager_unref(fixture->website);
    dxaws_cloudfront_manager_unref(fixture->cloudfront);
    dxaws_acm_manager_unref(fixture->acm);
    dxaws_dns_manager_unref(fixture->dns);
    dxaws_s3_manager_unref(fixture->s3);
    dxaws_s3_content_manager_unref(fixture->content);
    dxaws_cloudfront_function_manager_unref(fixture->function);
}

void fixture_work_through(struct fixture *fixture, fixture_wrap *wrap, void *self)
{
    close_managers(fixture);
    open_managers(fixture, wrap, self);
}

void fixture_close(struct fixture *fixture)
{
    dxaws_website_desired_free(fixture->desired);
    close_managers(fixture);
    dxaws_context_unref(fixture->context);
    dxaws_memory_account_unref(fixture->account);
    free(fixture->zone_id);
}

const dxaws_error *last_cause(const dxaws_error *error)
{
    while (dxaws_error_cause(error) != NULL) {
        error = dxaws_error_cause(error);
    }
    return error;
}

void want(struct fixture *fixture, const char *json)
{
    dxaws_website_desired_free(fixture->desired);
    must(dxaws_website_desired_parse(json, &fixture->desired));
}

void destroy(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, SITE);
    must(dxaws_website_manager_destroy(fixture->website, fixture->context, fixture->desired,
                                       options, &result));
}

json_t *converge(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_website_manager_execute(fixture->website, fixture->context, fixture->desired,
                                       fixture->options, &result));
    char *text = dxaws_website_result_format(result);
    json_t *document = json_loads(text, 0, NULL);
    free(text);
    return document;
}

char *kinds_of(const dxaws_plan *plan)
{
    char *kinds = calloc(1, 4096);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        size_t length = strlen(kinds);
        snprintf(kinds + length, 4096 - length, "%s%s", i ? " " : "",
                 dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    return kinds;
}

char *planned_kinds(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired,
                                    fixture->options, &plan));
    return kinds_of(plan);
}

void assert_kinds(struct fixture *fixture, const char *kinds)
{
    char *planned = planned_kinds(fixture);
    ck_assert_str_eq(planned, kinds);
    free(planned);
}

void assert_settled(struct fixture *fixture)
{
    uint64_t writes = writes_so_far(fixture);
    assert_kinds(fixture, "");
    json_decref(converge(fixture));
    ck_assert_uint_eq(writes_so_far(fixture), writes);
}

size_t count_of(struct fixture *fixture, const char *service, const char *type)
{
    size_t count = 0;
    const char *id;
    const char *json;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    while (dxaws_memory_at(fixture->account, service, type, count, &id, &json)) {
        count++;
    }
    dxaws_memory_abort(fixture->account);
    return count;
}

json_t *first_of(struct fixture *fixture, const char *service, const char *type, char **id)
{
    const char *found_id;
    json_t *document = NULL;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    ck_assert_msg(dxaws_memory_at_tree(fixture->account, service, type, 0, &found_id, &document),
                  "there is no %s/%s", service, type);
    if (id != NULL) {
        *id = strdup(found_id);
    }
    dxaws_memory_abort(fixture->account);
    return document;
}

void put(struct fixture *fixture, const char *service, const char *type, const char *id,
         json_t *document)
{
    must(dxaws_memory_begin(fixture->account, fixture->context));
    must(dxaws_memory_put_tree(fixture->account, service, type, id, document));
    must(dxaws_memory_commit(fixture->account));
}

size_t record_count(struct fixture *fixture, const char *type)
{
    json_t *zone = first_of(fixture, "route53", "zone", NULL);
    size_t count = 0;
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        count += strcmp(json_string_value(json_object_get(record, "type")), type) == 0;
    }
    json_decref(zone);
    return count;
}

/* Of the first four a site has one each. */
static const char *const types[][2] = {
    {"s3", "bucket"},      {"acm", "certificate"},     {"cloudfront", "distribution"},
    {"cloudfront", "oac"}, {"cloudfront", "function"}, {"route53", "zone"}};

static void assert_sites(struct fixture *fixture, size_t count)
{
    static const char *const records[] = {"A", "AAAA", "CNAME"};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(count_of(fixture, types[i][0], types[i][1]), count);
    }
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        ck_assert_uint_eq(record_count(fixture, records[i]), count);
    }
    ck_assert_uint_le(count_of(fixture, "cloudfront", "function"), count);
}

void assert_one_site(struct fixture *fixture)
{
    assert_sites(fixture, 1);
}

void assert_no_site(struct fixture *fixture)
{
    assert_sites(fixture, 0);
}

char *account_text(struct fixture *fixture)
{
    json_t *all = json_object();
    must(dxaws_memory_begin(fixture->account, fixture->context));
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        const char *id;
        json_t *document;
        json_t *some = json_object();
        for (size_t i = 0;
             dxaws_memory_at_tree(fixture->account, types[t][0], types[t][1], i, &id, &document);
             i++) {
            json_object_set_new(some, id, document);
        }
        json_object_set_new(all, types[t][1], some);
    }
    dxaws_memory_abort(fixture->account);
    char *text = json_dumps(all, JSON_SORT_KEYS);
    json_decref(all);
    return text;
}

uint64_t calls_so_far(struct fixture *fixture)
{
    uint64_t calls;
    uint64_t writes;
    dxaws_memory_account_calls(fixture->account, &calls, &writes);
    return calls;
}

uint64_t writes_so_far(struct fixture *fixture)
{
    uint64_t calls;
    uint64_t writes;
    dxaws_memory_account_calls(fixture->account, &calls, &writes);
    return writes;
}

void change(struct fixture *fixture, const char *service, const char *type, const char *member,
            json_t *value)
{
    char *id = NULL;
    json_t *document = first_of(fixture, service, type, &id);
    ck_assert_msg(json_object_get(document, member) != NULL, "%s/%s has no \"%s\"", service, type,
                  member);
    if (value != NULL) {
        json_object_set_new(document, member, value);
    } else {
        json_object_del(document, member);
    }
    put(fixture, service, type, id, document);
    json_decref(document);
    free(id);
}

void remove_record(struct fixture *fixture, const char *type)
{
    json_t *zone = first_of(fixture, "route53", "zone", NULL);
    json_t *kept = json_array();
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        if (strcmp(json_string_value(json_object_get(record, "type")), type) != 0) {
            json_array_append(kept, record);
        }
    }
    change(fixture, "route53", "zone", "records", kept);
    json_decref(zone);
}

json_t *zone_of(struct fixture *fixture, const char *id)
{
    must(dxaws_memory_begin(fixture->account, fixture->context));
    json_t *zone = dxaws_memory_get_tree(fixture->account, "route53", "zone", id);
    dxaws_memory_abort(fixture->account);
    return zone;
}

void delegate(struct fixture *fixture, const char *id)
{
    json_t *above = zone_of(fixture, fixture->zone_id);
    json_t *below = zone_of(fixture, id);
    json_t *servers = json_array_get(json_object_get(below, "records"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(servers, "type")), "NS");
    json_array_append(json_object_get(above, "records"), servers);
    put(fixture, "route53", "zone", fixture->zone_id, above);
    json_decref(above);
    json_decref(below);
}
