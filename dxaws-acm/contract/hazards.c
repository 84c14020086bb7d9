/* SPDX-License-Identifier: MIT */
/* Contract cases: what happens to each action, whichever it is. It is performed twice, the answers
 * of its writes are lost, or the certificate is somebody else's by then. What the manager does of
 * them, in DNS, begins with writing tags, or with asking for them. */
#include "contract.h"

#include <dxaws/kit/contract-hazards.h>
#include <dxaws/kit/contract-tried.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    return NULL;
}

static dxaws_error *for_record(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, *desired));
    return run_break(run, DXAWS_ACM_BREAK_RECORD);
}

static dxaws_error *for_tags(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_acm_desired) before = run_tagged_desired(run);
    dxaws_acm_desired *made = run_desired(run);
    *desired = made;
    dxaws_acm_desired_set_tag(made, "env", "other");
    dxaws_acm_desired_set_tag(made, "team", "web");
    return run_execute(run, before);
}

static dxaws_error *for_adoption(struct run *run, void **desired)
{
    *desired = run_desired(run);
    DX_TRY(run_execute(run, *desired));
    DX_TRY(run_break(run, DXAWS_ACM_BREAK_DISOWN));
    dxaws_apply_options_add_adopt(run->consents, "certificate");
    return NULL;
}

static dxaws_error *for_replacement(struct run *run, void **desired)
{
    *desired = run_tagged_desired(run);
    DX_TRY(run_execute(run, *desired));
    return run_break(run, DXAWS_ACM_BREAK_FAIL);
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    dxaws_acm_desired *made = run_tagged_desired(run);
    *desired = made;
    DX_TRY(run_execute(run, made));
    dxaws_acm_desired_set_present(made, false);
    return NULL;
}

static dxaws_error *for_release(struct run *run, void **desired)
{
    dxaws_apply_options_set_release(run->consents, true);
    return for_removal(run, desired);
}

/* One of two that have their record in common. */
static dxaws_error *for_heir(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_acm_desired) heir = dxaws_acm_desired_new(run->domain, run->other_region);
    DX_TRY(for_removal(run, desired));
    return run_execute(run, heir);
}

static dxaws_error *disown(struct run *run, const void *desired)
{
    (void)desired;
    return run_break(run, DXAWS_ACM_BREAK_DISOWN);
}

static dxaws_error *mark_as_anothers(struct run *run, const void *desired)
{
    (void)desired;
    return run_break(run, DXAWS_ACM_BREAK_COPY_MARK);
}

static dxaws_error *disown_heir(struct run *run, const void *desired)
{
    const char *region = run->region;
    run->region = run->other_region;
    dxaws_error *error = disown(run, desired);
    run->region = region;
    return error;
}

static dxaws_error *list(struct run *run, const char *region, dxaws_acm_certificate_list **found)
{
    return dxaws_acm_manager_list_certificates(run->manager, run->context, region, found);
}

static bool is_of_case(const struct run *run, const dxaws_acm_certificate *certificate)
{
    const char *name = dxaws_acm_certificate_domain_name(certificate);
    return name != NULL && strcmp(name, run->domain) == 0;
}

/* What is done is done once, and whole. */
static dxaws_error *check(struct run *run, const void *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DXAWS_AUTO(dxaws_acm_certificate_list) found = NULL;
    size_t count = 0;
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(list(run, run->region, &found));
    for (size_t i = 0; i < dxaws_acm_certificate_list_count(found); i++) {
        count += is_of_case(run, dxaws_acm_certificate_list_at(found, i));
    }
    DX_EXPECT(count == hazard->left, "there are %zu certificates, expected %zu", count,
              hazard->left);
    return NULL;
}

/* One certificate: its tags, and whether its record stands. */
static dxaws_error *print(struct run *run, const char *arn, const char *region, FILE *file)
{
    DXAWS_AUTO(dxaws_acm_desired) named = dxaws_acm_desired_new(run->domain, region);
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    const char *key;
    const char *value;
    bool published = false;
    dxaws_acm_desired_set_arn(named, arn);
    DX_TRY(dxaws_acm_manager_get_current(run->manager, run->context, named, &current));
    dxaws_acm_current_validation_published(current, &published);
    fprintf(file, "%s %d\n", arn, published);
    DXAWS_AUTO(dxaws_tags) tags = dxaws_acm_current_tags(current);
    for (size_t i = 0; dxaws_tags_at(tags, i, &key, &value); i++) {
        fprintf(file, "%s=%s\n", key, value);
    }
    return NULL;
}

