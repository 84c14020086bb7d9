/* SPDX-License-Identifier: MIT */
/* dxaws preflight: whose account it is, whether it can be planned, and what DNS says. */
#include "preflight.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>

#include "../account.h"
#include "../advice.h"
#include "../error-codes.h"
#include "../exit-status.h"
#include "dns.h"
#include "report.h"

/* Which part of the site an error is about. */
static const char *part_of(const dxaws_error *error)
{
    static const char *const parts[][2] = {
        {"s3", "bucket"},         {"content", "content"}, {"cloudfront", "distribution"},
        {"function", "function"}, {"acm", "certificate"}, {"dns", "zone"}};
    for (; error != NULL; error = dxaws_error_cause(error)) {
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            if (strcmp(dxaws_error_domain(error), parts[i][0]) == 0) {
                return parts[i][1];
            }
        }
    }
    return "plan";
}

/* A refusal is what is looked for; that nobody answers, or may be asked, is not. */
static bool is_finding(const dxaws_error *error)
{
    switch (dxaws_error_get_kind(error)) {
    case DXAWS_ERROR_CONFLICT:
    case DXAWS_ERROR_INVALID_STATE:
    case DXAWS_ERROR_NOT_FOUND:
    case DXAWS_ERROR_PERMISSION:
    case DXAWS_ERROR_REFUSED:
        return true;
    default:
        return false;
    }
}

/* Takes an error that is a finding over; returns any other. */
static dxaws_error *take_refusal(const struct run *run, struct findings *findings,
                                 dxaws_error *error)
{
    const dxaws_error *about = NULL;
    if (error == NULL || !is_finding(error)) {
        return error;
    }
    bool account = strcmp(dxaws_error_code(error), DXAWS_CLI_ERROR_WRONG_ACCOUNT) == 0;
    const struct advice *advice = advice_find(error, run->options, &about);
    char *line = advice ? advice_line(advice, run->options, about) : NULL;
    findings_add(findings, account ? "account" : part_of(error), FINDING_FAILED, "%s",
                 dxaws_error_message(error));
    if (line != NULL) {
        findings_advise(findings, "%s", line);
    }
    free(line);
    dxaws_error_free(error);
    return NULL;
}

/* Reads, and plans: what the modules refuse before they write is known afterwards. */
static dxaws_error *plan(struct run *run, const struct subject *site, struct findings *findings,
                         dxaws_document **current)
{
    DXAWS_AUTO(dxaws_plan) made = NULL;
    dxaws_manager *manager = NULL;
    dxaws_error *error = managers_open(run->managers, site->module, &manager);
    error = error ? error
                  : site->module->read(site->module, manager, run->context, site->desired, current);
    error =
        error ? error : site->module->plan(site->module, site->desired, *current, site->how, &made);
    if (error == NULL) {
        size_t count = dxaws_plan_count(made);
        findings_add(findings, "plan", FINDING_OK,
                     count > 0 ? "nothing in the account is in the way of its %zu actions"
                               : "there is nothing to do",
                     count);
    }
    return take_refusal(run, findings, error);
}

/* The id of the zone that records were found in; NULL when that is not known. */
static const char *zone_id(const json_t *current)
{
    const json_t *zones = json_object_get(json_object_get(current, "dns"), "zones");
    return json_string_value(json_object_get(json_array_get(zones, 0), "id"));
}

/* A host that leads to the site, as if it were one: of a zone that was looked at already nothing
 * more is asked. */
static dxaws_error *ask_about(struct run *run, const char *host, const char *seen,
                              const json_t *current, struct findings *findings)
{
    const char *zone = zone_id(current);
    bool another = zone != NULL && (seen == NULL || strcmp(zone, seen) != 0);
    json_t *document = json_pack("{ss ss*}", "domain", host, "zone", zone);
    dxaws_error *error = document ? NULL : dxaws_error_out_of_memory();
    error = error || !another
                ? error
                : take_refusal(run, findings, preflight_zone(run, document, findings));
    error = error ? error : preflight_dns(run, document, current, findings);
    json_decref(document);
    return error;
}

static dxaws_error *ask_about_redirects(struct run *run, const json_t *document,
                                        const json_t *current, struct findings *findings)
{
    const json_t *observed = json_object_get(current, "redirects");
    dxaws_error *error = NULL;
    size_t index;
    json_t *host;
    json_array_foreach(json_object_get(document, "redirects"), index, host) {
        const char *name = json_string_value(host);
        error = error ? error
                      : ask_about(run, name, zone_id(current), json_object_get(observed, name),
                                  findings);
    }
    return error;
}

/* The names of a simulated account are in no DNS, unless somebody says where. */
static dxaws_error *ask_dns(struct run *run, const json_t *document, const json_t *current,
                            struct findings *findings)
{
    if (!dns_is_built()) {
        findings_add(findings, "dns", FINDING_NOTE,
                     "not looked at: this dxaws was built without c-ares");
        return NULL;
    }
    if (run->options->base != ADAPTER_AWS && run->options->resolver == NULL) {
        findings_add(findings, "dns", FINDING_NOTE, "not looked at: the zones are simulated");
        return NULL;
    }
    bool managed = !json_is_false(json_object_get(json_object_get(document, "dns"), "manage"));
    dxaws_error *error = managed ? preflight_zone(run, document, findings) : NULL;
    if (error != NULL && is_finding(error) && findings->failed > 0) {
        dxaws_error_free(error); /* the plan was refused for it, or before it */
        error = NULL;
    }
    error = take_refusal(run, findings, error);
    error = error ? error : preflight_dns(run, document, current, findings);
    return error ? error : ask_about_redirects(run, document, current, findings);
}

dxaws_error *preflight_run(struct run *run, const struct subject *site, const char *account)
{
    struct findings findings;
    DXAWS_AUTO(dxaws_document) current = NULL;
    findings_begin(&findings);
    dxaws_error *error = take_refusal(run, &findings, account_check(run, account));
    if (error == NULL && findings.failed == 0) { /* of another account nothing is read */
        if (account != NULL) {
            findings_add(&findings, "account", FINDING_OK, "the credentials are of %s", account);
        }
        error = plan(run, site, &findings, &current);
        error = error ? error
                      : ask_dns(run, dxaws_document_tree(site->desired),
                                current ? dxaws_document_tree(current) : NULL, &findings);
    }
    progress_end(run->progress);
    run->progress = NULL;
    error =
        error ? error : checks_report(run, &findings, "dxaws.preflight/1", "ready", EXIT_REFUSED);
    findings_end(&findings);
    return error;
}
