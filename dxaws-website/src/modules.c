/* SPDX-License-Identifier: MIT */
/* The four modules behind one interface. */
#include "modules.h"

#include <dxaws/website.h>

/* One set of static adapters a module; what differs is the name alone. */
#define DEFINE_MODULE(module)                                                                      \
    static dxaws_error *module##_check(const char *json)                                           \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        return error ? error : dxaws_##module##_desired_check(desired);                            \
    }                                                                                              \
    static dxaws_error *module##_read(void *manager, dxaws_context *context, const char *json,     \
                                      void **current)                                              \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        dxaws_##module##_current *read = NULL;                                                     \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        if (error == NULL) {                                                                       \
            error = dxaws_##module##_manager_get_current(manager, context, desired, &read);        \
        }                                                                                          \
        if (error == NULL) {                                                                       \
            *current = read;                                                                       \
        }                                                                                          \
        return error;                                                                              \
    }                                                                                              \
    static dxaws_error *module##_plan(const char *json, const void *current, dxaws_plan **plan)    \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_desired) desired = NULL;                                       \
        dxaws_error *error = dxaws_##module##_desired_parse(json, &desired);                       \
        return error ? error : dxaws_##module##_desired_plan(desired, current, NULL, plan);        \
    }                                                                                              \
    static dxaws_error *module##_apply(void *manager, dxaws_context *context,                      \
                                       const dxaws_plan *plan, char **result)                      \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_result) made = NULL;                                           \
        dxaws_error *error = dxaws_##module##_manager_apply(manager, context, plan, NULL, &made);  \
        if (error == NULL) {                                                                       \
            *result = dxaws_##module##_result_format(made);                                        \
            error = *result ? NULL : dxaws_error_out_of_memory();                                  \
        }                                                                                          \
        return error;                                                                              \
    }                                                                                              \
    static dxaws_error *module##_parse(const char *json, void **current)                           \
    {                                                                                              \
        dxaws_##module##_current *parsed = NULL;                                                   \
        dxaws_error *error = dxaws_##module##_current_parse(json, &parsed);                        \
        if (error == NULL) {                                                                       \
            *current = parsed;                                                                     \
        }                                                                                          \
        return error;                                                                              \
    }                                                                                              \
    static char *module##_format(const void *current)                                              \
    {                                                                                              \
        return dxaws_##module##_current_format(current);                                           \
    }                                                                                              \
    static void module##_free(void *current)                                                       \
    {                                                                                              \
        dxaws_##module##_current_free(current);                                                    \
    }                                                                                              \
    static void *module##_ref(void *manager)                                                       \
    {                                                                                              \
        return dxaws_##module##_manager_ref(manager);                                              \
    }                                                                                              \
    static void module##_unref(void *manager)                                                      \
    {                                                                                              \
        dxaws_##module##_manager_unref(manager);                                                   \
    }

#define MODULE(module)                                                                             \
    {                                                                                              \
        .name = #module, .check = module##_check, .read = module##_read, .plan = module##_plan,    \
        .apply = module##_apply, .parse_current = module##_parse,                                  \
        .format_current = module##_format, .free_current = module##_free, .ref = module##_ref,     \
        .unref = module##_unref,                                                                   \
    }

DEFINE_MODULE(acm)
DEFINE_MODULE(cloudfront)
DEFINE_MODULE(s3)
DEFINE_MODULE(dns)

const struct module_ops modules[MODULE_COUNT] = {
    [MODULE_ACM] = MODULE(acm),
    [MODULE_CLOUDFRONT] = MODULE(cloudfront),
    [MODULE_S3] = MODULE(s3),
    [MODULE_DNS] = MODULE(dns),
};
