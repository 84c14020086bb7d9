/* SPDX-License-Identifier: MIT */
/* Plans in other forms. */
#include "print.h"

#include <dxaws/extend/tree.h>
#include <dxaws/website.h>

#include <stdlib.h>
#include <string.h>

#include "../listeners.h"
#include "graph.h"
#include "policy.h"

bool plan_is_printed_otherwise(const struct options *options)
{
    return options->iam || options->graph;
}

/* The bucket that a site's manifest means, for free(); NULL of a module. */
static dxaws_error *bucket_of(const struct subject *subject, char **bucket)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    *bucket = NULL;
    if (strcmp(subject->module->name, "website") != 0) {
        return NULL;
    }
    dxaws_error *error =
        dxaws_website_desired_parse(dxaws_document_text(subject->desired), &desired);
    if (error == NULL) {
        *bucket = dxaws_website_desired_bucket(desired);
    }
    return error;
}

static dxaws_error *print_policy(const struct run *run, const struct subject *subject,
                                 const dxaws_plan *plan, const char *account)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    json_t *policy = NULL;
    char *bucket = NULL;
    char *bus = NULL;
    dxaws_error *error = subject->module->describe(subject->module, &description);
    error = error ? error : bucket_of(subject, &bucket);
    error = error ? error : listeners_bus_arn(run, account, &bus);
    const struct policy_source source = {.plan = dxaws_plan_tree(plan),
                                         .description = dxaws_document_tree(description),
                                         .account = account,
                                         .bucket = bucket,
                                         .bus = bus};
    error = error ? error : policy_make(&source, &policy);
    char *text = error ? NULL : json_dumps(policy, JSON_INDENT(2));
    if (error == NULL && text == NULL) {
        error = dxaws_error_out_of_memory();
    }
    if (text != NULL) {
        puts(text);
    }
    json_decref(policy);
    free(bucket);
    free(bus);
    free(text);
    return error;
}

static dxaws_error *print_graph(const char *language, const struct subject *subject,
                                const dxaws_plan *plan)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = subject->module->describe(subject->module, &description);
    if (error != NULL) {
        return error;
    }
    return graph_print(stdout, language, dxaws_plan_tree(plan), dxaws_document_tree(description))
               ? NULL
               : dxaws_error_out_of_memory();
}

dxaws_error *plan_print_otherwise(const struct run *run, const struct subject *subject,
                                  const dxaws_plan *plan, const char *account)
{
    return run->options->iam ? print_policy(run, subject, plan, account)
                             : print_graph(run->options->graph, subject, plan);
}
