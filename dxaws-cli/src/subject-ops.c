/* SPDX-License-Identifier: MIT */
/* The modules' typed managers behind one shape. */
#include "subject.h"

#include <stdlib.h>

/* NULL text: the formatters return NULL without memory only. */
static dxaws_error *given(char *text, char **output)
{
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    *output = text;
    return NULL;
}

/* One module: its functions differ in the types of their values and in nothing else. */
#define DEFINE_SUBJECT(module, check_function)                                                     \
    static dxaws_error *module##_check(const char *json)                                           \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        return error ? error : check_function(desired);                                            \
    }                                                                                              \
                                                                                                   \
    static dxaws_error *module##_show(const struct managers *managers, dxaws_context *context,     \
                                      const char *json, char **output)                             \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        DXAWS_AUTO(dxaws_##module##_current) current = NULL;                                       \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        if (error == NULL) {                                                                       \
            error = dxaws_##module##_manager_get_current(managers->module, context, desired,       \
                                                         &current);                                \
        }                                                                                          \
        return error ? error : given(dxaws_##module##_current_format(current), output);            \
    }                                                                                              \
                                                                                                   \
    static dxaws_error *module##_plan(const struct managers *managers, dxaws_context *context,     \
                                      const char *json, dxaws_plan **plan)                         \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        return error ? error                                                                       \
                     : dxaws_##module##_manager_plan(managers->module, context, desired, NULL,     \
                                                     plan);                                        \
    }                                                                                              \
                                                                                                   \
    static dxaws_error *module##_apply(const struct managers *managers, dxaws_context *context,    \
                                       const dxaws_plan *plan, char **output)                      \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_result) result = NULL;                                         \
        dxaws_error *error =                                                                       \
            dxaws_##module##_manager_apply(managers->module, context, plan, NULL, &result);        \
        return error ? error : given(dxaws_##module##_result_format(result), output);              \
    }

DEFINE_SUBJECT(s3, dxaws_s3_desired_check)
DEFINE_SUBJECT(dns, dxaws_dns_desired_check)
DEFINE_SUBJECT(acm, dxaws_acm_desired_check)
DEFINE_SUBJECT(cloudfront, dxaws_cloudfront_desired_check)
DEFINE_SUBJECT(website, dxaws_website_desired_check)

#define SUBJECT(module, title)                                                                     \
    {                                                                                              \
        .name = title, .check = module##_check, .show = module##_show, .plan = module##_plan,      \
        .apply = module##_apply                                                                    \
    }

static const struct subject_ops s3_ops = SUBJECT(s3, "s3");
static const struct subject_ops dns_ops = SUBJECT(dns, "dns");
static const struct subject_ops acm_ops = SUBJECT(acm, "acm");
static const struct subject_ops cloudfront_ops = SUBJECT(cloudfront, "cloudfront");

const struct subject_ops site_ops = SUBJECT(website, "site");
const struct subject_ops *const section_ops[] = {&s3_ops, &dns_ops, &acm_ops, &cloudfront_ops,
                                                 NULL};
