/* SPDX-License-Identifier: MIT */
/* CAA records of the site's name, and whose distribution it leads to now. */
#include "preflight.h"

#include <string.h>

#include "dns.h"

static const char *text_of(const json_t *document, const char *name)
{
    return json_string_value(json_object_get(document, name));
}

static void judge_caa(const char *domain, const char *at, const struct dns_reply *reply,
                      struct findings *findings)
{
    size_t count = 0;
    bool lets = dns_lets_amazon(reply, false, &count);
    if (at == NULL) {
        findings_add(findings, "caa", FINDING_OK, "no CAA record restricts who may issue for %s",
                     domain);
    } else if (reply->status == DNS_SILENT) {
        findings_add(findings, "caa", FINDING_FAILED,
                     "nobody answers for the CAA records of %s: %s, and ACM issues nothing then",
                     at, reply->reason);
        findings_advise(findings, "mend the DNS servers of that name, or run again");
    } else {
        findings_add(findings, "caa", lets ? FINDING_OK : FINDING_FAILED,
                     "the CAA records of %s %s Amazon issue for %s", at,
                     lets ? "let" : "do not let", domain);
        if (!lets) {
            findings_advise(findings, "add there: 0 issue \"amazon.com\", beside what others need");
        }
    }
}

/* From the name upwards the first set counts. */
static dxaws_error *look_at_caa(struct dns *dns, const char *domain, struct findings *findings)
{
    const char *at = domain;
    struct dns_reply reply = {.status = DNS_ANSWERED};
    while (at != NULL) {
        size_t count = 0;
        dxaws_error *error = dns_ask(dns, at, DNS_CAA, &reply);
        if (error != NULL) {
            return error;
        }
        dns_lets_amazon(&reply, false, &count);
        if (count > 0 || reply.status == DNS_SILENT) {
            break;
        }
        at = strchr(at, '.');
        at = at ? at + 1 : NULL;
    }
    judge_caa(domain, at, &reply, findings);
    return NULL;
}

static bool ends_in(const char *text, const char *ending)
{
    size_t size = strlen(text);
    size_t length = strlen(ending);
    return size > length && strcmp(text + size - length, ending) == 0;
}

/* A name that leads to a distribution which is not the site's: CloudFront lets nobody else have it
 * while that one does. */
static dxaws_error *look_at_alias(struct dns *dns, const char *domain, const json_t *current,
                                  struct findings *findings)
{
    struct dns_reply reply;
    const char *last = NULL;
    const char *own = text_of(json_object_get(current, "cloudfront"), "domain_name");
    dxaws_error *error = dns_ask(dns, domain, DNS_A, &reply);
    for (size_t i = 0; error == NULL && i < reply.count; i++) {
        last = reply.records[i].type == DNS_CNAME ? reply.records[i].text : last;
    }
    if (error != NULL || reply.status == DNS_SILENT) {
        return error;
    }
    bool distribution = last != NULL && ends_in(last, ".cloudfront.net");
    if (distribution && own != NULL && strcmp(last, own) == 0) {
        findings_add(findings, "alias", FINDING_OK, "%s leads to the site's distribution", domain);
    } else if (distribution) {
        findings_add(findings, "alias", FINDING_FAILED,
                     "%s leads to %s, a distribution that is not the site's, and holds the name",
                     domain, last);
        findings_advise(findings,
                        "take %s off it first, or have it moved: aws cloudfront "
                        "associate-alias; whose it is, its owner knows",
                        domain);
    } else {
        findings_add(findings, "alias", FINDING_OK, "%s leads to no distribution of others",
                     domain);
    }
    return NULL;
}

dxaws_error *preflight_dns(struct run *run, const json_t *document, const json_t *current,
                           struct findings *findings)
{
    const char *domain = text_of(document, "domain");
    bool own = text_of(json_object_get(document, "certificate"), "arn") != NULL;
    struct dns *dns = NULL;
    dxaws_error *error = dns_open(run->context, run->options->resolver, true, &dns);
    if (error == NULL && !own) { /* none is issued where one is brought along */
        error = look_at_caa(dns, domain, findings);
    }
    error = error ? error : look_at_alias(dns, domain, current, findings);
    dns_close(dns);
    return error;
}
