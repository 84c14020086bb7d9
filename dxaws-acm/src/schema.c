/* SPDX-License-Identifier: MIT */
/* The certificate as tables. To add an attribute: a row here, its accessors in models.c, a map
 * line, a provider slot and one function in each provider. */
#include "schema.h"

#include <dxaws/kit/description.h>
#include <dxaws/kit/ownership.h>

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_COMMON_NAME = 64, LONGEST_LABEL = 63 };

/* Domain names are compared in lower case and without a trailing dot, as ACM reports them. */
static dxaws_error *normalise(json_t *desired)
{
    const char *domain = dx_text(desired, ACM_DOMAIN);
    if (domain == NULL) {
        return NULL;
    }
    char *copy = strdup(domain);
    if (copy == NULL) {
        return dxaws_error_out_of_memory();
    }
    size_t length = strlen(copy);
    if (length > 1 && copy[length - 1] == '.') {
        copy[length - 1] = '\0';
    }
    for (char *p = copy; *p != '\0'; p++) {
        *p = (char)tolower((unsigned char)*p);
    }
    int failed = json_object_set_new(desired, ACM_DOMAIN, json_string(copy));
    free(copy);
    return failed ? dxaws_error_out_of_memory() : NULL;
}

static dxaws_error *bad_domain(const struct dx_schema *schema, const char *domain, const char *rule)
{
    return dx_invalid(schema, "acm: \"%s\" is not a domain name that ACM certifies: %s", domain,
                      rule);
}

static const char *label_fault(const char *label, size_t length)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (length == 0) {
        return "no label may be empty";
    }
    if (length > LONGEST_LABEL) {
        return "a label may have 63 characters at most";
    }
    if (strspn(label, allowed) < length) {
        return "only letters, digits and \"-\" are allowed (an international name as \"xn--...\")";
    }
    if (label[0] == '-' || label[length - 1] == '-') {
        return "no label may begin or end with \"-\"";
    }
    return NULL;
}

static dxaws_error *check_domain(const struct dx_schema *schema,
                                 const struct dx_attribute *attribute, const json_t *value)
{
    (void)attribute;
    const char *domain = json_string_value(value);
    size_t length = strlen(domain);
    if (length > LONGEST_COMMON_NAME) {
        /* The name is the certificate's common name, and X.509 bounds that. */
        return dx_invalid(schema,
                          "acm: \"%s\" has %zu characters; a certificate's name may have 64 at "
                          "most: choose a shorter name",
                          domain, length);
    }
    const char *label = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    size_t labels = 0;
    for (;;) {
        size_t size = strcspn(label, ".");
        const char *fault = label_fault(label, size);
        if (fault != NULL) {
            return bad_domain(schema, domain, fault);
        }
        labels++;
        if (label[size] == '\0') {
            if (strspn(label, "0123456789") == size) {
                return bad_domain(schema, domain,
                                  "its last label has digits alone, as an IP "
                                  "address has");
            }
            break;
        }
        label += size + 1;
    }
    return labels < 2 ? bad_domain(schema, domain,
                                   "it needs at least two labels, such as "
                                   "\"example.com\"")
                      : NULL;
}

/* Of which ACM makes certificates itself. */
static const char *const keys[] = {DXAWS_ACM_DEFAULT_KEY_ALGORITHM, "EC_prime256v1", "EC_secp384r1",
                                   NULL};

static dxaws_error *check_arn(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value)
{
    const char *arn = json_string_value(value);
    return strncmp(arn, "arn:", 4) == 0
               ? NULL
               : dx_invalid(schema, "acm: \"%s\" is \"%s\"; it must be a certificate's ARN",
                            attribute->name, arn);
}

/* What Route53 takes; 0 is dxaws-dns's own default. */
static dxaws_error *check_ttl(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value)
{
    json_int_t seconds = json_integer_value(value);
    if (seconds >= 0 && seconds <= INT32_MAX) {
        return NULL;
    }
    return dx_invalid(schema,
                      "acm: \"%s\" is %lld; it must be 0 (the default) to 2147483647 seconds",
                      attribute->name, (long long)seconds);
}

/* One of a region's list. */
static const struct dx_attribute certificate_rows[] = {
    {.name = ACM_ARN, .type = DX_TEXT, .flags = DX_REQUIRED},
    {.name = ACM_DOMAIN, .type = DX_TEXT},
    {.name = ACM_STATUS, .type = DX_TEXT},
    {.name = ACM_KEY, .type = DX_TEXT},
    {.name = ACM_TYPE, .type = DX_TEXT},
    {.name = ACM_NOT_AFTER, .type = DX_INTEGER},
    {.name = ACM_IN_USE, .type = DX_BOOLEAN},
};

