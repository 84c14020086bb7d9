/* SPDX-License-Identifier: MIT */
/* What each attribute of a Desired may be. */
#include "attributes.h"

#include <ctype.h>
#include <string.h>

enum { NAME_LIMIT = 100, ALIAS_LIMIT = 100, NAME_OCTETS = 253, LABEL_OCTETS = 63 };
enum { PATH_LIMIT = 255 }; /* CloudFront's own */
#define ALPHANUMERIC "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

CF_CHECK(cloudfront_check_name)
{
    const char *name = json_string_value(value);
    size_t length = strlen(name);
    if (length >= 1 && length <= NAME_LIMIT && strspn(name, ALPHANUMERIC "-_.") == length) {
        return NULL;
    }
    return dx_invalid(schema,
                      "cloudfront: \"%s\" is \"%s\"; it must have 1 to %d characters of A-Z, a-z, "
                      "0-9, \"-\", \"_\" and \".\"",
                      attribute->name, name, NAME_LIMIT);
}

/* Length of the DNS label at @a text; 0 when it is not one. */
static size_t label_length(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    bool good = length >= 1 && length <= LABEL_OCTETS && text[0] != '-' && text[length - 1] != '-';
    return good ? length : 0;
}

/* At least two labels, lower case; the first may be "*" alone. */
static bool is_alias(const char *text)
{
    if (strlen(text) > NAME_OCTETS) {
        return false;
    }
    size_t labels = 0;
    if (strncmp(text, "*.", 2) == 0) {
        text += 2;
        labels++;
    }
    for (;; text++) {
        size_t length = label_length(text);
        if (length == 0) {
            return false;
        }
        labels++;
        text += length;
        if (*text == '\0') {
            return labels >= 2;
        }
        if (*text != '.') {
            return false;
        }
    }
}

/* The host that follows the bucket's name: ".s3.<region>.amazonaws.com" and its like. */
static const char *s3_suffix(const char *domain)
{
    static const char marker[] = ".s3.";
    static const char dualstack[] = "dualstack.";
    /* The last one: a bucket's name may contain it too, and ".s3.dualstack." as well. */
    const char *found = NULL;
    for (const char *at = strstr(domain, marker); at != NULL; at = strstr(at + 1, marker)) {
        found = at;
    }
    if (found == NULL || found == domain) {
        return NULL;
    }
    const char *rest = found + sizeof marker - 1;
    return strncmp(rest, dualstack, sizeof dualstack - 1) == 0 ? rest + sizeof dualstack - 1 : rest;
}

static bool is_host(const char *text)
{
    size_t length = strlen(text);
    return length <= NAME_OCTETS && strspn(text, ALPHANUMERIC "-_.") == length;
}

CF_CHECK(cloudfront_check_origin)
{
    const char *domain = json_string_value(value);
    const char *region = s3_suffix(domain);
    size_t length = region ? label_length(region) : 0;
    const char *rest = length > 0 ? region + length : "";
    if (is_host(domain) &&
        (strcmp(rest, ".amazonaws.com") == 0 || strcmp(rest, ".amazonaws.com.cn") == 0)) {
        return NULL;
    }
    const char *hint = "";
    if (strstr(domain, "://") != NULL) {
        hint = "; leave out the scheme";
    } else if (strstr(domain, ".s3-website") != NULL) {
        hint = "; a website endpoint cannot be behind an origin access control";
    } else if (strstr(domain, ".s3.amazonaws.com") != NULL) {
        hint = "; the global name redirects for the first hours of a bucket";
    }
    return dx_invalid(schema,
                      "cloudfront: \"%s\" is \"%s\", not a bucket's regional domain such as "
                      "\"bucket.s3.eu-west-1.amazonaws.com\"%s",
                      attribute->name, domain, hint);
}

/* What may stand in the path of a URL (RFC 3986, section 3.3). */
static bool is_path(const char *text)
{
    return text[strspn(text, ALPHANUMERIC "-._~!$&'()*+,;=:@%/")] == '\0';
}

CF_CHECK(cloudfront_check_origin_path)
{
    const char *path = json_string_value(value);
    if (*path == '\0' || (*path == '/' && is_path(path) && strlen(path) <= PATH_LIMIT)) {
        return NULL;
    }
    return dx_invalid(schema,
                      "cloudfront: \"%s\" is \"%s\"; it must begin with \"/\", such as \"/site\", "
                      "have at most %d characters, and be written as in a URL (a blank is %%20)",
                      attribute->name, path, PATH_LIMIT);
}

