/* SPDX-License-Identifier: MIT */
/* Says who a role is, assumed with whatever credentials are found.
 *   ./assume-role arn:aws:iam::123456789012:role/deployer [EXTERNAL-ID] */
#include <dxaws/core.h>

#include <stdio.h>

static dxaws_error *show(const char *arn, const char *external_id)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    DXAWS_AUTO(dxaws_role) role = dxaws_role_new(arn);
    dxaws_role_set_external_id(role, external_id);
    dxaws_role_set_session_name(role, "example");
    dxaws_role_set_duration_s(role, 900);
    dxaws_session_options_set_role(options, role);
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(options, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    error = dxaws_session_get_aws_env(session, NULL, &env);
    if (!error) {
        printf("%s in account %s, region %s\n", dxaws_aws_env_caller_arn(env),
               dxaws_aws_env_account(env), dxaws_aws_env_region(env));
    }
    return error;
}

int main(int count, char **arguments)
{
    if (count < 2 || count > 3) {
        fprintf(stderr, "usage: assume-role ROLE-ARN [EXTERNAL-ID]\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = show(arguments[1], count == 3 ? arguments[2] : NULL);
    if (error) {
        fprintf(stderr, "assume-role: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
