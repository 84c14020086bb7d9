/* SPDX-License-Identifier: MIT */
/* What our distributions and origin access controls are known by. */
#include "names.h"

#include <dxaws/extend/names.h>

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "members.h"

#define PREFIX "dxaws-cloudfront:"

enum { OAC_NAME_LIMIT = 64 }; /* CloudFront's own */
/* "adopted " before it, and what comes before that; a description has 256. */
enum { OWNER_LIMIT = 200 };

/* In the order of the service's model. */
const struct cloudfront_signing cloudfront_signing[CLOUDFRONT_SIGNINGS] = {
    {CF_OAC_PROTOCOL, "signing_protocol", "SigningProtocol", "sigv4"},
    {CF_OAC_BEHAVIOR, "signing_behavior", "SigningBehavior", "always"},
    {CF_OAC_ORIGIN_TYPE, "origin_type", "OriginAccessControlOriginType", "s3"},
};

char *cloudfront_comment(const char *name)
{
    char *text = NULL;
    return asprintf(&text, PREFIX "%s", name) < 0 ? NULL : text;
}

char *cloudfront_oac_name(const char *name)
{
    char *text = NULL;
    if (asprintf(&text, "dxaws-%s", name) < 0) {
        return NULL;
    }
    char *bounded = dxaws_truncate_with_hash(text, OAC_NAME_LIMIT);
    free(text);
    return bounded;
}

/* "/" can stand in no name, so that "a/2" is never the first reference of another name; and it can
 * stand in a tag. */
char *cloudfront_reference(const char *name, unsigned number)
{
    if (number <= 1) {
        return cloudfront_comment(name);
    }
    char *text = NULL;
    return asprintf(&text, PREFIX "%s/%u", name, number) < 0 ? NULL : text;
}

char *cloudfront_mark_name(const char *reference)
{
    char name[DXAWS_MARK_NAME_SIZE];
    return dxaws_mark_name(reference ? reference : "", name) ? strdup(name) : NULL;
}

static char *oac_mark(const char *owner, const char *how)
{
    char *text = NULL;
    char *word = owner ? dxaws_truncate_with_hash(owner, OWNER_LIMIT) : NULL;
    if (owner != NULL && word == NULL) {
        return NULL;
    }
    int length =
        asprintf(&text, "%s%s%s", how, word ? CF_SITE_TAG "=" : CF_MANAGED_TAG, word ? word : "");
    free(word);
    return length < 0 ? NULL : text;
}

char *cloudfront_oac_mark(const char *owner)
{
    return oac_mark(owner, "");
}

char *cloudfront_oac_adopted(const char *owner)
{
    return oac_mark(owner, "adopted ");
}

/* What follows our prefix and name in @a text; NULL when it does not begin with them. */
static const char *after_name(const char *name, const char *text)
{
    size_t prefix = strlen(PREFIX);
    size_t length = strlen(name);
    if (text == NULL || strncmp(text, PREFIX, prefix) != 0 ||
        strncmp(text + prefix, name, length) != 0) {
        return NULL;
    }
    return text + prefix + length;
}

bool cloudfront_is_our_comment(const char *name, const char *comment)
{
    const char *rest = after_name(name, comment);
    return rest != NULL && *rest == '\0';
}

const char *cloudfront_sibling_name(const char *owner, const char *comment)
{
    const char *rest = owner ? after_name(owner, comment) : NULL;
    return rest != NULL && rest[0] == '.' && rest[1] != '\0' ? comment + strlen(PREFIX) : NULL;
}

bool cloudfront_is_our_reference(const char *name, const char *reference)
{
    const char *rest = after_name(name, reference);
    if (rest == NULL || *rest == '\0') {
        return rest != NULL;
    }
    size_t digits = strspn(rest + 1, "0123456789");
    return *rest == '/' && digits > 0 && rest[1 + digits] == '\0';
}

void cloudfront_make_id(char first, const char *text, char id[CLOUDFRONT_ID_SIZE])
{
    const char *digits = isupper((unsigned char)first) ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                       : "0123456789abcdefghijklmnopqrstuvwxyz";
    /* FNV-1a: it only has to spread; nothing depends on it being hard to invert. */
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    id[0] = first;
    for (size_t i = 1; i < CLOUDFRONT_ID_SIZE - 1; i++) {
        id[i] = digits[hash % 36];
        hash /= 36;
    }
    id[CLOUDFRONT_ID_SIZE - 1] = '\0';
}
