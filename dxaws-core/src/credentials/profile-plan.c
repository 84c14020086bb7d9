/* SPDX-License-Identifier: MIT */
/* Plans how a profile gets its credentials. No files, no network, no clock. */
#include "profile-plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config-text.h"

struct planner {
    const struct aws_config *config;
    struct aws_profile_plan plan; /* last step first */
};

static const char *get(const struct planner *planner, const char *profile, const char *property)
{
    return aws_config_get(planner->config, AWS_CONFIG_PROFILE, profile, property);
}

/* Where a profile sets a property, for messages. */
static struct aws_place place_of(const struct planner *planner, const char *profile,
                                 const char *property)
{
    return aws_config_place(planner->config, AWS_CONFIG_PROFILE, profile, property);
}

static dxaws_error *refuse(const struct planner *planner, const char *profile, const char *property,
                           const char *what, const char *remedy)
{
    return aws_place_error(place_of(planner, profile, property), DXAWS_ERROR_INVALID_ARGUMENT,
                           "ProfileError", "profile \"%s\" %s: %s", profile, what, remedy);
}

static dxaws_error *add(struct planner *planner, const struct aws_step *step)
{
    struct aws_profile_plan *plan = &planner->plan;
    struct aws_step *steps = realloc(plan->steps, (plan->count + 1) * sizeof(*steps));
    if (!steps) {
        return dxaws_error_out_of_memory();
    }
    plan->steps = steps;
    steps[plan->count++] = *step;
    return NULL;
}

/* @param property the one that makes it such a step. */
static struct aws_step begin(const struct planner *planner, const char *profile,
                             enum aws_step_kind kind, const char *property)
{
    return (struct aws_step){.kind = kind,
                             .profile = profile,
                             .place = place_of(planner, profile, property),
                             .region = get(planner, profile, "region"),
                             .account_id = get(planner, profile, "aws_account_id")};
}

/* ---- what credentials can start from; *done says whether the profile has it ---- */

static dxaws_error *plan_keys(struct planner *planner, const char *profile, bool *done)
{
    struct aws_step step = begin(planner, profile, AWS_STEP_KEYS, "aws_access_key_id");
    step.access_key_id = get(planner, profile, "aws_access_key_id");
    step.secret = get(planner, profile, "aws_secret_access_key");
    const char *token = get(planner, profile, "aws_session_token");
    step.token = token ? token : get(planner, profile, "aws_security_token"); /* as formerly */
    *done = step.access_key_id || step.secret;
    if (!*done) {
        return NULL;
    }
    if (!step.access_key_id || !step.secret) {
        const char *set = step.secret ? "aws_secret_access_key" : "aws_access_key_id";
        return aws_place_error(
            place_of(planner, profile, set), DXAWS_ERROR_INVALID_ARGUMENT, "PartialCredentials",
            "partial credentials in the profile \"%s\": %s is set but %s is "
            "not: set both or neither",
            profile, set, step.secret ? "aws_access_key_id" : "aws_secret_access_key");
    }
    return add(planner, &step);
}

static dxaws_error *plan_named_source(struct planner *planner, const char *profile, bool *done)
{
    static const struct {
        const char *name;
        enum aws_step_kind kind;
    } sources[] = {{"Environment", AWS_STEP_ENVIRONMENT},
                   {"Ec2InstanceMetadata", AWS_STEP_INSTANCE},
                   {"EcsContainer", AWS_STEP_CONTAINER}};
    const char *name = get(planner, profile, "credential_source");
    *done = name != NULL;
    if (!name) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        if (strcmp(name, sources[i].name) == 0) {
            struct aws_step step = begin(planner, profile, sources[i].kind, "credential_source");
            return add(planner, &step);
        }
    }
    return aws_place_error(place_of(planner, profile, "credential_source"),
                           DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                           "profile \"%s\" has the credential_source \"%s\": expected Environment, "
                           "Ec2InstanceMetadata or EcsContainer",
                           profile, name);
}

static dxaws_error *plan_web_identity(struct planner *planner, const char *profile, bool *done)
{
    struct aws_step step =
        begin(planner, profile, AWS_STEP_WEB_IDENTITY, "web_identity_token_file");
    step.token_file = get(planner, profile, "web_identity_token_file");
    step.role_arn = get(planner, profile, "role_arn");
    step.session_name = get(planner, profile, "role_session_name");
    *done = step.token_file != NULL;
    if (!*done) {
        return NULL;
    }
    return step.role_arn ? add(planner, &step)
                         : refuse(planner, profile, "web_identity_token_file",
                                  "has web_identity_token_file but no role_arn",
                                  "add the role that the token is for");
}

