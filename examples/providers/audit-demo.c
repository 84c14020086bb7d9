/* SPDX-License-Identifier: MIT */
/* Makes a bucket in a simulated account under audit, and prints the log. Nothing here but the first
 * line of main() knows that it is a bucket. */
#include "audit-provider.h"

#include <dxaws/s3.h>

#include <stdlib.h>

static dxaws_error *converge(const dxaws_module *module, dxaws_memory_account *account,
                             const char *desired)
{
    DXAWS_AUTO(dxaws_provider) inner = NULL;
    DXAWS_AUTO(dxaws_provider) audited = NULL;
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_manager *manager = NULL;
    dxaws_error *error =
        module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = account), &inner);
    error = error ? error : audit_provider_new(inner, stdout, &audited);
    error = error ? error : module->open(module, audited, NULL, &manager);
    error = error ? error : dxaws_document_parse(desired, &wanted);
    error = error ? error : module->read(module, manager, NULL, wanted, &current);
    error = error ? error : module->plan(module, wanted, current, NULL, &plan);
    error = error ? error : module->apply(module, manager, NULL, plan, NULL, NULL, NULL);
    module->unref(manager);
    return error;
}

int main(void)
{
    const dxaws_module *module = dxaws_s3_module();
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &account);
    error = error ? error
                  : converge(module, account,
                             "{\"name\":\"dxaws-example\",\"region\":\"eu-west-1\","
                             "\"versioning\":true}");
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
    }
    int status = error ? EXIT_FAILURE : EXIT_SUCCESS;
    dxaws_error_free(error);
    return status;
}
