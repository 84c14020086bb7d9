/* SPDX-License-Identifier: MIT */
/* Telling that ACM does not renew a certificate: it serves until it ends, and nothing else says so.
 * Pure. */
#include "belonging.h"

#include <stdio.h>
#include <string.h>

enum { WHY = 900 };

static bool is_text(const json_t *object, const char *name, const char *text)
{
    const char *value = dx_text(object, name);
    return value != NULL && strcmp(value, text) == 0;
}

/* What ACM looks for, as people write it. */
static void name_record(const json_t *record, char *text, size_t size)
{
    const char *name = dx_text(record, "name");
    const char *value = dx_text(record, "value");
    snprintf(text, size, name && value ? "%.255s CNAME %.255s" : "the validation record", name,
             value);
}

/* Why ACM does not renew it; false when nothing is known to be in the way. Of one that nobody uses
 * nothing is expected. */
static bool explain(const json_t *observed, char why[WHY])
{
    char record[600];
    const char *status = dx_text(observed, ACM_RENEWAL);
    const char *reason = dx_text(observed, ACM_RENEWAL_REASON);
    const json_t *wanted = json_object_get(observed, ACM_RECORD);
    name_record(wanted, record, sizeof record);
    if (is_text(observed, ACM_RENEWAL, "PENDING_VALIDATION") ||
        is_text(observed, ACM_RENEWAL, "FAILED")) {
        snprintf(why, WHY, "ACM cannot renew it (%s%s%.100s): it has to find %s", status,
                 reason ? ", " : "", reason ? reason : "", record);
        return true;
    }
    bool used = json_array_size(json_object_get(observed, ACM_USERS)) > 0;
    if (used && wanted != NULL && json_is_false(json_object_get(observed, ACM_RENEWABLE))) {
        snprintf(why, WHY, "ACM is not going to renew it (INELIGIBLE)");
        return true;
    }
    return false;
}

static const char *way_on(const struct dx_planner *planner)
{
    const json_t *observed = planner->observed;
    const char *reason = dx_text(observed, ACM_RENEWAL_REASON);
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        if (is_text(action, "kind", ACM_PUT_RECORD)) {
            return "apply: the record is put where it is missing";
        }
    }
    if (reason != NULL && strncmp(reason, "CAA", 3) == 0) {
        return "let the domain's CAA records allow amazon.com";
    }
    if (json_is_false(json_object_get(observed, ACM_RENEWABLE)) &&
        dx_text(observed, ACM_RENEWAL) == NULL) {
        return "request another one, as with another key_algorithm, before it ends";
    }
    return "let the public name servers of the domain answer with that record: see that the zone "
           "is "
           "the one that they serve";
}

void acm_tell_renewal(struct dx_planner *planner)
{
    char why[WHY];
    if (is_text(planner->observed, ACM_STATUS, "ISSUED") && explain(planner->observed, why)) {
        dx_planner_left(planner, "certificate", dx_text(planner->observed, ACM_ARN), why,
                        way_on(planner));
    }
}
