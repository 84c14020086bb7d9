/* SPDX-License-Identifier: MIT */
/* Credentials and the interface of the sources that they come from: one file a source. */
#ifndef DXAWS_CORE_CREDENTIALS_H
#define DXAWS_CORE_CREDENTIALS_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "buffer.h"

/* Immutable and refcounted, so that a request keeps its own while they are replaced. */
struct aws_credentials;

/* Copies. NULL without memory. @param token may be NULL. @param expires_ms INT64_MAX for never. */
struct aws_credentials *aws_credentials_new(const char *access_key_id, const char *secret,
                                            const char *token, int64_t expires_ms,
                                            const char *source);
struct aws_credentials *aws_credentials_ref(struct aws_credentials *credentials);
/* The last one wipes the secrets. */
void aws_credentials_unref(struct aws_credentials *credentials);

const char *aws_credentials_access_key_id(const struct aws_credentials *credentials);
const char *aws_credentials_secret(const struct aws_credentials *credentials);
const char *aws_credentials_token(const struct aws_credentials *credentials); /* or NULL */
const char *aws_credentials_source(const struct aws_credentials *credentials);
/* INT64_MAX for never. */
int64_t aws_credentials_expires_ms(const struct aws_credentials *credentials);

struct aws_settings;

/* A source of credentials. */
struct aws_credential_source {
    const char *name;
    /*
     * Finds credentials. Three outcomes: *credentials set; nothing here, so that the next source
     * is asked, *credentials NULL and one clause in why; or an error, which ends the search:
     * a source that was meant to be used and is broken is never passed over.
     */
    dxaws_error *(*find)(const struct aws_settings *settings, dxaws_context *context,
                         struct aws_credentials **credentials, struct aws_buffer *why);
};

extern const struct aws_credential_source aws_source_explicit;
extern const struct aws_credential_source aws_source_environment;
extern const struct aws_credential_source aws_source_profile;

/* Asks the sources in order. UNAUTHENTICATED, naming each and its reason, when none has any. */
dxaws_error *aws_credentials_find(const struct aws_settings *settings, dxaws_context *context,
                                  struct aws_credentials **credentials);

/* For sources: credentials from two strings of which either may be missing (NULL). Neither:
 * *credentials is NULL. One alone: INVALID_ARGUMENT that names the missing one. */
dxaws_error *aws_credentials_from_pair(const char *source, const char *key_name, const char *key,
                                       const char *secret_name, const char *secret,
                                       const char *token, struct aws_credentials **credentials);

#endif
