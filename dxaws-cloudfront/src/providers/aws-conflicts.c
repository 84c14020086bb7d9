/* SPDX-License-Identifier: MIT */
/* Asking CloudFront who holds an alias. */
#include "aws-calls.h"
#include "aws-reader.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>

#define OPERATION "ListConflictingAliases"

dxaws_error *aws_read_conflicts(const struct aws_answer *answer, json_t *conflicts, char **next)
{
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(answer, "ConflictingAliasesList", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *list = xmlDocGetRootElement(document);
    char *marker = reader_marker(&reader, list);
    for (const xmlNode *node = reader_items(&reader, list, "ConflictingAlias"); node != NULL;
         node = dx_xml_next(node, "ConflictingAlias")) {
        json_t *conflict = json_object();
        reader_text(&reader, conflict, CF_CONFLICT_ALIAS, node, "Alias", NULL);
        reader_text(&reader, conflict, CF_CONFLICT_DISTRIBUTION, node, "DistributionId", NULL);
        reader_text(&reader, conflict, CF_CONFLICT_ACCOUNT, node, "AccountId", NULL);
        dx_append(&reader.whole, conflicts, conflict);
    }
    xmlFreeDoc(document);
    error = reader_error(&reader);
    if (error != NULL) {
        free(marker);
        return error;
    }
    *next = marker;
    return NULL;
}

struct listing {
    const char *distribution;
    const char *alias;
    json_t *conflicts;
};

static dxaws_aws_request *request_page(void *self, const char *marker)
{
    const struct listing *listing = self;
    dxaws_aws_request *request = aws_new_request(OPERATION, "GET", "conflicting-alias", NULL);
    dxaws_aws_request_add_query(request, "DistributionId", listing->distribution);
    dxaws_aws_request_add_query(request, "Alias", listing->alias);
    dxaws_aws_request_set_resource(request, listing->alias);
    if (marker != NULL) {
        dxaws_aws_request_add_query(request, "Marker", marker);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *request, char **next, bool *stop)
{
    (void)stop;
    const struct listing *listing = self;
    const struct aws_answer answer = aws_answer_of(request, OPERATION);
    return aws_read_conflicts(&answer, listing->conflicts, next);
}

dxaws_error *aws_list_conflicts(void *self, dxaws_context *context, const char *distribution,
                                const char *alias, json_t **conflicts)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    struct listing listing = {distribution, alias, json_array()};
    dxaws_error *error = listing.conflicts
                             ? dxaws_aws_call_pages(self, context, &ops, &listing, NULL)
                             : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(listing.conflicts);
        return error;
    }
    *conflicts = listing.conflicts;
    return NULL;
}
