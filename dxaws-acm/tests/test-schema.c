/* SPDX-License-Identifier: MIT */
/* The certificate's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

#define THERE                                                                                      \
    "\"exists\":true,\"arn\":\"arn:aws:acm:eu-west-1:1:certificate/a\","                           \
    "\"key_algorithm\":\"EC_prime256v1\","                                                         \
    "\"tags\":{\"a\":\"b\",\"dxaws:managed\":\"made www.example.com a\"},"
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

static struct dx_state *made(void)
{
    dxaws_acm_desired *desired = dxaws_acm_desired_new("www.example.com", "eu-west-1");
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &acm_schema,
    .module = dxaws_acm_module,
    .desired = "{\"domain_name\":\"www.example.com\",\"region\":\"eu-west-1\"}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

int main(void)
{
    return dx_schema_main(&sample, tcase_create("schema"));
}
