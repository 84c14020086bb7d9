/* SPDX-License-Identifier: MIT */
/* dxaws doctor: what a session would use, where each of it comes from, and what is wrong. Goes on
 * after a mistake, so that all of them are seen at once. */
#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "failure.h"
#include "output/diagnosis.h"

/* What is found out; the members of the document are in docs/json.md. */
struct examination {
    struct run *run;
    json_t *document;
    json_t *problems; /* borrowed from the document */
};

/* The first one gives the exit status; each is told once. */
static void add_problem(struct examination *exam, const dxaws_error *error)
{
    json_t *known;
    size_t index;
    json_array_foreach(exam->problems, index, known) {
        const char *message = json_string_value(json_object_get(known, "message"));
        if (message != NULL && strcmp(message, dxaws_error_message(error)) == 0) {
            return;
        }
    }
    if (index == 0) {
        exam->run->status = failure_status(error);
        failure_print(stderr, error, exam->run->options);
    }
    json_array_append_new(exam->problems, run_json(dxaws_error_format(error)));
}

static void take_problem(struct examination *exam, dxaws_error *error)
{
    if (error != NULL) {
        add_problem(exam, error);
        dxaws_error_free(error);
    }
}

static void set_text(json_t *object, const char *name, const char *text)
{
    if (text != NULL) {
        json_object_set_new(object, name, json_string(text));
    }
}

/* What the files have in vain; a mistake that is in the way is a problem already. */
static void describe_warnings(struct examination *exam, const dxaws_settings_report *report)
{
    json_t *warnings = json_array();
    for (size_t i = 0; i < dxaws_settings_report_warning_count(report); i++) {
        const char *warning = dxaws_settings_report_warning_at(report, i);
        bool known = false;
        json_t *problem;
        size_t index;
        json_array_foreach(exam->problems, index, problem) {
            const char *message = json_string_value(json_object_get(problem, "message"));
            known = known || (message != NULL && strcmp(message, warning) == 0);
        }
        if (!known) {
            json_array_append_new(warnings, json_string(warning));
        }
    }
    json_object_set_new(exam->document, "warnings", warnings);
}

static dxaws_error *examine_settings(struct examination *exam)
{
    DXAWS_AUTO(dxaws_settings_report) report = NULL;
    dxaws_error *error =
        dxaws_session_get_settings_report(exam->run->session, exam->run->context, &report);
    json_t *settings = json_array();
    json_t *endpoints = json_array();
    size_t count = error ? 0 : dxaws_settings_report_count(report);
    for (size_t i = 0; i < count; i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(report, i);
        const char *name = dxaws_setting_name(setting);
        const dxaws_error *problem = dxaws_setting_problem(setting);
        bool endpoint = strncmp(name, "endpoint.", 9) == 0;
        json_t *entry = json_object();
        set_text(entry, endpoint ? "service" : "name", endpoint ? name + 9 : name);
        set_text(entry, endpoint ? "url" : "value", dxaws_setting_value(setting));
        set_text(entry, "source", dxaws_setting_source(setting));
        if (problem != NULL) {
            set_text(entry, "problem", dxaws_error_message(problem));
            add_problem(exam, problem);
        }
        json_array_append_new(endpoint ? endpoints : settings, entry);
    }
    json_object_set_new(exam->document, "settings", settings);
    json_object_set_new(exam->document, "endpoints", endpoints);
    if (report != NULL) {
        describe_warnings(exam, report);
    }
    return error;
}

/* Its last four characters, as far as that leaves something out. */
static json_t *masked(const char *key)
{
    char text[16];
    size_t size = strlen(key);
    snprintf(text, sizeof text, "****%s", size >= 8 ? key + size - 4 : "");
    return json_string(text);
}

static void describe_keys(json_t *object, const dxaws_credentials *keys)
{
    int64_t expires_ms;
    json_object_set_new(object, "access_key_id", masked(dxaws_credentials_access_key_id(keys)));
    set_text(object, "source", dxaws_credentials_source(keys));
    set_text(object, "account_id", dxaws_credentials_account_id(keys));
    if (dxaws_credentials_expires_ms(keys, &expires_ms)) {
        char text[32] = "";
        time_t seconds = (time_t)(expires_ms / 1000);
        struct tm parts;
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
        set_text(object, "expires", text);
    }
}

