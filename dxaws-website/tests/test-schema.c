/* SPDX-License-Identifier: MIT */
/* The site's table: one meaning of a Desired. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

static const char *const currents[] = {"{}", NULL};

static struct dx_state *made(void)
{
    dxaws_website_desired *desired =
        dxaws_website_desired_new("example", "www.example.com", "eu-west-1");
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &website_schema,
    .desired = "{\"site\":\"example\",\"domain\":\"www.example.com\",\"region\":\"eu-west-1\"}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

int main(void)
{
    return dx_schema_main(&sample, tcase_create("schema"));
}
