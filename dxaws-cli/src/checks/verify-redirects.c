/* SPDX-License-Identifier: MIT */
/* The hosts that lead to a site: each sends its visitors to the same path and query of the domain.
 */
#include "verify.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_DAYS = 30, URL_SIZE = 400 };
static const int64_t day_ms = INT64_C(86400000);

static const char target[] = "/.dxaws-verify.txt?b=2&a=1&a";

/* ACM renews 60 days before the end. */
static bool ends_soon(const struct visit *answer, int64_t now_ms)
{
    return answer->expires_ms != 0 && (answer->expires_ms - now_ms) / day_ms < LEAST_DAYS;
}

static void judge(const char *host, const char *domain, const struct visit *answer, int64_t now_ms,
                  struct findings *findings)
{
    char wanted[URL_SIZE];
    const char *to = visit_header(answer, "location");
    snprintf(wanted, sizeof wanted, "https://%s%s", domain, target);
    if (!answer->answered) {
        findings_add(findings, "redirect", FINDING_FAILED, "https://%s%s: %s", host,
                     answer->untrusted ? " is refused by browsers" : " does not answer",
                     answer->error);
        findings_advise(findings, "dxaws plan shows what is still to be done; a new name is seen "
                                  "everywhere after some minutes");
    } else if (answer->status != 301 || to == NULL || strcmp(to, wanted) != 0) {
        findings_add(findings, "redirect", FINDING_FAILED, "https://%s answers %ld%s%.200s", host,
                     answer->status, to ? " to " : "", to ? to : "");
        findings_advise(findings,
                        "it should be 301 to the same path and query of https://%s: dxaws apply "
                        "makes it so",
                        domain);
    } else if (ends_soon(answer, now_ms)) {
        findings_add(findings, "redirect", FINDING_FAILED,
                     "the certificate of %s is trusted for another %lld days", host,
                     (long long)((answer->expires_ms - now_ms) / day_ms));
        findings_advise(findings, "ACM should have renewed it by now: keep its validation record "
                                  "in DNS; dxaws apply makes one that is missing");
    } else {
        findings_add(findings, "redirect", FINDING_OK, "https://%s/ leads to https://%s/", host,
                     domain);
    }
}

dxaws_error *verify_redirects(struct visitor *visitor, const json_t *document, int64_t now_ms,
                              struct findings *findings)
{
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(document, "redirects"), index, item) {
        char url[URL_SIZE];
        struct visit answer;
        const char *host = json_string_value(item);
        snprintf(url, sizeof url, "https://%s%s", host, target);
        dxaws_error *error = visit(visitor, url, "identity", &answer);
        if (error != NULL) {
            return error;
        }
        judge(host, verify_text(document, "domain"), &answer, now_ms, findings);
        visit_clear(&answer);
    }
    return NULL;
}
