/* SPDX-License-Identifier: MIT */
/* Certificates as providers read them: which are ours, and which of them is the best. */
#include "certificates.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_text(const json_t *object, const char *name, const char *text)
{
    const char *value = dx_text(object, name);
    return value != NULL && strcasecmp(value, text) == 0;
}

void certificate_set_end(bool *whole, json_t *certificate, int64_t not_after_ms, int64_t now_ms)
{
    int64_t soon_ms = (int64_t)ACM_SOON_DAYS * 86400 * 1000;
    dx_put(whole, certificate, ACM_NOT_AFTER, json_integer(not_after_ms));
    dx_put(whole, certificate, ACM_SOON, json_boolean(not_after_ms - now_ms < soon_ms));
}

/* What a tag cannot hold is written as what no certified name has: "_.example.com". */
void certificate_name_mark(const char *domain, const char *arn, char name[CERTIFICATE_MARK_SIZE])
{
    bool wildcard = strncmp(domain, "*.", 2) == 0;
    const char *id = arn ? strrchr(arn, '/') : NULL;
    snprintf(name, CERTIFICATE_MARK_SIZE, "%s%s%s%s", wildcard ? "_" : "", domain + wildcard,
             id ? " " : "", id ? id + 1 : "");
}

bool certificate_is_of_acm(const json_t *certificate)
{
    return dx_text(certificate, CERTIFICATE_TYPE) == NULL ||
           is_text(certificate, CERTIFICATE_TYPE, "AMAZON_ISSUED");
}

bool certificate_is_candidate(const json_t *certificate, const char *domain)
{
    const char *method = dx_text(certificate, CERTIFICATE_METHOD);
    if (!is_text(certificate, ACM_DOMAIN, domain) || !certificate_is_of_acm(certificate) ||
        dx_text(certificate, CERTIFICATE_MANAGER) != NULL ||
        (method != NULL && strcmp(method, "DNS") != 0)) {
        return false;
    }
    /* One with more names belongs to somebody who needs those too. */
    size_t index;
    json_t *name;
    json_array_foreach(json_object_get(certificate, CERTIFICATE_NAMES), index, name) {
        if (strcasecmp(json_string_value(name), domain) != 0) {
            return false;
        }
    }
    return true;
}

/* Better is higher. */
static int rank(const json_t *certificate, const char *key_algorithm)
{
    bool issued = is_text(certificate, ACM_STATUS, "ISSUED");
    bool pending = is_text(certificate, ACM_STATUS, "PENDING_VALIDATION");
    bool soon = json_is_true(json_object_get(certificate, ACM_SOON));
    const char *key = dx_text(certificate, ACM_KEY);
    if (!issued && !pending) {
        return 1;
    }
    if (key_algorithm != NULL && key != NULL && strcmp(key, key_algorithm) != 0) {
        return issued ? 3 : 2;
    }
    return pending ? 5 : soon ? 4 : 6;
}

static bool is_in_use(const json_t *certificate)
{
    return json_is_true(json_object_get(certificate, CERTIFICATE_IN_USE)) ||
           json_array_size(json_object_get(certificate, ACM_USERS)) > 0;
}

static int compare_text(const json_t *left, const json_t *right, const char *name)
{
    const char *a = dx_text(left, name);
    const char *b = dx_text(right, name);
    return strcmp(a ? a : "", b ? b : "");
}

/* Negative when @a left is better. */
static int compare(const json_t *left, const json_t *right, const char *key_algorithm)
{
    int order = rank(right, key_algorithm) - rank(left, key_algorithm);
    if (order == 0) {
        order = (int)is_in_use(right) - (int)is_in_use(left);
    }
    if (order == 0) {
        json_int_t right_ms = json_integer_value(json_object_get(right, ACM_NOT_AFTER));
        json_int_t left_ms = json_integer_value(json_object_get(left, ACM_NOT_AFTER));
        order = (int)(right_ms > left_ms) - (int)(right_ms < left_ms);
    }
    return order != 0 ? order : compare_text(left, right, ACM_ARN);
}

json_t *certificates_candidates(const json_t *certificates, const char *domain,
                                const char *key_algorithm)
{
    json_t *ordered = json_array();
    size_t index;
    json_t *certificate;
    json_array_foreach(certificates, index, certificate) {
        size_t place = 0;
        if (!certificate_is_candidate(certificate, domain)) {
            continue;
        }
        while (place < json_array_size(ordered) &&
               compare(json_array_get(ordered, place), certificate, key_algorithm) <= 0) {
            place++;
        }
        if (json_array_insert(ordered, place, certificate) != 0) {
            json_decref(ordered);
            return NULL;
        }
    }
    return ordered;
}

/* A wildcard and its parent are proved by the same record. */
static bool is_proved_with(const char *name, const char *domain)
{
    name += strncmp(name, "*.", 2) == 0 ? 2 : 0;
    domain += strncmp(domain, "*.", 2) == 0 ? 2 : 0;
    return strcasecmp(name, domain) == 0;
}

