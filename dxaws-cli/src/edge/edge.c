/* SPDX-License-Identifier: MIT */
/* A request's way through a simulated distribution: who answers, what is asked for, what is there.
 */
#include "edge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/cloudfront.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/s3-memory.h>

#include "http.h"

enum { MOST_TARGET = 8192 }; /* CloudFront: the length of a URL */

static const char failed[] = "Error from cloudfront";

static const char *text_of(const json_t *document, const char *name)
{
    const char *text = json_string_value(json_object_get(document, name));
    return text ? text : "";
}

void edge_answer_clear(struct edge_answer *answer)
{
    free(answer->location);
    free(answer->text);
    json_decref(answer->object);
    if (answer->file >= 0) {
        close(answer->file);
    }
    *answer = (struct edge_answer){.file = -1};
}

/* What was answered so far; what is known of the distribution stays. */
static void forget(struct edge_answer *answer)
{
    bool passed = answer->function_passed;
    edge_answer_clear(answer);
    answer->function_passed = passed;
}

/* A page of our own, in the place of what there was. */
static dxaws_error *say(struct edge_answer *answer, unsigned status, const char *text)
{
    forget(answer);
    answer->status = status;
    answer->origin = failed;
    int size = asprintf(&answer->text,
                        "<!doctype html><meta charset=\"utf-8\"><title>%u</title>\n<h1>%u</h1>\n"
                        "<p>%s\n",
                        status, status, text);
    if (size < 0) {
        answer->text = NULL;
        return dxaws_error_out_of_memory();
    }
    return NULL;
}

/* "bucket.s3.eu-west-1.amazonaws.com": the bucket, for free(); NULL for another origin. */
static char *bucket_of(const json_t *distribution)
{
    const char *origin = text_of(distribution, "origin_domain_name");
    const char *end = strstr(origin, ".s3");
    bool real = end != NULL && end != origin && (end[3] == '.' || end[3] == '-');
    return real ? strndup(origin, (size_t)(end - origin)) : NULL;
}

/* Asks the origin. What S3 refuses with is a status, and not our failure. */
static dxaws_error *fetch(dxaws_memory_account *account, dxaws_context *context,
                          const json_t *distribution, const char *path, struct edge_answer *answer)
{
    char *bucket = bucket_of(distribution);
    char *whole = NULL;
    char *key = NULL;
    const char *prefix = text_of(distribution, "origin_path");
    const char *reader =
        *text_of(distribution, "origin_oac_id") ? text_of(distribution, "arn") : NULL;
    dxaws_error *error = NULL;
    if (bucket == NULL) {
        return say(answer, 502, "The origin of this distribution is no bucket.");
    }
    if (asprintf(&whole, "%s%s", prefix, path) < 0) {
        free(bucket);
        return dxaws_error_out_of_memory();
    }
    key = http_key(whole);
    forget(answer);
    if (key == NULL) {
        error = say(answer, 400, "The path is none that S3 reads.");
    } else {
        error = dxaws_s3_content_memory_get_object(account, context, bucket, key, reader,
                                                   &answer->object, &answer->file);
        answer->status = 200;
        answer->origin = "Miss from cloudfront";
        int status = error ? dxaws_error_http_status(error) : 0;
        if (status != 0) {
            char text[160];
            snprintf(text, sizeof text, "S3 answers %s.", dxaws_error_aws_code(error));
            dxaws_error_free(error);
            error = say(answer, (unsigned)status, text);
        }
    }
    free(key);
    free(whole);
    free(bucket);
    return error;
}

/* What the distribution answers in the place of an error. */
static const json_t *response_to(const json_t *distribution, unsigned status)
{
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(distribution, "error_responses"), index, one) {
        if (json_integer_value(json_object_get(one, "error_code")) == (json_int_t)status) {
            return *text_of(one, "page") ? one : NULL;
        }
    }
    return NULL;
}

/* The page is fetched by its path, without the function; when it is missing, too, the status of
 * that is answered. */
static dxaws_error *soften(dxaws_memory_account *account, dxaws_context *context,
                           const json_t *distribution, struct edge_answer *answer)
{
    const json_t *response = response_to(distribution, answer->status);
    if (response == NULL) {
        return NULL;
    }
    json_int_t told = json_integer_value(json_object_get(response, "response_code"));
    unsigned before = answer->status;
    dxaws_error *error = fetch(account, context, distribution, text_of(response, "page"), answer);
    if (error == NULL && answer->status == 200) {
        answer->status = told > 0 ? (unsigned)told : before;
        answer->origin = failed;
    }
    return error;
}

/* From the function on. */
static dxaws_error *run(dxaws_memory_account *account, dxaws_context *context,
                        const json_t *distribution, const struct edge_request *request,
                        struct edge_answer *answer)
{
    int status = 0;
    char *path = NULL;
    dxaws_error *error = edge_function(account, context, distribution, request, &status, &path,
                                       &answer->function_passed);
    if (error == NULL && status != 0) {
        answer->status = (unsigned)status;
        answer->location = path;
        answer->origin = "FunctionGeneratedResponse from cloudfront";
        return NULL;
    }
    const char *root = text_of(distribution, "default_root_object");
    if (error == NULL && strcmp(path, "/") == 0 && *root != '\0') {
        free(path);
        path = NULL;
        error = asprintf(&path, "/%s", root) < 0 ? dxaws_error_out_of_memory() : NULL;
    }
    error = error ? error : fetch(account, context, distribution, path, answer);
    free(path);
    return error || answer->status == 200 ? error : soften(account, context, distribution, answer);
}

dxaws_error *edge_answer(dxaws_memory_account *account, dxaws_context *context,
                         const struct edge_request *request, struct edge_answer *answer)
{
    json_t *all = NULL;
    dxaws_error *error = edge_distributions(account, context, &all);
    if (error != NULL) {
        return error;
    }
    const json_t *distribution = edge_find(all, request->host);
    const char *policy = text_of(distribution, "response_headers_policy_id");
    if (distribution == NULL) {
        error = say(answer, 403,
                    "No distribution of the simulated account answers for this host alone; the "
                    "addresses stand where <code>dxaws memory serve</code> began.");
    } else if (!json_is_true(json_object_get(distribution, "enabled"))) {
        error = say(answer, 403, "The distribution is disabled.");
    } else if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
        error = say(answer, 403, "This distribution is not configured to allow that method.");
    } else if (request->target[0] != '/') {
        error = say(answer, 400, "The path begins with no slash.");
    } else if (strlen(request->target) > MOST_TARGET) {
        error = say(answer, 414, "The address is longer than CloudFront takes.");
    } else {
        error = run(account, context, distribution, request, answer);
        /* Of the managed policies the one for most sites takes encodings into account. */
        answer->compresses = json_is_true(json_object_get(distribution, "compress")) &&
                             strcmp(text_of(distribution, "cache_policy_id"),
                                    DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID) == 0;
        answer->secured = strcmp(policy, DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID) == 0;
    }
    json_decref(all);
    return error;
}
