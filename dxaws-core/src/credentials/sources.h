/* SPDX-License-Identifier: MIT */
/* What the sources of credentials share: requests outside of AWS's services, what they remember
 * between two times they are asked, and the steps of profiles. */
#ifndef DXAWS_CORE_SOURCES_H
#define DXAWS_CORE_SOURCES_H

#include "credentials.h"
#include "document.h"
#include "http.h"
#include "profile-plan.h"
#include "redact.h"
#include "settings.h"

/* What the instance's metadata service told. */
struct aws_instance_memory {
    char *token; /* aws_secret_copy() */
    int64_t token_renew_ms;
    char *role;
    bool plain_path; /* the service does not know the extended one */
};

/* Kept by the session; used by one thread at a time, the one that asks the chain. */
struct aws_source_memory {
    struct aws_instance_memory instance;
    bool mfa_used; /* a code is good once, so what it gave cannot be renewed */
};

void aws_source_memory_free(struct aws_source_memory *memory);

/* ---- fetch.c ---- */

/* One request, directly and in bounded time, without retries. Fails only when the context says so
 * or without memory: everything else is the response's outcome. */
dxaws_error *aws_fetch(const struct aws_settings *settings, dxaws_context *context,
                       const struct aws_http_request *request, struct aws_http_response *response);
/* Waits before an attempt's repetition. */
dxaws_error *aws_fetch_pause(dxaws_context *context, unsigned failed);
/* The JSON that the instance's and the container's endpoints answer. Kind PROTOCOL when it is none,
 * says that it failed, or lacks something. Of the answer only its code and message are shown.
 * @param sent the token that was sent, or NULL. */
dxaws_error *aws_credentials_from_json(const struct aws_buffer *body, const char *source,
                                       const char *sent, struct aws_credentials **credentials);
/* Text from elsewhere, made fit for one line of a message. */
void aws_append_clean(struct aws_buffer *out, const char *text, size_t limit,
                      const struct aws_secrets *secrets);
/* The code and message of such a JSON, as far as it has them. */
void aws_append_answer(struct aws_buffer *out, const struct aws_document *document,
                       const char *sent);

/* ---- sts.c ---- */

struct aws_role {
    const char *role_arn;
    const char *session_name; /* NULL for one made of the time */
    const char *external_id;
    int64_t duration_s; /* 0 for the service's default */
    const char *mfa_serial;
    const char *mfa_code;
    const char *web_token; /* AssumeRoleWithWebIdentity, unsigned */
    const char *region;    /* when the session has none */
    struct aws_place place;
    struct aws_place name_place; /* of the session's name */
};

/* @param by who assumes it; NULL with a web token. */
dxaws_error *aws_sts_assume_role(const struct aws_settings *settings, dxaws_context *context,
                                 const struct aws_role *role, struct aws_credentials *by,
                                 const char *source, struct aws_credentials **credentials);
dxaws_error *aws_sts_check_role(const struct aws_role *role);

/* ---- one file each ---- */

/* @param chained whether by is itself a role's. */
dxaws_error *aws_assume_role_step(const struct aws_settings *settings, dxaws_context *context,
                                  const struct aws_step *step, struct aws_credentials *by,
                                  bool chained, struct aws_credentials **credentials);
dxaws_error *aws_web_identity_step(const struct aws_settings *settings, dxaws_context *context,
                                   const struct aws_step *step, const char *source,
                                   struct aws_credentials **credentials);
dxaws_error *aws_sso_step(const struct aws_settings *settings, dxaws_context *context,
                          const struct aws_step *step, struct aws_credentials **credentials);
dxaws_error *aws_process_step(const struct aws_settings *settings, dxaws_context *context,
                              const struct aws_step *step, struct aws_credentials **credentials);
/* The token in a file, trimmed; to be released with aws_secret_free(). */
dxaws_error *aws_token_file(const struct aws_settings *settings, const char *path,
                            const char *named_by, char **token);

/* Pure parts, for tests and fuzzers. */
dxaws_error *aws_process_parse(const char *output, size_t size, const struct aws_step *step,
                               int64_t now_ms, struct aws_credentials **credentials);
/* Whether a container's credentials may be asked for there (rule 29); *why is static. */
bool aws_container_url_is_allowed(const char *url, char **clean, const char **why);

/* The region of the instance; NULL in *region when there is no instance. To be freed. */
dxaws_error *aws_instance_region(const struct aws_settings *settings, dxaws_context *context,
                                 char **region);
/* Same as find of aws_source_instance. @param probing whether nobody said that this is an
 * instance: then a service that cannot be reached is not asked twice. */
dxaws_error *aws_instance_credentials(const struct aws_settings *settings, dxaws_context *context,
                                      bool probing, struct aws_credentials **credentials,
                                      struct aws_buffer *why);

#endif
