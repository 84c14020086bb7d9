/* SPDX-License-Identifier: MIT */
/* Any text as a Desired: it is refused, or planned against a zone that has nothing. Planning the
 * canonical form gives the same plan. */
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/fuzz-main.h>

#include "schema.h"

static dxaws_error *plan_text(const char *json, dxaws_plan **plan)
{
    static const char nothing[] = "{\"exists\":false,\"records\":[],"
                                  "\"zones\":[{\"id\":\"Z1\",\"name\":\"com.\"}]}";
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error = dxaws_dns_desired_parse(json, &desired);
    if (error == NULL) {
        error = dxaws_dns_current_parse(nothing, &current);
    }
    return error ? error : dxaws_dns_plan_from(desired, current, plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_text(text, &plan);
    free(text);
    if (error != NULL) {
        return 0;
    }
    DXAWS_AUTO(dxaws_error) second = plan_text(dxaws_plan_desired(plan), &again);
    if (second != NULL || strcmp(dxaws_plan_hash(plan), dxaws_plan_hash(again)) != 0) {
        abort();
    }
    return 0;
}