static dxaws_error *print_all(struct run *run, const char *region, FILE *file)
{
    DXAWS_AUTO(dxaws_acm_certificate_list) found = NULL;
    DX_TRY(list(run, region, &found));
    for (size_t i = 0; i < dxaws_acm_certificate_list_count(found); i++) {
        const dxaws_acm_certificate *one = dxaws_acm_certificate_list_at(found, i);
        if (is_of_case(run, one)) {
            DX_TRY(print(run, dxaws_acm_certificate_arn(one), region, file));
        }
    }
    return NULL;
}

static dxaws_error *read_all(struct run *run, const void *desired, char **text)
{
    size_t size = 0;
    FILE *file = open_memstream(text, &size);
    (void)desired;
    dxaws_error *error = file ? print_all(run, run->region, file) : dxaws_error_out_of_memory();
    error = error ? error : print_all(run, run->other_region, file);
    if (file != NULL) {
        fclose(file);
    }
    return error;
}

static dxaws_error *work_through(struct run *run, dxaws_provider *base)
{
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, run->dns);
    run->manager = dxaws_acm_manager_unref(run->manager);
    DX_TRY(dxaws_acm_provider_from(base, &provider));
    return dxaws_acm_manager_new(provider, through, &run->manager);
}

DX_HAZARDS(dxaws_acm, dx_contract_note_nothing)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_tried(run_tables(), dxaws_acm_module(),
                                 "REQUEST_CERTIFICATE MARK_VALIDATION_RECORD "
                                 "PUT_VALIDATION_RECORD DELETE_VALIDATION_RECORD");
}

#define SEVERAL DXAWS_ACM_LACKS_SEVERAL
#define LOST DXAWS_ACM_LACKS_LOSE_ANSWERS
#define LAG DXAWS_ACM_LACKS_LAG
#define DISOWN DXAWS_ACM_LACKS_BREAK_DISOWN
#define FAIL DXAWS_ACM_LACKS_BREAK_FAIL
#define RECORD DXAWS_ACM_LACKS_BREAK_RECORD
#define COPY DXAWS_ACM_LACKS_BREAK_COPY_MARK
#define TRIED(title, bits, ...)                                                                    \
    DX_HAZARD_CASES(title, "0.9", SEVERAL | (bits), LOST, LAG, __VA_ARGS__)
#define MOVED(title, bits, ...) DX_MOVED_CASE(title, "0.9", SEVERAL | (bits), __VA_ARGS__)

#define REMOVAL "DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"
#define HEIR "PASS_VALIDATION_RECORD DELETE_CERTIFICATE"

const struct dx_contract_case contract_hazard_cases[] = {
    TRIED(creation, 0, RUN_ALL, for_creation, 1),
    TRIED(record, RECORD, "PUT_VALIDATION_RECORD", for_record, 1),
    TRIED(tags, 0, "PUT_TAGS", for_tags, 1),
    TRIED(adoption, DISOWN, "ADOPT", for_adoption, 1),
    TRIED(replacement, FAIL, "DELETE_FAILED " RUN_ALL, for_replacement, 1),
    TRIED(removal, 0, REMOVAL, for_removal, 0),
    TRIED(release, 0, "RELEASE", for_release, 1),
    TRIED(heir, 0, HEIR, for_heir, 0),
    MOVED(mark, DISOWN, RUN_ALL, for_creation, 1, "PUT_TAGS", disown),
    MOVED(record, DISOWN | RECORD, "PUT_VALIDATION_RECORD", for_record, 1, "PUT_TAGS", disown),
    MOVED(tags, DISOWN, "PUT_TAGS", for_tags, 1, "PUT_TAGS", disown),
    MOVED(adoption, DISOWN | COPY, "ADOPT", for_adoption, 1, "ADOPT", mark_as_anothers),
    MOVED(replacement, DISOWN | FAIL, "DELETE_FAILED " RUN_ALL, for_replacement, 1, "DELETE_FAILED",
          disown),
    MOVED(removal_of_the_record, DISOWN, REMOVAL, for_removal, 1, "PUT_TAGS", disown),
    MOVED(removal, DISOWN, REMOVAL, for_removal, 1, "DELETE_CERTIFICATE", disown),
    MOVED(release, COPY, "RELEASE", for_release, 1, "RELEASE", mark_as_anothers),
    MOVED(heir, DISOWN, HEIR, for_heir, 1, "PASS_VALIDATION_RECORD", disown_heir),
    {.name = "every_action_is_tried",
     .since = "0.9",
     .function = every_action_is_tried,
     .needs = SEVERAL}, /* not where next to nothing is tried */
    {.name = NULL},
};
