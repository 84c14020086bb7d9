/* SPDX-License-Identifier: MIT */
/* The simulated ACM: what one API call does, inside an open transaction.
 *
 * acm/certificate/<ARN> is a certificate; acm/deleted/<ARN> one that was deleted, which is listed
 * for some seconds more and keeps its idempotency token for the hour. */
#include "memory-rules.h"

#include <dxaws/extend/acm.h>
#include <dxaws/extend/memory.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CERTIFICATE "certificate"
#define DELETED "deleted"

enum {
    MOST_TAGS = 50,
    RECORD_MS = 5 * 1000,         /* from the request until the record is named */
    ISSUE_MS = 60 * 1000,         /* from the record's first sight until the issue */
    LISTED_MS = 5 * 1000,         /* a deleted certificate stays listed */
    TOKEN_MS = 3600 * 1000,       /* a token lives */
    LIFE_DAYS = 395,              /* a certificate lives */
    VALIDATION_MS = 72 * 3600000, /* ACM's patience */
};

/* A refusal as ACM would say it: always with status 400. */
static dxaws_error *refuse(const struct call *call, dxaws_error_kind kind, const char *aws_code,
                           const char *text)
{
    const char *resource = call->arn              ? call->arn
                           : call->target->domain ? call->target->domain
                                                  : call->target->region;
    return dxaws_memory_refusal(kind, MEMORY_SERVICE, call->operation, resource, aws_code, 400,
                                text);
}

static dxaws_error *not_found(const struct call *call)
{
    return refuse(call, DXAWS_ERROR_NOT_FOUND, "ResourceNotFoundException",
                  "could not find the certificate");
}

static json_t *load(const struct call *call, const char *type, const char *id)
{
    return dxaws_memory_get_tree(call->account, MEMORY_SERVICE, type, id);
}

static dxaws_error *store(const struct call *call, const char *type, const char *id,
                          const json_t *document)
{
    return dxaws_memory_put_tree(call->account, MEMORY_SERVICE, type, id, document);
}

static int64_t number(const json_t *document, const char *name)
{
    return json_integer_value(json_object_get(document, name));
}

static void set_status(bool *whole, json_t *document, const char *status)
{
    dx_put(whole, document, ACM_STATUS, json_string(status));
}

/* What happened to a certificate since it was looked at last. */
static dxaws_error *advance(const struct call *call, const char *arn, json_t *document)
{
    int64_t now = dxaws_memory_now_ms(call->account);
    const char *status = dx_text(document, ACM_STATUS);
    json_t *before = dxaws_tree_copy(document);
    bool whole = before != NULL;
    if (status != NULL && strcmp(status, "PENDING_VALIDATION") == 0) {
        bool stands = memory_record_stands(&whole, call, json_object_get(document, "record"));
        int64_t seen = number(document, "seen_ms");
        if (!stands) {
            json_object_del(document, "seen_ms");
        } else if (seen == 0) {
            dx_put(&whole, document, "seen_ms", json_integer(now));
        } else if (now - seen >= ISSUE_MS &&
                   memory_caa_forbids(&whole, call, dx_text(document, ACM_DOMAIN))) {
            set_status(&whole, document, "FAILED");
            dx_put(&whole, document, ACM_REASON, json_string("CAA_ERROR"));
        } else if (now - seen >= ISSUE_MS) {
            set_status(&whole, document, "ISSUED");
            dx_put(&whole, document, "not_after_ms",
                   json_integer(now + (int64_t)LIFE_DAYS * 86400000));
        }
        if (!stands && now - number(document, "created_ms") >= VALIDATION_MS) {
            set_status(&whole, document, "VALIDATION_TIMED_OUT");
        }
    } else if (status != NULL && strcmp(status, "ISSUED") == 0 &&
               number(document, "not_after_ms") != 0 && now > number(document, "not_after_ms")) {
        set_status(&whole, document, "EXPIRED");
    }
    dxaws_error *error = whole ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && !json_equal(before, document)) {
        error = store(call, CERTIFICATE, arn, document);
    }
    json_decref(before);
    return error;
}

/* Who uses it: kept up to date by the simulated services that do. */
static json_t *users_of(const json_t *document)
{
    const json_t *users = json_object_get(document, ACM_USERS);
    return users ? dxaws_tree_copy(users) : json_array();
}

