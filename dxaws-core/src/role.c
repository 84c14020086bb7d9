/* SPDX-License-Identifier: MIT */
/* A role as the program describes it. */
#include "role.h"

#include <stdlib.h>
#include <string.h>

/* Blank is as good as nothing, so that a caller may pass on an empty argument. */
static void set(dxaws_role *role, char **target, const char *value)
{
    free(*target);
    *target = NULL;
    if (value && value[strspn(value, " \t\r\n")]) {
        *target = strdup(value);
        role->failed = role->failed || !*target;
    }
}

dxaws_role *dxaws_role_new(const char *arn)
{
    dxaws_role *role = calloc(1, sizeof(*role));
    if (role) {
        set(role, &role->arn, arn);
    }
    return role;
}

void dxaws_role_free(dxaws_role *role)
{
    if (!role) {
        return;
    }
    free(role->arn);
    free(role->external_id);
    free(role->session_name);
    free(role);
}

void dxaws_role_set_external_id(dxaws_role *role, const char *external_id)
{
    if (role) {
        set(role, &role->external_id, external_id);
    }
}

void dxaws_role_set_session_name(dxaws_role *role, const char *session_name)
{
    if (role) {
        set(role, &role->session_name, session_name);
    }
}

void dxaws_role_set_duration_s(dxaws_role *role, int64_t duration_s)
{
    if (role) {
        role->duration_s = duration_s;
    }
}
