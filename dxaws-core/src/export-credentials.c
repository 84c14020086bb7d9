/* SPDX-License-Identifier: MIT */
/* Keys handed out for use by other tools. */
#include <dxaws/credentials.h>

#include "credentials-value.h"
#include "session-private.h"

dxaws_error *dxaws_session_export_credentials(dxaws_session *session, dxaws_context *context,
                                              dxaws_credentials **credentials)
{
    if (!session || !credentials) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_session_export_credentials() needs a session and a result");
    }
    struct aws_credentials *keys = NULL;
    dxaws_error *error = aws_session_credentials(session, context, &keys);
    if (error) {
        return error;
    }
    dxaws_credentials *self = aws_credentials_value_new(keys);
    if (!self) {
        return dxaws_error_out_of_memory();
    }
    *credentials = self;
    return NULL;
}
