/* SPDX-License-Identifier: MIT */
/* THE table of services: to add one is to add a row. */
#include "services.h"

#include <string.h>

const struct aws_service aws_services[] = {
    {.name = "s3",
     .key = "S3",
     .prefix = "s3",
     .signing = "s3",
     .errors = AWS_PROTOCOL_XML,
     .path_as_is = true,
     .payload_header = true,
     .buckets = true},
    {.name = "s3express",
     .key = "S3",
     .prefix = "s3express-control",
     .signing = "s3express",
     .errors = AWS_PROTOCOL_XML,
     .path_as_is = true,
     .payload_header = true,
     .buckets = true,
     .token_header = "X-Amz-S3session-Token"},
    {.name = "route53",
     .key = "ROUTE_53",
     .prefix = "route53",
     .signing = "route53",
     .errors = AWS_PROTOCOL_XML,
     .global = true},
    {.name = "cloudfront",
     .key = "CLOUDFRONT",
     .prefix = "cloudfront",
     .signing = "cloudfront",
     .errors = AWS_PROTOCOL_XML,
     .global = true},
    {.name = "acm", .key = "ACM", .prefix = "acm", .signing = "acm", .errors = AWS_PROTOCOL_JSON},
    {.name = "sts", .key = "STS", .prefix = "sts", .signing = "sts", .errors = AWS_PROTOCOL_XML},
    {.name = "events",
     .key = "EVENTBRIDGE",
     .prefix = "events",
     .signing = "events",
     .errors = AWS_PROTOCOL_JSON},
    {.name = "lambda",
     .key = "LAMBDA",
     .prefix = "lambda",
     .signing = "lambda",
     .errors = AWS_PROTOCOL_JSON},
    {.name = "states",
     .key = "SFN",
     .prefix = "states",
     .signing = "states",
     .errors = AWS_PROTOCOL_JSON},
    {.name = "sso",
     .key = "SSO",
     .prefix = "portal.sso",
     .signing = "awsssoportal",
     .errors = AWS_PROTOCOL_JSON},
    {.name = "oidc",
     .key = "SSO_OIDC",
     .prefix = "oidc",
     .signing = "sso-oauth",
     .errors = AWS_PROTOCOL_JSON},
    {0},
};

const struct aws_service *aws_service_find(const char *name)
{
    for (const struct aws_service *service = aws_services; service->name; service++) {
        if (strcmp(service->name, name) == 0) {
            return service;
        }
    }
    return NULL;
}
