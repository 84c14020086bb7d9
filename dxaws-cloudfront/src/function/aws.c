/* SPDX-License-Identifier: MIT */
/* CloudFront's calls for functions through signed requests. The stages are read in one round. */
#include "service.h"

#include "../providers/aws-calls.h"
#include "../providers/aws-reader.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH "function"
#define NONE "NoSuchFunctionExists"

/* RFC 4648; for free(), NULL without memory. */
static char *in_base64(const char *text)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t size = strlen(text);
    char *made = malloc((size + 2) / 3 * 4 + 1);
    char *to = made;
    for (size_t i = 0; made != NULL && i < size; i += 3) {
        size_t left = size - i;
        unsigned bits = (unsigned)(unsigned char)text[i] << 16;
        bits |= left > 1 ? (unsigned)(unsigned char)text[i + 1] << 8 : 0;
        bits |= left > 2 ? (unsigned char)text[i + 2] : 0;
        *to++ = letters[bits >> 18];
        *to++ = letters[bits >> 12 & 63];
        *to++ = left > 1 ? letters[bits >> 6 & 63] : '=';
        *to++ = left > 2 ? letters[bits & 63] : '=';
    }
    if (made != NULL) {
        *to = '\0';
    }
    return made;
}

/* CreateFunctionRequest names it, UpdateFunctionRequest does not. */
static char *write_body(const json_t *wanted, bool creates)
{
    xmlDoc *document =
        dx_xml_new(creates ? "CreateFunctionRequest" : "UpdateFunctionRequest", AWS_XMLNS);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    char *code = in_base64(dx_text(wanted, FUNCTION_CODE));
    if (creates) {
        dx_xml_add(root, "Name", dx_text(wanted, FUNCTION_NAME));
    }
    xmlNode *config = dx_xml_add(root, "FunctionConfig", NULL);
    dx_xml_add(config, "Comment", dx_text(wanted, FUNCTION_COMMENT));
    dx_xml_add(config, "Runtime", dx_text(wanted, FUNCTION_RUNTIME));
    dx_xml_add(root, "FunctionCode", code);
    char *text = document && code ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    free(code);
    return text;
}

/* The function's summary, with the ETag of the answer. The model calls that of UpdateFunction
 * ETtag. */