/* What CNAME ACM wants to see. */
static const struct dx_attribute record_rows[] = {
    {.name = "name", .type = DX_TEXT},
    {.name = "type", .type = DX_TEXT},
    {.name = "value", .type = DX_TEXT},
};

/* One that was found by its name: what is observed of a certificate. */
static const struct dx_attribute candidate_rows[] = {
    {.name = ACM_ARN, .type = DX_TEXT, .flags = DX_REQUIRED},
    {.name = ACM_STATUS, .type = DX_TEXT},
    {.name = ACM_REASON, .type = DX_TEXT},
    {.name = ACM_KEY, .type = DX_TEXT},
    {.name = ACM_NOT_AFTER, .type = DX_INTEGER},
    {.name = ACM_SOON, .type = DX_BOOLEAN},
    {.name = ACM_RENEWAL, .type = DX_TEXT},
    {.name = ACM_RENEWAL_REASON, .type = DX_TEXT},
    {.name = ACM_RENEWABLE, .type = DX_BOOLEAN},
    {.name = ACM_TYPE, .type = DX_TEXT},
    {.name = ACM_TAGS, .type = DX_MAP},
    {.name = ACM_USERS, .type = DX_TEXTS},
    {.name = ACM_NAMES, .type = DX_TEXTS},
    {.name = ACM_RECORD, .type = DX_OBJECT, DX_MEMBERS(record_rows)},
    {.name = ACM_VALIDATION, .type = DX_TEXT},
};

static const struct dx_attribute heir_rows[] = {
    {.name = ACM_ARN, .type = DX_TEXT, .flags = DX_REQUIRED},
    {.name = ACM_DOMAIN, .type = DX_TEXT, .flags = DX_REQUIRED},
    {.name = ACM_TAGS, .type = DX_MAP},
};

