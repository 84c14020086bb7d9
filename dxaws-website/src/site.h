/* SPDX-License-Identifier: MIT */
/* A site at work: what is wanted, what each module observed, and the values that flow from one
 * module to the next. */
#ifndef DXAWS_WEBSITE_SITE_H
#define DXAWS_WEBSITE_SITE_H

#include <dxaws/kit/ownership.h>

#include "modules.h"
#include "schema.h"

/* What was observed, module by module; NULL for a module that the site does not use. */
struct dxaws_website_current {
    dxaws_document *documents[MODULE_COUNT];
    /* What the site had and no longer asks for, see former.h. */
    struct former *formers;
    size_t former_count;
    json_t *marks;             /* tags of the distribution that remember it */
    json_t *marks_left;        /* those that stay when the plan is done */
    json_t *notes;             /* sentences for people */
    json_t *left;              /* things that are left as they are; NULL: none */
    json_t *redirects;         /* of the hosts that lead to it, by host; NULL: none */
    json_t *missing;           /* why a module could not be read, by its name */
    json_t *served_by;         /* the ARN of the distribution that served it before, in a list */
    json_t *used_by;           /* the ARN of the distribution that is to be removed, in a list */
    dxaws_document *leaving;   /* records at names that the distribution would lose, or NULL */
    dxaws_document *given;     /* the caller's own certificate, or NULL */
    dxaws_document *unmanaged; /* the records of a site that leaves them to others, or NULL */
};

/* More than there are rows in either table of steps. */
enum { STEP_LIMIT = 24 };

/* How far a plan was performed, by the place of each step in its table. What was not begun is
 * planned anew from what is known by then. */
struct progress {
    bool done[STEP_LIMIT];
    dxaws_plan *under_way[STEP_LIMIT]; /* the rest of the module's plan, or NULL */
};

/* Values that one module decides and another one needs. NULL until then. */
enum output {
    OUTPUT_FUNCTION_ARN,
    OUTPUT_CERTIFICATE_ARN,
    OUTPUT_DISTRIBUTION_ARN,
    OUTPUT_DISTRIBUTION_ID,
    OUTPUT_DISTRIBUTION_DOMAIN_NAME,
    OUTPUT_DISTRIBUTION_STATUS,
    OUTPUT_COUNT,
};

/* A host that the account has redirected to the site, and that the document names no more. */
enum { SITE_NOT_NAMED = -1 };

struct site {
    json_t *desired;    /* normalised and checked */
    const json_t *said; /* what it was made from; borrowed */
    struct dxaws_website_current current;
    char *outputs[OUTPUT_COUNT];
    bool names_bucket;                  /* the document said which bucket, so it is no other */
    bool takes_over;                    /* its content is what another run had begun to publish */
    bool settling;                      /* all is done but to forget what was removed */
    const dxaws_apply_options *options; /* how it is planned; borrowed, NULL for the defaults */
    struct progress progress;
    bool out_of_memory; /* something that was found could not be kept */
    /* What leads to it, each a site inside it: a certificate, a distribution and records of a host,
     * without anything to serve. */
    struct site *redirects;
    size_t redirect_count;
    const struct site *of; /* the site that this one is inside; NULL: it is none of those */
    int index;             /* where its host is named; SITE_NOT_NAMED */
};

/* Takes a reference to @a desired, a normalised document. False without memory. */
bool site_init(struct site *site, json_t *desired);
void site_clear(struct site *site);

const char *site_name(const struct site *site);
/* The host that it answers to: its domain, or that which leads to it. */
const char *site_host(const struct site *site);
bool site_is_present(const struct site *site);
/* A member of a section of the Desired. */
const json_t *site_option(const struct site *site, const char *section, const char *name);
/* Only what the site serves is published; the site itself is left as it is. */
bool site_only_publishes(const struct site *site);
/* False for a module that has nothing to do with this site: ACM when the certificate is the
 * caller's own, DNS when the records are made elsewhere, content when nobody says what it is, the
 * function where addresses are nothing to it. */
bool site_uses(const struct site *site, enum module module);

/* No hosted zone of the account holds the domain, and its records are made elsewhere, as far as
 * its certificate says. */
bool site_is_elsewhere(const struct site *site);

/* What was observed of a module, borrowed; NULL when it is unused. */
const json_t *site_observed(const struct site *site, enum module module);
/* Takes over what a module decides for others. One whose @a plan is still to be applied may decide
 * anew: its outputs are not known yet. */
dxaws_error *site_learn(struct site *site, enum module module, const dxaws_plan *plan);
/* The same for all modules, as if nothing were left to be applied. */
dxaws_error *site_learn_all(struct site *site);
/* Replaces what was observed of a module by a reference that is taken over. */
void site_observe(struct site *site, enum module module, dxaws_document *current);

/* The distribution has names, and the site's domain is none of them: the domain was changed. */
bool site_has_moved(const struct site *site);
/* By its marks, which a copy of them does not fit. */
enum dx_ownership site_distribution_ownership(const struct site *site);
/* The site ends, and its distribution, which was adopted or is somebody else's by now, stays and
 * uses what it used. */
bool site_leaves_distribution(const struct site *site);

/* Whose a bucket is that was observed; DX_NOBODYS also when there is none. */
enum dx_ownership site_bucket_ownership(const struct site *site, const json_t *bucket);
/* Whether it stays when the site goes, and has to be as if the site had never been. */
bool site_gives_back(const struct site *site, const json_t *bucket);
/* Whether all that the site uses was observed. */
bool site_is_read(const struct site *site);
/* Whether the zone that the document names holds the name, as far as its name is known. */
bool site_zone_holds(const struct site *site, const char *name);
/* The bucket is this one, since the document does not name any. */
dxaws_error *site_set_bucket(struct site *site, const char *name);

#endif