/* Takes what the session's section says; a profile may repeat it, not say otherwise. */
static dxaws_error *use_sso_session(const struct planner *planner, const char *profile,
                                    struct aws_step *step)
{
    const struct {
        const char *name;
        const char **value;
        const char *both;
    } members[] = {
        {"sso_start_url", &step->sso_start_url, "has both sso_session and another sso_start_url"},
        {"sso_region", &step->sso_region, "has both sso_session and another sso_region"},
    };
    dxaws_error *error =
        aws_config_check(planner->config, AWS_CONFIG_SSO_SESSION, step->sso_session);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !error; i++) {
        const char *own = *members[i].value;
        *members[i].value = aws_config_get(planner->config, AWS_CONFIG_SSO_SESSION,
                                           step->sso_session, members[i].name);
        if (own && (!*members[i].value || strcmp(own, *members[i].value) != 0)) {
            error = refuse(planner, profile, members[i].name, members[i].both,
                           "where a session is named, its section has these");
        }
    }
    return error;
}

static dxaws_error *plan_sso(struct planner *planner, const char *profile, bool *done)
{
    struct aws_step step = begin(planner, profile, AWS_STEP_SSO, "sso_session");
    step.sso_session = get(planner, profile, "sso_session");
    step.sso_start_url = get(planner, profile, "sso_start_url");
    step.sso_region = get(planner, profile, "sso_region");
    step.sso_account_id = get(planner, profile, "sso_account_id");
    step.sso_role_name = get(planner, profile, "sso_role_name");
    *done = step.sso_session || step.sso_start_url || step.sso_region || step.sso_account_id ||
            step.sso_role_name;
    if (!*done) {
        return NULL;
    }
    const char *place = "the profile";
    if (step.sso_session) {
        if (!aws_config_has(planner->config, AWS_CONFIG_SSO_SESSION, step.sso_session)) {
            return aws_place_error(step.place, DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                                   "profile \"%s\" names the sso-session \"%s\": there is no "
                                   "section [sso-session %s]: add it, or run \"aws configure sso\"",
                                   profile, step.sso_session, step.sso_session);
        }
        dxaws_error *error = use_sso_session(planner, profile, &step);
        if (error) {
            return error;
        }
        place = "its sso-session";
    }
    const char *missing = !step.sso_start_url ? "sso_start_url"
                          : !step.sso_region  ? "sso_region"
                                              : NULL;
    /* A session without account and role is for tokens alone; asked for credentials, it fails. */
    if (!missing && (step.sso_account_id || step.sso_role_name || !step.sso_session)) {
        missing = !step.sso_account_id  ? "sso_account_id"
                  : !step.sso_role_name ? "sso_role_name"
                                        : NULL;
        place = "the profile";
    }
    if (missing) {
        return aws_place_error(step.place, DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                               "profile \"%s\" uses single sign-on, but %s does not set %s: add "
                               "it, or run \"aws configure sso\"",
                               profile, place, missing);
    }
    return add(planner, &step);
}

static dxaws_error *plan_process(struct planner *planner, const char *profile, bool *done)
{
    struct aws_step step = begin(planner, profile, AWS_STEP_PROCESS, "credential_process");
    step.command = get(planner, profile, "credential_process");
    *done = step.command != NULL;
    return *done ? add(planner, &step) : NULL;
}

static dxaws_error *plan_login(struct planner *planner, const char *profile, bool *done)
{
    *done = get(planner, profile, "login_session") != NULL;
    if (!*done) {
        return NULL;
    }
    struct aws_buffer name = {0};
    aws_config_quote(&name, profile);
    dxaws_error *error =
        name.failed
            ? dxaws_error_out_of_memory()
            : aws_place_error(place_of(planner, profile, "login_session"), DXAWS_ERROR_UNSUPPORTED,
                              "CredentialSourceUnsupported",
                              "profile \"%s\" gets its credentials by login_session, which this "
                              "version cannot do: add a section [profile login-keys] with "
                              "credential_process = aws configure export-credentials --profile "
                              "%s, and use that profile",
                              profile, aws_buffer_string(&name));
    aws_buffer_free(&name);
    return error;
}

static dxaws_error *plan_base(struct planner *planner, const char *profile, bool *done)
{
    static dxaws_error *(*const plans[])(struct planner *, const char *, bool *) = {
        plan_keys, plan_web_identity, plan_sso, plan_login, plan_process, plan_named_source};
    dxaws_error *error = NULL;
    *done = false;
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]) && !error && !*done; i++) {
        error = plans[i](planner, profile, done);
    }
    return error;
}

/* ---- roles ---- */

static dxaws_error *read_duration(const struct planner *planner, const char *profile,
                                  unsigned *duration_s)
{
    const char *text = get(planner, profile, "duration_seconds");
    *duration_s = 0;
    if (!text) {
        return NULL;
    }
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end || value < 900 || value > 43200) {
        return aws_place_error(place_of(planner, profile, "duration_seconds"),
                               DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                               "profile \"%s\" has the duration_seconds \"%s\": expected a number "
                               "from 900 to 43200",
                               profile, text);
    }
    *duration_s = (unsigned)value;
    return NULL;
}

