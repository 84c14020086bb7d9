/* SPDX-License-Identifier: MIT */
/* What S3 calls public: a statement that lets everybody in, unless a condition fixes by one of a
 * few keys who it can be. A referrer, TLS or a time fix nobody. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "providers/service.h"

/* Ranges of addresses that are wider than this are everybody's. */
enum { WIDEST_IPV4 = 8, WIDEST_IPV6 = 32 };

/* Keys whose value says who it is; a pattern among the values says it of nobody. */
static const char *const fixing[] = {"aws:PrincipalArn",
                                     "aws:PrincipalAccount",
                                     "aws:PrincipalOrgID",
                                     "aws:PrincipalOrgPaths",
                                     "aws:SourceArn",
                                     "aws:SourceAccount",
                                     "aws:SourceOrgID",
                                     "aws:SourceOrgPaths",
                                     "aws:SourceOwner",
                                     "aws:SourceVpc",
                                     "aws:SourceVpce",
                                     "aws:userid",
                                     "s3:DataAccessPointAccount"};

/* Operators that hold for what is named, and for nothing else. */
static const char *const naming[] = {
    "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"};

static bool is_among(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "*", {"AWS": "*"} and lists with it. */
static bool is_everybody(const json_t *principal)
{
    const json_t *list = json_is_object(principal) ? json_object_get(principal, "AWS") : principal;
    bool everybody = false;
    for (size_t i = 0; i < policy_list_size(list); i++) {
        const char *name = json_string_value(policy_list_at(list, i));
        everybody = everybody || (name != NULL && strcmp(name, "*") == 0);
    }
    return everybody;
}

static bool is_range(const char *address)
{
    const char *slash = strchr(address, '/');
    long bits = slash ? strtol(slash + 1, NULL, 10) : WIDEST_IPV6;
    return bits >= (strchr(address, ':') ? WIDEST_IPV6 : WIDEST_IPV4);
}

static bool is_fixed(const char *value)
{
    return strpbrk(value, "*?") == NULL && strstr(value, "${") == NULL;
}

static bool all_values(const json_t *values, bool (*holds)(const char *value))
{
    for (size_t i = 0; i < policy_list_size(values); i++) {
        const char *value = json_string_value(policy_list_at(values, i));
        if (value == NULL || !holds(value)) {
            return false;
        }
    }
    return policy_list_size(values) > 0;
}

static bool key_fixes(const char *key, const json_t *values)
{
    return strcasecmp(key, "aws:SourceIp") == 0
               ? all_values(values, is_range)
               : is_among(key, fixing, sizeof fixing / sizeof *fixing) &&
                     all_values(values, is_fixed);
}

/* All conditions have to hold, so that one is enough. */
static bool condition_fixes(const json_t *condition)
{
    const char *operator;
    const char *key;
    json_t *keys;
    json_t *values;
    json_object_foreach((json_t *)(uintptr_t)condition, operator, keys) {
        json_object_foreach(keys, key, values) {
            if (is_among(operator, naming, sizeof naming / sizeof *naming) &&
                key_fixes(key, values)) {
                return true;
            }
        }
    }
    return false;
}

bool policy_statement_is_public(const json_t *statement)
{
    const char *effect = dx_text(statement, "Effect");
    bool everybody = is_everybody(json_object_get(statement, "Principal")) ||
                     json_object_get(statement, "NotPrincipal") != NULL;
    return effect != NULL && strcmp(effect, "Allow") == 0 && everybody &&
           !condition_fixes(json_object_get(statement, "Condition"));
}