CF_CHECK(cloudfront_check_aliases)
{
    size_t index;
    json_t *item;
    if (json_array_size(value) > ALIAS_LIMIT) {
        return dx_invalid(schema,
                          "cloudfront: \"%s\" has %zu names; CloudFront takes %d a distribution: "
                          "leave %zu out, or say \"*.\" for those below one name",
                          attribute->name, json_array_size(value), ALIAS_LIMIT,
                          json_array_size(value) - ALIAS_LIMIT);
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        if (!is_alias(json_string_value(item))) {
            return dx_at_index(dx_invalid(schema,
                                          "cloudfront: the alias \"%s\" is not a DNS name such as "
                                          "\"www.example.com\" or \"*.example.com\"",
                                          json_string_value(item)),
                               index);
        }
    }
    return NULL;
}

/* arn:aws:acm:us-east-1:123456789012:certificate/... */
CF_CHECK(cloudfront_check_certificate)
{
    const char *arn = json_string_value(value);
    if (*arn == '\0') {
        return NULL;
    }
    const char *fields[6];
    size_t count = 1;
    fields[0] = arn;
    for (const char *p = arn; *p != '\0' && count < 6; p++) {
        if (*p == ':') {
            fields[count++] = p + 1;
        }
    }
    if (count < 6 || strncmp(arn, "arn:", 4) != 0 || strncmp(fields[2], "acm:", 4) != 0 ||
        strncmp(fields[5], "certificate/", 12) != 0 || fields[5][12] == '\0') {
        return dx_invalid(schema,
                          "cloudfront: \"%s\" is \"%s\", not the ARN of an ACM certificate such as "
                          "\"arn:aws:acm:us-east-1:123456789012:certificate/...\"",
                          attribute->name, arn);
    }
    if (strncmp(fields[3], "us-east-1:", 10) != 0) {
        return dx_invalid(schema,
                          "cloudfront: the certificate \"%s\" is in \"%.*s\"; CloudFront takes "
                          "certificates from us-east-1 only",
                          arn, (int)strcspn(fields[3], ":"), fields[3]);
    }
    return NULL;
}

CF_CHECK(cloudfront_check_root_object)
{
    const char *object = json_string_value(value);
    size_t length = strlen(object);
    if (*object != '/' && length <= PATH_LIMIT &&
        strspn(object, ALPHANUMERIC "_-.*$/~\"'&") == length) {
        return NULL;
    }
    return dx_invalid(schema,
                      "cloudfront: \"%s\" is \"%s\"; it must not begin with \"/\", and have at "
                      "most %d characters of A-Z, a-z, 0-9 and _-.*$/~\"'&",
                      attribute->name, object, PATH_LIMIT);
}

static bool is_one_of(json_int_t code, const int *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (codes[i] == code) {
            return true;
        }
    }
    return false;
}

static dxaws_error *check_error_codes(const struct dx_schema *schema, const json_t *item)
{
    static const int errors[] = {400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504};
    enum { ERRORS = sizeof errors / sizeof *errors, OK = 200 };
    json_int_t code = json_integer_value(json_object_get(item, "error_code"));
    json_int_t ttl = json_integer_value(json_object_get(item, "caching_min_ttl_s"));
    const json_t *response = json_object_get(item, "response_code");
    json_int_t answer = json_integer_value(response);
    const char *page = dx_text(item, "page");
    if (!is_one_of(code, errors, ERRORS)) {
        return dx_at(
            dx_invalid(schema,
                       "cloudfront: the error code %lld cannot have a response of its own; "
                       "it must be 400, 403, 404, 405, 414, 416 or 500 to 504",
                       (long long)code),
            "error_code");
    }
    if ((response != NULL) != (page != NULL)) {
        return dx_invalid(schema,
                          "cloudfront: the response to error %lld needs both \"response_code\" and "
                          "\"page\", or neither",
                          (long long)code);
    }
    if (response != NULL && answer != OK && !is_one_of(answer, errors, ERRORS)) {
        return dx_at(
            dx_invalid(schema,
                       "cloudfront: error %lld cannot be answered with %lld; use 200 or one of "
                       "the error codes",
                       (long long)code, (long long)answer),
            "response_code");
    }
    if (page != NULL && (*page != '/' || !is_path(page))) {
        return dx_at(
            dx_invalid(schema,
                       "cloudfront: the page of error %lld is \"%s\"; it must begin with \"/\" "
                       "and be written as in a URL (a blank is %%20)",
                       (long long)code, page),
            "page");
    }
    if (ttl < 0 || ttl > 31536000) {
        return dx_at(
            dx_invalid(schema,
                       "cloudfront: error %lld cannot be cached for %lld seconds; 0 to 31536000 "
                       "can be",
                       (long long)code, (long long)ttl),
            "caching_min_ttl_s");
    }
    return NULL;
}

