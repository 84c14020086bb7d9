/* SPDX-License-Identifier: MIT */
/* ACM's JSON: the bodies of answers. */
#include "aws-shapes.h"

#include <dxaws/extend/error.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Tags of ours say whose a certificate is: they have values, and one without is no stranger's. */
#define MARKS "dxaws:"

static dxaws_error *malformed(const struct shapes_answer *answer, const char *what)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_PROTOCOL, "acm", DXAWS_ACM_ERROR_INVALID_RESPONSE,
        "acm %s: the answer is not what ACM documents: %s", answer->operation, what);
    dxaws_error_set_operation(error, answer->operation);
    return error;
}

static dxaws_error *parse(const struct shapes_answer *answer, json_t **document)
{
    json_error_t where;
    json_t *parsed = json_loadb(answer->body, answer->size, JSON_REJECT_DUPLICATES, &where);
    if (parsed == NULL && json_error_code(&where) == json_error_numeric_overflow) {
        /* A member that is none of ours, of which no number is that large. */
        parsed = json_loadb(answer->body, answer->size,
                            JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &where);
    }
    if (parsed == NULL && dxaws_tree_out_of_memory(&where, answer->body)) {
        return dxaws_error_out_of_memory();
    }
    if (!json_is_object(parsed)) {
        json_decref(parsed);
        return malformed(answer, "it is no JSON object"); /* not near what: that may be a secret */
    }
    *document = parsed;
    return NULL;
}

/* OUT_OF_MEMORY in the place of an error that came of it, when not all could be kept. */
static dxaws_error *without_memory(bool whole, dxaws_error *error)
{
    if (whole) {
        return error;
    }
    dxaws_error_free(error);
    return dxaws_error_out_of_memory();
}

/* A member that must be a text when it is there; null counts as absent. */
static bool has_text(const json_t *object, const char *name, bool required, const char **text)
{
    const json_t *value = json_object_get(object, name);
    *text = json_string_value(value);
    return value == NULL || json_is_null(value) ? !required : *text != NULL;
}

static char *lower(const char *text, bool absolute)
{
    size_t length = strlen(text);
    char *copy = malloc(length + 2);
    if (copy == NULL) {
        return NULL;
    }
    for (size_t i = 0; i <= length; i++) {
        copy[i] = (char)tolower((unsigned char)text[i]);
    }
    while (length > 0 && copy[length - 1] == '.') {
        copy[--length] = '\0';
    }
    if (absolute) {
        memcpy(copy + length, ".", 2);
    }
    return copy;
}

static void set_name(bool *whole, json_t *object, const char *name, const char *text, bool absolute)
{
    char *copy = lower(text, absolute);
    dx_put(whole, object, name, copy ? json_string(copy) : NULL);
    free(copy);
}

/* False for what is no text; without memory *whole becomes false, as dx_put() says. */
static bool copy_text(bool *whole, const json_t *from, const char *name, json_t *to,
                      const char *attribute)
{
    const char *text = NULL;
    if (!has_text(from, name, false, &text)) {
        return false;
    }
    if (text != NULL) {
        dx_put(whole, to, attribute, json_string(text));
    }
    return true;
}

/* ACM takes RSA_2048 and reports RSA-2048. */
static bool copy_key(bool *whole, const json_t *from, json_t *to)
{
    const char *text = NULL;
    if (!has_text(from, "KeyAlgorithm", false, &text)) {
        return false;
    }
    if (text != NULL) {
        char key[64];
        strncpy(key, text, sizeof key - 1);
        key[sizeof key - 1] = '\0';
        char *hyphen = strchr(key, '-');
        if (hyphen != NULL) {
            *hyphen = '_';
        }
        dx_put(whole, to, ACM_KEY, json_string(key));
    }
    return true;
}

static bool copy_names(bool *whole, const json_t *from, const char *name, json_t *to)
{
    const json_t *names = json_object_get(from, name);
    size_t index;
    json_t *item;
    if (names == NULL || json_is_null(names)) {
        return true;
    }
    if (!json_is_array(names)) {
        return false;
    }
    json_t *copied = json_array();
    dx_put(whole, to, CERTIFICATE_NAMES, copied);
    json_array_foreach(names, index, item) {
        if (!json_is_string(item)) {
            return false;
        }
        char *text = lower(json_string_value(item), false);
        dx_append(whole, json_object_get(to, CERTIFICATE_NAMES), text ? json_string(text) : NULL);
        free(text);
    }
    return true;
}

