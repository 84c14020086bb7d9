/* SPDX-License-Identifier: MIT */
/* The certificate's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

#define THERE                                                                                      \
    "\"exists\":true,\"certificate_arn\":\"arn:aws:acm:eu-west-1:1:certificate/a\","               \
    "\"key_algorithm\":\"EC_prime256v1\",\"tags\":{\"a\":\"b\"},"
#define RECORD                                                                                     \
    "\"validation_record\":{\"name\":\"_x.www.example.com.\",\"type\":\"CNAME\",\"value\":"        \
    "\"_y.acm-validations.aws.\",\"of_the_future\":1}"

static const char *const currents[] = {
    "{\"exists\":false}",
    "{" THERE "\"status\":\"ISSUED\"," RECORD ",\"validation_published\":true}",
    "{" THERE "\"status\":\"PENDING_VALIDATION\"," RECORD ",\"validation_published\":false}",
    "{" THERE "\"status\":\"FAILED\"}",
    NULL,
};

static const struct dx_sample sample = {
    .schema = &acm_schema,
    .module = dxaws_acm_module,
    .desired = "{\"domain_name\":\"www.example.com\",\"region\":\"eu-west-1\"}",
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(a_desired_means_one_thing)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = dxaws_acm_desired_new("www.example.com", "eu-west-1");
    dx_check_made(&sample, &desired->state);
    dx_check_presets(&sample);
}
END_TEST

START_TEST(a_current_of_the_future_plans_as_before)
{
    dx_check_future(&sample);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_test(cases, a_desired_means_one_thing);
    tcase_add_test(cases, a_current_of_the_future_plans_as_before);
    return run_suite("acm schema", cases);
}