CF_CHECK(cloudfront_check_errors)
{
    (void)attribute;
    size_t index;
    json_t *item;
    json_int_t before = 0;
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        dxaws_error *error = check_error_codes(schema, item);
        if (error != NULL) {
            return dx_at_index(error, index);
        }
        json_int_t code = json_integer_value(json_object_get(item, "error_code"));
        if (code == before) { /* they are sorted */
            return dx_at_index(dx_invalid(schema,
                                          "cloudfront: error %lld has two responses; leave one out",
                                          (long long)code),
                               index);
        }
        before = code;
    }
    return NULL;
}

/* arn:aws:cloudfront::123456789012:function/name; "" for none. */
CF_CHECK(cloudfront_check_function)
{
    static const char service[] = ":cloudfront::";
    static const char kind[] = ":function/";
    const char *arn = json_string_value(value);
    const char *account = strstr(arn, service);
    const char *name = account ? strstr(account + strlen(service), kind) : NULL;
    bool good = *arn == '\0' ||
                (strncmp(arn, "arn:", 4) == 0 && name != NULL && name[strlen(kind)] != '\0');
    return good ? NULL
                : dx_invalid(schema,
                             "cloudfront: \"%s\" is \"%s\", not the ARN of a function such as "
                             "\"arn:aws:cloudfront::123456789012:function/name\"",
                             attribute->name, arn);
}

static bool is_uuid(const char *id)
{
    static const char pattern[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    size_t i = 0;
    while (pattern[i] != '\0' &&
           (pattern[i] == '-' ? id[i] == '-' : isxdigit((unsigned char)id[i]) != 0)) {
        i++;
    }
    return pattern[i] == '\0' && id[i] == '\0';
}

/* Ids of policies are UUIDs; a name would be refused by CloudFront with much less to say. */
CF_CHECK(cloudfront_check_policy_id)
{
    const char *id = json_string_value(value);
    if ((*id == '\0' && strcmp(attribute->name, CF_HEADERS_POLICY) == 0) || is_uuid(id)) {
        return NULL;
    }
    return dx_invalid(schema,
                      "cloudfront: \"%s\" is \"%s\", not a policy's id such as "
                      "\"" DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID "\"",
                      attribute->name, id);
}

/* arn:aws:wafv2:us-east-1:123456789012:global/webacl/name/id, or the id of a classic one. */
CF_CHECK(cloudfront_check_web_acl)
{
    static const char service[] = ":wafv2:us-east-1:";
    const char *id = json_string_value(value);
    const char *account = strstr(id, service);
    bool arn = strncmp(id, "arn:", 4) == 0;
    bool good = *id == '\0' ||
                (arn && account != NULL && strstr(account, ":global/webacl/") != NULL) ||
                (!arn && is_uuid(id));
    return good ? NULL
                : dx_invalid(schema,
                             "cloudfront: \"%s\" is \"%s\", not a web ACL for CloudFront such as "
                             "\"arn:aws:wafv2:us-east-1:123456789012:global/webacl/name/id\"",
                             attribute->name, id);
}

/* ISO 3166-1 alpha-2, as CloudFront takes them. */
CF_CHECK(cloudfront_check_geo_locations)
{
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        const char *code = json_string_value(item);
        if (strlen(code) != 2 || !isalpha((unsigned char)code[0]) ||
            !isalpha((unsigned char)code[1])) {
            return dx_at_index(dx_invalid(schema,
                                          "cloudfront: \"%s\" is no country in \"%s\"; give two "
                                          "letters of ISO 3166-1 such as \"CA\"",
                                          code, attribute->name),
                               index);
        }
    }
    return NULL;
}
