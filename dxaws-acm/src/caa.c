/* SPDX-License-Identifier: MIT */
/* CAA records (RFC 8659): the first set from the name upward is the one that counts, and each
 * authority that may issue is named in it. ACM looks at it when it issues: by then the certificate
 * has been requested, and fails for good. */
#include "caa.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CRITICAL = 128, ALLOWED_SIZE = 160 };

/* Each lets ACM issue. AWS: "Configure a CAA record" of the ACM User Guide. */
static const char *const amazons[] = {"amazon.com", "amazontrust.com", "awstrust.com",
                                      "amazonaws.com"};
/* Those that say something else than who may issue for names of the web. */
static const char *const others[] = {"iodef",    "contactemail", "contactphone", "issuemail",
                                     "issuevmc", "issue",        "issuewild"};

/* One property: "128 issue \"amazon.com; validationmethods=dns-01\"". */
struct property {
    unsigned flags;
    char tag[32];
    char issuer[256]; /* what stands before a ";"; "" for nobody */
};

static bool parse(const char *value, struct property *property)
{
    int at = 0;
    *property = (struct property){.flags = 0};
    if (sscanf(value, "%u %31[A-Za-z0-9] %n", &property->flags, property->tag, &at) != 2) {
        return false;
    }
    const char *issuer = value + at + (value[at] == '"');
    issuer += strspn(issuer, " \t");
    snprintf(property->issuer, sizeof property->issuer, "%.*s", (int)strcspn(issuer, " \t;\""),
             issuer);
    return true;
}

static bool is_among(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(texts[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_unknown(const struct property *property)
{
    return (property->flags & CRITICAL) != 0 &&
           !is_among(others, sizeof others / sizeof *others, property->tag);
}

/* What the properties of a tag say together. */
struct verdict {
    size_t count;
    bool allows;
    char allowed[ALLOWED_SIZE]; /* for people: who may issue */
};

static void judge(const dxaws_dns_record *record, const char *tag, struct verdict *verdict)
{
    const char *value;
    *verdict = (struct verdict){.count = 0};
    for (size_t i = 0; (value = dxaws_dns_record_value_at(record, i)) != NULL; i++) {
        struct property property;
        if (!parse(value, &property) || strcasecmp(property.tag, tag) != 0) {
            continue;
        }
        size_t length = strlen(verdict->allowed);
        snprintf(verdict->allowed + length, sizeof verdict->allowed - length, "%s%.60s",
                 length > 0 ? ", " : "", property.issuer[0] ? property.issuer : "nobody");
        verdict->allows =
            verdict->allows || is_among(amazons, sizeof amazons / sizeof *amazons, property.issuer);
        verdict->count++;
    }
}

static dxaws_error *forbidden(const json_t *desired, const dxaws_dns_record *record,
                              const char *tag, const char *why)
{
    const char *name = dxaws_dns_record_name(record);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_REFUSED, "acm", DXAWS_ACM_ERROR_CAA_FORBIDS,
        "acm %s: add 0 %s \"amazon.com\" to %s CAA, which %s: ACM would not issue the certificate",
        dx_text(desired, ACM_DOMAIN), tag, name, why);
    dxaws_error_set_resource(error, name);
    return error;
}

/* The set that counts: of a wildcard what is said of wildcards, if anything is. */
static dxaws_error *check_record(const json_t *desired, const dxaws_dns_record *record)
{
    bool wildcard = strncmp(dx_text(desired, ACM_DOMAIN), "*.", 2) == 0;
    const char *tag = wildcard ? "issuewild" : "issue";
    struct verdict verdict;
    char why[ALLOWED_SIZE + 60];
    const char *value;
    judge(record, tag, &verdict);
    if (wildcard && verdict.count == 0) {
        tag = "issue";
        judge(record, tag, &verdict);
    }
    if (verdict.count > 0 && !verdict.allows) {
        snprintf(why, sizeof why, "lets %s issue and no other", verdict.allowed);
        return forbidden(desired, record, tag, why);
    }
    for (size_t i = 0; (value = dxaws_dns_record_value_at(record, i)) != NULL; i++) {
        struct property property;
        if (parse(value, &property) && is_unknown(&property)) {
            return dxaws_error_new(
                DXAWS_ERROR_REFUSED, "acm", DXAWS_ACM_ERROR_CAA_FORBIDS,
                "acm %s: remove %s CAA %.60s, or its flag 128: nobody may issue who does not know "
                "it",
                dx_text(desired, ACM_DOMAIN), dxaws_dns_record_name(record), value);
        }
    }
    return NULL;
}

/* The names from the domain upward, as they are asked for; the top level is in no zone. */
static dxaws_dns_desired *question(const char *name, const char *zone)
{
    dxaws_dns_desired *asked = dxaws_dns_desired_new();
    dxaws_dns_desired_set_present(asked, false);
    dxaws_dns_desired_set_zone(asked, zone);
    for (; name != NULL && strchr(name, '.') != NULL && strchr(name, '.')[1] != '\0';
         name = strchr(name, '.') + 1) {
        DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
        dxaws_dns_record_set_name(record, name);
        dxaws_dns_record_set_type(record, "CAA");
        dxaws_dns_record_add_value(record, "0 issue \"amazon.com\"");
        dxaws_dns_desired_add_record(asked, record);
    }
    return asked;
}

dxaws_error *acm_check_caa(dxaws_dns_manager *dns, dxaws_context *context, const json_t *desired)
{
    const char *domain = dx_text(desired, ACM_DOMAIN);
    const char *name = strncmp(domain, "*.", 2) == 0 ? domain + 2 : domain;
    DXAWS_AUTO(dxaws_dns_desired) asked = question(name, dx_text(desired, ACM_ZONE));
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    const dxaws_dns_record *nearest = NULL;
    dxaws_error *error = asked ? dxaws_dns_manager_get_current(dns, context, asked, &current)
                               : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *record = dxaws_dns_current_record_at(current, i);
        bool nearer = nearest == NULL || strlen(dxaws_dns_record_name(record)) >
                                             strlen(dxaws_dns_record_name(nearest));
        if (strcmp(dxaws_dns_record_type(record), "CAA") == 0 && nearer) {
            nearest = record;
        }
    }
    return error || nearest == NULL ? error : check_record(desired, nearest);
}
