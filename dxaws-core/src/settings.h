/* SPDX-License-Identifier: MIT */
/* What a session is configured with: its options, the environment and the shared files, each
 * read once. Immutable once loaded. */
#ifndef DXAWS_CORE_SETTINGS_H
#define DXAWS_CORE_SETTINGS_H

#include <dxaws/error.h>
#include <dxaws/session.h>

#include "choice.h"
#include "config-file.h"
#include "endpoint.h"
#include "http.h"
#include "proxy.h"
#include "services.h"

/* How calls are made. */
struct aws_call_options {
    enum aws_choice fips;
    enum aws_choice dualstack;
    enum aws_choice s3_dualstack; /* for S3 alone */
    enum aws_choice path_style;
    enum aws_choice accelerate;
    enum aws_choice adaptive;
    enum aws_choice retry_2_0;
    enum aws_choice skew_correction;
    enum aws_choice request_checksum; /* when supported, not only when required; or by endpoint */
    enum aws_choice response_checksum;
};

struct dxaws_session_options {
    char *profile;
    char *region;
    char *endpoint_url;
    char *access_key_id;
    char *secret; /* aws_secret_copy(), and so is the token */
    char *token;
    char *ca_bundle;
    char *proxy;
    char *file_root;
    char *source_name;
    char *role_arn;
    char *external_id;
    char *role_session_name;
    int64_t role_duration_s;
    bool has_role;
    unsigned max_attempts;
    struct aws_call_options calls;
    bool aws_compute;
    const char *(*lookup)(void *self, const char *name);
    void *lookup_self;
    dxaws_error *(*ask_mfa)(void *self, dxaws_context *context, const char *serial, char *code,
                            size_t size);
    void *mfa_self;
    dxaws_error *(*source_fetch)(void *self, dxaws_context *context,
                                 dxaws_credentials **credentials);
    void *source_self;
    dxaws_file_ops files;
    void *files_self;
    dxaws_process_ops processes;
    void *processes_self;
    struct aws_transport transport;
    bool failed; /* out of memory in a setter */
};

/* Copies what is in source into target, which holds nothing yet. False without memory. */
bool aws_options_copy(dxaws_session_options *target, const dxaws_session_options *source);
/* What can be told wrong without looking anywhere. */
dxaws_error *aws_options_check(const dxaws_session_options *options);
/* Releases what the options hold, not the options. */
void aws_options_clear(dxaws_session_options *options);

/* What each setting was found in; static, NULL for nowhere. */
struct aws_settings_sources {
    const char *config_file;
    const char *credentials_file;
    const char *profile;
    const char *region;
    const char *max_attempts;
    const char *ca_bundle;
};

/* What is loaded one after the other. */
enum aws_settings_part {
    AWS_SETTINGS_CONFIG_FILE,
    AWS_SETTINGS_CREDENTIALS_FILE,
    AWS_SETTINGS_PROFILE,
    AWS_SETTINGS_REGION,
    AWS_SETTINGS_ATTEMPTS,
    AWS_SETTINGS_CA_BUNDLE,
    AWS_SETTINGS_CALLS,
    AWS_SETTINGS_UNREAD,
    AWS_SETTINGS_PROXIES,
    AWS_SETTINGS_PARTS
};

struct aws_settings {
    dxaws_session_options options;
    char *config_file;
    char *credentials_file;
    bool config_found;
    bool credentials_found;
    struct aws_config config;
    char *profile;   /* its name; never NULL once loaded */
    char *region;    /* NULL when nothing names one */
    char *ca_bundle; /* NULL for the system's */
    struct aws_proxy proxies[AWS_PROXY_USES];
    struct aws_settings_sources from;
    unsigned max_attempts;
    char *application; /* whose calls these are, or NULL */
    bool on_lambda;
    struct aws_call_options calls; /* once loaded none is unset but the checksums */
    /* Whose settings these are, for sources of credentials that make calls; borrowed. */
    dxaws_session *session;
};

/* Copies the options; touches nothing else. */
dxaws_error *aws_settings_init(struct aws_settings *settings, const dxaws_session_options *options);
/* What a file of the home directory is called, such as "~/.aws/config"; to be freed, NULL without
 * memory. Another path is only copied. */
char *aws_settings_path(const struct aws_settings *settings, const char *path);
/* Reads environment and files. When it fails it may be called again. */
dxaws_error *aws_settings_load(struct aws_settings *settings);
/* Loads what can be loaded, and keeps it; problems gets each part's error or NULL, owned. */
void aws_settings_examine(struct aws_settings *settings, dxaws_error *problems[AWS_SETTINGS_PARTS]);
/* settings-calls.c: how calls are made. */
dxaws_error *aws_settings_load_calls(struct aws_settings *settings);
/* settings-unread.c: notes what others follow in the environment and the profile in use, and is not
 * followed here. Fails only without memory. */
dxaws_error *aws_settings_tell_unread(struct aws_settings *settings);
/* settings-unread-endpoints.c: the same of endpoint URLs for a service by another name. */
dxaws_error *aws_settings_tell_unread_endpoints(struct aws_settings *settings);
/* Where a setting of calls, named as in the profile, comes from; static, NULL for nowhere. */
const char *aws_settings_call_source(const struct aws_settings *settings, const char *property);
void aws_settings_free(struct aws_settings *settings);

/* A variable of the environment, borrowed; NULL when it is unset or blank. */
const char *aws_settings_getenv(const struct aws_settings *settings, const char *name);
/* A property of the profile in use, borrowed, or NULL. */
const char *aws_settings_profile_get(const struct aws_settings *settings, const char *property);
/* "; FILE line N: ..." when a section that was meant for the profile is passed over. */
void aws_settings_append_note_about(const struct aws_settings *settings, const char *profile,
                                    struct aws_buffer *out);
#define AWS_PLACE_SIZE 1024
/* What a setting was found in, for a sentence: a variable, or file and line of the profile's
 * property. Gives text. */
const char *aws_settings_place(const struct aws_settings *settings, const char *from,
                               const char *property, char text[AWS_PLACE_SIZE]);
/* That a setting is wrong: which variable, or else which property of the profile and where it
 * stands; and what would be right. The variable may be NULL. */
dxaws_error *aws_settings_refuse(const struct aws_settings *settings, const char *variable,
                                 const char *property, const char *expected);
/* settings-endpoint.c. The URL configured for a service, borrowed, and what it was found in; NULL
 * in *url for the service's own. */
#define AWS_ENDPOINT_FROM_SIZE 64
dxaws_error *aws_settings_find_endpoint(const struct aws_settings *settings,
                                        const struct aws_service *service, const char **url,
                                        char from[AWS_ENDPOINT_FROM_SIZE]);
/* What is asked of a service. */
struct aws_endpoint_wish {
    const struct aws_service *service;
    const char *region; /* NULL for the session's */
    const char *url;    /* of the request's own, or NULL */
    const char *bucket; /* NULL for none */
    bool makes_bucket;  /* it is not there yet, where S3's own network would look for it */
};
/* The endpoint of a service in this session: for calls, signed URLs, sources of credentials and
 * reports alike. */
dxaws_error *aws_settings_resolve(const struct aws_settings *settings,
                                  const struct aws_endpoint_wish *wish,
                                  struct aws_endpoint *endpoint);
/* What it was found in, for a sentence. Gives text. */
const char *aws_settings_endpoint_place(const struct aws_settings *settings,
                                        const struct aws_service *service, const char *from,
                                        char text[AWS_PLACE_SIZE]);

#endif
