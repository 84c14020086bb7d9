/* SPDX-License-Identifier: MIT */
/* The default chain: which sources are asked, in which order, and what is said when none has. */
#include "credentials.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/credentials.h>

#include "sources.h"

static const struct aws_credential_source *const chain[] = {
    &aws_source_explicit,     &aws_source_program,   &aws_source_environment, &aws_source_profile,
    &aws_source_web_identity, &aws_source_container, &aws_source_instance,
};
enum { SOURCES = sizeof(chain) / sizeof(chain[0]) };

void aws_chain_report_free(struct aws_chain_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->entries[i].detail);
    }
    *report = (struct aws_chain_report){0};
}

static void note(struct aws_chain_report *report, const char *name, int outcome, const char *detail)
{
    if (!report || report->count == AWS_CHAIN_LIMIT) {
        return;
    }
    report->entries[report->count++] = (struct dxaws_credential_finding){
        .name = name, .outcome = outcome, .detail = detail ? strdup(detail) : NULL};
}

/* Most programs have no source of their own, and their users should not have to read of it. */
static bool is_absent(const struct aws_settings *settings, size_t index)
{
    return chain[index] == &aws_source_program && !settings->options.source_fetch;
}

/* On compute only what the machine itself and the program offer counts. */
static bool is_excluded(const struct aws_settings *settings, size_t index)
{
    return settings->options.aws_compute &&
           (chain[index] == &aws_source_environment || chain[index] == &aws_source_profile ||
            chain[index] == &aws_source_web_identity);
}

/* Asks one source. why collects what each had. */
static dxaws_error *ask(const struct aws_settings *settings, dxaws_context *context, size_t index,
                        struct aws_credentials **found, struct aws_buffer *why,
                        struct aws_chain_report *report)
{
    const struct aws_credential_source *source = chain[index];
    dxaws_error *error = NULL;
    if (is_absent(settings, index)) {
        return NULL;
    }
    aws_buffer_format(why, "%s%s: ", why->size ? "; " : "", source->name);
    size_t start = why->size;
    if (is_excluded(settings, index)) {
        aws_buffer_text(why, "not used on AWS compute");
    } else {
        error = source->find(settings, context, found, why);
    }
    const char *reason = aws_buffer_string(why) + (why->failed ? 0 : start);
    if (error) {
        note(report, source->name, DXAWS_CREDENTIALS_FAILED, dxaws_error_message(error));
    } else if (*found) {
        note(report, source->name, DXAWS_CREDENTIALS_FOUND, aws_credentials_source(*found));
    } else {
        note(report, source->name, DXAWS_CREDENTIALS_NOTHING, reason);
    }
    return error;
}

/* The role of the session's options, with whatever was found. */
static dxaws_error *assume(const struct aws_settings *settings, dxaws_context *context,
                           struct aws_credentials **found, struct aws_chain_report *report)
{
    const dxaws_session_options *options = &settings->options;
    if (!options->has_role) {
        return NULL;
    }
    const struct aws_step step = {.kind = AWS_STEP_ASSUME_ROLE,
                                  .profile = settings->profile,
                                  .role_arn = options->role_arn,
                                  .external_id = options->external_id,
                                  .session_name = options->role_session_name,
                                  .duration_s = options->role_duration_s};
    struct aws_credentials *by = *found;
    *found = NULL;
    bool chained = aws_credentials_is_stable(by); /* what a role or a machine has */
    dxaws_error *error = aws_assume_role_step(settings, context, &step, by, chained, found);
    aws_credentials_unref(by);
    note(report, "role", error ? DXAWS_CREDENTIALS_FAILED : DXAWS_CREDENTIALS_FOUND,
         error ? dxaws_error_message(error) : aws_credentials_source(*found));
    return error;
}

/* That no source has any. What the profile lacks comes first: somebody meant it to have them. */
static dxaws_error *none(const struct aws_settings *settings, const struct aws_buffer *why)
{
    dxaws_error *lack = settings->options.aws_compute
                            ? NULL
                            : aws_profile_lack(&settings->config, settings->profile);
    if (lack || why->failed) {
        return lack ? lack : dxaws_error_out_of_memory();
    }
    return dxaws_error_new(DXAWS_ERROR_UNAUTHENTICATED, "core", "NoCredentials",
                           "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile "
                           "that has them: found no AWS credentials (%s)",
                           aws_buffer_string(why));
}

