/* SPDX-License-Identifier: MIT */
/* The work of many record sets, for growth.py to count: growth WORK COUNT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-provider.h>
#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/jumping-clock.h>

static void check(dxaws_error *error)
{
    if (error != NULL) {
        fprintf(stderr, "growth: %s\n", dxaws_error_message(error));
        exit(1);
    }
}

/* A name every third of which has two types, and some of which lie deeper. */
static void add(dxaws_dns_desired *desired, size_t index, const char *zone)
{
    char name[64];
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    snprintf(name, sizeof name, "%sh%06zu.%s", index % 7 == 0 ? "a." : "", index * 7919 % 1000003,
             zone);
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_add_value(record, "192.0.2.1");
    dxaws_dns_desired_add_record(desired, record);
    if (index % 3 == 0) {
        dxaws_dns_record_set_type(record, "TXT");
        dxaws_dns_record_clear_values(record);
        dxaws_dns_record_add_value(record, "v=spf1 -all");
        dxaws_dns_desired_add_record(desired, record);
    }
}

struct work {
    dxaws_memory_account *account;
    dxaws_context *context;
    dxaws_dns_manager *manager;
    dxaws_dns_desired *desired;
    dxaws_apply_options *options;
};

static void open_work(struct work *work, size_t count)
{
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    check(dx_jumping_context_new(NULL, &work->context));
    check(dxaws_memory_account_new(NULL, NULL, &work->account));
    check(dxaws_dns_provider_new_memory(work->account, &provider));
    check(dxaws_dns_manager_new(provider, NULL, &work->manager));
    work->desired = dxaws_dns_desired_new();
    work->options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(work->options, DXAWS_WAIT_ACCEPTED);
    check(dxaws_dns_memory_create_zone(work->account, work->context, "example.com", false, NULL));
    for (size_t i = 0; i < count; i++) {
        add(work->desired, i, "example.com");
    }
    if (count == 0) {
        add(work->desired, 0, "example.com");
    }
}

static void close_work(struct work *work)
{
    dxaws_apply_options_free(work->options);
    dxaws_dns_desired_free(work->desired);
    dxaws_dns_manager_unref(work->manager);
    dxaws_memory_account_unref(work->account);
    dxaws_context_unref(work->context);
}

/* Makes all of them, plans once more, which is to find nothing, and removes them. */
static void converge(struct work *work, bool remove)
{
    DXAWS_AUTO(dxaws_dns_result) made = NULL;
    DXAWS_AUTO(dxaws_dns_result) removed = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_dns_manager *manager = work->manager;
    check(dxaws_dns_manager_execute(manager, work->context, work->desired, work->options, &made));
    check(dxaws_dns_manager_plan(manager, work->context, work->desired, work->options, &plan));
    if (dxaws_plan_count(plan) != 0) {
        fprintf(stderr, "growth: a second plan finds something\n");
        exit(1);
    }
    if (remove) {
        check(dxaws_dns_manager_destroy(manager, work->context, work->desired, work->options,
                                        &removed));
    }
}

/* Plans what stands already, a record set or two in each of many zones, or in one. */
static void plan_same(size_t count, bool zones)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_current) current = dxaws_dns_current_new();
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fputs("{\"zones\":[", out);
    for (size_t i = 0; i <= count; i++) {
        char name[64] = "example.com";
        if (zones) {
            snprintf(name, sizeof name, "z%zu.example", i);
        }
        if (zones || i == 0) {
            fprintf(out, "%s{\"id\":\"Z%zu\",\"name\":\"%s.\"}", i > 0 ? "," : "", i, name);
        }
        add(desired, i, name);
    }
    fputs("]}", out);
    fclose(out);
    check(dxaws_dns_current_assign(current, text));
    free(text);
    for (size_t i = 0; i < dxaws_dns_desired_record_count(desired); i++) {
        DXAWS_AUTO(dxaws_dns_record) standing = dxaws_dns_record_new();
        const dxaws_dns_record *record = dxaws_dns_desired_record_at(desired, i);
        dxaws_dns_record_set_name(standing, dxaws_dns_record_name(record));
        dxaws_dns_record_set_type(standing, dxaws_dns_record_type(record));
        dxaws_dns_record_set_ttl_s(standing, DXAWS_DNS_DEFAULT_TTL_S);
        dxaws_dns_record_add_value(standing, dxaws_dns_record_value_at(record, 0));
        dxaws_dns_current_add_record(current, standing);
    }
    check(dxaws_dns_desired_plan(desired, current, NULL, &plan));
    if (dxaws_plan_count(plan) != 0) {
        fprintf(stderr, "growth: what stands is not found\n");
        exit(1);
    }
}

/* Zones made one after the other in the simulated account, and each seen once. */
static void make_zones(size_t count)
{
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_context) context = NULL;
    const char *id;
    const char *json;
    size_t seen = 0;
    check(dx_jumping_context_new(NULL, &context));
    check(dxaws_memory_account_new(NULL, NULL, &account));
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "z%zu.example", i);
        check(dxaws_dns_memory_create_zone(account, context, name, false, NULL));
    }
    check(dxaws_memory_begin(account, context));
    while (dxaws_memory_at(account, "route53", "zone", seen, &id, &json)) {
        seen++;
    }
    dxaws_memory_abort(account);
    if (seen != count) {
        fprintf(stderr, "growth: %zu zones of %zu are there\n", seen, count);
        exit(1);
    }
}

/* Zones that a provider of somebody's reports, each twice. */
static void report_zones(size_t count)
{
    DXAWS_AUTO(dxaws_dns_current) current = dxaws_dns_current_new();
    for (size_t i = 0; i < 2 * count; i++) {
        char text[64];
        DXAWS_AUTO(dxaws_dns_zone) zone = dxaws_dns_zone_new();
        snprintf(text, sizeof text, "Z%zu", i % count);
        dxaws_dns_zone_set_id(zone, text);
        snprintf(text, sizeof text, "z%zu.example.", i % count);
        dxaws_dns_zone_set_name(zone, text);
        dxaws_dns_current_add_zone(current, zone);
        dxaws_dns_current_set_change(current, text, DXAWS_DNS_STATUS_PENDING);
    }
    if (dxaws_dns_current_zone_count(current) != count ||
        dxaws_dns_current_change_count(current) != count) {
        fprintf(stderr, "growth: not each zone and change once\n");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    struct work work = {0};
    size_t count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (argc != 3) {
        fprintf(stderr, "usage: growth same|zones|made-zones|reported-zones|plan|converge COUNT\n");
        return 2;
    }
    if (strcmp(argv[1], "same") == 0 || strcmp(argv[1], "zones") == 0) {
        plan_same(count, strcmp(argv[1], "zones") == 0);
        return 0;
    }
    if (strcmp(argv[1], "reported-zones") == 0) {
        report_zones(count);
        return 0;
    }
    if (strcmp(argv[1], "made-zones") == 0) {
        make_zones(count);
        return 0;
    }
    open_work(&work, count);
    if (strcmp(argv[1], "plan") == 0) {
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        check(dxaws_dns_manager_plan(work.manager, work.context, work.desired, NULL, &plan));
        if (dxaws_plan_text(plan) == NULL) {
            return 1;
        }
    } else {
        converge(&work, true);
    }
    close_work(&work);
    return 0;
}
