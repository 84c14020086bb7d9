/* SPDX-License-Identifier: MIT */
/* What the site had and no longer asks for: a replaced certificate, the records of its earlier
 * domain, the bucket that it left. The distribution is the record of it: its aliases, its origin
 * and its certificate say what the site used until now, and while something waits to be removed,
 * a tag of the distribution says so. Without all that, nothing more is read than the site. */
#ifndef DXAWS_WEBSITE_FORMER_H
#define DXAWS_WEBSITE_FORMER_H

#include "site.h"

/* Names of the steps that remove what was; rows of the tables in steps.c. */
#define STEP_FORMER_RECORDS "former-records"
#define STEP_FORMER_CERTIFICATE "former-certificate"
#define STEP_FORMER_BUCKET "former-bucket"
/* On destroy: a certificate that the distribution still uses goes after it. */
#define STEP_USED_CERTIFICATE "used-certificate"

/* On apply: records in another zone go when those in the one that is used stand. */
#define STEP_FORMER_ZONE "former-zone"

/* Tags of the distribution: earlier domains whose certificates are yet to be removed, the origins
 * of buckets that are left, and zones whose records are yet to be removed; each a list of names
 * with a space in between. */
#define FORMER_DOMAIN_TAG "dxaws:former-domain"
#define FORMER_BUCKET_TAG "dxaws:former-bucket"
#define FORMER_ZONE_TAG "dxaws:former-zone"

/* One thing to be removed, as its module is asked to. */
struct former {
    enum module module;
    const char *step;
    dxaws_document *desired;
    dxaws_document *current;
    char *used_by; /* what stays and uses it, or NULL */
    bool by_mark;  /* nothing but its mark led to it: a bucket goes when nothing is in it */
};

/* Takes what is in @a former over, also when it fails for want of memory. */
dxaws_error *former_add(struct dxaws_website_current *site, struct former former);
void former_clear(struct dxaws_website_current *site);
/* What is in one that is in no list. */
void former_release(struct former *former);

/* The tags of the distribution that remember what is yet to be removed: from its update on, and
 * when all of the plan is done. Borrowed objects, or NULL. */
const json_t *former_tags(const struct site *site);

/* Forgets one of them: it is removed. */
void former_drop(struct dxaws_website_current *site, size_t index);

/* Who waits for nothing leaves a certificate that is still in use to the next run, and remembers
 * its domain for that. */
dxaws_error *former_leave_used(struct dxaws_website_current *site);

/* Everything as JSON, and back. NULL without memory. INVALID_ARGUMENT for what is none. */
json_t *former_format(const struct dxaws_website_current *site);
dxaws_error *former_parse(const json_t *document, struct dxaws_website_current *site);

/* Adds a sentence for people to the plan. */
void former_note(struct site *site, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
