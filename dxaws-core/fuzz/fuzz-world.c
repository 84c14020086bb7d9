/* SPDX-License-Identifier: MIT */
/* Any JSON as a world: an environment, files, what programs print, and what answers to requests
 * there are, in order. Credentials are found in it and told without their secrets, or an error says
 * in one line why not. */
#include <dxaws/credentials.h>
#include <dxaws/kit/fuzz-json.h>

#include <errno.h>

#include <jansson.h>

struct world {
    json_t *json;
    size_t answered;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Text, or JSON to be written as text. */
static char *content(const json_t *value)
{
    const char *text = json_string_value(value);
    char *made = text ? strdup(text) : json_dumps(value, JSON_ENCODE_ANY);
    return made ? made : strdup("");
}

static const char *look_up(void *self, const char *name)
{
    const struct world *world = self;
    const char *value = text_of(json_object_get(world->json, "environment"), name);
    return value || strcmp(name, "HOME") != 0 ? value : "/home";
}

static int read_file(void *self, const char *path, char **text, size_t *size)
{
    const struct world *world = self;
    const json_t *value = json_object_get(json_object_get(world->json, "files"), path);
    if (!value) {
        return ENOENT;
    }
    *text = content(value);
    *size = strlen(*text);
    return 0;
}

/* What is kept is read again, by whoever comes later. */
static int write_file(void *self, const char *path, const char *text, size_t size)
{
    struct world *world = self;
    json_object_set_new(json_object_get(world->json, "files"), path, json_stringn(text, size));
    return 0;
}

static int run(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
               char **output, char **diagnostics)
{
    (void)context;
    (void)timeout_ms;
    const struct world *world = self;
    dx_fuzz_require(arguments[0] != NULL);
    const char *key;
    json_t *program;
    json_object_foreach(json_object_get(world->json, "programs"), key, program) {
        *output = content(json_object_get(program, "output"));
        *diagnostics = content(json_object_get(program, "errors"));
        return (int)(json_integer_value(json_object_get(program, "status")) & 0xff);
    }
    return -ENOENT;
}

static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)context;
    struct world *world = self;
    const json_t *step = json_array_get(json_object_get(world->json, "http"), world->answered++);
    if (!json_is_object(step)) {
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "fuzz", "NoAnswer", "nothing answers");
    }
    const char *name;
    const char *value;
    for (size_t i = 0; dxaws_transport_request_header_at(request, i, &name, &value); i++) {
        dx_fuzz_require(!strpbrk(value, "\r\n"));
    }
    dx_fuzz_require(!strpbrk(dxaws_transport_request_url(request), " \r\n\t"));
    json_int_t status = json_integer_value(json_object_get(step, "status"));
    char *body = content(json_object_get(step, "body"));
    json_t *header;
    dxaws_transport_response_set_status(response, status ? (int)(status % 600) : 200);
    json_object_foreach(json_object_get(step, "headers"), name, header) {
        if (json_is_string(header)) {
            dxaws_transport_response_add_header(response, name, json_string_value(header));
        }
    }
    dxaws_transport_response_append_body(response, body, strlen(body));
    free(body);
    return NULL;
}

static dxaws_session *open_world(struct world *world)
{
    static const dxaws_file_ops files = {
        .size = sizeof(files), .read = read_file, .write = write_file};
    static const dxaws_process_ops processes = {.size = sizeof(processes), .run = run};
    static const dxaws_transport_ops transport = {.size = sizeof(transport), .perform = perform};
    const json_t *wanted = json_object_get(world->json, "options");
    dxaws_session *session = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, look_up, world);
    dxaws_session_options_set_files(options, &files, world);
    dxaws_session_options_set_processes(options, &processes, world);
    dxaws_session_options_set_transport(options, &transport, world);
    dxaws_session_options_set_profile(options, text_of(wanted, "profile"));
    dxaws_session_options_set_aws_compute(options,
                                          json_is_true(json_object_get(wanted, "aws_compute")));
    const json_t *wanted_role = json_object_get(wanted, "role");
    if (wanted_role && text_of(wanted_role, "arn")) {
        dxaws_role *role = dxaws_role_new(text_of(wanted_role, "arn"));
        dxaws_role_set_external_id(role, text_of(wanted_role, "external_id"));
        dxaws_role_set_session_name(role, text_of(wanted_role, "session_name"));
        dxaws_session_options_set_role(options, role);
        dxaws_role_free(role);
    }
    dx_fuzz_succeeds(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    return session;
}

/* How often a secret stands in the world: one that is also a name may be told as such. */
static size_t count_of(const char *text, const char *secret)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, secret)) != NULL; at++) {
        count++;
    }
    return count;
}

static void check_told(const dxaws_credentials_report *report, const char *input,
                       const char *secret)
{
    if (!secret || strlen(secret) < 8 || count_of(input, secret) != 1) {
        return;
    }
    for (size_t i = 0; i < dxaws_credentials_report_count(report); i++) {
        const char *detail =
            dxaws_credential_finding_detail(dxaws_credentials_report_at(report, i));
        dx_fuzz_require(!detail || !strstr(detail, secret));
    }
}

static void check(dxaws_session *session, dxaws_context *context, const char *input)
{
    dxaws_credentials *credentials = NULL;
    dxaws_credentials_report *report = NULL;
    dxaws_aws_env *env = NULL;
    bool told = dx_fuzz_succeeds(dxaws_session_get_credentials_report(session, context, &report));
    if (dx_fuzz_succeeds(dxaws_session_export_credentials(session, context, &credentials))) {
        const char *secret = dxaws_credentials_secret_access_key(credentials);
        dx_fuzz_require(*dxaws_credentials_access_key_id(credentials) && *secret);
        dx_fuzz_require(*dxaws_credentials_source(credentials));
        if (told) {
            check_told(report, input, secret);
            check_told(report, input, dxaws_credentials_session_token(credentials));
        }
        if (dx_fuzz_succeeds(dxaws_session_get_aws_env(session, context, &env))) {
            dx_fuzz_require(strlen(dxaws_aws_env_account(env)) == 12);
        }
    }
    dxaws_aws_env_free(env);
    dxaws_credentials_free(credentials);
    dxaws_credentials_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct world world = {.json = json_loadb((const char *)data, size, 0, NULL)};
    if (json_is_object(world.json)) {
        int64_t now_ms = 1779537600000; /* 2026-05-23T12:00:00Z */
        dxaws_context *context = dx_fuzz_context(&now_ms);
        dxaws_context_set_timeout_ms(context, 3600000);
        char *input = dx_fuzz_text(data, size);
        dxaws_session *session = open_world(&world);
        if (session) {
            check(session, context, input);
        }
        dxaws_session_unref(session);
        free(input);
        dxaws_context_unref(context);
    }
    json_decref(world.json);
    return 0;
}
