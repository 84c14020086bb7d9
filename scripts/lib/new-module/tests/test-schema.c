/* SPDX-License-Identifier: MIT */
/* The widget's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

static const char *const currents[] = {
    "{\"exists\":false}",
    "{\"exists\":true,\"note\":\"old\",\"tags\":{\"a\":\"b\"}}",
    NULL,
};

static const struct dx_sample subject = {
    .schema = &widget_schema,
    .desired = "{\"name\":\"one\"}",
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(a_desired_means_one_thing)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = dxaws_widget_desired_new("one");
    dx_check_made(&subject, &desired->state);
    dx_check_presets(&subject);
}
END_TEST

START_TEST(a_current_of_the_future_plans_as_before)
{
    dx_check_future(&subject);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_test(cases, a_desired_means_one_thing);
    tcase_add_test(cases, a_current_of_the_future_plans_as_before);
    return run_suite("widget schema", cases);
}
