/* SPDX-License-Identifier: MIT */
/* The site's table: one meaning of a Desired. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

static const char *const currents[] = {"{}", NULL};

static const struct dx_sample sample = {
    .schema = &website_schema,
    .desired = "{\"site\":\"example\",\"domain\":\"www.example.com\",\"region\":\"eu-west-1\"}",
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(a_desired_means_one_thing)
{
    DXAWS_AUTO(dxaws_website_desired)
    desired = dxaws_website_desired_new("example", "www.example.com", "eu-west-1");
    dx_check_made(&sample, &desired->state);
    dx_check_presets(&sample);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_test(cases, a_desired_means_one_thing);
    return run_suite("website schema", cases);
}
