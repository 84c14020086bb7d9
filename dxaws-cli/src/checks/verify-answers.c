/* SPDX-License-Identifier: MIT */
/* What a site answers, whatever its pages say. */
#include "verify.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_DAYS = 30, URL_SIZE = 400 }; /* ACM renews 60 days before the end */
static const int64_t day_ms = INT64_C(86400000);

static const char missing_page[] = "/.dxaws-verify-no-such-page";

static dxaws_error *get(struct visitor *visitor, const char *scheme, const char *host,
                        const char *path, struct visit *answer)
{
    char url[URL_SIZE];
    snprintf(url, sizeof url, "%s://%s%s", scheme, host, path);
    return visit(visitor, url, "identity", answer);
}

/* Of the first answer. */
static void judge_certificate(const char *host, const struct visit *answer, int64_t now_ms,
                              struct findings *findings)
{
    long long days = (long long)((answer->expires_ms - now_ms) / day_ms);
    if (answer->untrusted) {
        findings_add(findings, "certificate", FINDING_FAILED, "browsers refuse %s: %s", host,
                     answer->error);
        findings_advise(findings, "dxaws plan shows whether the distribution has its certificate; "
                                  "when it has, DNS leads elsewhere");
    } else if (answer->expires_ms == 0) {
        findings_add(findings, "certificate", FINDING_NOTE, "it is trusted; its end is not known");
    } else {
        findings_add(findings, "certificate", days < LEAST_DAYS ? FINDING_FAILED : FINDING_OK,
                     "%s is trusted for another %lld days", host, days);
        if (days < LEAST_DAYS) {
            findings_advise(findings, "ACM should have renewed it by now: keep its validation "
                                      "record in DNS; dxaws apply makes one that is missing");
        }
    }
}

static void judge_home(const char *host, const struct visit *answer, struct findings *findings)
{
    bool good = answer->status == 200;
    findings_add(findings, "home", good ? FINDING_OK : FINDING_FAILED,
                 "https://%s/ answers %ld, %lld bytes", host, answer->status,
                 (long long)answer->size);
    if (!good) {
        findings_advise(findings, answer->status == 403 || answer->status == 404
                                      ? "publish a folder with index.html, or look with dxaws plan "
                                        "whether CloudFront may read the bucket"
                                      : "dxaws show tells what the distribution is like");
    }
}

static void judge_headers(const struct visit *answer, struct findings *findings)
{
    static const char *const wanted[] = {"strict-transport-security", "x-content-type-options",
                                         "x-frame-options", "referrer-policy"};
    char missing[200] = "";
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        size_t used = strlen(missing);
        if (visit_header(answer, wanted[i]) == NULL) {
            snprintf(missing + used, sizeof missing - used, "%s%s", used ? ", " : "", wanted[i]);
        }
    }
    if (missing[0] == '\0') {
        findings_add(findings, "headers", FINDING_OK, "those for security are there");
        return;
    }
    findings_add(findings, "headers", FINDING_FAILED, "missing: %s", missing);
    findings_advise(findings, "dxaws apply sets CloudFront's policy SecurityHeadersPolicy");
}

static void judge_version(const struct visit *answer, struct findings *findings)
{
    findings_add(findings, "http version", answer->http > 1 ? FINDING_OK : FINDING_NOTE, "HTTP/%s",
                 answer->http > 1 ? answer->http == 3 ? "3" : "2" : "1.1 only");
    if (answer->http <= 1) {
        findings_advise(findings, "a proxy may be in between; cdn.http_version is what CloudFront "
                                  "offers");
    }
}

/* The same address with https, or whatever it leads to. */
static dxaws_error *look_at_redirect(struct visitor *visitor, const char *host,
                                     struct findings *findings)
{
    struct visit answer;
    char wanted[URL_SIZE];
    dxaws_error *error = get(visitor, "http", host, "/", &answer);
    if (error != NULL) {
        return error;
    }
    snprintf(wanted, sizeof wanted, "https://%s/", host);
    const char *to = visit_header(&answer, "location");
    bool moved = answer.status == 301 || answer.status == 308 || answer.status == 302 ||
                 answer.status == 307;
    if (moved && to != NULL && strcmp(to, wanted) == 0) {
        findings_add(findings, "http", FINDING_OK, "http://%s/ leads to https", host);
    } else if (!answer.answered) {
        findings_add(findings, "http", FINDING_FAILED, "http://%s/ does not answer: %s", host,
                     answer.error);
        findings_advise(findings, "open port 80 on what stands before it, for who types no https");
    } else {
        findings_add(findings, "http", FINDING_FAILED, "http://%s/ answers %ld%s%.200s", host,
                     answer.status, to ? " to " : "", to ? to : "");
        findings_advise(findings, "dxaws apply has CloudFront redirect to https");
    }
    visit_clear(&answer);
    return NULL;
}

/* 404, but for a site whose one page is all of them. */
static dxaws_error *look_at_missing(struct visitor *visitor, const json_t *document,
                                    struct findings *findings)
{
    const char *host = verify_text(document, "domain");
    const char *fallback = verify_text(document, "fallback");
    bool spa = fallback != NULL && strcmp(fallback, "spa") == 0;
    struct visit answer;
    dxaws_error *error = get(visitor, "https", host, missing_page, &answer);
    if (error != NULL) {
        return error;
    }
    bool page = fallback != NULL && fallback[0] == '/';
    bool good = answer.status == (spa ? 200 : 404);
    findings_add(findings, "missing page", good ? FINDING_OK : FINDING_FAILED, "%s answers %ld%s",
                 missing_page, answer.status, answer.answered ? "" : answer.error);
    if (!good) {
        findings_advise(findings,
                        spa    ? "with fallback: spa it is /index.html, 200; publish that page, "
                                 "and dxaws apply"
                        : page ? "it should be 404 with %s; publish that page, and dxaws apply"
                               : "search engines take such pages for real ones: dxaws apply sets "
                                 "what the manifest says of a missing page",
                        fallback);
    }
    visit_clear(&answer);
    return NULL;
}

dxaws_error *verify_answers(struct visitor *visitor, const json_t *document, int64_t now_ms,
                            struct findings *findings, bool *answers)
{
    const char *host = verify_text(document, "domain");
    struct visit answer;
    dxaws_error *error = get(visitor, "https", host, "/", &answer);
    if (error != NULL) {
        return error;
    }
    *answers = answer.answered;
    if (!answer.answered && !answer.untrusted) {
        findings_add(findings, "https", FINDING_FAILED, "https://%s/ does not answer: %s", host,
                     answer.error);
        findings_advise(findings, "dxaws plan shows what is still to be done; a new name is seen "
                                  "everywhere after some minutes");
    } else {
        judge_certificate(host, &answer, now_ms, findings);
    }
    if (answer.answered) {
        judge_home(host, &answer, findings);
        judge_version(&answer, findings);
        judge_headers(&answer, findings);
    }
    visit_clear(&answer);
    if (*answers) {
        error = look_at_redirect(visitor, host, findings);
        error = error ? error : look_at_missing(visitor, document, findings);
    }
    return error;
}