static bool shares(const json_t *certificate, const char *domain)
{
    size_t index;
    json_t *name;
    if (!certificate_is_of_acm(certificate)) {
        return false;
    }
    json_array_foreach(json_object_get(certificate, CERTIFICATE_NAMES), index, name) {
        if (is_proved_with(json_string_value(name), domain)) {
            return true;
        }
    }
    const char *main_name = dx_text(certificate, ACM_DOMAIN);
    return main_name != NULL && is_proved_with(main_name, domain);
}

json_t *certificates_sharing(const json_t *certificates, const char *domain)
{
    bool whole = true;
    json_t *sharing = json_array();
    size_t index;
    json_t *certificate;
    json_array_foreach(certificates, index, certificate) {
        const char *other = dx_text(certificate, ACM_ARN);
        if (other != NULL && shares(certificate, domain)) {
            dx_append(&whole, sharing, json_string(other));
        }
    }
    return dx_whole(whole, sharing);
}

/* Assigns @a members, which are released. */
static dxaws_error *assign(dxaws_acm_current *observed, json_t *members)
{
    dxaws_error *error = dxaws_acm_current_assign_tree(observed, members);
    json_decref(members);
    return error;
}

static const char *const reported[] = {ACM_ARN,        ACM_STATUS, ACM_REASON,  ACM_KEY,
                                       ACM_NOT_AFTER,  ACM_SOON,   ACM_USERS,   ACM_RECORD,
                                       ACM_VALIDATION, ACM_NAMES,  ACM_RENEWAL, ACM_RENEWAL_REASON,
                                       ACM_RENEWABLE,  ACM_TYPE};
enum { REPORTED = sizeof reported / sizeof *reported };

dxaws_error *certificate_observe(const json_t *certificate, dxaws_acm_current *observed)
{
    json_t *members = json_pack("{sn sb sO*}", ACM_MISSES, DX_EXISTS, 1, ACM_TAGS,
                                json_object_get(certificate, ACM_TAGS));
    bool whole = true;
    for (size_t i = 0; i < REPORTED; i++) {
        json_t *value = json_object_get(certificate, reported[i]);
        dx_put(&whole, members, reported[i], value ? json_incref(value) : json_null());
    }
    return assign(observed, dx_whole(whole, members));
}

json_t *certificates_reported(const json_t *certificates)
{
    bool whole = true;
    json_t *list = json_array();
    size_t index;
    json_t *certificate;
    json_array_foreach((json_t *)(uintptr_t)certificates, index, certificate) {
        json_t *members = json_object();
        dx_put_from(&whole, members, ACM_TAGS, certificate);
        for (size_t i = 0; i < REPORTED; i++) {
            dx_put_from(&whole, members, reported[i], certificate);
        }
        dx_append(&whole, list, members);
    }
    return dx_whole(whole, list);
}

/* A member of <dxaws/acm.h>'s certificate for each that is known. */
static json_t *summarise(const json_t *certificate)
{
    static const char *const copied[] = {ACM_ARN,  ACM_DOMAIN,    ACM_STATUS, ACM_KEY,
                                         ACM_TYPE, ACM_NOT_AFTER, ACM_IN_USE};
    json_t *summary = json_object();
    bool whole = summary != NULL;
    if (json_object_get(certificate, ACM_USERS) != NULL) {
        dx_put(&whole, summary, ACM_IN_USE, json_boolean(is_in_use(certificate)));
    }
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        dx_put_from(&whole, summary, copied[i], certificate);
    }
    return dx_whole(whole, summary);
}

dxaws_error *certificates_observe(const json_t *certificates, dxaws_acm_current *observed)
{
    json_t *summaries = json_array();
    size_t index;
    json_t *certificate;
    bool complete = summaries != NULL;
    json_array_foreach((json_t *)(uintptr_t)certificates, index, certificate) {
        complete = json_array_append_new(summaries, summarise(certificate)) == 0 && complete;
    }
    if (!complete) {
        json_decref(summaries);
        return dxaws_error_out_of_memory();
    }
    return assign(observed, json_pack("{so}", ACM_CERTIFICATES, summaries));
}

dxaws_error *certificate_miss(dxaws_acm_current *observed)
{
    const json_t *misses = json_object_get(dxaws_acm_current_tree(observed), ACM_MISSES);
    return assign(observed, json_pack("{sI}", ACM_MISSES, json_integer_value(misses) + 1));
}

dxaws_error *certificate_in_use(const char *domain, const char *arn, const json_t *users)
{
    char text[400] = "";
    size_t index;
    json_t *user;
    json_array_foreach(users, index, user) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s", index ? ", " : "",
                 json_string_value(user));
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, "acm", DXAWS_ACM_ERROR_CERTIFICATE_IN_USE,
        "acm %s: certificate %s is in use by %s; take it away there, then run again", domain, arn,
        text[0] ? text : "a resource that ACM does not name yet");
    dxaws_error_set_resource(error, arn);
    dxaws_error_set_retryable(error, true);
    return error;
}
