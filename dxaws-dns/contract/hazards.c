/* SPDX-License-Identifier: MIT */
/* Contract cases: what happens to a change of records. It is performed twice, its answer is lost,
 * or somebody is quicker. */
#include "contract.h"

#include <dxaws/kit/contract-hazards.h>
#include <dxaws/kit/contract-tried.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = run_desired(run, "www", "A", "192.0.2.1");
    return NULL;
}

static dxaws_error *for_change(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_dns_desired) before = run_desired(run, "www", "A", "192.0.2.7");
    DX_TRY(run_execute(run, before));
    return for_creation(run, desired);
}

/* Both in one batch. */
static dxaws_error *for_another_type(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_dns_desired) before = run_desired(run, "www", "CNAME", "a.example.net");
    DX_TRY(run_execute(run, before));
    return for_creation(run, desired);
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    DX_TRY(for_creation(run, desired));
    DX_TRY(run_execute(run, *desired));
    dxaws_dns_desired_set_present(*desired, false);
    return NULL;
}

static dxaws_error *put_another(struct run *run, const void *desired)
{
    (void)desired;
    return run_put_record(run, "www", "A", "192.0.2.9", NULL);
}

/* What is done is done, and whole. */
static dxaws_error *check(struct run *run, const void *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(run_expect_value(run, "www", "CNAME", NULL));
    return run_expect_value(run, "www", "A", hazard->left ? "192.0.2.1" : NULL);
}

/* Each record set of the name. */
static dxaws_error *read_all(struct run *run, const void *desired, char **text)
{
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    size_t size = 0;
    DX_TRY(dxaws_dns_manager_get_current(run->manager, run->context, desired, &current));
    FILE *file = open_memstream(text, &size);
    if (file == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *record = dxaws_dns_current_record_at(current, i);
        const char *value = dxaws_dns_record_value_at(record, 0);
        fprintf(file, "%s %s %s\n", dxaws_dns_record_name(record), dxaws_dns_record_type(record),
                value ? value : "");
    }
    fclose(file);
    return NULL;
}

static dxaws_error *work_through(struct run *run, dxaws_provider *base)
{
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    run->manager = dxaws_dns_manager_unref(run->manager);
    DX_TRY(dxaws_dns_provider_from(base, &provider));
    return dxaws_dns_manager_new(provider, NULL, &run->manager);
}

DX_HAZARDS(dxaws_dns, dx_contract_note_nothing)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_tried(run_tables(), dxaws_dns_module(), "");
}

#define LOST DXAWS_DNS_LACKS_LOSE_ANSWERS
#define LAG DXAWS_DNS_LACKS_LAG
#define PUT DXAWS_DNS_LACKS_PUT_RECORD
#define TRIED(title, prepare, left)                                                                \
    DX_HAZARD_CASES(title, "0.9", 0, LOST, LAG, RUN_CHANGE, prepare, left)
#define MOVED(title, prepare)                                                                      \
    DX_MOVED_CASE(title, "0.9", PUT, RUN_CHANGE, prepare, 1, "CHANGE_RECORDS", put_another)

const struct dx_contract_case contract_hazard_cases[] = {
    TRIED(creation, for_creation, 1),
    TRIED(change, for_change, 1),
    TRIED(another_type, for_another_type, 1),
    TRIED(removal, for_removal, 0),
    MOVED(creation, for_creation),
    MOVED(change, for_change),
    MOVED(removal, for_removal),
    {.name = "every_action_is_tried",
     .since = "0.9",
     .function = every_action_is_tried,
     .needs = PUT}, /* not where next to nothing is tried */
    {.name = NULL},
};
