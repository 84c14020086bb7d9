/* SPDX-License-Identifier: MIT */
/* Contract cases: what happens to each action, whichever it is. It is performed twice, the answers
 * of its writes are lost, or the bucket is somebody else's by then. */
#include "contract.h"

#include <dxaws/kit/contract-hazards.h>
#include <dxaws/kit/contract-tried.h>

static dxaws_error *for_creation(struct run *run, void **desired)
{
    *desired = run_full_desired(run);
    return NULL;
}

static dxaws_error *for_change(struct run *run, void **desired)
{
    *desired = run_full_desired(run);
    return run_execute(run, *desired);
}

static dxaws_error *for_block(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_public_access_block(*desired, DXAWS_S3_BLOCK_PUBLIC_ACLS);
    return NULL;
}

static dxaws_error *for_lifecycle(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_lifecycle_rule(*desired, "uploads",
                                        "{\"template\":\"abort_uploads\",\"days\":7}");
    return NULL;
}

static dxaws_error *for_ownership(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_object_ownership(*desired, DXAWS_S3_OWNERSHIP_WRITER);
    return NULL;
}

static dxaws_error *for_encryption(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_encryption_algorithm(*desired, DXAWS_S3_ENCRYPTION_SSE_KMS);
    dxaws_s3_desired_set_encryption_kms_key(*desired, "alias/site");
    dxaws_s3_desired_set_encryption_bucket_key(*desired, true);
    return NULL;
}

static dxaws_error *for_versioning(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_versioning(*desired, false);
    return NULL;
}

static dxaws_error *for_tags(struct run *run, void **desired)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    DX_TRY(for_change(run, desired));
    dxaws_tags_set(tags, "env", "other");
    dxaws_tags_set(tags, "team", "web");
    dxaws_s3_desired_set_tags(*desired, tags);
    return NULL;
}

static dxaws_error *for_policy(struct run *run, void **desired)
{
    char statement[RUN_STATEMENT_SIZE];
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_policy_statement(*desired, "Second", run_statement(run, statement));
    return NULL;
}

static dxaws_error *for_removal(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    dxaws_s3_desired_set_present(*desired, false);
    return NULL;
}

static dxaws_error *for_emptying(struct run *run, void **desired)
{
    *desired = run_desired(run); /* whose policy lets everybody write */
    DX_TRY(run_execute(run, *desired));
    dxaws_s3_desired_set_present(*desired, false);
    dxaws_s3_desired_set_force_empty(*desired, true);
    return run_break(run, DXAWS_S3_BREAK_FILL);
}

static dxaws_error *for_release(struct run *run, void **desired)
{
    dxaws_apply_options_set_release(run->consents, true);
    return for_removal(run, desired);
}

static dxaws_error *for_adoption(struct run *run, void **desired)
{
    DX_TRY(for_change(run, desired));
    DX_TRY(run_break(run, DXAWS_S3_BREAK_TAGS));
    dxaws_apply_options_add_adopt(run->consents, "bucket");
    dxaws_s3_desired_set_tags(*desired, NULL);
    return NULL;
}

static dxaws_error *disown(struct run *run, const void *desired)
{
    (void)desired;
    return run_break(run, DXAWS_S3_BREAK_TAGS);
}

static dxaws_error *mark_as_anothers(struct run *run, const void *desired)
{
    (void)desired;
    return run_break(run, DXAWS_S3_BREAK_COPY_MARK);
}

static dxaws_error *make(struct run *run, const void *desired)
{
    (void)desired;
    return run_break(run, DXAWS_S3_BREAK_MAKE);
}

/* What is done is done, and whole. */
static dxaws_error *check(struct run *run, const void *desired)
{
    const struct dx_contract_hazard *hazard = run->row->detail;
    DX_TRY(run_expect_plan(run, desired, ""));
    return run_expect_status(run, hazard->left ? DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS
                                               : DXAWS_S3_STATUS_DOES_NOT_EXIST);
}

/* All that the bucket is. */
static dxaws_error *read_all(struct run *run, const void *desired, char **text)
{
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    (void)desired;
    dxaws_s3_desired_set_lifecycle_rule(full, "uploads", "{\"present\":false}");
    dxaws_s3_desired_set_object_ownership(full, DXAWS_S3_DEFAULT_OBJECT_OWNERSHIP);
    dxaws_s3_desired_set_encryption_algorithm(full, DXAWS_S3_DEFAULT_ENCRYPTION);
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, full, &current));
    *text = dxaws_s3_current_format(current);
    if (*text == NULL) {
        return dxaws_error_out_of_memory();
    }
    dx_contract_forget_unknown(*text);
    return NULL;
}

