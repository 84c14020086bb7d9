/* SPDX-License-Identifier: MIT */
/* What the values of the manifest must be. The modules check theirs again, with their own rules:
 * these come first because they know line and column. */
#include "manifest-checks.h"

#include <ctype.h>
#include <string.h>

#include "error-codes.h"

/* ACM takes no longer name as a certificate's first one. */
enum {
    ACCOUNT_SIZE = 12,
    DOMAIN_MAX = 64,
    LABEL_MAX = 63,
    SITE_MAX = 40,
    TAGS_MAX = 48,
    PATH_MAX_SIZE = 255
};

static const char name_characters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

#define REFUSE(node, ...) yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST, __VA_ARGS__)

dxaws_error *check_account(const struct yaml_node *node)
{
    const char *account = node->text;
    size_t size = strlen(account);
    return size == ACCOUNT_SIZE && strspn(account, "0123456789") == size
               ? NULL
               : REFUSE(node,
                        "account \"%.60s\" must be its number, %d digits such as "
                        "\"123456789012\"",
                        account, ACCOUNT_SIZE);
}

dxaws_error *check_zone(const struct yaml_node *node)
{
    return node->text[0] ? NULL
                         : REFUSE(node, "zone \"\" must be a hosted zone's id or name, such as "
                                        "example.com; or leave the key out");
}

dxaws_error *check_site(const struct yaml_node *node)
{
    const char *site = node->text;
    size_t size = strlen(site);
    if (size == 0 || size > SITE_MAX || site[strspn(site, name_characters)] != '\0' ||
        !islower((unsigned char)site[0]) || site[size - 1] == '-') {
        return REFUSE(node,
                      "site \"%.60s\" must be 1 to %d characters of a-z, 0-9 and \"-\", beginning "
                      "with a letter and not ending with \"-\", such as \"example\"",
                      site, SITE_MAX);
    }
    return NULL;
}

/* One label of a host name. */
static dxaws_error *check_label(const struct yaml_node *node, const char *label, size_t size)
{
    int shown = size < 70 ? (int)size : 70;
    if (size == 0) {
        return REFUSE(node, "domain \"%.80s\" has an empty label; write it like www.example.com",
                      node->text);
    }
    if (size > LABEL_MAX) {
        return REFUSE(node, "domain: the label \"%.*s\" has %zu characters; %d is the most", shown,
                      label, size, LABEL_MAX);
    }
    for (size_t i = 0; i < size; i++) {
        unsigned char letter = (unsigned char)label[i];
        if (letter == '/' || letter == ':') {
            return REFUSE(node, "domain \"%.80s\" must be a name alone: %.*s", node->text,
                          (int)strcspn(node->text, "/:"), node->text);
        }
        if (!isalnum(letter) && letter != '-') {
            return REFUSE(node,
                          "domain \"%.80s\" must consist of a-z, 0-9, \"-\" and \".\", such as "
                          "www.example.com%s",
                          node->text, letter >= 0x80 ? "; write others in their xn-- form" : "");
        }
    }
    if (label[0] == '-' || label[size - 1] == '-') {
        return REFUSE(node, "domain: the label \"%.*s\" must not begin or end with \"-\"", shown,
                      label);
    }
    return NULL;
}

dxaws_error *check_domain(const struct yaml_node *node)
{
    const char *domain = node->text;
    size_t size = strlen(domain);
    size_t labels = 0;
    const char *scheme = strstr(domain, "://");
    if (scheme != NULL) {
        const char *host = scheme + strlen("://");
        return REFUSE(node, "domain \"%.80s\" must be a name alone, without \"%.*s\": %.*s", domain,
                      (int)(host - domain), domain, (int)strcspn(host, "/:?#"), host);
    }
    if (size > 0 && domain[size - 1] == '.') {
        return REFUSE(node, "domain \"%.80s\" must not end with \".\"", domain);
    }
    for (const char *label = domain;;) {
        size_t length = strcspn(label, ".");
        dxaws_error *error = check_label(node, label, length);
        if (error != NULL) {
            return error;
        }
        labels++;
        if (label[length] == '\0') {
            break;
        }
        label += length + 1;
    }
    if (labels < 2) {
        return REFUSE(node, "domain \"%.80s\" must be a full name such as www.example.com", domain);
    }
    if (size > DOMAIN_MAX) {
        return REFUSE(node,
                      "domain \"%.80s\" has %zu characters; a certificate's name has at most %d",
                      domain, size, DOMAIN_MAX);
    }
    return NULL;
}

