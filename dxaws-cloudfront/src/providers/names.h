/* SPDX-License-Identifier: MIT */
/* What our distributions and origin access controls are known by. */
#ifndef DXAWS_CLOUDFRONT_NAMES_H
#define DXAWS_CLOUDFRONT_NAMES_H

#include <stdbool.h>

/* What a distribution is known by; release with free(), NULL without memory. */
char *cloudfront_comment(const char *name);
char *cloudfront_oac_name(const char *name);
/* The n-th caller reference of that name, counted from 1; the first that is free is taken. */
char *cloudfront_reference(const char *name, unsigned number);
/* A caller reference as the NAME of a mark: one word of characters that a tag may have. */
char *cloudfront_mark_name(const char *reference);
/* What the description of an origin access control says of its owner; without one, @a owner is
 * NULL. */
char *cloudfront_oac_mark(const char *owner);
/* The same for one that was taken over. */
char *cloudfront_oac_adopted(const char *owner);
/* What an access control of ours says of itself: that it signs every request, or the bucket refuses
 * it. */
struct cloudfront_signing {
    const char *attribute; /* of what is observed */
    const char *member;    /* of an access control as JSON */
    const char *element;   /* of its XML */
    const char *wanted;
};
enum { CLOUDFRONT_SIGNINGS = 3 };
extern const struct cloudfront_signing cloudfront_signing[CLOUDFRONT_SIGNINGS];
bool cloudfront_is_our_comment(const char *name, const char *comment);
/* The name below the owner's, "OWNER.REST", that a comment of ours has; NULL for any other. */
const char *cloudfront_sibling_name(const char *owner, const char *comment);
bool cloudfront_is_our_reference(const char *name, const char *reference);
enum { CLOUDFRONT_MOST_REFERENCES = 50 };

/* An id as CloudFront makes them, from a text: a letter and 13 characters of A-Z and 0-9, or as
 * lower-case letters and digits. */
enum { CLOUDFRONT_ID_SIZE = 15 };
void cloudfront_make_id(char first, const char *text, char id[CLOUDFRONT_ID_SIZE]);

#endif
