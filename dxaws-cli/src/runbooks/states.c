/* SPDX-License-Identifier: MIT */
#include "states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <dxaws/aws.h>
#include <dxaws/extend/error.h>

#include "../error-codes.h"

dxaws_error *execution_begin(struct run *run, const char *name, const char *prefix,
                             struct execution *execution)
{
    uint32_t number = 0;
    const char *machine = run->options->state_machine;
    const char *region = strstr(machine, ":states:") + strlen(":states:");
    const char *end = strstr(machine, ":stateMachine:");
    *execution = (struct execution){.run = run, .machine = machine};
    snprintf(execution->region, sizeof execution->region, "%.*s", (int)strcspn(region, ":"),
             region);
    if (name == NULL && getrandom(&number, sizeof number, 0) == sizeof number) {
        snprintf(execution->name, sizeof execution->name, "%.60s-%08x", prefix, number);
    } else {
        snprintf(execution->name, sizeof execution->name, "%s", name ? name : prefix);
    }
    if (asprintf(&execution->arn, "%.*s:execution:%s:%s", (int)(end - machine), machine,
                 end + strlen(":stateMachine:"), execution->name) < 0) {
        execution->arn = NULL;
        return dxaws_error_out_of_memory();
    }
    return NULL;
}

void execution_end(struct execution *execution)
{
    free(execution->arn);
    execution->arn = NULL;
}

static dxaws_error *read_answer(const dxaws_aws_request *request, const char *what, json_t **value)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    *value = body ? json_loadb(body, size, JSON_DECODE_ANY, NULL) : NULL;
    return *value ? NULL
                  : dxaws_error_new(DXAWS_ERROR_PROTOCOL, "cli", DXAWS_CLI_ERROR_EXECUTION_ENDED,
                                    "%.120s: the answer is no JSON", what);
}

dxaws_error *execution_call(const struct execution *execution, const char *operation,
                            json_t *members, json_t **answer)
{
    char target[64];
    char *text = members ? json_dumps(members, JSON_COMPACT) : NULL;
    json_decref(members);
    DXAWS_AUTO(dxaws_aws_request)
    request = text ? dxaws_aws_request_new("states", operation, "POST", "/") : NULL;
    *answer = NULL;
    if (request == NULL) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    snprintf(target, sizeof target, "AWSStepFunctions.%s", operation);
    dxaws_aws_request_set_region(request, execution->region);
    dxaws_aws_request_add_header(request, "X-Amz-Target", target);
    dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.0");
    dxaws_aws_request_set_idempotent(request, true); /* what is begun has a name */
    dxaws_aws_request_set_resource(request, execution->machine);
    dxaws_aws_request_set_body(request, text, strlen(text));
    free(text);
    dxaws_error *error = dxaws_aws_call(execution->run->session, execution->run->context, request);
    return error ? error : read_answer(request, operation, answer);
}

dxaws_error *execution_start(const struct execution *execution, const char *input, bool *there)
{
    json_t *answer = NULL;
    dxaws_error *error =
        execution_call(execution, "StartExecution",
                       json_pack("{ss ss ss}", "stateMachineArn", execution->machine, "name",
                                 execution->name, "input", input),
                       &answer);
    json_decref(answer);
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    *there = code != NULL && strcmp(code, "ExecutionAlreadyExists") == 0;
    if (*there) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

static dxaws_aws_request *object_request(const char *operation, const char *method,
                                         const char *bucket, const char *key)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", operation, method, "/");
    dxaws_aws_request_add_path(request, key);
    dxaws_aws_request_set_bucket(request, bucket);
    dxaws_aws_request_set_resource(request, bucket);
    return request;
}

dxaws_error *object_read(struct run *run, const char *bucket, const char *key, json_t **value)
{
    DXAWS_AUTO(dxaws_aws_request) request = object_request("GetObject", "GET", bucket, key);
    dxaws_error *error = dxaws_aws_call(run->session, run->context, request);
    return error ? error : read_answer(request, key, value);
}

dxaws_error *object_write(struct run *run, const char *bucket, const char *key, const json_t *value)
{
    DXAWS_AUTO(dxaws_aws_request) request = object_request("PutObject", "PUT", bucket, key);
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    json_t *there = NULL;
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_aws_request_add_header(request, "If-None-Match", "*");
    dxaws_aws_request_set_content_type(request, "application/json");
    dxaws_aws_request_set_body(request, text, strlen(text));
    free(text);
    dxaws_error *error = dxaws_aws_call(run->session, run->context, request);
    if (error == NULL || dxaws_aws_request_answer_status(request) != 412) {
        return error;
    }
    dxaws_error_free(error);
    error = object_read(run, bucket, key, &there);
    bool same = json_equal(there, value) != 0;
    json_decref(there);
    return error || same
               ? error
               : dxaws_error_new(DXAWS_ERROR_CONFLICT, "cli", DXAWS_CLI_ERROR_EXECUTION_TAKEN,
                                 "s3://%s/%s has other documents; choose another name with "
                                 "--execution",
                                 bucket, key);
}
