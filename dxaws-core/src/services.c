/* SPDX-License-Identifier: MIT */
/* THE table of services: those that are not like most, and those whose endpoints a session tells.
 * To add one is to add a row. */
#include "services.h"

#include <string.h>

const struct aws_service aws_services[] = {
    {.name = "s3",
     .key = "S3",
     .prefix = "s3",
     .signing = "s3",
     .path_as_is = true,
     .payload_header = true,
     .buckets = true},
    {.name = "s3express",
     .key = "S3",
     .prefix = "s3express-control",
     .signing = "s3express",
     .path_as_is = true,
     .payload_header = true,
     .buckets = true,
     .token_header = "X-Amz-S3session-Token"},
    {.name = "route53",
     .key = "ROUTE_53",
     .prefix = "route53",
     .signing = "route53",
     .global = true},
    {.name = "cloudfront",
     .key = "CLOUDFRONT",
     .prefix = "cloudfront",
     .signing = "cloudfront",
     .global = true},
    {.name = "iam", .key = "IAM", .prefix = "iam", .signing = "iam", .global = true},
    {.name = "acm", .key = "ACM", .prefix = "acm", .signing = "acm"},
    {.name = "sts", .key = "STS", .prefix = "sts", .signing = "sts"},
    {.name = "events", .key = "EVENTBRIDGE", .prefix = "events", .signing = "events"},
    {.name = "lambda", .key = "LAMBDA", .prefix = "lambda", .signing = "lambda", .any_body = true},
    {.name = "states", .key = "SFN", .prefix = "states", .signing = "states"},
    {.name = "sso",
     .key = "SSO",
     .prefix = "portal.sso",
     .signing = "awsssoportal",
     .id_header = "RequestId"},
    {.name = "oidc", .key = "SSO_OIDC", .prefix = "oidc", .signing = "sso-oauth"},
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

bool aws_service_name_is_valid(const char *name)
{
    size_t size = strlen(name);
    if (size >= AWS_SERVICE_NAME_SIZE) {
        return false;
    }
    char before = '.';
    for (size_t i = 0; i <= size; i++) {
        char c = name[i];
        bool edge = c == '.' || c == '\0';
        if (edge || before == '.') { /* of a label: no hyphen, and something in between */
            if ((edge ? before : c) == '-' || (edge && before == '.')) {
                return false;
            }
        }
        if (!edge && c != '-' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
            return false;
        }
        before = c;
    }
    return true;
}

struct aws_service aws_service_of(const char *name, char key[AWS_SERVICE_NAME_SIZE])
{
    const struct aws_service *known = aws_service_find(name);
    size_t i = 0;
    if (known) {
        return *known;
    }
    for (; name[i] && i < AWS_SERVICE_NAME_SIZE - 1; i++) {
        char c = name[i];
        key[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c == '-' || c == '.' ? '_' : c;
    }
    key[i] = '\0';
    return (struct aws_service){
        .name = name, .key = key, .prefix = name, .signing = name, .any_body = true};
}