static dxaws_error *read_summary(const dxaws_aws_request *request, const char *operation,
                                 json_t **found)
{
    const struct aws_answer answer = aws_answer_of(request, operation);
    const char *etag = dxaws_aws_request_answer_header(request, "ETag");
    etag = etag ? etag : dxaws_aws_request_answer_header(request, "ETtag");
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(&answer, "FunctionSummary", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = operation, .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    json_t *function = json_object();
    reader_text(&reader, function, FUNCTION_ARN, root, "FunctionMetadata/FunctionARN", NULL);
    reader_text(&reader, function, FUNCTION_STATUS, root, "Status", "");
    reader_text(&reader, function, FUNCTION_COMMENT, root, "FunctionConfig/Comment", NULL);
    reader_text(&reader, function, FUNCTION_RUNTIME, root, "FunctionConfig/Runtime", NULL);
    if (etag == NULL) {
        reader_fail(&reader, "ETag", NULL);
    } else {
        dx_put(&reader.whole, function, FUNCTION_ETAG, json_string(etag));
    }
    return reader_finish(&reader, document, function, found);
}

static dxaws_aws_request *new_look(const char *operation, const char *name, const char *stage)
{
    char path[100];
    bool describes = strcmp(operation, "DescribeFunction") == 0;
    snprintf(path, sizeof path, PATH "/%.64s%s", name, describes ? "/describe" : "");
    dxaws_aws_request *request = aws_new_request(operation, "GET", path, NULL);
    dxaws_aws_request_set_resource(request, name);
    dxaws_aws_request_add_query(request, "Stage", stage);
    return request;
}

/* A code that is no text is not ours: it is compared as none. */
static void take_code(bool *whole, json_t *function, const char *member,
                      const dxaws_aws_request *request)
{
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    json_t *code = json_stringn(body ? body : "", size);
    dx_put(whole, function, member, code ? code : json_string(""));
}

enum { DRAFT, CODE, SUMMARY, READS };

static dxaws_error *read_looks(dxaws_aws_request *const *requests, json_t **found)
{
    bool published = dxaws_aws_request_error(requests[CODE]) == NULL;
    bool whole = true;
    for (size_t i = 0; i < READS; i++) {
        const dxaws_error *failed = dxaws_aws_request_error(requests[i]);
        if (failed != NULL && (i != CODE || !dxaws_error_is_refusal(failed, NONE))) {
            bool none = dxaws_error_is_refusal(failed, NONE);
            return none ? NULL : dxaws_aws_request_take_error(requests[i]);
        }
    }
    dxaws_error *error = read_summary(requests[SUMMARY], "DescribeFunction", found);
    if (error != NULL) {
        return error;
    }
    take_code(&whole, *found, FUNCTION_DRAFT, requests[DRAFT]);
    if (published) {
        take_code(&whole, *found, FUNCTION_CODE, requests[CODE]);
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *look(void *self, dxaws_context *context, const char *name, json_t **found)
{
    dxaws_aws_request *requests[READS] = {
        [DRAFT] = new_look("GetFunction", name, "DEVELOPMENT"),
        [CODE] = new_look("GetFunction", name, "LIVE"),
        [SUMMARY] = new_look("DescribeFunction", name, "DEVELOPMENT"),
    };
    dxaws_error *error = dxaws_error_out_of_memory();
    *found = NULL;
    if (requests[DRAFT] != NULL && requests[CODE] != NULL && requests[SUMMARY] != NULL) {
        error = dxaws_aws_call_batch(self, context, requests, READS);
    }
    error = error ? error : read_looks(requests, found);
    for (size_t i = 0; i < READS; i++) {
        dxaws_aws_request_free(requests[i]);
    }
    if (error != NULL) {
        json_decref(*found);
        *found = NULL;
    }
    return error;
}

static dxaws_aws_request *request_page(void *self, const char *marker)
{
    (void)self;
    dxaws_aws_request *request = aws_new_request("ListFunctions", "GET", PATH, NULL);
    dxaws_aws_request_add_query(request, "Stage", "DEVELOPMENT");
    if (marker != NULL) {
        dxaws_aws_request_add_query(request, "Marker", marker);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *request, char **next, bool *stop)
{
    (void)stop;
    const struct aws_answer answer = aws_answer_of(request, "ListFunctions");
    xmlDoc *document = NULL;
    dxaws_error *error = reader_parse(&answer, "FunctionList", &document);
    if (error != NULL) {
        return error;
    }
    struct reader reader = {.operation = "ListFunctions", .whole = true};
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *item = reader_items(&reader, root, "FunctionSummary");
    for (; item != NULL; item = dx_xml_next(item, "FunctionSummary")) {
        json_t *function = json_object();
        reader_text(&reader, function, FUNCTION_NAME, item, "Name", NULL);
        reader_text(&reader, function, FUNCTION_COMMENT, item, "FunctionConfig/Comment", "");
        dx_append(&reader.whole, self, function);
    }
    char *marker = reader_marker(&reader, root);
    xmlFreeDoc(document);
    error = reader_error(&reader);
    if (error != NULL) {
        free(marker);
        return error;
    }
    *next = marker;
    return NULL;
}

static dxaws_error *list(void *self, dxaws_context *context, json_t **found)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    json_t *functions = json_array();
    dxaws_error *error = functions ? dxaws_aws_call_pages(self, context, &ops, functions, NULL)
                                   : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(functions);
        return error;
    }
    *found = functions;
    return NULL;
}

static dxaws_error *write_function(void *self, dxaws_context *context, dxaws_aws_request *request,
                                   const char *operation, char *body, json_t **made)
{
    dxaws_error *error = aws_set_body(request, body);
    error = error ? error : aws_call(self, context, request);
    error = error ? error : read_summary(request, operation, made);
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    const char *operation = "CreateFunction";
    dxaws_aws_request *request = aws_new_request(operation, "POST", PATH, NULL);
    dxaws_aws_request_set_resource(request, dx_text(wanted, FUNCTION_NAME));
    return write_function(self, context, request, operation, write_body(wanted, true), made);
}

static dxaws_error *update(void *self, dxaws_context *context, const json_t *wanted,
                           const char *etag, json_t **made)
{
    const char *operation = "UpdateFunction";
    dxaws_aws_request *request =
        aws_new_request(operation, "PUT", PATH, dx_text(wanted, FUNCTION_NAME));
    dxaws_aws_request_add_header(request, "If-Match", etag);
    return write_function(self, context, request, operation, write_body(wanted, false), made);
}

static dxaws_error *publish(void *self, dxaws_context *context, const char *name, const char *etag)
{
    char path[100];
    snprintf(path, sizeof path, PATH "/%.64s/publish", name);
    dxaws_aws_request *request = aws_new_request("PublishFunction", "POST", path, NULL);
    dxaws_aws_request_set_resource(request, name);
    dxaws_aws_request_add_header(request, "If-Match", etag);
    dxaws_error *error = aws_call(self, context, request);
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *remove_function(void *self, dxaws_context *context, const char *name,
                                    const char *etag)
{
    dxaws_aws_request *request = aws_new_request("DeleteFunction", "DELETE", PATH, name);
    dxaws_aws_request_add_header(request, "If-Match", etag);
    dxaws_error *error = aws_call(self, context, request);
    dxaws_aws_request_free(request);
    return error;
}

static void destroy(void *self)
{
    dxaws_session_unref(self);
}

static const struct function_service service = {
    .needs = "a session",
    .destroy = destroy,
    .look = look,
    .list = list,
    .create = create,
    .update = update,
    .publish = publish,
    .remove = remove_function,
};

dxaws_error *dxaws_cloudfront_function_provider_new_aws(
    dxaws_session *session, dxaws_cloudfront_function_provider **provider)
{
    return function_service_provider_new("aws", &service, dxaws_session_ref(session), provider);
}
