/* SPDX-License-Identifier: MIT */
/* The security token service: roles, and who the caller is. */
#include "sts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws-call.h"
#include "timestamp.h"
#include "uri.h"

#define FORM_TYPE "application/x-www-form-urlencoded; charset=utf-8"

dxaws_error *aws_sts_check_role(const struct aws_role *role)
{
    bool is_arn = strncmp(role->role_arn, "arn:", 4) == 0;
    if (!is_arn || !strstr(role->role_arn, ":role/")) {
        return aws_place_error(role->place, DXAWS_ERROR_INVALID_ARGUMENT, "RoleError",
                               "the role \"%s\" is no ARN%s: expected something like "
                               "arn:aws:iam::123456789012:role/name",
                               role->role_arn, is_arn ? " of a role" : "");
    }
    if (role->duration_s && (role->duration_s < 900 || role->duration_s > 43200)) {
        return aws_place_error(role->place, DXAWS_ERROR_INVALID_ARGUMENT, "RoleError",
                               "a role cannot be assumed for %" PRId64
                               " seconds: expected 900 to 43200",
                               role->duration_s);
    }
    if (!role->session_name) {
        return NULL;
    }
    size_t size = strlen(role->session_name);
    bool valid = size >= 2 && size <= 64;
    for (const char *p = role->session_name; *p && valid; p++) {
        valid = (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
                strchr("_+=,.@-", *p);
    }
    if (valid) {
        return NULL;
    }
    return aws_place_error(role->name_place, DXAWS_ERROR_INVALID_ARGUMENT, "RoleError",
                           "\"%.80s\" cannot be the name of a role's session: expected 2 to 64 of "
                           "A-Z a-z 0-9 _ + = , . @ -",
                           role->session_name);
}

static void add_parameter(struct aws_buffer *body, const char *name, const char *value)
{
    if (!value) {
        return;
    }
    aws_buffer_format(body, "%s%s=", body->size ? "&" : "", name);
    aws_uri_encode(body, value, strlen(value), false);
}

/* Makes the call; the answer is read into document. */
static dxaws_error *call(const struct aws_settings *settings, dxaws_context *context,
                         const char *operation, const char *resource, const char *region,
                         struct aws_buffer *body, const char *web_token, struct aws_credentials *by,
                         struct aws_document *document)
{
    dxaws_aws_request *request = dxaws_aws_request_new("sts", operation, "POST", "/");
    if (!request || body->failed) {
        dxaws_aws_request_free(request);
        return dxaws_error_out_of_memory();
    }
    dxaws_aws_request_set_resource(request, resource);
    dxaws_aws_request_set_body(request, body->data, body->size);
    dxaws_aws_request_set_content_type(request, FORM_TYPE);
    request->secrets[0] = web_token;
    /* A profile's own region is for where the session has none. */
    dxaws_aws_request_set_region(request, settings->region ? settings->region : region);
    dxaws_error *error = aws_call_as(settings->session, context, request, by);
    size_t size = 0;
    const char *answer = dxaws_aws_request_answer_body(request, &size);
    if (!error && !aws_document_read_xml(document, answer, size)) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidAnswer",
                                "sts %s answered with something that is not its XML", operation);
    }
    dxaws_aws_request_free(request);
    return error;
}

/* Fields of an answer are named from below the root: Result.Credentials.AccessKeyId. */
static const char *field(const struct aws_document *document, const char *result, const char *name)
{
    char full[128];
    snprintf(full, sizeof(full), "%s.%s", result, name);
    const char *value = aws_document_get(document, full);
    return value && *value ? value : NULL;
}

/* The account in "arn:aws:sts::123456789012:assumed-role/name/session". */
static bool account_of(const char *arn, char account[16])
{
    for (int colons = 0; arn && colons < 4; colons++) {
        arn = strchr(arn, ':');
        arn = arn ? arn + 1 : NULL;
    }
    size_t size = arn ? strcspn(arn, ":") : 0;
    if (!size || size >= 16 || !arn[size]) {
        return false;
    }
    memcpy(account, arn, size);
    account[size] = '\0';
    return true;
}

