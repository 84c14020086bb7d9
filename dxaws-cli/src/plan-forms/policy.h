/* SPDX-License-Identifier: MIT */
/* The least that IAM has to allow for a plan to be made again and performed:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef DXAWS_CLI_PLAN_FORMS_POLICY_H
#define DXAWS_CLI_PLAN_FORMS_POLICY_H

#include <dxaws/core.h>
#include <jansson.h>

/* What a policy is made of. */
struct policy_source {
    const json_t *plan;
    const json_t *description; /* of its module: what reading and its actions need */
    const char *account;       /* whose the plan is, or NULL */
    const char *bucket; /* of a site: that of its manifest, which may not be the one that it has;
                         * or NULL */
    const char *bus;    /* the ARN of the bus that is told, or NULL */
};

/* UNSUPPORTED for a kind of action of which nobody says what it needs. */
dxaws_error *policy_make(const struct policy_source *source, json_t **policy);

#endif
