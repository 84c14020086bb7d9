/* SPDX-License-Identifier: MIT */
/* Recorded worlds, replayed. */
#include "world.h"

#include <dxaws/kit/sent-body.h>

#include <errno.h>
#include <stdio.h>

#include "timestamp.h"

void world_surprise(struct world *world, const char *what, const char *detail)
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
    const char *value = table_text(json_object_get(world->json, "environment"), name);
    return value || strcmp(name, "HOME") != 0 ? value : "/home";
}

static int read_file(void *self, const char *path, char **text, size_t *size)
{
    static const struct {
        const char *name;
        int problem;
    } problems[] = {{"EACCES", EACCES}, {"EISDIR", EISDIR}, {"EIO", EIO}};
    const struct world *world = self;
    const char *value = table_text(json_object_get(world->json, "files"), path);
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

static bool is_recorded(const struct world *world)
{
    return table_flag(world->json, "recorded");
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
    int status = 0;
    if (!program && is_recorded(world) && world_shell(arguments, output, &status)) {
        *diagnostics = strdup("");
        return status;
    }
    if (!program || timeout_ms <= 0) {
        world_surprise(world, "unexpected program", line);
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
    const char *method = table_text(step, "method");
    if (strcmp(dxaws_transport_request_method(request), method ? method : "GET") != 0) {
        world_surprise(world, "another method", dxaws_transport_request_method(request));
    }
    const char *wanted_url = table_text(step, "url");
    bool same =
        is_recorded(world) ? world_is_same_url(url, wanted_url) : strcmp(url, wanted_url) == 0;
    if (!same) {
        world_surprise(world, "another request", url);
    }
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(step, "sends"), name, value) {
        const char *sent = dxaws_transport_request_header(request, name);
        const char *wanted = json_string_value(value); /* NULL: must not be sent */
        if (!sent != !wanted || (sent && !strstr(sent, wanted))) {
            world_surprise(world, name, sent ? sent : "is not sent");
        }
    }
    const json_t *limits = json_object_get(step, "limits_ms");
    int64_t connect_ms = dxaws_transport_request_connect_timeout_ms(request);
    int64_t whole_ms = dxaws_transport_request_timeout_ms(request);
    if (limits && (connect_ms != json_integer_value(json_array_get(limits, 0)) ||
                   whole_ms != json_integer_value(json_array_get(limits, 1)) ||
                   !dxaws_transport_request_is_direct(request))) {
        world_surprise(world, "other limits, or a proxy", url);
    }
    size_t size = 0;
    char *body = dx_sent_body(request, &size);
    size_t index;
    json_array_foreach(json_object_get(step, "contains"), index, value) {
        if (!memmem(body, size, json_string_value(value), json_string_length(value))) {
            world_surprise(world, "the body lacks", json_string_value(value));
        }
    }
    free(body);
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)context;
    struct world *world = self;
    const json_t *steps = json_object_get(world->json, "http");
    const json_t *step = json_array_get(steps, world->next_request);
    dxaws_error *error = NULL;
    if (world->meddle && world->meddle(world, request, response, &error)) {
        world->next_request++;
        return error;
    }
    if (is_recorded(world) && strstr(dxaws_transport_request_url(request), "-extended/")) {
        dxaws_transport_response_set_status(response, 404);
        return NULL;
    }
    if (is_recorded(world) && !step && world->next_request) {
        step = json_array_get(steps, --world->next_request);
    }
    world->next_request++;
    if (!step) {
        world_surprise(world, "one more request", dxaws_transport_request_url(request));
        return dxaws_error_new(DXAWS_ERROR_INTERNAL, "test", "Unexpected", "one more request");
    }
    check_request(world, step, request);
    const char *kind = table_text(step, "fails");
    if (kind) {
        return dxaws_error_new(dxaws_error_kind_from_name(kind), "test", "Scripted",
                               "as the script says");
    }
    const char *name;
    json_t *value;
    bool told_id = false;
    json_object_foreach(json_object_get(step, "headers"), name, value) {
        dxaws_transport_response_add_header(response, name, json_string_value(value));
        told_id = told_id || strcasestr(name, "requestid") || strcasestr(name, "request-id");
    }
    const json_t *status = json_object_get(step, "status");
    if (!told_id &&
        (!status || json_integer_value(status) < 300)) { /* which recordings leave out */
        dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    }
    char *body = content(json_object_get(step, "body"));
    dxaws_transport_response_append_body(response, body, strlen(body));
    free(body);
    dxaws_transport_response_set_status(response, status ? (int)json_integer_value(status) : 200);
    return NULL;
}

