/* SPDX-License-Identifier: MIT */
/* dxaws verify: DNS, then what is answered there. */
#include "verify.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "../exit-status.h"
#include "dns.h"
#include "report.h"

/* Where a name leads: its chain of CNAMEs, and how many addresses there are. */
struct way {
    char last[DNS_NAME_SIZE]; /* the end of the chain; "" without one */
    char address[DNS_NAME_SIZE];
    size_t addresses;
};

static void follow(const struct dns_reply *reply, struct way *way)
{
    for (size_t i = 0; i < reply->count; i++) {
        const struct dns_record *record = &reply->records[i];
        if (record->authority) {
            continue;
        }
        if (record->type == DNS_CNAME) {
            memcpy(way->last, record->text, sizeof way->last);
        } else if (record->type == DNS_A || record->type == DNS_AAAA) {
            memcpy(way->address, record->text, sizeof way->address);
            way->addresses++;
        }
    }
}

static void judge_way(const struct run *run, const char *domain, const struct dns_reply *reply,
                      const struct way *way, struct findings *findings)
{
    bool moved = run->options->edge != NULL; /* it is looked at before DNS leads there */
    enum finding wrong = moved ? FINDING_NOTE : FINDING_FAILED;
    if (way->addresses > 0) {
        findings_add(findings, "dns", FINDING_OK, "%s leads to %s%s%s%s", domain, way->last,
                     way->last[0] ? ", " : "", way->address,
                     way->addresses > 1 ? " and others" : "");
    } else if (reply->status == DNS_SILENT) {
        findings_add(findings, "dns", wrong, "nobody says where %s leads: %s", domain,
                     reply->reason);
        findings_advise(findings, "look with dxaws preflight whether the zone is delegated, or ask "
                                  "another server, --resolver 9.9.9.9");
    } else {
        findings_add(findings, "dns", wrong, "%s has no address: %s", domain,
                     reply->status == DNS_NO_NAME ? "there is no such name"
                                                  : "the name has no A and no AAAA record");
        findings_advise(findings, "dxaws apply makes the records, and names those to make where "
                                  "DNS is elsewhere");
    }
}

static dxaws_error *look_at_dns(const struct run *run, const char *domain,
                                struct findings *findings)
{
    static const enum dns_type types[] = {DNS_AAAA, DNS_A};
    struct dns *dns = NULL;
    struct dns_reply reply = {.status = DNS_SILENT};
    struct way way = {.addresses = 0};
    if (!dns_is_built()) {
        findings_add(findings, "dns", FINDING_NOTE,
                     "not looked at: this dxaws was built without c-ares");
        return NULL;
    }
    dxaws_error *error = dns_open(run->context, run->options->resolver, true, &dns);
    for (size_t i = 0; i < 2 && error == NULL; i++) {
        error = dns_ask(dns, domain, types[i], &reply);
        if (error == NULL) {
            follow(&reply, &way);
        }
    }
    if (error == NULL) {
        judge_way(run, domain, &reply, &way, findings);
    }
    dns_close(dns);
    return error;
}

dxaws_error *verify_run(struct run *run, const json_t *document)
{
    struct findings findings;
    struct visitor *visitor = NULL;
    bool answers = false;
    findings_begin(&findings);
    dxaws_error *error = look_at_dns(run, verify_text(document, "domain"), &findings);
    error = error ? error : visitor_open(run->context, run->options->edge, &visitor);
    if (error == NULL) {
        error = verify_answers(visitor, document, dxaws_context_now_ms(run->context), &findings,
                               &answers);
    }
    if (error == NULL && answers) {
        error = verify_pages(run, visitor, document, &findings);
    }
    if (error == NULL) {
        error = verify_redirects(visitor, document, dxaws_context_now_ms(run->context), &findings);
    }
    error = error ? error : verify_bucket(run, document, &findings);
    error = error ? error : checks_report(run, &findings, "dxaws.verify/1", "healthy", EXIT_ERROR);
    visitor_close(visitor);
    findings_end(&findings);
    return error;
}
