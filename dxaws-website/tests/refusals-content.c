/* SPDX-License-Identifier: MIT */
/* What is in the way of a site's content. */
#include "refusals.h"

#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

static dxaws_error *deny(void *self, dxaws_memory_account *account, const char *service,
                         const char *operation, bool write)
{
    (void)self;
    (void)account;
    (void)write;
    if (strcmp(service, "s3") != 0 || strcmp(operation, "GetObject") != 0) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_PERMISSION, "s3", "AwsError",
                                         "s3 GetObject: AccessDenied (HTTP 403): Access Denied");
    dxaws_error_set_aws(error, "AccessDenied", 403, NULL);
    return error;
}

void content_that_is_denied(struct fixture *fixture)
{
    static const dxaws_memory_watch_ops watching = {.size = sizeof watching, .called = deny};
    json_decref(converge(fixture));
    dxaws_memory_account_watch(fixture->account, &watching, NULL);
}

#define PAGE(name) "\"" name ".html\":{\"text\":\"\"}"
#define PAGES(name)                                                                                \
    PAGE(name "1")                                                                                 \
    "," PAGE(name "2") "," PAGE(name "3") "," PAGE(name "4") "," PAGE(name "5") "," PAGE(name "6")

void content_of_many_pages(struct fixture *fixture)
{
    want(fixture, "{" BASE ",\"content\":{\"objects\":{" PAGES("a") "," PAGES("b") "}}}");
    json_decref(converge(fixture));
}
