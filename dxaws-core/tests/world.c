/* SPDX-License-Identifier: MIT */
/* Recorded worlds, replayed. */
#include "world.h"

#include <errno.h>
#include <stdio.h>

#include <dxaws/credentials.h>

#include "timestamp.h"

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void surprise(struct world *world, const char *what, const char *detail)
{
    if (!world->problem[0]) {
        snprintf(world->problem, sizeof(world->problem), "%.200s: %.800s", what, detail);
    }
}

/* Text, or JSON to be written as text. */
static char *content(const json_t *value)
{
    if (!value) {
        return strdup("");
    }
    return json_is_string(value) ? strdup(json_string_value(value)) : json_dumps(value, 0);
}

/* ---- what is ambient ---- */

static const char *look_up(void *self, const char *name)
{
    const struct world *world = self;
    const char *value = text_of(json_object_get(world->json, "environment"), name);
    return value || strcmp(name, "HOME") != 0 ? value : "/home";
}

static int read_file(void *self, const char *path, char **text, size_t *size)
{
    static const struct {
        const char *name;
        int problem;
    } problems[] = {{"EACCES", EACCES}, {"EISDIR", EISDIR}, {"EIO", EIO}};
    const struct world *world = self;
    const char *value = text_of(json_object_get(world->json, "files"), path);
    if (!value) {
        return ENOENT;
    }
    for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++) {
        if (strcmp(value, problems[i].name) == 0) {
            return problems[i].problem;
        }
    }
    *text = strdup(value);
    *size = strlen(value);
    return 0;
}

static int write_file(void *self, const char *path, const char *text, size_t size)
{
    struct world *world = self;
    json_object_set_new(world->written, path, json_stringn(text, size));
    return 0;
}

static int run(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
               char **output, char **diagnostics)
{
    (void)context;
    struct world *world = self;
    char line[512] = "";
    for (size_t i = 0; arguments[i]; i++) {
        snprintf(line + strlen(line), sizeof(line) - strlen(line), "%s%s", i ? "|" : "",
                 arguments[i]);
    }
    const json_t *program = json_object_get(json_object_get(world->json, "programs"), line);
    if (!program || timeout_ms <= 0) {
        surprise(world, "unexpected program", line);
        return -ENOENT;
    }
    *output = content(json_object_get(program, "output"));
    *diagnostics = content(json_object_get(program, "errors"));
    return (int)json_integer_value(json_object_get(program, "status"));
}

static void check_request(struct world *world, const json_t *step,
                          const dxaws_transport_request *request)
{
    const char *url = dxaws_transport_request_url(request);
    const char *method = text_of(step, "method");
    if (strcmp(dxaws_transport_request_method(request), method ? method : "GET") != 0) {
        surprise(world, "another method", dxaws_transport_request_method(request));
    }
    if (!text_of(step, "url") || strcmp(url, text_of(step, "url")) != 0) {
        surprise(world, "another request", url);
    }
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(step, "sends"), name, value) {
        const char *sent = dxaws_transport_request_header(request, name);
        const char *wanted = json_string_value(value); /* NULL: must not be sent */
        if (!sent != !wanted || (sent && !strstr(sent, wanted))) {
            surprise(world, name, sent ? sent : "is not sent");
        }
    }
    size_t size = 0;
    const char *body = dxaws_transport_request_body(request, &size);
    size_t index;
    json_array_foreach(json_object_get(step, "contains"), index, value) {
        if (!body || !memmem(body, size, json_string_value(value), json_string_length(value))) {
            surprise(world, "the body lacks", json_string_value(value));
        }
    }
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)context;
    struct world *world = self;
    const json_t *step = json_array_get(json_object_get(world->json, "http"), world->next_request);
    world->next_request++;
    if (!step) {
        surprise(world, "one more request", dxaws_transport_request_url(request));
        return dxaws_error_new(DXAWS_ERROR_INTERNAL, "test", "Unexpected", "one more request");
    }
    check_request(world, step, request);
    const char *kind = text_of(step, "fails");
    if (kind) {
        return dxaws_error_new(dxaws_error_kind_parse(kind), "test", "Scripted",
                               "as the script says");
    }
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(step, "headers"), name, value) {
        dxaws_transport_response_add_header(response, name, json_string_value(value));
    }
    char *body = content(json_object_get(step, "body"));
    dxaws_transport_response_append_body(response, body, strlen(body));
    free(body);
    const json_t *status = json_object_get(step, "status");
    dxaws_transport_response_set_status(response, status ? (int)json_integer_value(status) : 200);
    return NULL;
}

static bool give_code(void *self, const char *serial, char *code, size_t size)
{
    const struct world *world = self;
    const char *value = text_of(json_object_get(world->json, "options"), "mfa");
    return value && *serial && snprintf(code, size, "%s", value) < (int)size;
}

/* ---- time and events ---- */

static int64_t now(void *self)
{
    return ((struct world *)self)->now_ms;
}

static void pass(void *self, int64_t ms)
{
    ((struct world *)self)->now_ms += ms;
}

static double half(void *self)
{
    (void)self;
    return 0.5;
}

static void collect(void *self, const dxaws_event *event)
{
    struct world *world = self;
    size_t used = strlen(world->events);
    const char *fields = dxaws_event_fields(event);
    snprintf(world->events + used, sizeof(world->events) - used, "%s %s\n", dxaws_event_type(event),
             fields ? fields : "");
}

/* ---- worlds ---- */

json_t *world_table(const char *path)
{
    json_error_t problem;
    json_t *table = json_load_file(path, 0, &problem);
    if (table && text_of(table, "origin")) {
        return table;
    }
    fprintf(stderr, "%s line %d: %s\n", path, table ? 1 : problem.line,
            table ? "it does not say where it comes from" : problem.text);
    exit(EXIT_FAILURE);
}