static const struct dx_attribute attributes[] = {
    {.name = ACM_DOMAIN,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = check_domain},
    {.name = ACM_REGION,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = dx_check_region},
    DX_PRESENT_ROW(DXAWS_ACM_DEFAULT_PRESENT, 0),
    DX_TAGS_ROW,
    DX_OWNERSHIP_ROWS,
    /* Planned by the hook: it cannot change, so another key means another certificate. Therefore
     * it has no preset: one that exists keeps its key. */
    {.name = ACM_KEY,
     .type = DX_TEXT,
     .choices = keys,
     .initial = DX_VALUE_TEXT(DXAWS_ACM_DEFAULT_KEY_ALGORITHM)},
    {.name = ACM_KEEP, .type = DX_BOOLEAN, .flags = DX_OPTION},
    {.name = ACM_ZONE, .type = DX_TEXT, .flags = DX_OPTION, .check = dx_check_not_empty},
    /* Wanted, one of several certificates of the name; observed, the one that was read. */
    {.name = ACM_ARN, .type = DX_TEXT, .flags = DX_OPTION, .check = check_arn},
    {.name = ACM_RECORD_TTL, .type = DX_INTEGER, .flags = DX_OPTION, .check = check_ttl},
    {.name = ACM_ELSEWHERE, .type = DX_BOOLEAN, .flags = DX_OPTION},
    {.name = ACM_USED_BY, .type = DX_TEXTS, .flags = DX_OPTION},
    DX_EXISTS_ROW,
    {.name = ACM_STATUS, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_REASON, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_NOT_AFTER, .type = DX_INTEGER, .flags = DX_OUTPUT},
    {.name = ACM_SOON, .type = DX_BOOLEAN, .flags = DX_OUTPUT, .initial = DX_VALUE_BOOLEAN(false)},
    {.name = ACM_RENEWAL, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_RENEWAL_REASON, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_RENEWABLE, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = ACM_TYPE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_USERS, .type = DX_TEXTS, .flags = DX_OUTPUT, .initial = DX_VALUE_EMPTY(DX_TEXTS)},
    {.name = ACM_NAMES, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = ACM_RECORD, .type = DX_OBJECT, .flags = DX_OUTPUT},
    {.name = ACM_VALIDATION, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_PUBLISHED, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    /* Said when it is so, of a record that may be made elsewhere. */
    {.name = ACM_WITHOUT_ZONE, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = ACM_SHARED, .type = DX_TEXTS, .flags = DX_OUTPUT, .initial = DX_VALUE_EMPTY(DX_TEXTS)},
    {.name = ACM_OTHERS, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = ACM_OWNERSHIP, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = ACM_RECORD_OURS, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    /* All of the name, as the provider found them; after the manager chose, those that are not
     * ours. */
    {.name = ACM_CANDIDATES,
     .type = DX_LIST,
     .flags = DX_OUTPUT | DX_HIDDEN,
     DX_MEMBERS(candidate_rows)},
    /* Those that share the record, with what says whose they are. */
    {.name = ACM_HEIRS, .type = DX_LIST, .flags = DX_OUTPUT | DX_HIDDEN, DX_MEMBERS(heir_rows)},
    {.name = ACM_ACCOUNT, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    DX_FOUND_ROW,
    /* What LIST_CERTIFICATES answers; no state of this certificate. */
    {.name = ACM_CERTIFICATES,
     .type = DX_LIST,
     .flags = DX_OUTPUT | DX_HIDDEN,
     DX_MEMBERS(certificate_rows)},
    /* How often in a row a wait did not find the certificate. */
    {.name = ACM_MISSES, .type = DX_INTEGER, .flags = DX_OUTPUT | DX_HIDDEN},
};

#define SLOT(name) offsetof(dxaws_acm_provider_ops, name)

#define ANY "arn:aws:acm:*:{account}:certificate/*"
#define NEW "arn:aws:acm:{" ACM_REGION "}:{account}:certificate/*"
#define CERTIFICATE "{" ACM_ARN "} " NEW
#define ZONE "arn:aws:route53:::hostedzone/{zones.id} arn:aws:route53:::hostedzone/*"

/* Which certificate of a name is ours is told by its tags, so that those of others are read, too;
 * whose the validation record is besides, by the certificates of all regions. */
static const struct dx_permission reads[] = {
    DX_MAY("acm:ListCertificates", "*"),
    DX_MAY("acm:DescribeCertificate acm:ListTagsForCertificate", ANY),
    DX_MAY("route53:ListHostedZonesByName", "*"),
    DX_MAY("route53:ListResourceRecordSets", ZONE),
    {.actions = NULL},
};

/* The record goes before the certificate: a destroy that is stopped in between still knows, when
 * it is run again, which record that is. */
static const struct dx_action_spec actions[] = {
    {.kind = DX_ADOPT,
     .slot = SLOT(put_tags),
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("acm:AddTagsToCertificate", CERTIFICATE, DX_WHEN_SETTING),
                  DX_MAY_WHEN("acm:RemoveTagsFromCertificate", CERTIFICATE, DX_WHEN_REMOVING))},
    {.kind = ACM_DELETE_FAILED,
     .slot = SLOT(delete_certificate),
     .flags = DX_DESTROYS,
     .permissions = DX_ALLOW(DX_MAY("acm:DeleteCertificate", CERTIFICATE))},
    {.kind = ACM_REQUEST,
     .slot = SLOT(request_dns_validated_certificate),
     .flags = DX_CREATES,
     .expected_s = 2,
     .permissions =
         DX_ALLOW(DX_MAY("acm:RequestCertificate", "*"), DX_MAY("acm:AddTagsToCertificate", NEW))},
    {.kind = ACM_PUT_TAGS,
     .slot = SLOT(put_tags),
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("acm:AddTagsToCertificate", CERTIFICATE, DX_WHEN_SETTING),
                  DX_MAY_WHEN("acm:RemoveTagsFromCertificate", CERTIFICATE, DX_WHEN_REMOVING))},
    {.kind = ACM_WAIT_RECORD,
     .slot = SLOT(get_dns_validation_records),
     .flags = DX_WAITS,
     .expected_s = 10,
     .timeout_s = 300,
     .permissions = DX_ALLOW_READS},
    /* Before the record itself, so that whoever stops in between leaves the two in agreement. */
    {.kind = ACM_MARK_RECORD,
     .flags = DX_BY_MANAGER | DX_BESIDE,
     .permissions = DX_ALLOW(DX_MAY("acm:AddTagsToCertificate", CERTIFICATE))},
    {.kind = ACM_PUT_RECORD,
     .flags = DX_BY_MANAGER | DX_BESIDE,
     .permissions = DX_ALLOW(DX_MAY("route53:ChangeResourceRecordSets", ZONE),
                             DX_MAY("route53:GetChange", "arn:aws:route53:::change/*"))},
    {.kind = ACM_WAIT_ISSUED,
     .slot = SLOT(describe_certificate),
     .flags = DX_WAITS,
     .expected_s = 180,
     .timeout_s = 4500,
     .level = DXAWS_WAIT_ACCEPTED,
     .permissions = DX_ALLOW_READS},
    {.kind = ACM_WAIT_UNUSED,
     .slot = SLOT(describe_certificate),
     .flags = DX_WAITS,
     .expected_s = 120,
     .timeout_s = 1800,
     .permissions = DX_ALLOW_READS},
    {.kind = ACM_PASS_RECORD,
     .slot = SLOT(put_tags),
     .flags = DX_ANOTHER,
     .permissions = DX_ALLOW(DX_MAY("acm:AddTagsToCertificate", ANY))},
    {.kind = ACM_DELETE_RECORD,
     .flags = DX_BY_MANAGER,
     .permissions = DX_ALLOW(DX_MAY("route53:ChangeResourceRecordSets", ZONE),
                             DX_MAY("route53:GetChange", "arn:aws:route53:::change/*"))},
    {.kind = ACM_DELETE,
     .slot = SLOT(delete_certificate),
     .flags = DX_DESTROYS,
     .permissions = DX_ALLOW(DX_MAY("acm:DeleteCertificate", CERTIFICATE))},
    {.kind = DX_RELEASE,
     .slot = SLOT(put_tags),
     .permissions =
         DX_ALLOW(DX_MAY_WHEN("acm:AddTagsToCertificate", CERTIFICATE, DX_WHEN_SETTING),
                  DX_MAY_WHEN("acm:RemoveTagsFromCertificate", CERTIFICATE, DX_WHEN_REMOVING))},
    {.kind = ACM_LIST,
     .slot = SLOT(list_certificates),
     .flags = DX_READS,
     .permissions = DX_ALLOW_READS},
    {.kind = DX_FIND, .slot = SLOT(find), .flags = DX_READS, .permissions = DX_ALLOW_READS},
};

/* Words of 0.1. */
static const struct dx_former formers[] = {
    {.name = "only", .use = ACM_ARN},
    {.name = "record_ttl", .use = ACM_RECORD_TTL},
    {.name = "wait", .use = "wait", .option = true},
    {.name = "timeout_s", .use = "timeouts_ms." ACM_WAIT_ISSUED, .option = true},
    {.name = "record_timeout_s", .use = "timeouts_ms." ACM_WAIT_RECORD, .option = true},
};

/* What passes by itself. */
static const struct dx_refusal refusals[] = {
    {.aws_code = "ConflictException",
     .patience_s = 1200,
     .why = "ConflictException, ACM is busy with the certificate"},
    /* Nobody uses it by what ACM says; for who does, the error has another code. */
    {.aws_code = "ResourceInUseException",
     .action = ACM_DELETE,
     .code = "ServiceError",
     .patience_s = 1200,
     .why = "ResourceInUseException, ACM still counts a user that is gone"},
};

static const struct dx_error_code errors[] = {
    {DXAWS_ACM_ERROR_CAA_FORBIDS, "REFUSED"},
    {DXAWS_ACM_ERROR_CERTIFICATE_CHANGED, "STALE"},
    {DXAWS_ACM_ERROR_CERTIFICATE_FAILED, "INVALID_STATE"},
    {DXAWS_ACM_ERROR_CERTIFICATE_IN_USE, "INVALID_STATE"},
    {DXAWS_ACM_ERROR_CERTIFICATE_NOT_FOUND, "NOT_FOUND"},
    {DXAWS_ACM_ERROR_CERTIFICATE_QUOTA, "REFUSED"},
    {DXAWS_ACM_ERROR_CERTIFICATE_VANISHED, "STALE"},
    {DXAWS_ACM_ERROR_INVALID_ACTION, "INVALID_ARGUMENT"},
    {DXAWS_ACM_ERROR_INVALID_RESPONSE, "PROTOCOL"},
    {DXAWS_ACM_ERROR_MISSING_DNS, "INVALID_ARGUMENT"},
    {DXAWS_ACM_ERROR_NO_CERTIFICATE, "INVALID_STATE"},
    {DXAWS_ACM_ERROR_NO_VALIDATION_RECORD, "INVALID_STATE"},
    {DXAWS_ACM_ERROR_TOKENS_USED_UP, "CONFLICT"},
    {DXAWS_ACM_ERROR_VALIDATION_RECORD_CONFLICT, "CONFLICT"},
};

static const struct dx_consent consents[] = {
    {"certificate", ACM_ARN, ACM_CANDIDATES},
};

const struct dx_schema acm_schema = {
    .module = "acm",
    .identity = ACM_DOMAIN,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .refusals = refusals,
    .refusal_count = sizeof refusals / sizeof *refusals,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
    .make_aws = acm_make_aws,
    .make_memory = acm_make_memory,
    .open = acm_open,
    .normalise = normalise,
    .plan = acm_plan_hook,
    .converged = acm_converged,
    .simulate = acm_simulate,
};
