/* SPDX-License-Identifier: MIT */
/* A role as the program describes it. */
#ifndef DXAWS_CORE_ROLE_H
#define DXAWS_CORE_ROLE_H

#include <dxaws/role.h>

struct dxaws_role {
    char *arn;
    char *external_id;
    char *session_name;
    int64_t duration_s;
    bool failed; /* out of memory in a setter */
};

#endif
