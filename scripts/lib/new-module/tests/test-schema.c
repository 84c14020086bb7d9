/* SPDX-License-Identifier: MIT */
/* The widget's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

static const char *const currents[] = {
    "{\"exists\":false}",
    "{\"exists\":true,\"note\":\"old\",\"tags\":{\"a\":\"b\"}}",
    NULL,
};

static struct dx_state *made(void)
{
    dxaws_widget_desired *desired = dxaws_widget_desired_new("one");
    return desired ? &desired->state : NULL;
}

static const struct dx_sample subject = {
    .schema = &widget_schema,
    .module = dxaws_widget_module,
    .desired = "{\"name\":\"one\"}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

int main(void)
{
    return dx_schema_main(&subject, tcase_create("schema"));
}
