/* SPDX-License-Identifier: MIT */
/* The contract suite: opens the fixture, runs one case, closes it. */
#include "contract.h"

#include <dxaws/extend/error.h>

static const struct dx_contract_case *const tables[] = {
    contract_lifecycle_cases, contract_value_cases,  contract_zone_cases,
    contract_foreign_cases,   contract_hazard_cases, NULL};

static const struct dx_contract_capability capabilities[] = {
    {DXAWS_DNS_LACKS_ADD_ZONE, "ADD_ZONE"}, {DXAWS_DNS_LACKS_PUT_RECORD, "PUT_RECORD"},
    {DXAWS_DNS_LACKS_REFUSAL, "REFUSAL"},   {DXAWS_DNS_LACKS_LOSE_ANSWERS, "LOSE_ANSWERS"},
    {DXAWS_DNS_LACKS_LAG, "LAG"},           {.name = NULL},
};

size_t dxaws_dns_contract_count(void)
{
    return dx_contract_count(tables);
}

const char *dxaws_dns_contract_name(size_t index)
{
    return dx_contract_name(tables, index);
}

const char *dxaws_dns_contract_since(size_t index)
{
    return dx_contract_since(tables, index);
}

const char *run_name(const struct run *run, const char *label, char *buffer)
{
    snprintf(buffer, RUN_NAME_SIZE, "%s%s%s", label, label[0] != '\0' ? "." : "", run->zone);
    return buffer;
}

void run_add(const struct run *run, dxaws_dns_desired *desired, const char *label, const char *type,
             const char *value)
{
    char name[RUN_NAME_SIZE];
    run_add_values(desired, run_name(run, label, name), type, &value, 1);
}

void run_add_values(dxaws_dns_desired *desired, const char *name, const char *type,
                    const char *const *values, size_t count)
{
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, type);
    for (size_t i = 0; i < count; i++) {
        dxaws_dns_record_add_value(record, values[i]);
    }
    dxaws_dns_desired_add_record(desired, record);
}

void run_add_alias(dxaws_dns_desired *desired, const char *name, const char *type,
                   const char *target)
{
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, type);
    dxaws_dns_record_set_alias_zone_id(record, RUN_CLOUDFRONT);
    dxaws_dns_record_set_alias_dns_name(record, target);
    dxaws_dns_desired_add_record(desired, record);
}

dxaws_dns_desired *run_desired(const struct run *run, const char *label, const char *type,
                               const char *value)
{
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    run_add(run, desired, label, type, value);
    return desired;
}

dxaws_dns_desired *run_alias(const struct run *run, const char *label, const char *target)
{
    char name[RUN_NAME_SIZE];
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    run_add_alias(desired, run_name(run, label, name), "A", target);
    return desired;
}

dxaws_dns_desired *run_slow(const struct run *run, const char *label)
{
    char name[RUN_NAME_SIZE];
    dxaws_dns_desired *desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, run_name(run, label, name));
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_set_ttl_s(record, 86400);
    dxaws_dns_record_add_value(record, "192.0.2.1");
    dxaws_dns_desired_add_record(desired, record);
    return desired;
}

dxaws_error *run_execute(struct run *run, const dxaws_dns_desired *desired)
{
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    return dxaws_dns_manager_execute(run->manager, run->context, desired, run->options, &result);
}

static dxaws_error *make_plan(struct run *run, const void *desired, dxaws_plan **plan)
{
    return dxaws_dns_manager_plan(run->manager, run->context, desired, run->options, plan);
}

dxaws_error *run_expect_plan(struct run *run, const dxaws_dns_desired *desired, const char *kinds)
{
    return dx_contract_expect_plan(run, make_plan, desired, kinds);
}

dxaws_error *run_converge(struct run *run, const dxaws_dns_desired *desired)
{
    DX_TRY(run_expect_plan(run, desired, RUN_CHANGE));
    DX_TRY(run_execute(run, desired));
    return run_expect_plan(run, desired, "");
}

dxaws_error *run_expect_refusal(struct run *run, const dxaws_dns_desired *desired,
                                dxaws_error_kind kind, const char *code)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dxaws_dns_manager_plan(run->manager, run->context, desired, NULL, &plan);
    if (error != NULL && dxaws_error_get_kind(error) == kind &&
        strcmp(dxaws_error_code(error), code) != 0) {
        dxaws_error *failure =
            dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                            "failed with code %s, expected %s", dxaws_error_code(error), code);
        dxaws_error_set_cause(failure, error);
        return failure;
    }
    return dx_contract_error(error, kind);
}

static const char *content(const dxaws_dns_record *record)
{
    return dxaws_dns_record_is_alias(record) ? dxaws_dns_record_alias_dns_name(record)
                                             : dxaws_dns_record_value_at(record, 0);
}