static dxaws_error *read_role(const struct aws_document *document, const char *result,
                              const char *source, struct aws_credentials **credentials)
{
    char account[16];
    const char *expiration = field(document, result, "Credentials.Expiration");
    struct aws_credentials_fields fields = {
        .access_key_id = field(document, result, "Credentials.AccessKeyId"),
        .secret = field(document, result, "Credentials.SecretAccessKey"),
        .token = field(document, result, "Credentials.SessionToken"),
        .source = source,
        .renewable = true,
        .stable = true,
    };
    if (account_of(field(document, result, "AssumedRoleUser.Arn"), account)) {
        fields.account_id = account;
    }
    if (!fields.access_key_id || !fields.secret || !fields.token || !expiration ||
        !aws_timestamp_parse(expiration, &fields.expires_ms)) {
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidCredentials",
                               "sts answered with credentials that lack a key, a token or an "
                               "expiration");
    }
    return aws_credentials_from_pair("AccessKeyId", "SecretAccessKey", &fields, credentials);
}

dxaws_error *aws_sts_assume_role(const struct aws_settings *settings, dxaws_context *context,
                                 const struct aws_role *role, struct aws_credentials *by,
                                 const char *source, struct aws_credentials **credentials)
{
    const char *operation = role->web_token ? "AssumeRoleWithWebIdentity" : "AssumeRole";
    dxaws_error *error = aws_sts_check_role(role);
    if (error) {
        return error;
    }
    char duration[24];
    char session[48];
    snprintf(duration, sizeof(duration), "%" PRId64, role->duration_s);
    snprintf(session, sizeof(session), "dxaws-%" PRId64, dxaws_context_now_ms(context));
    struct aws_buffer body = {0};
    add_parameter(&body, "Action", operation);
    add_parameter(&body, "Version", "2011-06-15");
    add_parameter(&body, "RoleArn", role->role_arn);
    add_parameter(&body, "RoleSessionName", role->session_name ? role->session_name : session);
    add_parameter(&body, "DurationSeconds", role->duration_s ? duration : NULL);
    add_parameter(&body, "ExternalId", role->external_id);
    add_parameter(&body, "SerialNumber", role->mfa_code ? role->mfa_serial : NULL);
    add_parameter(&body, "TokenCode", role->mfa_code);
    add_parameter(&body, "WebIdentityToken", role->web_token);
    struct aws_document document = {0};
    error = call(settings, context, operation, role->role_arn, role->region, &body, role->web_token,
                 by, &document);
    if (!error) {
        char result[48];
        snprintf(result, sizeof(result), "%sResult", operation);
        error = read_role(&document, result, source, credentials);
    }
    aws_document_free(&document);
    aws_buffer_free(&body);
    return error;
}

dxaws_error *aws_sts_caller_identity(const struct aws_settings *settings, dxaws_context *context,
                                     struct aws_credentials *by, const char *region,
                                     struct aws_caller *caller)
{
    struct aws_buffer body = {0};
    struct aws_document document = {0};
    add_parameter(&body, "Action", "GetCallerIdentity");
    add_parameter(&body, "Version", "2011-06-15");
    dxaws_error *error =
        call(settings, context, "GetCallerIdentity", NULL, region, &body, NULL, by, &document);
    if (!error) {
        const char *account = field(&document, "GetCallerIdentityResult", "Account");
        const char *arn = field(&document, "GetCallerIdentityResult", "Arn");
        const char *user = field(&document, "GetCallerIdentityResult", "UserId");
        if (!account || !arn || !user) {
            error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "InvalidAnswer",
                                    "sts GetCallerIdentity answered without account, ARN or user");
        } else {
            *caller = (struct aws_caller){strdup(account), strdup(arn), strdup(user)};
            if (!caller->account || !caller->arn || !caller->user) {
                aws_caller_free(caller);
                error = dxaws_error_out_of_memory();
            }
        }
    }
    aws_document_free(&document);
    aws_buffer_free(&body);
    return error;
}

void aws_caller_free(struct aws_caller *caller)
{
    free(caller->account);
    free(caller->arn);
    free(caller->user);
    *caller = (struct aws_caller){0};
}