/* The certificate as the rest of the module knows it; NULL without memory. */
static json_t *report(const struct call *call, const char *arn, const json_t *document)
{
    static const char *const copied[] = {
        ACM_DOMAIN,  ACM_STATUS,         ACM_REASON,          ACM_KEY,
        ACM_TAGS,    CERTIFICATE_METHOD, CERTIFICATE_MANAGER, CERTIFICATE_NAMES,
        ACM_RENEWAL, ACM_RENEWAL_REASON, ACM_RENEWABLE};
    int64_t now = dxaws_memory_now_ms(call->account);
    const char *type = dx_text(document, CERTIFICATE_TYPE);
    const char *status = dx_text(document, ACM_STATUS);
    json_t *certificate = json_pack("{ss ss so}", ACM_ARN, arn, CERTIFICATE_TYPE,
                                    type ? type : "AMAZON_ISSUED", ACM_USERS, users_of(document));
    bool whole = true;
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        dx_put_from(&whole, certificate, copied[i], document);
    }
    if (number(document, "not_after_ms") != 0) {
        certificate_set_end(&whole, certificate, number(document, "not_after_ms"), now);
    }
    json_t *record = json_object_get(document, "record");
    /* One that is not pending any more was told it. */
    bool pending = status != NULL && strcmp(status, "PENDING_VALIDATION") == 0;
    if (record != NULL && (!pending || now - number(document, "created_ms") >= RECORD_MS)) {
        dx_put(&whole, certificate, ACM_RECORD, json_incref(record));
        bool issued = status != NULL && strcmp(status, "ISSUED") == 0;
        dx_put(&whole, certificate, ACM_VALIDATION,
               json_string(issued ? "SUCCESS" : "PENDING_VALIDATION"));
    }
    return dx_whole(whole, certificate);
}

static bool is_in_region(const char *arn, const char *region)
{
    char prefix[96];
    int length = snprintf(prefix, sizeof prefix, "arn:aws:acm:%s:", region);
    return strncmp(arn, prefix, (size_t)length) == 0;
}

static dxaws_error *list_type(const struct call *call, const char *region, const char *type,
                              json_t *certificates)
{
    const char *arn;
    json_t *document;
    int64_t now = dxaws_memory_now_ms(call->account);
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && dxaws_memory_at_tree(call->account, MEMORY_SERVICE, type, i,
                                                             &arn, &document);
         i++) {
        bool deleted = strcmp(type, DELETED) == 0;
        bool listed = is_in_region(arn, region) &&
                      (!deleted || now - number(document, "deleted_ms") < LISTED_MS);
        if (listed && !deleted) {
            error = advance(call, arn, document);
        }
        if (listed && error == NULL &&
            json_array_append_new(certificates, report(call, arn, document)) != 0) {
            error = dxaws_error_out_of_memory();
        }
        json_decref(document);
    }
    return error;
}

dxaws_error *memory_list(const struct call *call, const char *region, json_t **certificates)
{
    json_t *all = json_array();
    dxaws_error *error = list_type(call, region, CERTIFICATE, all);
    if (error == NULL) {
        error = list_type(call, region, DELETED, all);
    }
    if (error != NULL) {
        json_decref(all);
        return error;
    }
    *certificates = all;
    return NULL;
}

dxaws_error *memory_describe(const struct call *call, json_t **certificate)
{
    json_t *document = load(call, CERTIFICATE, call->arn);
    if (document == NULL) {
        return not_found(call);
    }
    dxaws_error *error = advance(call, call->arn, document);
    if (error == NULL) {
        *certificate = report(call, call->arn, document);
        error = *certificate ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(document);
    return error;
}

/* The certificate that the token made within the hour, even when it is gone. */
static bool find_token(const struct call *call, const char *type, const char *token, char **arn)
{
    const char *id;
    json_t *document;
    int64_t now = dxaws_memory_now_ms(call->account);
    for (size_t i = 0; dxaws_memory_at_tree(call->account, MEMORY_SERVICE, type, i, &id, &document);
         i++) {
        const char *known = dx_text(document, "token");
        bool same = known != NULL && strcmp(known, token) == 0 &&
                    is_in_region(id, call->target->region) &&
                    now - number(document, "created_ms") < TOKEN_MS;
        json_decref(document);
        if (same) {
            *arn = strdup(id);
            return true;
        }
    }
    return false;
}

/* Deleted certificates whose token has expired mean nothing any more. */
static void forget_deleted(const struct call *call)
{
    const char *id;
    json_t *document;
    int64_t now = dxaws_memory_now_ms(call->account);
    for (size_t i = 0;
         dxaws_memory_at_tree(call->account, MEMORY_SERVICE, DELETED, i, &id, &document);) {
        bool old = now - number(document, "deleted_ms") >= LISTED_MS &&
                   now - number(document, "created_ms") >= TOKEN_MS;
        json_decref(document);
        if (old) {
            char copy[192];
            snprintf(copy, sizeof copy, "%s", id);
            dxaws_memory_remove(call->account, MEMORY_SERVICE, DELETED, copy);
        } else {
            i++;
        }
    }
}

/* A new certificate; NULL without memory. */
static json_t *new_document(const struct call *call, const json_t *payload, const char *token)
{
    static const char *const wanted[] = {ACM_DOMAIN, ACM_REGION, ACM_KEY, ACM_TAGS};
    const char *domain = call->target->domain;
    json_t *document = dxaws_acm_initial_tree();
    json_t *own = json_pack("{ss sI so ss s[s] ss}", ACM_STATUS, "PENDING_VALIDATION", "created_ms",
                            (json_int_t)dxaws_memory_now_ms(call->account), "record",
                            memory_record_of(call, domain), "token", token, CERTIFICATE_NAMES,
                            domain, CERTIFICATE_METHOD, "DNS");
    bool whole = true;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        dx_put_from(&whole, document, wanted[i], payload);
    }
    whole = json_object_update(document, own) == 0 && whole;
    json_decref(own);
    return dx_whole(whole, document);
}