dxaws_error *run_expect_among(struct run *run, const dxaws_dns_desired *wanted, const char *label,
                              const char *type, const char *value)
{
    char name[RUN_NAME_SIZE];
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    DX_TRY(dxaws_dns_manager_get_current(run->manager, run->context, wanted, &current));
    size_t length = strlen(run_name(run, label, name));
    const char *found = NULL;
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *record = dxaws_dns_current_record_at(current, i);
        const char *record_name = dxaws_dns_record_name(record);
        if (strcmp(dxaws_dns_record_type(record), type) == 0 &&
            strncmp(record_name, name, length) == 0 && strcmp(record_name + length, ".") == 0) {
            found = content(record);
        }
    }
    bool same = found == NULL || value == NULL ? found == value : strcmp(found, value) == 0;
    DX_EXPECT(same, "%s %s is \"%s\", expected \"%s\"", label, type, found ? found : "absent",
              value ? value : "absent");
    return NULL;
}

dxaws_error *run_expect_value(struct run *run, const char *label, const char *type,
                              const char *value)
{
    DXAWS_AUTO(dxaws_dns_desired) wanted = run_desired(run, label, "TXT", "anything");
    return run_expect_among(run, wanted, label, type, value);
}

dxaws_error *run_put_record(struct run *run, const char *label, const char *type, const char *value,
                            const char *routing_identifier)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_DNS_LACKS_PUT_RECORD, run->fixture->put_record != NULL,
                           "put_record()"));
    char name[RUN_NAME_SIZE];
    char json[1000];
    snprintf(json, sizeof json,
             "{\"name\":\"%s.\",\"type\":\"%s\",\"ttl_s\":60,\"values\":[\"%s\"]%s%s%s}",
             run_name(run, label, name), type, value,
             routing_identifier ? ",\"routing_identifier\":\"" : "",
             routing_identifier ? routing_identifier : "", routing_identifier ? "\"" : "");
    return run->fixture->put_record(run->fixture->self, json);
}

dxaws_error *run_add_zone(struct run *run, const char *name, bool is_private)
{
    DX_TRY(dx_contract_has(run->row, DXAWS_DNS_LACKS_ADD_ZONE, run->fixture->add_zone != NULL,
                           "add_zone()"));
    return run->fixture->add_zone(run->fixture->self, name, is_private);
}

const struct dx_contract_case *const *run_tables(void)
{
    return tables;
}

dxaws_error *run_lose_answers(struct run *run, int lag_s)
{
    unsigned bit = lag_s > 0 ? DXAWS_DNS_LACKS_LAG : DXAWS_DNS_LACKS_LOSE_ANSWERS;
    DX_TRY(dx_contract_has(run->row, bit, run->fixture->lose_answers != NULL, "lose_answers()"));
    return run->fixture->lose_answers(run->fixture->self, lag_s);
}

static dxaws_error *open_run(struct run *run)
{
    const dxaws_dns_contract_fixture *fixture = run->fixture;
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    DX_TRY(fixture->open(fixture->self, &provider, run->zone, sizeof run->zone));
    run->provider = dxaws_dns_provider_ref(provider);
    DX_TRY(dxaws_dns_manager_new(provider, NULL, &run->manager));
    return dx_contract_context(fixture->make_context, fixture->self, &run->context);
}

dxaws_error *dxaws_dns_contract_run(const dxaws_dns_contract_fixture *fixture, size_t index)
{
    const struct dx_contract_case *row = NULL;
    dxaws_dns_contract_fixture known = {.size = sizeof known};
    DX_TRY(dx_contract_take(tables, index, fixture, &known, sizeof known, &row));
    DX_TRY(dx_contract_admit(
        row, &(struct dx_contract_claims){known.open != NULL, known.level, known.lacks},
        capabilities));
    struct run run = {.fixture = &known, .row = row};
    dxaws_error *error = open_run(&run);
    if (error == NULL) {
        error = row->function(&run);
    }
    dxaws_dns_manager_unref(run.manager);
    dxaws_dns_provider_unref(run.provider);
    dxaws_context_unref(run.context);
    if (known.close != NULL) {
        known.close(known.self);
    }
    return dx_contract_conclude(error);
}

static dxaws_error *run_any(const void *fixture, size_t index)
{
    return dxaws_dns_contract_run(fixture, index);
}

dxaws_error *dxaws_dns_contract_run_suite(const dxaws_dns_contract_fixture *fixture,
                                          const dxaws_contract_options *options,
                                          dxaws_contract_counts *counts)
{
    return dx_contract_run_suite(tables, run_any, fixture, options, counts);
}
