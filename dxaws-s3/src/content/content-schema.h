/* SPDX-License-Identifier: MIT */
/* Content as tables, and the types behind the public ones. */
#ifndef DXAWS_S3_CONTENT_SCHEMA_H
#define DXAWS_S3_CONTENT_SCHEMA_H

#include <dxaws/kit/engine.h>
#include <dxaws/s3-content-providers.h>

#include "members.h"

extern const struct dx_schema content_schema;

struct dxaws_s3_content_desired {
    struct dx_state state;
};
struct dxaws_s3_content_current {
    struct dx_state state;
};
struct dxaws_s3_content_result {
    struct dx_state state;
};
struct dxaws_s3_content_manager {
    struct dx_manager manager;
};

/* check.c */
dxaws_error *content_check_prefix(const struct dx_schema *schema,
                                  const struct dx_attribute *attribute, const json_t *value);
dxaws_error *content_check_prune(const struct dx_schema *schema,
                                 const struct dx_attribute *attribute, const json_t *value);
dxaws_error *content_check_exclude(const struct dx_schema *schema,
                                   const struct dx_attribute *attribute, const json_t *value);
dxaws_error *content_check_rules(const struct dx_schema *schema,
                                 const struct dx_attribute *attribute, const json_t *value);
dxaws_error *content_check(const json_t *desired);
dxaws_error *content_check_observed(const json_t *observed);

/* planner.c, simulating.c */
dxaws_error *content_plan_hook(struct dx_planner *planner);
bool content_simulate(const char *kind, const json_t *payload, json_t *observed);

/* look-again.c */
dxaws_error *content_look_again(const dxaws_module *module, const dxaws_document *wanted,
                                const dxaws_document *seen, const dxaws_document *known,
                                dxaws_document **observed);

/* provider.c */
dxaws_error *content_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *content_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

#endif
