/* SPDX-License-Identifier: MIT */
/* The partitions of AWS and the hosts of global services in them. */
#include "partitions.h"

#include <string.h>

static const struct aws_partition partitions[] = {
    {"aws-cn", "cn-", "amazonaws.com.cn", "cn-northwest-1"},
    {"aws-us-gov", "us-gov-", "amazonaws.com", "us-gov-west-1"},
    {"aws-eusc", "eusc-", "amazonaws.eu", "eusc-de-east-1"},
    {"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "us-isob-east-1"},
    {"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "eu-isoe-west-1"},
    {"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "us-isof-south-1"},
    {"aws-iso", "us-iso-", "c2s.ic.gov", "us-iso-east-1"},
    {"aws", "", "amazonaws.com", "us-east-1"}, /* last: takes every other region */
};

static const struct {
    const char *partition;
    const char *service;
    const char *host;
} exceptions[] = {
    {"aws-us-gov", "route53", "route53.us-gov.amazonaws.com"},
    {"aws-cn", "cloudfront", "cloudfront.cn-northwest-1.amazonaws.com.cn"},
};

const struct aws_partition *aws_partition_of(const char *region)
{
    size_t count = sizeof(partitions) / sizeof(partitions[0]);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(partitions[i].name);
        if (strncmp(region, partitions[i].name, size) == 0 && strcmp(region + size, "-global") == 0)
            return &partitions[i];
    }
    for (size_t i = 0; i < count; i++)
        if (strncmp(region, partitions[i].region_prefix, strlen(partitions[i].region_prefix)) == 0)
            return &partitions[i];
    return &partitions[count - 1];
}

bool aws_region_is_valid(const char *region)
{
    size_t size = strlen(region);
    bool letter = false;
    for (size_t i = 0; i < size; i++) {
        char c = region[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '-')
            return false;
        letter = letter || !digit;
    }
    return size >= 1 && size <= 63 && letter && region[0] != '-' && region[size - 1] != '-';
}

const char *aws_partition_global_host(const struct aws_partition *partition, const char *service)
{
    for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++)
        if (strcmp(exceptions[i].partition, partition->name) == 0 &&
            strcmp(exceptions[i].service, service) == 0)
            return exceptions[i].host;
    return NULL;
}
