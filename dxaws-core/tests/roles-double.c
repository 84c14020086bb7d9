/* SPDX-License-Identifier: MIT */
/* Roles and callers at an AWS-compatible server that checks signatures.
 * Usage: roles-double ENDPOINT ACCESS-KEY SECRET */
#include <dxaws/credentials.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROLE "arn:aws:iam::123456789012:role/deployer"
#define WEB_FILE "/token"

static const char *look_up(void *self, const char *name)
{
    static const char *const web[][2] = {{"AWS_WEB_IDENTITY_TOKEN_FILE", WEB_FILE},
                                         {"AWS_ROLE_ARN", ROLE},
                                         {"AWS_ROLE_SESSION_NAME", "web-session"}};
    if (strcmp(name, "AWS_REGION") == 0) {
        return "eu-west-1";
    }
    for (size_t i = 0; *(bool *)self && i < 3; i++) {
        if (strcmp(name, web[i][0]) == 0) {
            return web[i][1];
        }
    }
    return NULL;
}

static int read_file(void *self, const char *path, char **content, size_t *size)
{
    (void)self;
    if (strcmp(path, WEB_FILE) != 0) {
        return 2; /* ENOENT */
    }
    *content = strdup("header.payload.signature\n");
    *size = strlen(*content);
    return 0;
}

/* Who the caller is, told to expect some text in it; 0 when that is so. */
static int check(const char *what, dxaws_session_options *options, const char *expected)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    dxaws_error *error = dxaws_session_new(options, &session);
    if (!error) {
        error = dxaws_session_get_aws_env(session, NULL, &env);
    }
    const char *got = error ? dxaws_error_message(error) : dxaws_aws_env_caller_arn(env);
    bool good = strstr(got, expected) &&
                (error || (strcmp(dxaws_aws_env_account(env), "123456789012") == 0 &&
                           strcmp(dxaws_aws_env_region(env), "eu-west-1") == 0 &&
                           strcmp(dxaws_aws_env_profile(env), "default") == 0 &&
                           strcmp(dxaws_aws_env_partition(env), "aws") == 0));
    printf("%s %s: %s\n", good ? "ok" : "FAIL", what, got);
    dxaws_error_free(error);
    return good ? 0 : 1;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        return 2;
    }
    const dxaws_file_ops files = {sizeof(files), read_file, NULL};
    bool web = false;
    int failed = 0;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, look_up, &web);
    dxaws_session_options_set_files(options, &files, NULL);
    dxaws_session_options_set_endpoint_url(options, arguments[1]);
    dxaws_session_options_set_keys(options, arguments[2], arguments[3], NULL);
    failed += check("keys", options, "arn:aws:sts::123456789012:user/");
    /* rules 25 and 26: a role, whose keys and token the server made, and checks */
    dxaws_role *role = dxaws_role_new(ROLE);
    dxaws_role_set_external_id(role, "external");
    dxaws_role_set_session_name(role, "my-session");
    dxaws_role_set_duration_s(role, 900);
    dxaws_session_options_set_role(options, role);
    dxaws_role_free(role);
    failed += check("role", options, "assumed-role/deployer/my-session");
    dxaws_session_options_set_keys(options, arguments[2], "wrong", NULL);
    failed +=
        check("role, wrong secret", options, "sts AssumeRole " ROLE ": SignatureDoesNotMatch");
    /* rule 26: without a signature */
    web = true;
    dxaws_session_options_set_keys(options, NULL, NULL, NULL);
    dxaws_session_options_unset_role(options);
    failed += check("web identity", options, "assumed-role/deployer/web-session");
    dxaws_session_options_free(options);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
