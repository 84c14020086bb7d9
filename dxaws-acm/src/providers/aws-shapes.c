/* SPDX-License-Identifier: MIT */
/* ACM's JSON, in and out. */
#include "aws-shapes.h"

#include <dxaws/extend/error.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Requests */

json_t *shapes_list(const char *next_token)
{
    /* Without keyTypes ACM leaves out every certificate whose key is not RSA_1024 or RSA_2048. */
    return json_pack("{s{s[sssssss]} si ss*}", "Includes", "keyTypes", "RSA_1024", "RSA_2048",
                     "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1",
                     "MaxItems", 1000, "NextToken", next_token);
}

static json_t *tag_list(const json_t *tags)
{
    json_t *list = json_array();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        json_array_append_new(list, json_pack("{ss sO}", "Key", key, "Value", value));
    }
    return list;
}

json_t *shapes_request(const json_t *payload, const char *token)
{
    json_t *tags = json_object_get(payload, ACM_TAGS);
    json_t *list = json_object_size(tags) > 0 ? tag_list(tags) : NULL;
    return json_pack("{ss ss ss ss so*}", "DomainName", dx_text(payload, ACM_DOMAIN),
                     "ValidationMethod", "DNS", "IdempotencyToken", token, "KeyAlgorithm",
                     dx_text(payload, ACM_KEY), "Tags", list);
}

json_t *shapes_arn(const char *arn)
{
    return json_pack("{ss}", "CertificateArn", arn);
}

json_t *shapes_add_tags(const char *arn, const json_t *tags)
{
    return json_pack("{ss so}", "CertificateArn", arn, "Tags", tag_list(tags));
}

json_t *shapes_remove_tags(const char *arn, const json_t *keys)
{
    json_t *list = json_array();
    size_t index;
    json_t *key;
    json_array_foreach(keys, index, key) {
        json_array_append_new(list, json_pack("{sO}", "Key", key));
    }
    return json_pack("{ss so}", "CertificateArn", arn, "Tags", list);
}

/* Answers */

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
                            JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);
    }
    if (!json_is_object(parsed)) {
        json_decref(parsed);
        return malformed(answer, "it is no JSON object"); /* not near what: that may be a secret */
    }
    *document = parsed;
    return NULL;
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

static void set_name(json_t *object, const char *name, const char *text, bool absolute)
{
    char *copy = lower(text, absolute);
    json_object_set_new(object, name, json_string(copy ? copy : text));
    free(copy);
}

static bool copy_text(const json_t *from, const char *name, json_t *to, const char *attribute)
{
    const char *text = NULL;
    if (!has_text(from, name, false, &text)) {
        return false;
    }
    if (text != NULL) {
        json_object_set_new(to, attribute, json_string(text));
    }
    return true;
}

/* ACM takes RSA_2048 and reports RSA-2048. */
static bool copy_key(const json_t *from, json_t *to)
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
        json_object_set_new(to, ACM_KEY, json_string(key));
    }
    return true;
}

static bool copy_names(const json_t *from, const char *name, json_t *to)
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
    json_object_set_new(to, CERTIFICATE_NAMES, copied);
    json_array_foreach(names, index, item) {
        if (!json_is_string(item)) {
            return false;
        }
        char *text = lower(json_string_value(item), false);
        json_array_append_new(copied, json_string(text));
        free(text);
    }
    return true;
}

static bool copy_end(const json_t *from, json_t *to, int64_t now_ms)
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
    certificate_set_end(to, (int64_t)(seconds * 1000), now_ms);
    return true;
}

/* What a summary and a whole certificate have in common. */
static json_t *parse_common(const json_t *from, const char *names, int64_t now_ms)
{
    const char *arn = NULL;
    const char *domain = NULL;
    if (!has_text(from, "CertificateArn", true, &arn) ||
        !has_text(from, "DomainName", true, &domain)) {
        return NULL;
    }
    json_t *certificate = json_pack("{ss}", ACM_ARN, arn);
    set_name(certificate, ACM_DOMAIN, domain, false);
    if (copy_text(from, "Status", certificate, ACM_STATUS) &&
        copy_text(from, "Type", certificate, CERTIFICATE_TYPE) &&
        copy_text(from, "ManagedBy", certificate, CERTIFICATE_MANAGER) &&
        copy_text(from, "FailureReason", certificate, ACM_REASON) && copy_key(from, certificate) &&
        copy_names(from, names, certificate) && copy_end(from, certificate, now_ms)) {
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
    json_array_foreach(list, index, summary) {
        json_t *certificate =
            error ? NULL : parse_common(summary, "SubjectAlternativeNameSummaries", answer->now_ms);
        if (certificate == NULL) {
            error = error ? error : malformed(answer, "a summary without ARN or domain name");
            break;
        }
        json_object_set_new(certificate, CERTIFICATE_IN_USE,
                            json_boolean(json_is_true(json_object_get(summary, "InUse"))));
        json_array_append_new(certificates, certificate);
    }
    if (error == NULL) {
        *next_token = token ? strdup(token) : NULL;
        error = token && *next_token == NULL ? dxaws_error_out_of_memory() : NULL;
    }
    json_decref(document);
    return error;
}

static bool copy_record(const json_t *option, json_t *certificate)
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
    set_name(copied, "name", name, true);
    set_name(copied, "value", value, true);
    json_object_set_new(certificate, ACM_RECORD, copied);
    return true;
}

/* The option of the certificate's own name. */
static bool copy_validation(const json_t *from, json_t *certificate)
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
            return copy_text(option, "ValidationStatus", certificate, ACM_VALIDATION) &&
                   copy_text(option, "ValidationMethod", certificate, CERTIFICATE_METHOD) &&
                   copy_record(option, certificate);
        }
    }
    return true;
}

static bool copy_users(const json_t *from, json_t *certificate)
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
    return json_is_array(users) && json_object_set(certificate, ACM_USERS, users) == 0;
}

dxaws_error *shapes_parse_certificate(const struct shapes_answer *answer, json_t **certificate)
{
    json_t *document = NULL;
    dxaws_error *error = parse(answer, &document);
    if (error != NULL) {
        return error;
    }
    const json_t *from = json_object_get(document, "Certificate");
    json_t *made = parse_common(from, "SubjectAlternativeNames", answer->now_ms);
    if (made == NULL || dx_text(made, ACM_STATUS) == NULL) {
        error = malformed(answer, "no \"Certificate\" with ARN, domain name and status");
    } else if (!copy_validation(from, made) || !copy_users(from, made)) {
        error = malformed(answer, "\"DomainValidationOptions\" or \"InUseBy\"");
    }
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
        if (strncmp(key, "aws:", 4) != 0) {
            json_object_set_new(made, key, json_string(value ? value : ""));
        }
    }
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
