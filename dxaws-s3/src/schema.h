/* SPDX-License-Identifier: MIT */
/* The bucket as tables, and the types behind the public ones. */
#ifndef DXAWS_S3_SCHEMA_H
#define DXAWS_S3_SCHEMA_H

#include <dxaws/kit/engine.h>
#include <dxaws/kit/words.h>
#include <dxaws/s3-providers.h>

#include "providers/members.h"

extern const struct dx_schema s3_schema;

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

/* Action kinds. */
#define S3_PUT_TAGS "PUT_TAGS"
#define S3_PUT_POLICY "PUT_POLICY"

/* models.c: our words for a status. */
extern const struct dx_words s3_status_words;

/* Four switches as a JSON object, and back. */
json_t *s3_block_to_json(unsigned blocks);
unsigned s3_block_from_json(const json_t *object);

/* Adds what follows from name and region alone (arn, domain_name) to what was observed. */
bool s3_describe(json_t *observed);

/* statements.c: what each statement may be, and what concerns the bucket's name as well. */
dxaws_error *s3_check(const json_t *desired);

/* strict.c: MissingCloudFrontInfoError for a statement that lets CloudFront read without saying for
 * which distribution. */
dxaws_error *strict_check(const char *bucket, const char *sid, const json_t *statement);

/* planner.c */
dxaws_error *s3_plan_hook(struct dx_planner *planner);
bool s3_simulate(const char *kind, const json_t *payload, json_t *observed);

#endif