static bool copy_end(bool *whole, const json_t *from, json_t *to, int64_t now_ms)
{
    const json_t *end = json_object_get(from, "NotAfter");
    if (end == NULL || json_is_null(end)) {
        return true;
    }
    double seconds = json_number_value(end);
    /* Seconds since 1970; no certificate ends after the year 9999. */
    if (!json_is_number(end) || !(seconds >= 0 && seconds < 253402300800.0)) {
        return false;
    }
    certificate_set_end(whole, to, (int64_t)(seconds * 1000), now_ms);
    return true;
}

/* What a summary and a whole certificate have in common. */
static json_t *parse_common(bool *whole, const json_t *from, const char *names, int64_t now_ms)
{
    const char *arn = NULL;
    const char *domain = NULL;
    if (!has_text(from, "CertificateArn", true, &arn) ||
        !has_text(from, "DomainName", true, &domain)) {
        return NULL;
    }
    json_t *certificate = json_pack("{ss}", ACM_ARN, arn); /* NULL: nothing is put into it */
    set_name(whole, certificate, ACM_DOMAIN, domain, false);
    if (copy_text(whole, from, "Status", certificate, ACM_STATUS) &&
        copy_text(whole, from, "Type", certificate, CERTIFICATE_TYPE) &&
        copy_text(whole, from, "ManagedBy", certificate, CERTIFICATE_MANAGER) &&
        copy_text(whole, from, "FailureReason", certificate, ACM_REASON) &&
        copy_key(whole, from, certificate) && copy_names(whole, from, names, certificate) &&
        copy_end(whole, from, certificate, now_ms)) {
        return certificate;
    }
    json_decref(certificate);
    return NULL;
}

dxaws_error *shapes_parse_list(const struct shapes_answer *answer, json_t *certificates,
                               char **next_token)
{
    json_t *document = NULL;
    dxaws_error *error = parse(answer, &document);
    if (error != NULL) {
        return error;
    }
    const json_t *list = json_object_get(document, "CertificateSummaryList");
    const char *token = NULL;
    size_t index;
    json_t *summary;
    if (!json_is_array(list)) {
        error = malformed(answer, "no \"CertificateSummaryList\"");
    } else if (!has_text(document, "NextToken", false, &token)) {
        error = malformed(answer, "\"NextToken\" is no text");
    }
    bool whole = true;
    json_array_foreach(list, index, summary) {
        json_t *certificate =
            error
                ? NULL
                : parse_common(&whole, summary, "SubjectAlternativeNameSummaries", answer->now_ms);
        if (certificate == NULL) {
            error = error ? error : malformed(answer, "a summary without ARN or domain name");
            break;
        }
        json_t *used = json_object_get(summary, "InUse");
        if (json_is_boolean(used)) {
            dx_put(&whole, certificate, CERTIFICATE_IN_USE, json_incref(used));
        }
        dx_append(&whole, certificates, certificate);
    }
    error = without_memory(whole, error);
    if (error == NULL) {
        *next_token = token ? strdup(token) : NULL;
        error = token && *next_token == NULL ? dxaws_error_out_of_memory() : NULL;
    }
    json_decref(document);
    return error;
}

static bool copy_record(bool *whole, const json_t *option, json_t *certificate)
{
    const json_t *record = json_object_get(option, "ResourceRecord");
    const char *name = NULL;
    const char *value = NULL;
    if (record == NULL || json_is_null(record)) {
        return true; /* ACM names it some seconds after the request */
    }
    if (!has_text(record, "Name", true, &name) || !has_text(record, "Value", true, &value)) {
        return false;
    }
    json_t *copied = json_pack("{ss}", "type", "CNAME");
    set_name(whole, copied, "name", name, true);
    set_name(whole, copied, "value", value, true);
    dx_put(whole, certificate, ACM_RECORD, copied);
    return true;
}

/* The option of the certificate's own name. */
static bool copy_validation(bool *whole, const json_t *from, json_t *certificate)
{
    const json_t *options = json_object_get(from, "DomainValidationOptions");
    size_t index;
    json_t *option;
    if (options == NULL || json_is_null(options)) {
        return true; /* an imported certificate has none */
    }
    if (!json_is_array(options)) {
        return false;
    }
    json_array_foreach(options, index, option) {
        const char *domain = NULL;
        if (!has_text(option, "DomainName", true, &domain)) {
            return false;
        }
        if (strcasecmp(domain, dx_text(certificate, ACM_DOMAIN)) == 0) {
            return copy_text(whole, option, "ValidationStatus", certificate, ACM_VALIDATION) &&
                   copy_text(whole, option, "ValidationMethod", certificate, CERTIFICATE_METHOD) &&
                   copy_record(whole, option, certificate);
        }
    }
    return true;
}