static json_t *describe_sources(const dxaws_credentials_report *report)
{
    static const char *const outcomes[] = {
        [DXAWS_CREDENTIALS_FOUND] = "found",
        [DXAWS_CREDENTIALS_NOTHING] = "nothing",
        [DXAWS_CREDENTIALS_FAILED] = "failed",
        [DXAWS_CREDENTIALS_NOT_ASKED] = "not asked",
    };
    json_t *sources = json_array();
    for (size_t i = 0; i < dxaws_credentials_report_count(report); i++) {
        const dxaws_credential_finding *finding = dxaws_credentials_report_at(report, i);
        size_t outcome = dxaws_credential_finding_outcome(finding);
        json_t *entry = json_object();
        set_text(entry, "source", dxaws_credential_finding_source(finding));
        set_text(entry, "outcome",
                 outcome < sizeof outcomes / sizeof outcomes[0] ? outcomes[outcome] : NULL);
        set_text(entry, "detail", dxaws_credential_finding_detail(finding));
        json_array_append_new(sources, entry);
    }
    return sources;
}

/* False when there are none, so that nobody can be asked who they belong to. */
static bool examine_credentials(struct examination *exam)
{
    struct run *run = exam->run;
    DXAWS_AUTO(dxaws_credentials_report) report = NULL;
    DXAWS_AUTO(dxaws_credentials) keys = NULL;
    json_t *credentials = json_object();
    json_object_set_new(exam->document, "credentials", credentials);
    dxaws_error *error = dxaws_session_get_credentials_report(run->session, run->context, &report);
    if (error == NULL) {
        json_object_set_new(credentials, "sources", describe_sources(report));
        if (dxaws_credentials_report_error(report) != NULL) {
            add_problem(exam, dxaws_credentials_report_error(report));
            return false;
        }
        error = dxaws_session_export_credentials(run->session, run->context, &keys);
    }
    if (error == NULL) {
        describe_keys(credentials, keys);
    }
    take_problem(exam, error);
    return keys != NULL;
}

static void examine_caller(struct examination *exam)
{
    struct run *run = exam->run;
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    int64_t skew_ms = 0;
    dxaws_error *error = dxaws_session_get_aws_env(run->session, run->context, &env);
    if (error == NULL) {
        json_object_set_new(exam->document, "caller",
                            json_pack("{ss ss ss ss}", "account", dxaws_aws_env_account(env), "arn",
                                      dxaws_aws_env_caller_arn(env), "partition",
                                      dxaws_aws_env_partition(env), "region",
                                      dxaws_aws_env_region(env)));
    }
    take_problem(exam, error);
    if (dxaws_session_clock_skew_ms(run->session, &skew_ms)) {
        json_object_set_new(exam->document, "clock",
                            json_pack("{sI}", "skew_ms", (json_int_t)skew_ms));
    }
}

dxaws_error *doctor_run(struct run *run)
{
    struct examination exam = {.run = run, .document = json_object(), .problems = json_array()};
    if (exam.problems == NULL || json_object_set_new(exam.document, "problems", exam.problems)) {
        json_decref(exam.document);
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = adapters_open_progress(run);
    error = error ? error : examine_settings(&exam);
    if (error != NULL) {
        json_decref(exam.document);
        return error;
    }
    if (examine_credentials(&exam)) {
        examine_caller(&exam);
    } else {
        const char *region;
        take_problem(&exam, dxaws_session_get_region(run->session, run->context, &region));
    }
    json_object_set_new(exam.document, "healthy",
                        json_boolean(json_array_size(exam.problems) == 0));
    if (run->options->json) {
        return run_print_json(run, "dxaws.doctor/1", exam.document);
    }
    diagnosis_print(stdout, exam.document, run->colors);
    json_decref(exam.document);
    return NULL;
}
