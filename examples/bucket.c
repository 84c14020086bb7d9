/* SPDX-License-Identifier: MIT */
/* Converges a bucket step by step, twice: the second time there is nothing to do.
 *   ./bucket my-bucket          in a simulated account
 *   ./bucket my-bucket --aws    in the account of whatever credentials are found */
#include <dxaws/s3-providers.h>

#include <stdio.h>
#include <string.h>

static dxaws_error *make_provider(bool aws, dxaws_s3_provider **provider)
{
    if (aws) {
        DXAWS_AUTO(dxaws_session) session = NULL;
        dxaws_error *error = dxaws_session_new(NULL, &session);
        return error ? error : dxaws_s3_provider_new_aws(session, provider);
    }
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &account);
    return error ? error : dxaws_s3_provider_new_memory(account, provider);
}

static void print_plan(const dxaws_plan *plan)
{
    printf("%zu to do\n", dxaws_plan_count(plan));
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        const dxaws_change *change;
        printf("  %s %s\n", dxaws_action_kind(action), dxaws_action_resource(action));
        for (size_t j = 0; (change = dxaws_action_change_at(action, j)) != NULL; j++) {
            printf("    %s: %s -> %s\n", dxaws_change_path(change),
                   dxaws_change_before(change) ? dxaws_change_before(change) : "none",
                   dxaws_change_after(change) ? dxaws_change_after(change) : "none");
        }
    }
}

static dxaws_error *converge(dxaws_s3_manager *manager, const char *name)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new(name, "eu-west-1");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    dxaws_s3_desired_set_versioning(desired, true);
    dxaws_s3_desired_set_tag(desired, "example", "bucket");
    dxaws_error *error = dxaws_s3_manager_plan(manager, NULL, desired, NULL, &plan);
    if (error == NULL) {
        print_plan(plan);
        error = dxaws_s3_manager_apply(manager, NULL, plan, NULL, &result);
    }
    if (error == NULL) {
        printf("%s is at %s\n", dxaws_s3_result_arn(result), dxaws_s3_result_domain_name(result));
    }
    return error;
}

int main(int count, char **arguments)
{
    bool aws = count == 3 && strcmp(arguments[2], "--aws") == 0;
    if (count != 2 && !aws) {
        fprintf(stderr, "usage: bucket NAME [--aws]\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_error) error = make_provider(aws, &provider);
    error = error ? error : dxaws_s3_manager_new(provider, NULL, &manager);
    for (int i = 0; i < 2 && error == NULL; i++) {
        error = converge(manager, arguments[1]);
    }
    if (error != NULL) {
        fprintf(stderr, "bucket: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
