/* SPDX-License-Identifier: MIT */
/* A function as tables, and the types behind the public ones. */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_PRIVATE_H
#define DXAWS_CLOUDFRONT_FUNCTION_PRIVATE_H

#include <dxaws/cloudfront-function-providers.h>
#include <dxaws/kit/module.h>

#include "members.h"

extern const struct dx_schema function_schema;

struct dxaws_cloudfront_function_desired {
    struct dx_state state;
};
struct dxaws_cloudfront_function_current {
    struct dx_state state;
};
struct dxaws_cloudfront_function_result {
    struct dx_state state;
};
struct dxaws_cloudfront_function_manager {
    struct dx_manager manager;
};

/* provider.c: what the schema makes providers with. */
dxaws_error *function_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *function_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

/* planner.c */
dxaws_error *function_plan(struct dx_planner *planner);
bool function_simulate(const char *kind, const json_t *payload, json_t *observed);
/* What a function of ours says of itself, for free(); NULL without memory. */
char *function_comment(const json_t *desired);

#endif
