/* SPDX-License-Identifier: MIT */
#include "call.h"

#include <dxaws/extend/tree.h>

#include "error-codes.h"

dxaws_error *call_wrong_member(const char *name, const json_t *value, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda",
                           DXAWS_LAMBDA_ERROR_INVALID_REQUEST,
                           "the request's \"%s\" is %s; it must be %s", name,
                           value ? "of another type" : "missing", right);
}

dxaws_error *call_document_at(const json_t *parent, const char *name, dxaws_document **document)
{
    const json_t *member = json_object_get(parent, name);
    return json_is_object(member) ? dxaws_document_new(dxaws_tree_copy(member), document)
                                  : call_wrong_member(name, member, "an object");
}

dxaws_error *call_put(struct call *call, const char *name, json_t *value)
{
    return json_object_set_new(call->reply, name, value) == 0 ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *call_put_document(struct call *call, const char *name, const dxaws_document *document)
{
    return call_put(call, name, dxaws_tree_copy(dxaws_document_tree(document)));
}
