/* SPDX-License-Identifier: MIT */
/* Credentials that a program prints: credential_process (rule 27). */
#include "sources.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "run-process.h"
#include "timestamp.h"
#include "words.h"
#include "os-error.h"

#define TIMEOUT_MS 60000
#define DIAGNOSTICS_LIMIT 400 /* characters that are shown */

static dxaws_error *refuse(const struct aws_step *step, const char *what)
{
    return aws_place_error(step->place, DXAWS_ERROR_PROTOCOL, "CredentialProcessError",
                           "the credential_process of profile \"%s\" %s", step->profile, what);
}

static dxaws_error *read_document(const struct aws_document *document, const struct aws_step *step,
                                  int64_t now_ms, struct aws_credentials **credentials)
{
    const struct aws_document_value *version = aws_document_find(document, "Version");
    if (!version || version->kind != AWS_VALUE_NUMBER ||
        strcmp(document->text.data + version->value, "1") != 0) {
        return refuse(step, "printed no \"Version\": 1, the only version there is");
    }
    static const char *const names[] = {"AccessKeyId", "SecretAccessKey", "SessionToken",
                                        "Expiration", "AccountId"};
    const char *values[5];
    for (size_t i = 0; i < 5; i++) {
        const struct aws_document_value *value = aws_document_find(document, names[i]);
        values[i] = value ? document->text.data + value->value : NULL;
        if (value && value->kind != AWS_VALUE_STRING && i != 4) {
            return refuse(step, "printed a key, token or expiration that is not a string");
        }
        if (values[i] && !*values[i]) {
            values[i] = NULL;
        }
    }
    if (!values[0]) {
        return refuse(step, "printed no AccessKeyId");
    }
    if (!values[1]) {
        return refuse(step, "printed no SecretAccessKey");
    }
    struct aws_buffer source = {0};
    aws_buffer_format(&source, "process of profile \"%s\"", step->profile);
    if (source.failed) {
        return dxaws_error_out_of_memory();
    }
    struct aws_credentials_fields fields = {
        .access_key_id = values[0],
        .secret = values[1],
        .token = values[2],
        .account_id = values[4] ? values[4] : step->account_id,
        .source = source.data,
        .expires_ms = INT64_MAX,
        .renewable = true,
    };
    dxaws_error *error = NULL;
    if (values[3] && !aws_timestamp_parse(values[3], &fields.expires_ms)) {
        error = refuse(step, "printed an Expiration that is not a time such as "
                             "2026-05-23T18:31:31Z");
    } else if (fields.expires_ms <= now_ms) {
        error = refuse(step, "printed credentials that have already expired");
    } else {
        error = aws_credentials_from_pair("AccessKeyId", "SecretAccessKey", &fields, credentials);
    }
    aws_buffer_free(&source);
    return error;
}

dxaws_error *aws_process_parse(const char *output, size_t size, const struct aws_step *step,
                               int64_t now_ms, struct aws_credentials **credentials)
{
    struct aws_document document = {0};
    dxaws_error *error;
    if (aws_document_read_json(&document, output, size)) {
        error = read_document(&document, step, now_ms, credentials);
    } else {
        error = refuse(step, "printed something that is not a JSON object: expected "
                             "{\"Version\": 1, \"AccessKeyId\": ..., \"SecretAccessKey\": ...}");
    }
    aws_document_free(&document);
    return error;
}

/* What it wrote to standard error, without what is in its output or is called a secret there. */
static void append_diagnostics(struct aws_buffer *out, const char *diagnostics, const char *output)
{
    struct aws_secrets secrets = {0};
    size_t size = strlen(diagnostics);
    while (size && strchr(" \t\r\n", diagnostics[size - 1])) {
        size--;
    }
    char *trimmed = strndup(diagnostics, size);
    aws_secrets_add(&secrets, output);
    aws_append_clean(out, trimmed ? trimmed : "", DIAGNOSTICS_LIMIT, &secrets);
    aws_secrets_free(&secrets);
    aws_string_wipe(trimmed);
}

static dxaws_error *failed(dxaws_context *context, const struct aws_step *step, const char *program,
                           int status, const char *output, const char *diagnostics)
{
    struct aws_buffer text = {0};
    char reason[AWS_OS_ERROR_SIZE] = "";
    if (status == -ETIMEDOUT) {
        aws_buffer_text(&text, "did not end in time and was stopped: run it by hand to see "
                               "what it waits for");
    } else if (status == -EFBIG) {
        aws_buffer_text(&text, "printed more than 64 KiB");
    } else if (status < 0) {
        aws_buffer_format(&text,
                          "cannot be run: \"%s\": %s; name a program by its path, or one "
                          "that is on the PATH",
                          program, aws_os_error(-status, reason));
    } else {
        aws_buffer_format(&text, "failed with exit status %d", status);
    }
    if (diagnostics && diagnostics[strspn(diagnostics, " \t\r\n")]) {
        aws_buffer_text(&text, ": ");
        append_diagnostics(&text, diagnostics, output);
    } else if (status > 0) {
        aws_buffer_text(&text, ": run it by hand to see why");
    }
    /* The caller's own deadline is no fault of the process. */
    bool late = status == -ETIMEDOUT && dxaws_context_remaining_ms(context) <= 0;
    dxaws_error *error = aws_place_error(step->place,
                                         status == -ECANCELED ? DXAWS_ERROR_CANCELLED
                                         : late               ? DXAWS_ERROR_TIMEOUT
                                                              : DXAWS_ERROR_UNAUTHENTICATED,
                                         status == -ECANCELED ? "Cancelled"
                                         : late               ? "DeadlineExceeded"
                                                              : "CredentialProcessError",
                                         "the credential_process of profile \"%s\" %s",
                                         step->profile, aws_buffer_string(&text));
    aws_buffer_free(&text);
    return error;
}

dxaws_error *aws_process_step(const struct aws_settings *settings, dxaws_context *context,
                              const struct aws_step *step, struct aws_credentials **credentials)
{
    const dxaws_session_options *options = &settings->options;
    char **arguments = NULL;
    const char *why = NULL;
    aws_words_split(step->command, &arguments, &why);
    if (!arguments) {
        return why ? aws_place_error(step->place, DXAWS_ERROR_INVALID_ARGUMENT,
                                     "CredentialProcessError",
                                     "the credential_process of profile \"%s\" cannot be read: %s",
                                     step->profile, why)
                   : dxaws_error_out_of_memory();
    }
    char *output = NULL;
    char *diagnostics = NULL;
    int status = (options->processes.run ? options->processes.run : aws_spawn)(
        options->processes_self, context, (const char *const *)arguments, TIMEOUT_MS, &output,
        &diagnostics);
    dxaws_error *error = NULL;
    if (status) {
        error =
            failed(context, step, arguments[0] ? arguments[0] : "", status, output, diagnostics);
    } else if (!output) {
        error = dxaws_error_out_of_memory();
    } else {
        error = aws_process_parse(output, strlen(output), step, dxaws_context_now_ms(context),
                                  credentials);
    }
    aws_string_wipe(output);
    aws_string_wipe(diagnostics);
    free(arguments);
    return error;
}
