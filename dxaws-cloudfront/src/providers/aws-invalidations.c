/* SPDX-License-Identifier: MIT */
/* CloudFront's calls for invalidations, and their XML. */
#include "invalidation-rules.h"
#include "aws-calls.h"
#include "aws-reader.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 16 }; /* so many are looked at at once */

char *aws_write_invalidation(const json_t *wanted)
{
    char number[24];
    const json_t *paths = json_object_get(wanted, CF_INVALIDATION_PATHS);
    xmlDoc *document = dx_xml_new("InvalidationBatch", AWS_XMLNS);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    xmlNode *list = dx_xml_add(root, "Paths", NULL);
    snprintf(number, sizeof number, "%zu", json_array_size(paths));
    dx_xml_add(list, "Quantity", number);
    xmlNode *items = dx_xml_add(list, "Items", NULL);
    size_t index;
    json_t *path;
    json_array_foreach((json_t *)(uintptr_t)paths, index, path) {
        dx_xml_add(items, "Path", json_string_value(path));
    }
    dx_xml_add(root, "CallerReference", dx_text(wanted, CF_INVALIDATION_REFERENCE));
    char *text = document ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

static json_t *read_paths(struct reader *reader, const xmlNode *batch)
{
    const xmlNode *list = dx_xml_child(batch, "Paths");
    json_t *paths = json_array();
    for (const xmlNode *node = reader_items(reader, list, "Path"); node != NULL;
         node = dx_xml_next(node, "Path")) {
        char *text = dx_xml_text(node, "");
        dx_append(&reader->whole, paths, json_string(text ? text : ""));
        free(text);
    }
    json_t *sorted = cloudfront_sorted(paths);
    json_decref(paths);
    reader->whole = reader->whole && sorted != NULL;
    return sorted;
}

dxaws_error *aws_read_invalidation(const struct aws_answer *answer, json_t **found)
{
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(answer, "Invalidation", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *batch = dx_xml_child(root, "InvalidationBatch");
    json_t *invalidation = json_object();
    reader_text(&reader, invalidation, CF_ID, root, "Id", NULL);
    reader_text(&reader, invalidation, CF_STATUS, root, "Status", NULL);
    reader_text(&reader, invalidation, CF_INVALIDATION_REFERENCE, batch, "CallerReference", NULL);
    dx_put(&reader.whole, invalidation, CF_INVALIDATION_PATHS, read_paths(&reader, batch));
    return reader_finish(&reader, document, invalidation, found);
}

dxaws_error *aws_read_invalidations(const struct aws_answer *answer, json_t *ids, char **next)
{
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(answer, "InvalidationList", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = answer->operation, .whole = true};
    const xmlNode *list = xmlDocGetRootElement(document);
    char *marker = reader_marker(&reader, list);
    for (const xmlNode *node = reader_items(&reader, list, "InvalidationSummary"); node != NULL;
         node = dx_xml_next(node, "InvalidationSummary")) {
        json_t *summary = json_object();
        reader_text(&reader, summary, CF_ID, node, "Id", NULL);
        dx_append(&reader.whole, ids, summary);
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

/* "distribution/E1/invalidation", which a request copies. */
struct path {
    char text[160];
};
static struct path path_of(const char *distribution)
{
    struct path path;
    snprintf(path.text, sizeof path.text, "distribution/%.100s/invalidation", distribution);
    return path;
}

dxaws_error *aws_invalidate(void *self, dxaws_context *context, const char *distribution,
                            const json_t *wanted, json_t **made)
{
    const char *operation = "CreateInvalidation";
    dxaws_aws_request *request =
        aws_new_request(operation, "POST", path_of(distribution).text, NULL);
    dxaws_aws_request_set_resource(request, distribution);
    dxaws_error *error = aws_set_body(request, aws_write_invalidation(wanted));
    error = error ? error : aws_call(self, context, request);
    if (error == NULL) {
        const struct aws_answer answer = aws_answer_of(request, operation);
        error = aws_read_invalidation(&answer, made);
    }
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_aws_request *new_look(const char *distribution, const char *id)
{
    return aws_new_request("GetInvalidation", "GET", path_of(distribution).text, id);
}

/* What a look answered; one that is gone is NULL, and no error. */
static dxaws_error *answered(const dxaws_aws_request *request, json_t **found)
{
    const struct aws_answer answer = aws_answer_of(request, "GetInvalidation");
    return aws_read_invalidation(&answer, found);
}

dxaws_error *aws_look_invalidation(void *self, dxaws_context *context, const char *distribution,
                                   const char *id, json_t **found)
{
    dxaws_aws_request *request = new_look(distribution, id);
    dxaws_error *error = aws_call(self, context, request);
    *found = NULL;
    if (error == NULL) {
        error = answered(request, found);
    } else if (dxaws_error_is_refusal(error, "NoSuchInvalidation")) {
        dxaws_error_free(error);
        error = NULL;
    }
    dxaws_aws_request_free(request);
    return error;
}

/* Looks at all of a page at once; *found is the one with the reference, if it is among them. */
static dxaws_error *look_at(void *self, dxaws_context *context, const char *distribution,
                            const json_t *page, const char *reference, json_t **found)
{
    dxaws_aws_request *requests[PAGE] = {NULL};
    size_t count = json_array_size(page) < PAGE ? json_array_size(page) : PAGE;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < count && error == NULL; i++) {
        requests[i] = new_look(distribution, dx_text(json_array_get(page, i), CF_ID));
        error = requests[i] ? NULL : dxaws_error_out_of_memory();
    }
    if (error == NULL && count > 0) {
        error = dxaws_aws_call_batch(self, context, requests, count);
    }
    for (size_t i = 0; i < count && error == NULL && *found == NULL; i++) {
        json_t *one = NULL;
        error = dxaws_aws_request_error(requests[i]) ? dxaws_aws_request_take_error(requests[i])
                                                     : answered(requests[i], &one);
        const char *its = dx_text(one, CF_INVALIDATION_REFERENCE);
        if (its != NULL && strcmp(its, reference) == 0) {
            *found = json_incref(one);
        }
        json_decref(one);
    }
    for (size_t i = 0; i < count; i++) {
        dxaws_aws_request_free(requests[i]);
    }
    return error;
}

static dxaws_error *list_page(void *self, dxaws_context *context, const char *distribution,
                              char **marker, json_t *page)
{
    const char *operation = "ListInvalidations";
    char size[8];
    dxaws_aws_request *request =
        aws_new_request(operation, "GET", path_of(distribution).text, NULL);
    snprintf(size, sizeof size, "%d", PAGE);
    dxaws_aws_request_add_query(request, "MaxItems", size);
    if (*marker != NULL) {
        dxaws_aws_request_add_query(request, "Marker", *marker);
    }
    dxaws_error *error = aws_call(self, context, request);
    free(*marker);
    *marker = NULL;
    if (error == NULL) {
        const struct aws_answer answer = aws_answer_of(request, operation);
        error = aws_read_invalidations(&answer, page, marker);
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_find_invalidation(void *self, dxaws_context *context, const char *distribution,
                                   const char *reference, size_t most, json_t **found)
{
    char *marker = NULL;
    dxaws_error *error = NULL;
    size_t looked = 0;
    *found = NULL;
    do {
        json_t *page = json_array();
        error = page ? list_page(self, context, distribution, &marker, page)
                     : dxaws_error_out_of_memory();
        error = error ? error : look_at(self, context, distribution, page, reference, found);
        looked += PAGE;
        json_decref(page);
    } while (error == NULL && *found == NULL && marker != NULL && looked < most);
    free(marker);
    if (error != NULL) {
        json_decref(*found);
        *found = NULL;
    }
    return error;
}
