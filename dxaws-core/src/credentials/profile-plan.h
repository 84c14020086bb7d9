/* SPDX-License-Identifier: MIT */
/* How a profile gets its credentials: a pure function of the configuration files (rules 23, 24,
 * 25 and 30). */
#ifndef DXAWS_CORE_PROFILE_PLAN_H
#define DXAWS_CORE_PROFILE_PLAN_H

#include <dxaws/error.h>

#include "config-file.h"

enum aws_step_kind {
    AWS_STEP_KEYS = 1,
    AWS_STEP_ENVIRONMENT = 2,
    AWS_STEP_INSTANCE = 3,
    AWS_STEP_CONTAINER = 4,
    AWS_STEP_WEB_IDENTITY = 5,
    AWS_STEP_SSO = 6,
    AWS_STEP_PROCESS = 7,
    AWS_STEP_ASSUME_ROLE = 8
};

/* One step. Strings are borrowed from the configuration; those that the kind does not have, or the
 * profile does not set, are NULL. */
struct aws_step {
    enum aws_step_kind kind;
    const char *profile; /* that says so */
    struct aws_place place;
    const char *region;
    const char *account_id;
    /* keys */
    const char *access_key_id;
    const char *secret;
    const char *token;
    /* assume role, web identity */
    const char *role_arn;
    const char *external_id;
    const char *session_name;
    const char *mfa_serial;
    const char *token_file;
    unsigned duration_s; /* 0 for the service's default */
    /* single sign-on */
    const char *sso_session; /* NULL for the older way, without one */
    const char *sso_start_url;
    const char *sso_region;
    const char *sso_account_id;
    const char *sso_role_name;
    /* process */
    const char *command;
};

/* First where the credentials come from, then the roles that are assumed with them, in order.
 * None at all: the profile says nothing of credentials. */
struct aws_profile_plan {
    struct aws_step *steps;
    size_t count;
};

dxaws_error *aws_profile_plan(const struct aws_config *config, const char *profile,
                              struct aws_profile_plan *plan);
/* Where the step's profile sets another property than the one that makes it such a step; nowhere
 * for a step that no profile has. */
struct aws_place aws_step_place(const struct aws_config *config, const struct aws_step *step,
                                const char *property);
void aws_profile_plan_free(struct aws_profile_plan *plan);
/* profile-lack.c: of a profile whose plan has no steps, what it was probably meant to say:
 * UNAUTHENTICATED, or NULL for nothing. */
dxaws_error *aws_profile_lack(const struct aws_config *config, const char *profile);
/* The same of one whose credentials another profile, root, uses. Never NULL. */
dxaws_error *aws_profile_nothing_in(const struct aws_config *config, const char *profile,
                                    const char *root);

#endif
