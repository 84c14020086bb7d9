/* SPDX-License-Identifier: MIT */
/* The partitions of AWS: the table of partitions.json, which botocore's data has too. */
#include "partitions.h"

#include <string.h>

static const struct aws_partition partitions[] = {
    {"aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"},
    {"aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1"},
    {"aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"},
    {"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"},
    {"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"},
    {"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"},
    {"aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"},
    /* last: takes every other region */
    {"aws", "", "amazonaws.com", "api.aws", "us-east-1"},
};

const struct aws_partition *aws_partition_of(const char *region)
{
    size_t count = sizeof(partitions) / sizeof(partitions[0]);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(partitions[i].name);
        if (strncmp(region, partitions[i].name, size) == 0 &&
            strcmp(region + size, "-global") == 0) {
            return &partitions[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (strncmp(region, partitions[i].region_prefix, strlen(partitions[i].region_prefix)) ==
            0) {
            return &partitions[i];
        }
    }
    return &partitions[count - 1];
}

bool aws_region_is_valid(const char *region)
{
    size_t size = strlen(region);
    bool letter = false;
    for (size_t i = 0; i < size; i++) {
        char c = region[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '-') {
            return false;
        }
        letter = letter || !digit;
    }
    return size >= 1 && size <= 63 && letter && region[0] != '-' && region[size - 1] != '-';
}
