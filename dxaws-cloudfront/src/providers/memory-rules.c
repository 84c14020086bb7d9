/* SPDX-License-Identifier: MIT */
/* What CloudFront accepts, for the simulated account. */
#include "memory-rules.h"

#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dxaws_error *memory_begin(const struct memory_call *call, dxaws_context *context, bool write)
{
    return dxaws_memory_begin_call(call->account, context, MEMORY_SERVICE, call->operation, write);
}

dxaws_error *memory_end(const struct memory_call *call, dxaws_error *error)
{
    return dxaws_memory_end_call(call->account, error);
}

dxaws_error *memory_refuse(const char *operation, const char *aws_code, const char *text)
{
    static const struct {
        const char *aws_code;
        dxaws_error_kind kind;
        int status;
    } table[] = {
        {"NoSuchDistribution", DXAWS_ERROR_NOT_FOUND, 404},
        {"NoSuchOriginAccessControl", DXAWS_ERROR_NOT_FOUND, 404},
        {"NoSuchResource", DXAWS_ERROR_NOT_FOUND, 404},
        {"NoSuchFunctionExists", DXAWS_ERROR_NOT_FOUND, 404},
        {"FunctionAlreadyExists", DXAWS_ERROR_CONFLICT, 409},
        {"FunctionInUse", DXAWS_ERROR_CONFLICT, 409},
        {"DistributionAlreadyExists", DXAWS_ERROR_CONFLICT, 409},
        {"CNAMEAlreadyExists", DXAWS_ERROR_CONFLICT, 409},
        {"OriginAccessControlAlreadyExists", DXAWS_ERROR_CONFLICT, 409},
        {"OriginAccessControlInUse", DXAWS_ERROR_CONFLICT, 409},
        {"DistributionNotDisabled", DXAWS_ERROR_CONFLICT, 409},
        {"InvalidIfMatchVersion", DXAWS_ERROR_STALE, 400},
        {"PreconditionFailed", DXAWS_ERROR_STALE, 412},
    };
    dxaws_error_kind kind = DXAWS_ERROR_INVALID_ARGUMENT;
    int status = 400;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(table[i].aws_code, aws_code) == 0) {
            kind = table[i].kind;
            status = table[i].status;
        }
    }
    return dxaws_memory_refusal(kind, MEMORY_SERVICE, operation, NULL, aws_code, status, text);
}

bool memory_order_aliases(json_t *distribution)
{
    const json_t *aliases = json_object_get(distribution, CF_ALIASES);
    bool whole = true;
    json_t *ordered = json_array();
    size_t index;
    json_t *alias;
    json_array_foreach((json_t *)(uintptr_t)aliases, index, alias) {
        const char *text = json_string_value(alias);
        size_t place = 0;
        while (place < json_array_size(ordered) &&
               strcmp(json_string_value(json_array_get(ordered, place)), text) < 0) {
            place++;
        }
        whole = json_array_insert(ordered, place, alias) == 0 && whole;
    }
    if (aliases == NULL) {
        json_decref(ordered);
        return true;
    }
    return json_object_set_new(distribution, CF_ALIASES, ordered) == 0 && whole;
}

bool memory_put_etag(const struct memory_call *call, json_t *resource)
{
    char text[48];
    char etag[CLOUDFRONT_ID_SIZE];
    snprintf(text, sizeof text, "etag %llu",
             (unsigned long long)dxaws_memory_next_number(call->account, "cloudfront.etag"));
    cloudfront_make_id('E', text, etag);
    return json_object_set_new(resource, CF_ETAG, json_string(etag)) == 0;
}

dxaws_error *memory_check_match(const struct memory_call *call, const json_t *stored,
                                const char *etag)
{
    const char *now = dx_text(stored, CF_ETAG);
    if (etag == NULL || *etag == '\0') {
        return memory_refuse(call->operation, "InvalidIfMatchVersion",
                             "the If-Match version is missing or not valid for the resource");
    }
    return now != NULL && strcmp(now, etag) == 0
               ? NULL
               : memory_refuse(call->operation, "PreconditionFailed",
                               "the preconditions in one or more request headers are not met");
}

/* "cloudfront/foreign_alias/<name>" stands for a distribution of another account. */
static bool is_taken(dxaws_memory_account *account, const char *own_id, const char *alias)
{
    const char *id;
    json_t *other;
    bool taken = dxaws_memory_get(account, MEMORY_SERVICE, MEMORY_FOREIGN_ALIAS, alias) != NULL;
    for (size_t i = 0; !taken && dxaws_memory_at_tree(account, MEMORY_SERVICE, MEMORY_DISTRIBUTION,
                                                      i, &id, &other);
         i++) {
        taken = strcmp(id, own_id) != 0 && dx_has_text(json_object_get(other, CF_ALIASES), alias);
        json_decref(other);
    }
    return taken;
}

bool memory_certificate_covers(const json_t *certificate, const char *alias)
{
    const char *domain = dx_text(certificate, CF_DOMAIN_NAME);
    size_t index;
    json_t *name;
    if (domain != NULL && cloudfront_name_covers(domain, alias)) {
        return true;
    }
    json_array_foreach(json_object_get(certificate, "subject_alternative_names"), index, name) {
        if (json_is_string(name) && cloudfront_name_covers(json_string_value(name), alias)) {
            return true;
        }
    }
    return false;
}

