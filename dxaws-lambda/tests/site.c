/* SPDX-License-Identifier: MIT */
/* What a program does with the libraries alone: site plan|execute memory=FILE|aws DESIRED. Prints
 * {"plan": ...},
 * {"result": ...} or {"error": ...}; DXAWS_CLOCK_SPEED is how fast its time runs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/acm-providers.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/dns-providers.h>
#include <dxaws/s3-providers.h>
#include <dxaws/website.h>

struct world {
    dxaws_session *session;
    dxaws_memory_account *account; /* NULL: AWS */
    dxaws_context *context;
    dxaws_s3_manager *s3;
    dxaws_dns_manager *dns;
    dxaws_acm_manager *acm;
    dxaws_cloudfront_manager *cloudfront;
    dxaws_website_manager *website;
};

static dxaws_error *open_account(struct world *world, const char *adapter)
{
    const char *speed = getenv("DXAWS_CLOCK_SPEED");
    int64_t now_ms = 0;
    dxaws_error *error = NULL;
    world->context = dxaws_context_new();
    if (strncmp(adapter, "memory=", strlen("memory=")) == 0) {
        error = dxaws_memory_account_new(adapter + strlen("memory="), NULL, &world->account);
        error = error ? error
                      : dxaws_memory_account_get_clock_ms(world->account, world->context, &now_ms);
    } else {
        error = dxaws_session_new(NULL, &world->session);
    }
    return error ? error
                 : dxaws_context_set_scaled_clock(world->context, speed ? strtod(speed, NULL) : 1,
                                                  now_ms);
}

#define OPEN(module, options)                                                                      \
    static dxaws_error *open_##module(struct world *world)                                         \
    {                                                                                              \
        DXAWS_AUTO(dxaws_##module##_provider) provider = NULL;                                     \
        dxaws_error *error = world->account                                                        \
                                 ? dxaws_##module##_provider_new_memory(world->account, &provider) \
                                 : dxaws_##module##_provider_new_aws(world->session, &provider);   \
        return error ? error : dxaws_##module##_manager_new(provider, options, &world->module);    \
    }

static dxaws_acm_manager_options *records; /* that certificates are validated with */

OPEN(s3, NULL)
OPEN(dns, NULL)
OPEN(acm, records)
OPEN(cloudfront, NULL)

static dxaws_error *open_managers(struct world *world)
{
    dxaws_error *error = open_s3(world);
    error = error ? error : open_dns(world);
    records = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(records, world->dns);
    error = error ? error : open_acm(world);
    dxaws_acm_manager_options_free(records);
    error = error ? error : open_cloudfront(world);
    DXAWS_AUTO(dxaws_website_manager_options) through = dxaws_website_manager_options_new();
    dxaws_website_manager_options_set_s3(through, world->s3);
    dxaws_website_manager_options_set_dns(through, world->dns);
    dxaws_website_manager_options_set_acm(through, world->acm);
    dxaws_website_manager_options_set_cloudfront(through, world->cloudfront);
    return error ? error : dxaws_website_manager_new(through, &world->website);
}

static void close_world(struct world *world)
{
    dxaws_website_manager_unref(world->website);
    dxaws_cloudfront_manager_unref(world->cloudfront);
    dxaws_acm_manager_unref(world->acm);
    dxaws_dns_manager_unref(world->dns);
    dxaws_s3_manager_unref(world->s3);
    dxaws_context_unref(world->context);
    dxaws_memory_account_unref(world->account);
    dxaws_session_unref(world->session);
}

static dxaws_error *perform(const struct world *world, const char *verb, const char *text)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dxaws_website_desired_parse(text, &desired);
    error = error
                ? error
                : dxaws_website_manager_plan(world->website, world->context, desired, NULL, &plan);
    if (error == NULL && strcmp(verb, "plan") == 0) {
        printf("{\"plan\": %s}\n", dxaws_plan_text(plan));
        return NULL;
    }
    error = error
                ? error
                : dxaws_website_manager_apply(world->website, world->context, plan, NULL, &result);
    if (error == NULL) {
        char *said = dxaws_website_result_format(result);
        printf("{\"result\": %s}\n", said);
        free(said);
    }
    return error;
}

int main(int count, char **arguments)
{
    struct world world = {.session = NULL};
    if (count != 4) {
        fputs("usage: site plan|execute memory=FILE|aws DESIRED\n", stderr);
        return 64;
    }
    dxaws_error *error = open_account(&world, arguments[2]);
    error = error ? error : open_managers(&world);
    error = error ? error : perform(&world, arguments[1], arguments[3]);
    if (error != NULL) {
        char *said = dxaws_error_format(error);
        printf("{\"error\": %s}\n", said);
        free(said);
    }
    int status = error ? EXIT_FAILURE : EXIT_SUCCESS;
    dxaws_error_free(error);
    close_world(&world);
    return status;
}
