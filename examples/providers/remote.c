/* SPDX-License-Identifier: MIT */
/* Both ends of the line. Here the far end is a function of the same program; elsewhere the texts
 * would go through a socket in between. */
#include "remote.h"

#include <stdlib.h>
#include <string.h>

/* The far end: reads. */
static dxaws_error *serve_read(dxaws_provider *there, dxaws_context *context, const char *wanted,
                               dxaws_document **answer)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_error *error = dxaws_document_parse(wanted, &desired);
    return error ? error : dxaws_provider_read(there, context, desired, answer);
}

/* The far end: makes the action again of what it was sent, and performs it. */
static dxaws_error *serve_action(dxaws_provider *there, dxaws_context *context,
                                 const struct remote_request *request, dxaws_document **answer)
{
    DXAWS_AUTO(dxaws_document) payload = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dxaws_document_parse(request->payload, &payload);
    error = error ? error : dxaws_document_parse(request->before, &before);
    error = error ? error
                  : dxaws_plan_new_action(dxaws_provider_module(there)->name, request->kind,
                                          request->resource, payload, &plan);
    return error ? error
                 : dxaws_provider_perform(there, context, dxaws_plan_at(plan, 0), before, answer);
}

/* The far end: the text of a document, or of an error. */
static char *serve(dxaws_provider *there, dxaws_context *context,
                   const struct remote_request *request, bool *failed)
{
    DXAWS_AUTO(dxaws_document) answer = NULL;
    dxaws_error *error = request->kind ? serve_action(there, context, request, &answer)
                                       : serve_read(there, context, request->wanted, &answer);
    const char *text = error ? NULL : dxaws_document_text(answer);
    char *said = error ? dxaws_error_format(error) : text ? strdup(text) : NULL;
    *failed = error != NULL;
    dxaws_error_free(error);
    return said;
}

dxaws_error *remote_ask(dxaws_provider *there, dxaws_context *context,
                        struct remote_request *request, char **answer)
{
    bool failed = false;
    bool whole = request->kind ? request->before != NULL : request->wanted != NULL;
    char *text = whole ? serve(there, context, request, &failed) : NULL;
    free(request->wanted);
    free(request->before);
    if (text == NULL || !failed) {
        *answer = text;
        return text ? NULL : dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_error_parse(text);
    free(text);
    return error;
}

void remote_close(void *there)
{
    dxaws_provider_unref(there);
}