static dxaws_error *work_through(struct run *run, dxaws_provider *base)
{
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    run->manager = dxaws_s3_manager_unref(run->manager);
    DX_TRY(dxaws_s3_provider_from(base, &provider));
    return dxaws_s3_manager_new(provider, NULL, &run->manager);
}

DX_HAZARDS(dxaws_s3, dx_contract_note_nothing)

static dxaws_error *every_action_is_tried(struct run *run)
{
    (void)run;
    return dx_contract_all_tried(run_tables(), dxaws_s3_module(), "");
}

#define LOST DXAWS_S3_LACKS_LOSE_ANSWERS
#define LAG DXAWS_S3_LACKS_LAG
#define TAGS DXAWS_S3_LACKS_BREAK_TAGS
#define COPY DXAWS_S3_LACKS_BREAK_COPY_MARK
#define FILL DXAWS_S3_LACKS_BREAK_FILL
#define TRIED(title, bits, ...) DX_HAZARD_CASES(title, "0.9", bits, LOST, LAG, __VA_ARGS__)
#define MOVED(title, bits, ...) DX_MOVED_CASE(title, "0.9", bits, __VA_ARGS__)

#define CREATION "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING PUT_POLICY"
#define EMPTYING "EMPTY_BUCKET DESTROY_BUCKET"
#define RELEASE "RELEASE"

const struct dx_contract_case contract_hazard_cases[] = {
    TRIED(creation, 0, CREATION, for_creation, 1),
    TRIED(block, 0, "PUT_PUBLIC_ACCESS_BLOCK", for_block, 1),
    TRIED(ownership, 0, "PUT_OWNERSHIP_CONTROLS", for_ownership, 1),
    TRIED(encryption, 0, "PUT_ENCRYPTION", for_encryption, 1),
    TRIED(versioning, 0, "PUT_VERSIONING", for_versioning, 1),
    TRIED(lifecycle, 0, "PUT_LIFECYCLE", for_lifecycle, 1),
    TRIED(tags, 0, "PUT_TAGS", for_tags, 1),
    TRIED(policy, 0, "PUT_POLICY", for_policy, 1),
    TRIED(adoption, TAGS, "ADOPT", for_adoption, 1),
    TRIED(removal, 0, "DESTROY_BUCKET", for_removal, 0),
    TRIED(emptying, FILL, EMPTYING, for_emptying, 0),
    TRIED(release, 0, RELEASE, for_release, 1),
    MOVED(creation, DXAWS_S3_LACKS_BREAK_MAKE, CREATION, for_creation, 1, "CREATE_BUCKET", make),
    MOVED(block, TAGS, "PUT_PUBLIC_ACCESS_BLOCK", for_block, 1, "PUT_PUBLIC_ACCESS_BLOCK", disown),
    MOVED(ownership, TAGS, "PUT_OWNERSHIP_CONTROLS", for_ownership, 1, "PUT_OWNERSHIP_CONTROLS",
          disown),
    MOVED(encryption, TAGS, "PUT_ENCRYPTION", for_encryption, 1, "PUT_ENCRYPTION", disown),
    MOVED(versioning, TAGS, "PUT_VERSIONING", for_versioning, 1, "PUT_VERSIONING", disown),
    MOVED(lifecycle, TAGS, "PUT_LIFECYCLE", for_lifecycle, 1, "PUT_LIFECYCLE", disown),
    MOVED(tags, TAGS, "PUT_TAGS", for_tags, 1, "PUT_TAGS", disown),
    MOVED(policy, TAGS, "PUT_POLICY", for_policy, 1, "PUT_POLICY", disown),
    MOVED(adoption, TAGS | COPY, "ADOPT", for_adoption, 1, "ADOPT", mark_as_anothers),
    MOVED(removal, TAGS, "DESTROY_BUCKET", for_removal, 1, "DESTROY_BUCKET", disown),
    MOVED(emptying, TAGS | FILL, EMPTYING, for_emptying, 1, "EMPTY_BUCKET", disown),
    MOVED(removal_of_the_emptied, TAGS | FILL, EMPTYING, for_emptying, 1, "DESTROY_BUCKET", disown),
    MOVED(release, COPY, RELEASE, for_release, 1, "RELEASE", mark_as_anothers),
    {.name = "every_action_is_tried",
     .since = "0.9",
     .function = every_action_is_tried,
     .needs = TAGS}, /* not where next to nothing is tried */
    {.name = NULL},
};