/* The role, and in *next the profile whose credentials assume it. */
static dxaws_error *plan_role(struct planner *planner, const char *profile, const char **next)
{
    const char *source = get(planner, profile, "source_profile");
    const char *named = get(planner, profile, "credential_source");
    if (source && named) {
        return refuse(planner, profile, "credential_source",
                      "has both source_profile and credential_source",
                      "a role is assumed by one of them, so remove the other");
    }
    if (!source && !named) {
        return refuse(planner, profile, "role_arn",
                      "has role_arn but neither source_profile nor credential_source",
                      "say whose credentials assume the role");
    }
    struct aws_step step = begin(planner, profile, AWS_STEP_ASSUME_ROLE, "role_arn");
    step.role_arn = get(planner, profile, "role_arn");
    step.external_id = get(planner, profile, "external_id");
    step.session_name = get(planner, profile, "role_session_name");
    step.mfa_serial = get(planner, profile, "mfa_serial");
    dxaws_error *error = read_duration(planner, profile, &step.duration_s);
    *next = source ? source : profile;
    return error ? error : add(planner, &step);
}

static bool was_visited(const struct planner *planner, const char *profile)
{
    for (size_t i = 0; i < planner->plan.count; i++) {
        if (strcmp(planner->plan.steps[i].profile, profile) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *no_such_source(const struct planner *planner, const char *profile,
                                   const char *source)
{
    return aws_place_error(
        place_of(planner, profile, "source_profile"), DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
        "profile \"%s\" has the source_profile \"%s\", which does not exist: add "
        "that profile, or name another one",
        profile, source);
}

static dxaws_error *loop(const struct planner *planner, const char *referrer, const char *profile)
{
    return aws_place_error(place_of(planner, referrer, "source_profile"),
                           DXAWS_ERROR_INVALID_ARGUMENT, "ProfileError",
                           "profile \"%s\" has the source_profile \"%s\", which leads back to it: "
                           "the profiles form a loop, and one of them must have credentials of its "
                           "own",
                           referrer, profile);
}

/* Follows the roles to where the credentials start from. */
static dxaws_error *follow(struct planner *planner, const char *root)
{
    const char *profile = root;
    const char *referrer = NULL;
    for (;;) {
        if (!aws_config_has(planner->config, AWS_CONFIG_PROFILE, profile)) {
            return referrer ? no_such_source(planner, referrer, profile) : NULL;
        }
        if (was_visited(planner, profile)) {
            return loop(planner, referrer, profile);
        }
        bool done = false;
        dxaws_error *error = aws_config_check(planner->config, AWS_CONFIG_PROFILE, profile);
        if (referrer && !error) { /* a source that has keys ends the chain, whatever else it says */
            error = plan_keys(planner, profile, &done);
        }
        if (error || done) {
            return error;
        }
        bool is_role =
            get(planner, profile, "role_arn") && !get(planner, profile, "web_identity_token_file");
        const char *next = NULL;
        if (is_role) {
            error = plan_role(planner, profile, &next);
        }
        if (error) {
            return error;
        }
        if (is_role && get(planner, profile, "credential_source")) {
            return plan_named_source(planner, profile, &done);
        }
        if (!is_role || strcmp(next, profile) == 0) {
            error = plan_base(planner, profile, &done);
            return error || done || (!referrer && !is_role)
                       ? error
                       : aws_profile_nothing_in(planner->config, profile, root);
        }
        referrer = profile;
        profile = next;
    }
}

dxaws_error *aws_profile_plan(const struct aws_config *config, const char *profile,
                              struct aws_profile_plan *plan)
{
    struct planner planner = {.config = config};
    struct aws_profile_plan *steps = &planner.plan;
    dxaws_error *error = follow(&planner, profile);
    if (error) {
        aws_profile_plan_free(steps);
        return error;
    }
    for (size_t i = 0; i < steps->count / 2; i++) { /* what was found last is done first */
        struct aws_step step = steps->steps[i];
        steps->steps[i] = steps->steps[steps->count - 1 - i];
        steps->steps[steps->count - 1 - i] = step;
    }
    *plan = planner.plan;
    return NULL;
}

struct aws_place aws_step_place(const struct aws_config *config, const struct aws_step *step,
                                const char *property)
{
    return step->place.file ? aws_config_place(config, AWS_CONFIG_PROFILE, step->profile, property)
                            : (struct aws_place){0};
}

void aws_profile_plan_free(struct aws_profile_plan *plan)
{
    free(plan->steps);
    *plan = (struct aws_profile_plan){0};
}
