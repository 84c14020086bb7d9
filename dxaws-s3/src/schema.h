/* SPDX-License-Identifier: MIT */
/* The bucket as tables, and the types behind the public ones. */
#ifndef DXAWS_S3_SCHEMA_H
#define DXAWS_S3_SCHEMA_H

#include <dxaws/kit/description.h>
#include <dxaws/kit/ownership.h>
#include <dxaws/kit/words.h>
#include <dxaws/s3-providers.h>

#include "providers/members.h"

extern const struct dx_schema s3_schema;
/* All codes of the domain, content's among them. */
enum { S3_ERRORS = 28 };
extern const struct dx_error_code s3_errors[S3_ERRORS];

/* What a bucket may be called, and whose it may be. */
dxaws_error *s3_check_name(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value);
dxaws_error *s3_check_account(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value);

/* provider.c: what the schema makes providers with. */
dxaws_error *s3_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *s3_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

struct dxaws_s3_desired {
    struct dx_state state;
};
struct dxaws_s3_current {
    struct dx_state state;
};
struct dxaws_s3_result {
    struct dx_state state;
};
struct dxaws_s3_manager {
    struct dx_manager manager;
};

/* Action kinds, beside the kit's. */
#define S3_CREATE "CREATE_BUCKET"
#define S3_EMPTY "EMPTY_BUCKET"
#define S3_DESTROY "DESTROY_BUCKET"
#define S3_PUT_TAGS "PUT_TAGS"
#define S3_PUT_POLICY "PUT_POLICY"
#define S3_PUT_LIFECYCLE "PUT_LIFECYCLE"
#define S3_PUT_OWNERSHIP "PUT_OWNERSHIP_CONTROLS"
#define S3_PUT_ENCRYPTION "PUT_ENCRYPTION"

/* models.c: our words for a status. */
extern const struct dx_words s3_status_words;

/* Four switches as a JSON object, and back. */
json_t *s3_block_to_json(unsigned blocks);
unsigned s3_block_from_json(const json_t *object);

/* "aws", "aws-cn" or "aws-us-gov". */
const char *s3_partition(const char *region);

/* Adds what follows from name and region alone (arn, domain_name) to what was observed. */
bool s3_describe(json_t *observed);

/* statements.c: what each statement may be, and what concerns the bucket's name as well. */
dxaws_error *s3_check(const json_t *desired);

/* strict.c: MissingCloudFrontInfoError for a statement that lets CloudFront read without saying for
 * which distribution. */
dxaws_error *strict_check(const char *bucket, const char *sid, const json_t *statement);

/* S3's own, in bytes. */
enum { S3_POLICY_LIMIT = 20 * 1024 };

/* lifecycle-check.c: what the rules of a Desired may be. */
dxaws_error *s3_check_lifecycle(const json_t *desired);
/* templates.c: what is named is written out, in the canonical form. */
dxaws_error *s3_expand_templates(json_t *desired);

/* encryption.c: what can be asked for, and what is the same. */
dxaws_error *s3_check_encryption(const json_t *desired);
bool s3_encryption_equal(const json_t *desired, const json_t *observed);
/* A bucket key that is not spoken of is off: S3 replaces all members. */
dxaws_error *s3_normalise(json_t *desired);
/* A key with which CloudFront could not read. */
dxaws_error *s3_foresee_encryption(struct dx_planner *planner);

/* preconditions.c: the action of that kind in the plan, or NULL. */
json_t *s3_planned(const struct dx_planner *planner, const char *kind);
/* What S3 would refuse in the middle of a plan, and what was read tells before. */
dxaws_error *s3_plan_contents(struct dx_planner *planner);
dxaws_error *s3_check_public_statements(const struct dx_planner *planner);
dxaws_error *s3_check_grants(const struct dx_planner *planner);

/* planner.c */
dxaws_error *s3_plan_hook(struct dx_planner *planner);
/* actions.c: adds to each action which tags it expects, so that a bucket that is somebody else's by
 * then is not written to. */
void s3_expect_tags(struct dx_planner *planner);
/* STALE: somebody changed what the action was planned from. */
dxaws_error *s3_changed(const dxaws_action *action, const char *what, const char *name);
bool s3_simulate(const char *kind, const json_t *payload, json_t *observed);

#endif