static dxaws_error *check_certificate(dxaws_memory_account *account, const char *operation,
                                      const json_t *distribution)
{
    const char *arn = dx_text(distribution, CF_CERTIFICATE);
    const json_t *aliases = json_object_get(distribution, CF_ALIASES);
    if (arn == NULL || *arn == '\0') {
        return json_array_size(aliases) == 0
                   ? NULL
                   : memory_refuse(operation, "InvalidViewerCertificate",
                                   "to add an alias, attach a trusted certificate that validates "
                                   "the authorization to use the name");
    }
    json_t *certificate = dxaws_memory_get_tree(account, "acm", "certificate", arn);
    const char *status = dx_text(certificate, CF_STATUS);
    const char *key = dx_text(certificate, "key_algorithm");
    dxaws_error *error = NULL;
    if (status == NULL || strcmp(status, "ISSUED") != 0 ||
        strncmp(arn, "arn:aws:acm:us-east-1:", 22) != 0 ||
        (key != NULL && !cloudfront_key_is_taken(key))) {
        error =
            memory_refuse(operation, "InvalidViewerCertificate",
                          "the certificate does not exist, is not in us-east-1, or is not valid");
    }
    size_t index;
    json_t *alias;
    json_array_foreach((json_t *)(uintptr_t)aliases, index, alias) {
        if (error == NULL && !memory_certificate_covers(certificate, json_string_value(alias))) {
            error = memory_refuse(operation, "InvalidViewerCertificate",
                                  "the certificate does not cover the alias");
        }
    }
    json_decref(certificate);
    return error;
}

dxaws_error *memory_look_certificate(void *self, dxaws_context *context, const char *arn,
                                     json_t **found)
{
    static const char *const names[] = {"names", "subject_alternative_names"};
    bool whole = true;
    dxaws_error *error =
        dxaws_memory_begin_call(self, context, "acm", "DescribeCertificate", false);
    if (error != NULL) {
        return error;
    }
    json_t *certificate = dxaws_memory_get_tree(self, "acm", "certificate", arn);
    json_t *domain = json_object_get(certificate, CF_DOMAIN_NAME);
    json_t *made = json_pack("{ss sb}", CF_ARN, arn, DX_EXISTS, certificate != NULL);
    json_t *covered = json_array();
    if (domain != NULL) {
        dx_append(&whole, covered, json_incref(domain));
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_t *more = json_object_get(certificate, names[i]);
        whole = (more == NULL || json_array_extend(covered, more) == 0) && whole;
    }
    dx_put(&whole, made, CF_NAMES, covered);
    dx_put_from(&whole, made, CF_STATUS, certificate);
    dx_put_from(&whole, made, CF_KEY, certificate);
    json_decref(certificate);
    made = dx_whole(whole, made);
    error = dxaws_memory_end_call(self, made ? NULL : dxaws_error_out_of_memory());
    if (error != NULL) {
        json_decref(made);
        return error;
    }
    *found = made;
    return NULL;
}

/* One that was published, when one is named. */
static bool has_function(dxaws_memory_account *account, const char *arn)
{
    const char *slash = arn ? strrchr(arn, '/') : NULL;
    json_t *function =
        slash ? dxaws_memory_get_tree(account, MEMORY_SERVICE, MEMORY_FUNCTION, slash + 1) : NULL;
    bool live = slash == NULL || dx_text(function, "code") != NULL;
    json_decref(function);
    return live;
}

dxaws_error *memory_check_configuration(dxaws_memory_account *account, const char *operation,
                                        const json_t *distribution)
{
    const char *id = dx_text(distribution, CF_ID);
    const char *oac = dx_text(distribution, CF_ORIGIN_OAC);
    size_t index;
    json_t *alias;
    json_array_foreach(json_object_get(distribution, CF_ALIASES), index, alias) {
        if (is_taken(account, id, json_string_value(alias))) {
            return memory_refuse(operation, "CNAMEAlreadyExists",
                                 "one or more of the aliases are already associated with a "
                                 "different resource");
        }
    }
    if (oac != NULL && *oac != '\0' &&
        dxaws_memory_get(account, MEMORY_SERVICE, MEMORY_OAC, oac) == NULL) {
        return memory_refuse(operation, "NoSuchOriginAccessControl",
                             "the origin access control does not exist");
    }
    return has_function(account, dx_text(distribution, CF_FUNCTION))
               ? check_certificate(account, operation, distribution)
               : memory_refuse(operation, "InvalidFunctionAssociation",
                               "a function association is invalid: the function is not published");
}

static dxaws_error *set_use(dxaws_memory_account *account, const char *certificate,
                            const char *distribution, bool used)
{
    json_t *document = certificate && *certificate
                           ? dxaws_memory_get_tree(account, "acm", "certificate", certificate)
                           : NULL;
    if (document == NULL) {
        return NULL;
    }
    bool whole = true;
    json_t *users = json_array();
    size_t index;
    json_t *user;
    json_array_foreach(json_object_get(document, "in_use_by"), index, user) {
        if (strcmp(json_string_value(user), distribution) != 0) {
            dx_append(&whole, users, json_incref(user));
        }
    }
    if (used) {
        dx_append(&whole, users, json_string(distribution));
    }
    dx_put(&whole, document, "in_use_by", users);
    dxaws_error *error =
        whole ? dxaws_memory_put_tree(account, "acm", "certificate", certificate, document)
              : dxaws_error_out_of_memory();
    json_decref(document);
    return error;
}

dxaws_error *memory_use_certificate(dxaws_memory_account *account, const char *distribution,
                                    const char *before, const char *after)
{
    if (before != NULL && after != NULL && strcmp(before, after) == 0) {
        return NULL;
    }
    dxaws_error *error = set_use(account, before, distribution, false);
    return error ? error : set_use(account, after, distribution, true);
}