void world_open(struct world *world, json_t *json)
{
    memset(world, 0, sizeof(*world));
    world->json = json;
    world->written = json_object();
    const char *time = text_of(json, "now");
    ck_assert(aws_timestamp_parse(time ? time : "2026-05-23T12:00:00Z", &world->now_ms));
}

void world_close(struct world *world)
{
    json_decref(world->written);
}

void world_read(struct world *world, const char *text)
{
    char *json = strdup(text);
    for (char *p = json; *p; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    json_error_t problem;
    json_t *parsed = json_loads(json, 0, &problem);
    ck_assert_msg(parsed != NULL, "%s in %s", problem.text, json);
    free(json);
    world_open(world, parsed);
}

void world_finish(struct world *world)
{
    ck_assert_msg(!world->problem[0], "%s", world->problem);
    ck_assert_uint_eq(world->next_request, json_array_size(json_object_get(world->json, "http")));
    ck_assert_ptr_null(strstr(world->events, "canary"));
    json_decref(world->json);
    world_close(world);
}

dxaws_session *world_session(struct world *world)
{
    static const dxaws_file_ops files = {sizeof(files), read_file, write_file};
    static const dxaws_process_ops processes = {sizeof(processes), run};
    static const dxaws_transport_ops transport = {.size = sizeof(transport), .perform = perform};
    const json_t *wanted = json_object_get(world->json, "options");
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, look_up, world);
    dxaws_session_options_set_files(options, &files, world);
    dxaws_session_options_set_processes(options, &processes, world);
    dxaws_session_options_set_transport(options, &transport, world);
    dxaws_session_options_set_profile(options, text_of(wanted, "profile"));
    dxaws_session_options_set_region(options, text_of(wanted, "region"));
    dxaws_session_options_set_aws_compute(options,
                                          json_is_true(json_object_get(wanted, "aws_compute")));
    dxaws_session_options_set_role(
        options, text_of(wanted, "role_arn"), text_of(wanted, "external_id"),
        text_of(wanted, "session_name"),
        (unsigned)json_integer_value(json_object_get(wanted, "duration_s")));
    if (text_of(wanted, "mfa")) {
        dxaws_session_options_set_mfa(options, give_code, world);
    }
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

dxaws_context *world_context(struct world *world)
{
    static const dxaws_clock_ops clock = {sizeof(clock), now, now, pass, half, NULL};
    static const dxaws_sink_ops sink_ops = {sizeof(sink_ops), collect, NULL};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, world));
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new(&sink_ops, world, &sink));
    dxaws_context_set_sink(context, sink);
    return context;
}

static void compare(struct world *world, const char *name, const char *got)
{
    const json_t *wanted = json_object_get(json_object_get(world->json, "expect"), name);
    const char *text = json_string_value(wanted);
    if (!wanted) {
        return;
    }
    if (!text != !got || (text && strcmp(text, got) != 0)) {
        surprise(world, name, got ? got : "there is none");
    }
}

static void compare_credentials(struct world *world, const dxaws_credentials *credentials)
{
    char expires[AWS_TIMESTAMP_SIZE] = "never";
    int64_t expires_ms = dxaws_credentials_expires_ms(credentials);
    if (expires_ms != INT64_MAX) {
        aws_timestamp_format(expires_ms, expires);
    }
    compare(world, "key", dxaws_credentials_access_key_id(credentials));
    compare(world, "secret", dxaws_credentials_secret_access_key(credentials));
    compare(world, "token", dxaws_credentials_session_token(credentials));
    compare(world, "account", dxaws_credentials_account_id(credentials));
    compare(world, "source", dxaws_credentials_source(credentials));
    compare(world, "expires", expires);
    if (!json_object_get(world->json, "expect")) {
        surprise(world, "there are credentials", dxaws_credentials_source(credentials));
    }
}

static void compare_error(struct world *world, const dxaws_error *error)
{
    char got[2048];
    snprintf(got, sizeof(got), "%s: %s", dxaws_error_kind_name(dxaws_error_get_kind(error)),
             dxaws_error_message(error));
    const char *wanted = text_of(world->json, "error");
    const char *colon = wanted ? strchr(wanted, ':') : NULL;
    if (!wanted || (*wanted && (!colon || strncmp(got, wanted, (size_t)(colon - wanted)) != 0 ||
                                !strstr(got, colon + 2)))) {
        surprise(world, "an error", got);
    }
    for (const dxaws_error *cause = error; cause; cause = dxaws_error_cause(cause)) {
        if (strstr(dxaws_error_message(cause), "canary") ||
            strchr(dxaws_error_message(cause), '\n')) {
            surprise(world, "a secret or a line break in the error", dxaws_error_message(cause));
        }
    }
}

void world_check(struct world *world, const char *table)
{
    const char *label = text_of(world->json, "name");
    DXAWS_AUTO(dxaws_session) session = world_session(world);
    DXAWS_AUTO(dxaws_context) context = world_context(world);
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_session_export_credentials(session, context, &credentials);
    if (error) {
        compare_error(world, error);
    } else {
        compare_credentials(world, credentials);
    }
    if (world->next_request < json_array_size(json_object_get(world->json, "http"))) {
        surprise(world, "fewer requests than recorded", "");
    }
    const char *path;
    json_t *value;
    json_object_foreach(json_object_get(world->json, "written"), path, value) {
        const char *text = text_of(world->written, path);
        if (!text || !strstr(text, json_string_value(value))) {
            surprise(world, path, text ? text : "is not written");
        }
    }
    if (strstr(world->events, "canary")) {
        surprise(world, "a secret in the events", world->events);
    }
    ck_assert_msg(!world->problem[0], "%s: %s: %s", table, label, world->problem);
}