dxaws_error *check_region(const struct yaml_node *node)
{
    const char *region = node->text;
    size_t size = strlen(region);
    size_t good = strspn(region, name_characters);
    if (size < 6 || size > 32 || good != size || strchr(region, '-') == NULL ||
        !isdigit((unsigned char)region[size - 1])) {
        return REFUSE(node, "region \"%.60s\" must be an AWS region such as eu-west-1", region);
    }
    return NULL;
}

dxaws_error *check_fallback(const struct yaml_node *node)
{
    const char *fallback = node->text;
    if (strcmp(fallback, "none") == 0 || strcmp(fallback, "spa") == 0) {
        return NULL;
    }
    if (fallback[0] != '/' || fallback[1] == '\0' || strlen(fallback) > PATH_MAX_SIZE ||
        fallback[strcspn(fallback, " ?#\t\n")] != '\0') {
        return REFUSE(node, "fallback \"%.60s\" must be none, spa or a path such as /404.html",
                      fallback);
    }
    return NULL;
}

dxaws_error *check_certificate_arn(const struct yaml_node *node)
{
    static const char form[] = ":certificate/";
    const char *arn = node->text;
    const char *region = strncmp(arn, "arn:aws", 7) == 0 ? strstr(arn, ":acm:") : NULL;
    const char *id = region ? strstr(region, form) : NULL;
    const char *account = id ? id - ACCOUNT_SIZE : NULL;
    if (id == NULL || id[sizeof form - 1] == '\0' || account <= region || account[-1] != ':' ||
        strspn(account, "0123456789") != ACCOUNT_SIZE) {
        return REFUSE(node,
                      "certificate.arn \"%.100s\" must be like "
                      "arn:aws:acm:us-east-1:123456789012:certificate/...",
                      arn);
    }
    if (strncmp(region, ":acm:us-east-1:", 15) != 0) {
        return REFUSE(node,
                      "certificate.arn \"%.100s\" must be in us-east-1: CloudFront takes no other",
                      arn);
    }
    return NULL;
}

dxaws_error *check_tags(const struct yaml_node *node)
{
    size_t count = 0;
    for (const struct yaml_node *tag = node->first; tag != NULL; tag = tag->next) {
        if (strncmp(tag->key, "dxaws:", 6) == 0) {
            return yaml_error(
                tag, YAML_AT_KEY, DXAWS_CLI_ERROR_MANIFEST,
                "tags: \"%.60s\": keys that begin with \"dxaws:\" are set by dxaws; leave it out",
                tag->key);
        }
        const char *fault = dxaws_tag_key_fault(tag->key);
        if (fault != NULL) {
            return yaml_error(tag, YAML_AT_KEY, DXAWS_CLI_ERROR_MANIFEST,
                              "tags: the key \"%.60s\" %s", tag->key, fault);
        }
        fault = dxaws_tag_value_fault(tag->text);
        if (fault != NULL) {
            return yaml_error(tag, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST,
                              "tags: the value of \"%.60s\" %s", tag->key, fault);
        }
        if (++count > TAGS_MAX) {
            return yaml_error(tag, YAML_AT_KEY, DXAWS_CLI_ERROR_MANIFEST,
                              "tags: at most %d, since dxaws adds two and AWS takes 50", TAGS_MAX);
        }
    }
    return NULL;
}