static dxaws_error *give_code(void *self, dxaws_context *context, const char *serial, char *code,
                              size_t size)
{
    const struct world *world = self;
    const char *value = table_text(json_object_get(world->json, "options"), "mfa");
    dxaws_error *error = dxaws_context_check(context);
    if (!error && (!*value || !*serial || snprintf(code, size, "%s", value) >= (int)size)) {
        error = dxaws_error_new(DXAWS_ERROR_CANCELLED, "test", "NobodyThere", "nobody answers");
    }
    return error;
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

void world_understand(const char *file, const json_t *json)
{
    const char *name = table_name(json);
    const char *path;
    size_t index;
    json_t *value;
    table_understand(file, name, json, WORLD_MEMBERS);
    table_understand(file, name, json_object_get(json, "options"),
                     "profile:s region:s aws_compute:b role_arn:s external_id:s session_name:s "
                     "duration_s:i mfa:s keys:a proxy:s endpoint_url:s");
    table_understand(file, name, json_object_get(json, "expect"),
                     "key:s secret:s token:s account:s source:s expires:s");
    json_array_foreach(json_object_get(json, "http"), index, value) {
        table_understand(file, name, value,
                         "method:s url:s! sends:o contains:a status:i headers:o body:* fails:s "
                         "limits_ms:a");
    }
    json_array_foreach(json_object_get(json, "later"), index, value) {
        table_understand(file, name, value,
                         "after_s:i! environment:o files:o programs:o expect:o error:s");
    }
    json_object_foreach(json_object_get(json, "programs"), path, value) {
        table_understand(file, name, value, "status:i output:* errors:*");
    }
}

void world_open(struct world *world, json_t *json)
{
    memset(world, 0, sizeof(*world));
    world->json = json;
    world->written = json_object();
    const char *time = table_text(json, "now");
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
    dxaws_session_options_set_profile(options, table_text(wanted, "profile"));
    dxaws_session_options_set_region(options, table_text(wanted, "region"));
    dxaws_session_options_set_aws_compute(options,
                                          json_is_true(json_object_get(wanted, "aws_compute")));
    if (table_text(wanted, "role_arn")) {
        DXAWS_AUTO(dxaws_role) role = dxaws_role_new(table_text(wanted, "role_arn"));
        dxaws_role_set_external_id(role, table_text(wanted, "external_id"));
        dxaws_role_set_session_name(role, table_text(wanted, "session_name"));
        dxaws_role_set_duration_s(
            role, (unsigned)json_integer_value(json_object_get(wanted, "duration_s")));
        dxaws_session_options_set_role(options, role);
    }
    const json_t *keys = json_object_get(wanted, "keys");
    dxaws_session_options_set_keys(options, json_string_value(json_array_get(keys, 0)),
                                   json_string_value(json_array_get(keys, 1)),
                                   json_string_value(json_array_get(keys, 2)));
    dxaws_session_options_set_proxy(options, table_text(wanted, "proxy"));
    dxaws_session_options_set_endpoint_url(options, table_text(wanted, "endpoint_url"));
    if (table_text(wanted, "mfa")) {
        dxaws_session_options_set_mfa(options, give_code, world);
    }
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

dxaws_context *world_context(struct world *world)
{
    static const dxaws_clock_ops clock = {sizeof(clock), now, now, pass, half, NULL};
    static const dxaws_sink_ops sink_ops = {.size = sizeof(sink_ops), .emit = collect};
    dxaws_context *context = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(context, &clock, world));
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new(&sink_ops, world, &sink));
    dxaws_context_set_sink(context, sink);
    return context;
}
