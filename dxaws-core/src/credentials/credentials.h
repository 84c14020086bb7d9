/* SPDX-License-Identifier: MIT */
/* Credentials and the interface of the sources that they come from: one file a source. */
#ifndef DXAWS_CORE_CREDENTIALS_H
#define DXAWS_CORE_CREDENTIALS_H

#include <dxaws/context.h>
#include <dxaws/error.h>

#include "buffer.h"

/* Immutable and refcounted, so that a request keeps its own while they are replaced. */
struct aws_credentials;

struct aws_place;

struct aws_credentials_fields {
    const char *access_key_id;
    const char *secret;
    const char *token;      /* NULL for none */
    const char *account_id; /* NULL when the source does not say */
    const char *source;
    /* Where a file has the key, the secret and the token; NULL for none. */
    const struct aws_place *places;
    int64_t expires_ms; /* INT64_MAX for never */
    bool renewable;     /* the source may give others when it is asked again */
    bool stable;        /* better expired than none, while the source is away (rule 31) */
};

/* Copies, into memory that core dumps leave out. NULL without memory. */
struct aws_credentials *aws_credentials_new(const struct aws_credentials_fields *fields);
struct aws_credentials *aws_credentials_ref(struct aws_credentials *credentials);
/* The last one wipes the secrets. NULL is accepted. */
void aws_credentials_unref(struct aws_credentials *credentials);

const char *aws_credentials_access_key_id(const struct aws_credentials *credentials);
const char *aws_credentials_secret(const struct aws_credentials *credentials);
/* The secret's SHA-256, for telling secrets apart. */
const unsigned char *aws_credentials_fingerprint(const struct aws_credentials *credentials);
const char *aws_credentials_token(const struct aws_credentials *credentials);      /* or NULL */
const char *aws_credentials_account_id(const struct aws_credentials *credentials); /* or NULL */
const char *aws_credentials_source(const struct aws_credentials *credentials);
int64_t aws_credentials_expires_ms(const struct aws_credentials *credentials);
bool aws_credentials_is_renewable(const struct aws_credentials *credentials);
bool aws_credentials_is_stable(const struct aws_credentials *credentials);

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
extern const struct aws_credential_source aws_source_program;
extern const struct aws_credential_source aws_source_environment;
extern const struct aws_credential_source aws_source_profile;
extern const struct aws_credential_source aws_source_web_identity;
extern const struct aws_credential_source aws_source_container;
extern const struct aws_credential_source aws_source_instance;

/* session-credentials.c: the event config.unread. */
void aws_tell_unread(dxaws_context *context, const char *warnings);

#define AWS_CHAIN_LIMIT 8

/* What became of each source, in the order of the chain. */
struct aws_chain_report {
    struct dxaws_credential_finding {
        const char *name;
        int outcome;  /* dxaws_credential_outcome */
        char *detail; /* why it had nothing, or the error's message; NULL when it was not asked */
    } entries[AWS_CHAIN_LIMIT];
    size_t count;
};

void aws_chain_report_free(struct aws_chain_report *report);

/* Asks the sources in order, then assumes the options' role. UNAUTHENTICATED, naming each source
 * and its reason, when none has any. @param report NULL, or what to fill in, also on failure. */
dxaws_error *aws_credentials_find(const struct aws_settings *settings, dxaws_context *context,
                                  struct aws_credentials **credentials,
                                  struct aws_chain_report *report);

/* For sources: credentials from two strings of which either may be missing (NULL). Neither:
 * *credentials is NULL. One alone: INVALID_ARGUMENT that names the missing one.
 * @param fields the rest. */
dxaws_error *aws_credentials_from_pair(const char *key_name, const char *secret_name,
                                       const struct aws_credentials_fields *fields,
                                       struct aws_credentials **credentials);

/* The environment's credentials whether or not a profile is named (rule 24). */
dxaws_error *aws_environment_credentials(const struct aws_settings *settings,
                                         struct aws_credentials **credentials,
                                         struct aws_buffer *why);

#endif
