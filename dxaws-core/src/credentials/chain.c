/* SPDX-License-Identifier: MIT */
/* The default chain: which sources are asked, in which order, and what is said when none has. */
#include "credentials.h"

#include <string.h>

static const struct aws_credential_source *const chain[] = {
    &aws_source_explicit,
    &aws_source_environment,
    &aws_source_profile,
};

dxaws_error *aws_credentials_find(const struct aws_settings *settings, dxaws_context *context,
                                  struct aws_credentials **credentials)
{
    struct aws_buffer why = {0};
    dxaws_error *error = NULL;
    struct aws_credentials *found = NULL;
    for (size_t i = 0; i < sizeof(chain) / sizeof(chain[0]) && !error && !found; i++) {
        aws_buffer_format(&why, "%s%s: ", i ? "; " : "", chain[i]->name);
        error = chain[i]->find(settings, context, &found, &why);
    }
    if (!error && !found)
        error = why.failed
                    ? dxaws_error_out_of_memory()
                    : dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "NoCredentials",
                                      "found no AWS credentials (%s); set AWS_ACCESS_KEY_ID and "
                                      "AWS_SECRET_ACCESS_KEY, or name a profile that has them",
                                      aws_buffer_string(&why));
    aws_buffer_free(&why);
    if (!error)
        *credentials = found;
    return error;
}

dxaws_error *aws_credentials_from_pair(const char *source, const char *key_name, const char *key,
                                       const char *secret_name, const char *secret,
                                       const char *token, struct aws_credentials **credentials)
{
    *credentials = NULL;
    if (!key && !secret)
        return NULL;
    if (!key || !secret)
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "PartialCredentials",
                               "partial credentials in the %s: %s is set but %s is not", source,
                               key ? key_name : secret_name, key ? secret_name : key_name);
    for (const char *p = key; *p; p++)
        if (*p <= ' ' || *p > '~' || *p == '/' || *p == ',')
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidCredentials",
                                   "%s in the %s is not an access key id: expected letters and "
                                   "digits only",
                                   key_name, source);
    for (const char *p = token ? token : ""; *p; p++)
        if (*p <= ' ' || *p > '~')
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidCredentials",
                                   "the session token in the %s has a space or control character",
                                   source);
    *credentials = aws_credentials_new(key, secret, token, INT64_MAX, source);
    return *credentials ? NULL : dxaws_error_out_of_memory();
}
