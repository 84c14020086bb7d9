/* SPDX-License-Identifier: MIT */
/* Whose a session's credentials are. */
#include <dxaws/credentials.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "credentials/sts.h"
#include "partitions.h"
#include "session-private.h"

static dxaws_error *no_argument(const char *function)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                           "%s() needs a session and a result", function);
}

struct dxaws_aws_env {
    char *account;
    char *region;
    char *profile;
    char *partition;
    char *caller_arn;
};

void dxaws_aws_env_free(dxaws_aws_env *env)
{
    if (!env) {
        return;
    }
    free(env->account);
    free(env->region);
    free(env->profile);
    free(env->partition);
    free(env->caller_arn);
    free(env);
}

/* The second part of an ARN, or the region's partition. */
static char *partition_of(const char *arn, const char *region)
{
    if (strncmp(arn, "arn:", 4) == 0 && arn[4] != ':' && strchr(arn + 4, ':')) {
        return strndup(arn + 4, strcspn(arn + 4, ":"));
    }
    return strdup(aws_partition_of(region)->name);
}

static dxaws_error *make_env(const struct aws_caller *caller, const char *region,
                             const char *profile, dxaws_aws_env **env)
{
    dxaws_aws_env *self = calloc(1, sizeof(*self));
    if (!self) {
        return dxaws_error_out_of_memory();
    }
    self->account = strdup(caller->account);
    self->region = strdup(region);
    self->profile = strdup(profile);
    self->partition = partition_of(caller->arn, region);
    self->caller_arn = strdup(caller->arn);
    if (!self->account || !self->region || !self->profile || !self->partition ||
        !self->caller_arn) {
        dxaws_aws_env_free(self);
        return dxaws_error_out_of_memory();
    }
    *env = self;
    return NULL;
}

/* Remembered by the access key: another key may be another caller. */
static bool recall(dxaws_session *session, const char *key, struct aws_caller *caller)
{
    pthread_mutex_lock(&session->find_lock);
    bool known = session->caller_key && strcmp(session->caller_key, key) == 0;
    if (known) {
        *caller = (struct aws_caller){strdup(session->caller.account), strdup(session->caller.arn),
                                      strdup(session->caller.user)};
    }
    pthread_mutex_unlock(&session->find_lock);
    return known;
}

static void remember(dxaws_session *session, const char *key, const struct aws_caller *caller)
{
    struct aws_caller own = {strdup(caller->account), strdup(caller->arn), strdup(caller->user)};
    char *own_key = strdup(key);
    if (!own.account || !own.arn || !own.user || !own_key) { /* then it is only asked again */
        aws_caller_free(&own);
        free(own_key);
        return;
    }
    pthread_mutex_lock(&session->find_lock);
    struct aws_caller old = session->caller;
    char *old_key = session->caller_key;
    session->caller = own;
    session->caller_key = own_key;
    pthread_mutex_unlock(&session->find_lock);
    aws_caller_free(&old);
    free(old_key);
}

/* Who the credentials are: remembered, or asked for. */
static dxaws_error *find_caller(dxaws_session *session, dxaws_context *context,
                                struct aws_credentials *credentials, const char *region,
                                struct aws_caller *caller)
{
    const char *key = aws_credentials_access_key_id(credentials);
    if (recall(session, key, caller)) {
        return NULL;
    }
    dxaws_error *error =
        aws_sts_caller_identity(&session->settings, context, credentials, region, caller);
    if (!error) {
        remember(session, key, caller);
    }
    return error;
}

dxaws_error *dxaws_session_get_aws_env(dxaws_session *session, dxaws_context *context,
                                       dxaws_aws_env **env)
{
    if (!session || !env) {
        return no_argument("dxaws_session_get_aws_env");
    }
    const char *region = NULL;
    struct aws_credentials *credentials = NULL;
    struct aws_caller caller = {0};
    dxaws_error *error = dxaws_session_get_region(session, context, &region);
    if (!error) {
        error = aws_session_credentials(session, context, &credentials);
    }
    if (!error) {
        error = find_caller(session, context, credentials, region, &caller);
    }
    if (!error && (!caller.account || !caller.arn)) {
        error = dxaws_error_out_of_memory();
    }
    if (!error) {
        error = make_env(&caller, region, session->settings.profile, env);
    }
    aws_caller_free(&caller);
    aws_credentials_unref(credentials);
    return error;
}

/* An account is the same from everywhere: who has no region configured is asked about in the one
 * where every account of AWS can be, unless that does not know the keys. */
static dxaws_error *ask_account(dxaws_session *session, dxaws_context *context,
                                struct aws_credentials *credentials, struct aws_caller *caller)
{
    const char *region = NULL;
    dxaws_error *none = dxaws_session_get_region(session, context, &region);
    if (none && strcmp(dxaws_error_code(none), "NoRegion") != 0) {
        return none;
    }
    dxaws_error *error =
        find_caller(session, context, credentials, none ? "us-east-1" : region, caller);
    bool unknown = none && error && dxaws_error_http_status(error) == 403;
    dxaws_error_free(unknown ? error : none);
    return unknown ? none : error;
}

dxaws_error *dxaws_session_find_account(dxaws_session *session, dxaws_context *context, bool ask,
                                        char account[DXAWS_ACCOUNT_SIZE])
{
    if (!session || !account) {
        return no_argument("dxaws_session_find_account");
    }
    struct aws_credentials *credentials = NULL;
    struct aws_caller caller = {0};
    dxaws_error *error = aws_session_credentials(session, context, &credentials);
    const char *known = error ? NULL : aws_credentials_account_id(credentials);
    if (!error && !known && ask) {
        error = ask_account(session, context, credentials, &caller);
        known = caller.account;
    }
    snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", known ? known : "");
    aws_caller_free(&caller);
    aws_credentials_unref(credentials);
    return error;
}

const char *dxaws_aws_env_account(const dxaws_aws_env *env)
{
    return env->account;
}

const char *dxaws_aws_env_region(const dxaws_aws_env *env)
{
    return env->region;
}

const char *dxaws_aws_env_profile(const dxaws_aws_env *env)
{
    return env->profile;
}

const char *dxaws_aws_env_partition(const dxaws_aws_env *env)
{
    return env->partition;
}

const char *dxaws_aws_env_caller_arn(const dxaws_aws_env *env)
{
    return env->caller_arn;
}
