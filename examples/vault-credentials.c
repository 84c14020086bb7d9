/* SPDX-License-Identifier: MIT */
/* Says whose keys a vault has; here a file that holds "KEY-ID SECRET" stands for the vault.
 *   ./vault-credentials VAULT-FILE */
#include <dxaws/core.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LEASE_MS (15 * 60 * 1000)

/* Called by the session: at first, and in time before the lease ends. */
static dxaws_error *fetch(void *self, dxaws_context *context, dxaws_credentials **credentials)
{
    const char *path = self;
    char key_id[129];
    char secret[129];
    FILE *vault = fopen(path, "r");
    if (!vault) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "vault", "Unreachable", "%s: %s", path,
                               strerror(errno));
    }
    setvbuf(vault, NULL, _IONBF, 0); /* no copy of the secret stays behind */
    int words = fscanf(vault, "%128s %128s", key_id, secret);
    fclose(vault);
    if (words != 2) {
        return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "vault", "Sealed",
                               "%s has no key and secret", path);
    }
    *credentials = dxaws_credentials_new(key_id, secret);
    dxaws_credentials_set_expires_ms(*credentials, dxaws_context_now_ms(context) + LEASE_MS);
    explicit_bzero(secret, sizeof(secret));
    return *credentials ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *show(char *path)
{
    static const dxaws_credential_source_ops vault = {
        .size = sizeof(vault), .name = "vault", .fetch = fetch};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_credential_source(options, &vault, path);
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(options, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    error = dxaws_session_get_aws_env(session, NULL, &env);
    if (!error) {
        printf("the vault's keys are of %s\n", dxaws_aws_env_caller_arn(env));
    }
    return error;
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fprintf(stderr, "usage: vault-credentials VAULT-FILE\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = show(arguments[1]);
    if (error) {
        fprintf(stderr, "vault-credentials: %s\n", dxaws_error_message(error));
        /* What the vault said is among the causes. */
        return dxaws_error_find(error, "vault", "Unreachable") ? 69 : 1;
    }
    return 0;
}
