/* SPDX-License-Identifier: MIT */
/* Bucket policies judged for one request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
#include "memory-access.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/kit/json.h>

#include "../policy.h"

#define CLOUDFRONT "cloudfront.amazonaws.com"

/* '*' and '?' of IAM, which know no folders. */
static bool fits(const char *pattern, const char *text, bool any_case)
{
    const char *star = NULL;
    const char *resume = NULL;
    while (*text != '\0') {
        bool same = *pattern == *text ||
                    (any_case && tolower((unsigned char)*pattern) == tolower((unsigned char)*text));
        if (*pattern == '*') {
            star = pattern++;
            resume = text;
        } else if (*pattern != '\0' && (*pattern == '?' || same)) {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    pattern += strspn(pattern, "*");
    return *pattern == '\0';
}

static bool any_fits(const json_t *patterns, const char *text, bool any_case)
{
    for (size_t i = 0; i < policy_list_size(patterns); i++) {
        const char *pattern = json_string_value(policy_list_at(patterns, i));
        if (pattern != NULL && fits(pattern, text, any_case)) {
            return true;
        }
    }
    return false;
}

/* ---- conditions */

/* What a request says under a key, for free(); NULL: nothing. */
static char *said(const struct access_request *request, const char *key)
{
    if (strcasecmp(key, "aws:SecureTransport") == 0) {
        return strdup("true");
    }
    if (strcasecmp(key, "aws:SourceArn") == 0 && request->reader != NULL) {
        return strdup(request->reader);
    }
    if (strcasecmp(key, "aws:SourceAccount") == 0 && request->reader != NULL) {
        const char *part = request->reader; /* "arn:aws:cloudfront::123456789012:distribution/E1" */
        for (int i = 0; i < 4 && part != NULL; i++) {
            part = strchr(part, ':');
            part = part ? part + 1 : NULL;
        }
        return part ? strndup(part, strcspn(part, ":")) : NULL;
    }
    return NULL;
}

enum verdict { HOLDS, FAILS, UNKNOWN };

static enum verdict any_equals(const json_t *values, const char *text, bool any_case)
{
    for (size_t i = 0; i < policy_list_size(values); i++) {
        const json_t *value = policy_list_at(values, i);
        const char *wanted = json_is_true(value)    ? "true"
                             : json_is_false(value) ? "false"
                                                    : json_string_value(value);
        if (wanted != NULL && (any_case ? strcasecmp(wanted, text) : strcmp(wanted, text)) == 0) {
            return HOLDS;
        }
    }
    return FAILS;
}

/* The operators that a value is compared with; without "Not" in them and "IfExists" behind. */
static enum verdict compare(const char *operator, const json_t * values, const char *text)
{
    if (strcasecmp(operator, "StringLike") == 0 || strncasecmp(operator, "Arn", 3) == 0) {
        return any_fits(values, text, false) ? HOLDS : FAILS;
    }
    if (strcasecmp(operator, "StringEquals") == 0) {
        return any_equals(values, text, false);
    }
    if (strcasecmp(operator, "StringEqualsIgnoreCase") == 0 || strcasecmp(operator, "Bool") == 0) {
        return any_equals(values, text, true);
    }
    return UNKNOWN;
}

/* Takes "Not" out of an operator and "IfExists" off its end. */
static void take_apart(char *operator, bool * negated, bool *if_exists)
{
    size_t size = strlen(operator);
    *if_exists = size > 8 && strcasecmp(operator+ size - 8, "IfExists") == 0;
    operator[size - (*if_exists ? 8 : 0)] = '\0';
    char *not = strstr(operator, "Not");
    *negated = not != NULL;
    if (not != NULL) {
        memmove(not, not +3, strlen(not +3) + 1);
    }
}

static enum verdict judge_key(const char *operator, const char * key, const json_t *values,
                              const struct access_request *request)
{
    char plain[40];
    bool negated = false;
    bool if_exists = false;
    char *text = said(request, key);
    enum verdict verdict = UNKNOWN;
    if (strlen(operator) < sizeof plain) {
        strcpy(plain, operator);
        take_apart(plain, &negated, &if_exists);
        verdict = compare(plain, values, text ? text : "");
    }
    if (strcasecmp(operator, "Null") == 0) {
        verdict = any_equals(values, text ? "false" : "true", true);
    } else if (text == NULL && verdict != UNKNOWN) {
        verdict = negated || if_exists ? HOLDS : FAILS;
    } else if (negated && verdict != UNKNOWN) {
        verdict = verdict == HOLDS ? FAILS : HOLDS;
    }
    free(text);
    return verdict;
}

/* All of them; UNKNOWN when one is not understood and none fails. */
static enum verdict judge_conditions(const json_t *condition, const struct access_request *request)
{
    const char *operator;
    const char *key;
    json_t *keys;
    json_t *values;
    enum verdict all = HOLDS;
    json_object_foreach((json_t *)(uintptr_t)condition, operator, keys) {
        json_object_foreach(keys, key, values) {
            enum verdict one = judge_key(operator, key, values, request);
            if (one == FAILS) {
                return FAILS;
            }
            all = one == UNKNOWN ? UNKNOWN : all;
        }
    }
    return all;
}

/* ---- statements */

/* CloudFront is a service; who signs nothing is met by "*" alone. */
static bool is_meant(const json_t *principal, const struct access_request *request)
{
    if (json_is_object(principal)) {
        const json_t *accounts = json_object_get(principal, "AWS");
        const json_t *services = json_object_get(principal, "Service");
        return any_equals(accounts, "*", false) == HOLDS ||
               (request->reader != NULL && any_equals(services, CLOUDFRONT, true) == HOLDS);
    }
    return any_equals(principal, "*", false) == HOLDS;
}

/* A member, or its opposite under the name with "Not" before. */
static bool has_part(const json_t *statement, const char *name, const char *opposite,
                     const char *text, bool any_case)
{
    const json_t *patterns = json_object_get(statement, name);
    return patterns ? any_fits(patterns, text, any_case)
                    : !any_fits(json_object_get(statement, opposite), text, any_case);
}

static enum verdict judge(const json_t *statement, const char *resource,
                          const struct access_request *request)
{
    const json_t *principal = json_object_get(statement, "Principal");
    bool meant = principal ? is_meant(principal, request)
                           : !is_meant(json_object_get(statement, "NotPrincipal"), request);
    if (!meant || !has_part(statement, "Action", "NotAction", request->action, true) ||
        !has_part(statement, "Resource", "NotResource", resource, false)) {
        return FAILS;
    }
    return judge_conditions(json_object_get(statement, "Condition"), request);
}

bool memory_access_allows(const json_t *policy, const struct access_request *request)
{
    bool allowed = false;
    char *resource = NULL;
    const json_t *statements = json_object_get(policy, "Statement");
    if (asprintf(&resource, "arn:aws:s3:::%s%s%s", request->bucket, request->key ? "/" : "",
                 request->key ? request->key : "") < 0) {
        return false;
    }
    for (size_t i = 0; i < policy_list_size(statements); i++) {
        const json_t *statement = policy_list_at(statements, i);
        const char *effect = dx_text(statement, "Effect");
        bool denies = effect == NULL || strcmp(effect, "Allow") != 0;
        enum verdict verdict = judge(statement, resource, request);
        if (denies && verdict != FAILS) {
            free(resource);
            return false;
        }
        allowed = allowed || verdict == HOLDS;
    }
    free(resource);
    return allowed;
}
