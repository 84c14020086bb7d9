/* SPDX-License-Identifier: MIT */
/* An operation that is performed, and what all have in common: members of its request and reply. */
#ifndef DXAWS_LAMBDA_CALL_H
#define DXAWS_LAMBDA_CALL_H

#include <jansson.h>

#include "host.h"

/* What is performed. */
struct call {
    const struct host *host;
    const dxaws_module *module;
    dxaws_provider *provider; /* NULL: the module has none */
    dxaws_manager *manager;
    dxaws_context *context;
    const json_t *request;
    const dxaws_apply_options *options;
    json_t *reply; /* an object that is filled */
};

/* INVALID_ARGUMENT, code InvalidRequest: a member is missing, or of another type than @a right. */
dxaws_error *call_wrong_member(const char *name, const json_t *value, const char *right);
/* The caller owns @a document, a copy of the object that @a parent has there. */
dxaws_error *call_document_at(const json_t *parent, const char *name, dxaws_document **document);
/* Takes @a value, of which NULL is a lack of memory. */
dxaws_error *call_put(struct call *call, const char *name, json_t *value);
dxaws_error *call_put_document(struct call *call, const char *name, const dxaws_document *document);

#endif
