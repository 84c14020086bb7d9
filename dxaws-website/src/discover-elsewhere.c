/* SPDX-License-Identifier: MIT */
/* Records of a site whose domain is in no hosted zone of the account: they cannot be seen, so what
 * they have to be is said until the site is made, and again when it goes. */
#include "discover.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

#include "left.h"
#include "records.h"

static const char *domain_of(const struct site *site)
{
    return dx_text(site->desired, WEBSITE_DOMAIN);
}

/* As far as ACM has named it: to the certificate of the site, or to another one of the name. */
static const json_t *validation_record(const json_t *certificate)
{
    const json_t *other = json_array_get(json_object_get(certificate, "candidates"), 0);
    const json_t *own = json_object_get(certificate, "validation_record");
    return own ? own : json_object_get(other, "validation_record");
}

static bool is_issued(const json_t *certificate)
{
    const char *status = dx_text(certificate, "status");
    return status != NULL && strcmp(status, "ISSUED") == 0;
}

static void note_validation(struct site *site, const json_t *certificate)
{
    const json_t *record = validation_record(certificate);
    if (record == NULL) {
        former_note(site,
                    "a CNAME for the certificate is to be made where the DNS of %s is run, since "
                    "no hosted zone of this account holds it; ACM names it after the request, and "
                    "it is waited for",
                    domain_of(site));
    } else {
        former_note(site,
                    "make %s CNAME %s where the DNS of that name is run: the certificate is "
                    "waited for, and no hosted zone of this account holds it",
                    dx_text(record, "name"), dx_text(record, "value"));
    }
}

/* @param begin how the sentence begins. */
static void note_site(struct site *site, const char *begin)
{
    const char *target = site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME];
    bool cname = strcmp(site_record_elsewhere(site), "CNAME") == 0;
    former_note(site, "%s make %s %s %s where its DNS is run%s", begin, domain_of(site),
                cname ? "CNAME" : "ALIAS (or ANAME)",
                target ? target : "(the distribution's name, known after apply)",
                cname ? ", or an ALIAS where no CNAME can stand"
                      : ": a zone's own name cannot be a CNAME");
}

/* It goes, and the name would lead to whatever has its place. */
static void leave_site(struct site *site)
{
    char identity[400];
    const char *target = site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME];
    if (target == NULL || site_leaves_distribution(site)) {
        return;
    }
    snprintf(identity, sizeof identity, "%s %s %s", domain_of(site), site_record_elsewhere(site),
             target);
    left_add(site, "record", identity, "no hosted zone of this account holds it, if it was made",
             "delete it, or the ALIAS in its place, where the DNS of that name is run");
}

void discover_elsewhere(struct search *search)
{
    struct site *site = search->site;
    const json_t *certificate = site_observed(site, MODULE_ACM);
    bool given = !site_uses(site, MODULE_DNS) && !site_uses(site, MODULE_ACM);
    if (given && site_is_present(site) && site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME] == NULL) {
        note_site(site, "when it is deployed,"); /* nobody looked whether a zone is there */
    }
    if (!site_is_elsewhere(site)) {
        return;
    }
    if (!site_is_present(site)) {
        leave_site(site);
    } else if (!is_issued(certificate)) {
        note_validation(site, certificate);
        note_site(site, "then");
    }
}