static dxaws_error *check_tags(const struct call *call, const json_t *tags)
{
    const char *fault = dxaws_memory_tags_fault(tags);
    return fault ? refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "ValidationException", fault) : NULL;
}

dxaws_error *memory_request(const struct call *call, const json_t *payload, const char *token,
                            char **arn)
{
    if (strlen(call->target->domain) > 64) {
        return refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "ValidationException",
                      "the common name is longer than 64 characters");
    }
    dxaws_error *error = check_tags(call, json_object_get(payload, ACM_TAGS));
    if (error != NULL) {
        return error;
    }
    forget_deleted(call);
    if (find_token(call, CERTIFICATE, token, arn) || find_token(call, DELETED, token, arn)) {
        return *arn ? NULL : dxaws_error_out_of_memory();
    }
    json_t *document = new_document(call, payload, token);
    if (document == NULL ||
        asprintf(arn, "arn:aws:acm:%s:%s:certificate/00000000-0000-4000-8000-%012" PRIu64,
                 call->target->region, dxaws_memory_account_id(call->account),
                 dxaws_memory_next_number(call->account, "acm-certificate")) < 0) {
        json_decref(document);
        *arn = NULL;
        return dxaws_error_out_of_memory();
    }
    error = store(call, CERTIFICATE, *arn, document);
    json_decref(document);
    return error;
}

dxaws_error *memory_change_tags(const struct call *call, const json_t *add, const json_t *remove)
{
    json_t *document = load(call, CERTIFICATE, call->arn);
    json_t *tags = json_object_get(document, ACM_TAGS);
    const char *key;
    json_t *value;
    dxaws_error *error = document ? check_tags(call, add) : not_found(call);
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    json_object_foreach((json_t *)(uintptr_t)remove, key, value) {
        if (json_equal(json_object_get(tags, key), value)) {
            json_object_del(tags, key);
        }
    }
    if (add != NULL && json_object_update(tags, (json_t *)(uintptr_t)add) != 0) {
        error = dxaws_error_out_of_memory();
    } else if (json_object_size(tags) > MOST_TAGS) {
        error = refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "TooManyTagsException",
                       "a certificate has at most 50 tags");
    }
    error = error ? error : store(call, CERTIFICATE, call->arn, document);
    json_decref(document);
    return error;
}

dxaws_error *memory_remove(const struct call *call)
{
    json_t *document = load(call, CERTIFICATE, call->arn);
    dxaws_error *error = NULL;
    if (document == NULL) {
        return not_found(call);
    }
    if (json_array_size(json_object_get(document, ACM_USERS)) > 0) {
        error = refuse(call, DXAWS_ERROR_CONFLICT, "ResourceInUseException",
                       "the certificate is in use");
    } else {
        bool whole = true;
        dx_put(&whole, document, "deleted_ms", json_integer(dxaws_memory_now_ms(call->account)));
        dxaws_memory_remove(call->account, MEMORY_SERVICE, CERTIFICATE, call->arn);
        error = whole ? store(call, DELETED, call->arn, document) : dxaws_error_out_of_memory();
    }
    json_decref(document);
    return error;
}