/* Somebody meant the profile, and another identity works. */
static void tell_passed_over(const struct aws_settings *settings, dxaws_context *context,
                             const struct aws_credential_source *found)
{
    bool passed = false;
    for (size_t i = 0; i < SOURCES && chain[i] != found; i++) {
        passed = passed || (chain[i] == &aws_source_profile && !is_excluded(settings, i));
    }
    dxaws_error *lack = passed ? aws_profile_lack(&settings->config, settings->profile) : NULL;
    if (lack) {
        aws_tell_unread(context, dxaws_error_message(lack));
    }
    dxaws_error_free(lack);
}

dxaws_error *aws_credentials_find(const struct aws_settings *settings, dxaws_context *context,
                                  struct aws_credentials **credentials,
                                  struct aws_chain_report *report)
{
    struct aws_buffer why = {0};
    dxaws_error *error = NULL;
    struct aws_credentials *found = NULL;
    size_t asked = 0;
    while (asked < SOURCES && !error && !found) {
        error = ask(settings, context, asked++, &found, &why, report);
    }
    for (size_t i = asked; i < SOURCES; i++) {
        if (!is_absent(settings, i)) {
            note(report, chain[i]->name, DXAWS_CREDENTIALS_NOT_ASKED, NULL);
        }
    }
    if (!error && !found) {
        error = none(settings, &why);
    } else if (!error) {
        tell_passed_over(settings, context, chain[asked - 1]);
    }
    aws_buffer_free(&why);
    if (!error) {
        error = assume(settings, context, &found, report);
    }
    if (!error) {
        *credentials = found;
    }
    return error;
}

static bool has_control(const char *text)
{
    while ((unsigned char)*text >= ' ' && *text != 0x7f) {
        text++;
    }
    return *text != '\0';
}

/* Visible signs of ASCII, without some. */
static bool is_word(const char *text, const char *without)
{
    while (*text > ' ' && *text <= '~' && !strchr(without, *text)) {
        text++;
    }
    return *text == '\0';
}

/* As a file has them whose reader takes quotation marks for a part of the value. */
static bool is_quoted(const char *text)
{
    size_t size = strlen(text);
    return size >= 2 && (text[0] == '"' || text[0] == '\'') && text[size - 1] == text[0];
}

/* What no service would take, and says it with a signature that does not match. */
static dxaws_error *check_fields(const char *key_name, const char *secret_name,
                                 const struct aws_credentials_fields *fields)
{
    const char *key = fields->access_key_id;
    const char *token = fields->token ? fields->token : "";
    enum { KEY, SECRET, TOKEN };
    const char *const names[] = {key_name, secret_name, "the session token"};
    const struct {
        bool wrong;
        int field;
        const char *what;
    } faults[] = {
        {is_quoted(key), KEY, "is in quotation marks, which are part of it: remove them"},
        {is_quoted(fields->secret), SECRET,
         "is in quotation marks, which are part of it: remove them"},
        {is_quoted(token), TOKEN, "is in quotation marks, which are part of it: remove them"},
        {!is_word(key, "/,"), KEY, "is not an access key id: expected letters and digits only"},
        {has_control(fields->secret), SECRET,
         "has a line break or another control character: expected one line"},
        {!is_word(token, ""), TOKEN, "has a space or control character: expected one word"},
    };
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        if (faults[i].wrong) {
            const int field = faults[i].field;
            return aws_place_error(fields->places ? fields->places[field] : (struct aws_place){0},
                                   DXAWS_ERROR_INVALID_ARGUMENT, "InvalidCredentials",
                                   "%s in the %s %s", names[field], fields->source, faults[i].what);
        }
    }
    return NULL;
}

dxaws_error *aws_credentials_from_pair(const char *key_name, const char *secret_name,
                                       const struct aws_credentials_fields *fields,
                                       struct aws_credentials **credentials)
{
    const char *key = fields->access_key_id;
    const char *source = fields->source;
    *credentials = NULL;
    if (!key && !fields->secret) {
        return NULL;
    }
    if (!key || !fields->secret) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "PartialCredentials",
            "partial credentials in the %s: %s is set but %s is not: set both or "
            "neither",
            source, key ? key_name : secret_name, key ? secret_name : key_name);
    }
    dxaws_error *error = check_fields(key_name, secret_name, fields);
    if (error) {
        return error;
    }
    *credentials = aws_credentials_new(fields);
    return *credentials ? NULL : dxaws_error_out_of_memory();
}
