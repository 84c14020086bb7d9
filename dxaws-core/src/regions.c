/* SPDX-License-Identifier: MIT */
/* The regions of AWS by name, to tell a misspelled one before anything is sent. */
#include "regions.h"

#include <stdbool.h>
#include <string.h>

#include <dxaws/extend/names.h>
#include <dxaws/session.h>

/* Those of partitions.json, which botocore's data has too. */
static const char *const regions[] = {
    "af-south-1",      "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3",  "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3",  "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "ca-central-1",    "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
    "eu-south-1",      "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
    "il-central-1",    "me-central-1",   "me-south-1",     "me-west-1",      "mx-central-1",
    "sa-east-1",       "sa-west-1",      "us-east-1",      "us-east-2",      "us-west-1",
    "us-west-2",       "cn-north-1",     "cn-northwest-1", "eusc-de-east-1", "us-iso-east-1",
    "us-iso-west-1",   "us-isob-east-1", "us-isob-west-1", "eu-isoe-west-1", "us-isof-east-1",
    "us-isof-south-1", "us-gov-east-1",  "us-gov-west-1",
};
enum { REGIONS = sizeof(regions) / sizeof(regions[0]) };

const char *dxaws_region_at(size_t index)
{
    return index < REGIONS ? regions[index] : NULL;
}

/* Beside two letters. */
static const char *const areas[] = {"us-gov", "us-iso", "us-isob", "eu-isoe", "us-isof"};
static const char *const directions[] = {"central",   "north",     "south",     "east",     "west",
                                         "northeast", "northwest", "southeast", "southwest"};

static bool is_among(const char *const *words, size_t count, const char *text, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == size && memcmp(words[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_AMONG(words, text, size) is_among(words, sizeof(words) / sizeof((words)[0]), text, size)

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "eu", "us-gov", or a country of the European sovereign cloud, "eusc-de". */
static bool is_area(const char *text, size_t size)
{
    if (size == 7 && memcmp(text, "eusc-", 5) == 0) {
        text += 5;
        size -= 5;
    }
    return (size == 2 && is_letter(text[0]) && is_letter(text[1])) || IS_AMONG(areas, text, size);
}

/* AREA-DIRECTION-DIGIT, as AWS has composed the name of every region so far. */
static bool is_well_formed(const char *region)
{
    size_t size = strlen(region);
    if (size < 2 || region[size - 2] != '-' || region[size - 1] < '1' || region[size - 1] > '9') {
        return false;
    }
    size_t end = size - 2;
    size_t start = end;
    while (start > 0 && region[start - 1] != '-') {
        start--;
    }
    return start > 0 && IS_AMONG(directions, region + start, end - start) &&
           is_area(region, start - 1);
}

/* "ue-west-1": two letters changed places, and a region of that name exists. */
static bool is_swapped(const char *region, const char *known)
{
    return region[0] == known[1] && region[1] == known[0] && strcmp(region + 2, known + 2) == 0;
}

/*
 * A new region must work with a release that has not heard of it, and AWS opens several a year. So
 * a name is no mistake for being unknown: whatever is composed as AWS composes them passes
 * ("eu-west-4", "nz-north-1"), however near to a known one it is. What is composed otherwise
 * passes as well (other clouds have names like "local"), unless a known region is within two
 * slips of the finger: then it is that one, misspelled.
 */
const char *aws_region_meant(const char *region)
{
    enum { SLIPS = 2 };
    bool well_formed = is_well_formed(region);
    size_t least = SLIPS + 1;
    const char *meant = NULL;
    for (size_t i = 0; i < REGIONS; i++) {
        if (strcmp(region, regions[i]) == 0) {
            return NULL;
        }
        size_t distance = dxaws_name_distance(region, regions[i]);
        if (distance < least && (!well_formed || is_swapped(region, regions[i]))) {
            least = distance;
            meant = regions[i];
        }
    }
    return meant;
}