static bool copy_users(bool *whole, const json_t *from, json_t *certificate)
{
    json_t *users = json_object_get(from, "InUseBy");
    size_t index;
    json_t *user;
    if (users == NULL || json_is_null(users)) {
        return true;
    }
    json_array_foreach(users, index, user) {
        if (!json_is_string(user)) {
            return false;
        }
    }
    if (!json_is_array(users)) {
        return false;
    }
    dx_put(whole, certificate, ACM_USERS, json_incref(users));
    return true;
}

/* How ACM's own renewal goes; of what is not said nothing is known. */
static bool copy_renewal(bool *whole, const json_t *from, json_t *certificate)
{
    const json_t *summary = json_object_get(from, "RenewalSummary");
    const char *eligible = NULL;
    if (!has_text(from, "RenewalEligibility", false, &eligible)) {
        return false;
    }
    if (eligible != NULL) {
        dx_put(whole, certificate, ACM_RENEWABLE, json_boolean(strcmp(eligible, "ELIGIBLE") == 0));
    }
    return summary == NULL || json_is_null(summary) ||
           (json_is_object(summary) &&
            copy_text(whole, summary, "RenewalStatus", certificate, ACM_RENEWAL) &&
            copy_text(whole, summary, "RenewalStatusReason", certificate, ACM_RENEWAL_REASON));
}

dxaws_error *shapes_parse_certificate(const struct shapes_answer *answer, json_t **certificate)
{
    json_t *document = NULL;
    dxaws_error *error = parse(answer, &document);
    if (error != NULL) {
        return error;
    }
    const json_t *from = json_object_get(document, "Certificate");
    bool whole = true;
    json_t *made = parse_common(&whole, from, "SubjectAlternativeNames", answer->now_ms);
    if (made == NULL || dx_text(made, ACM_STATUS) == NULL) {
        error = malformed(answer, "no \"Certificate\" with ARN, domain name and status");
    } else if (!copy_validation(&whole, from, made) || !copy_users(&whole, from, made) ||
               !copy_renewal(&whole, from, made)) {
        error = malformed(answer, "\"DomainValidationOptions\", \"InUseBy\" or the renewal");
    }
    error = without_memory(whole, error);
    if (error == NULL) {
        *certificate = json_incref(made);
    }
    json_decref(made);
    json_decref(document);
    return error;
}

dxaws_error *shapes_parse_tags(const struct shapes_answer *answer, json_t **tags)
{
    json_t *document = NULL;
    dxaws_error *error = parse(answer, &document);
    if (error != NULL) {
        return error;
    }
    const json_t *list = json_object_get(document, "Tags");
    bool whole = true;
    json_t *made = json_object();
    size_t index;
    json_t *tag;
    if (!json_is_array(list)) {
        error = malformed(answer, "no \"Tags\"");
    }
    json_array_foreach(list, index, tag) {
        const char *key = NULL;
        const char *value = NULL;
        if (!has_text(tag, "Key", true, &key) || !has_text(tag, "Value", false, &value)) {
            error = malformed(answer, "a tag without a key");
            break;
        }
        if (value == NULL && strncmp(key, MARKS, sizeof MARKS - 1) == 0) {
            error = malformed(answer, "a mark, " MARKS "..., without its value");
            break;
        }
        dx_put(&whole, made, key, json_string(value ? value : ""));
    }
    error = without_memory(whole, error);
    if (error == NULL) {
        *tags = json_incref(made);
    }
    json_decref(made);
    json_decref(document);
    return error;
}

dxaws_error *shapes_parse_arn(const struct shapes_answer *answer, char **arn)
{
    json_t *document = NULL;
    const char *text = NULL;
    dxaws_error *error = parse(answer, &document);
    if (error == NULL && !has_text(document, "CertificateArn", true, &text)) {
        error = malformed(answer, "no \"CertificateArn\"");
    }
    if (error == NULL) {
        *arn = strdup(text);
        error = *arn ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(document);
    return error;
}
