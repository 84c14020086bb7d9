/* SPDX-License-Identifier: MIT */
/* Worlds in which everything that can go wrong does, everybody repeats what he was told, and
 * whatever comes out is searched for secrets. */
#include "trial.h"

#include <dxaws/kit/sent-body.h>

#include <stdio.h>

enum { SAID = 1 << 18 };

static void say(struct trial *trial, const char *where, const char *text)
{
    size_t used = strlen(trial->said);
    int size = snprintf(trial->said + used, SAID - used, "%s: %s\n", where, text ? text : "");
    ck_assert_int_lt(size, (int)(SAID - used));
}

/* ---- services that repeat what they are told ---- */

static void repeat(const struct trial *trial, char *out, size_t room, const char *text)
{
    size_t used = strlen(out);
    char *form = trial->form == PERCENT  ? canary_percent(text)
                 : trial->form == BASE64 ? canary_base64(text, 0)
                                         : strdup(text);
    int limit = trial->form == IN_PART ? 30 : 500;
    if (canaries_find(trial->canaries, form)) {
        snprintf(out + used, room - used, "'%.*s' ", limit, form);
    }
    free(form);
}

/* What of a request is secret: of its headers, URL and body, and what the row says besides. */
static void repeat_request(struct trial *trial, const dxaws_transport_request *request, char *out,
                           size_t room)
{
    char *text = dx_sent_body(request, NULL);
    const char *name;
    const char *value;
    for (size_t i = 0; dxaws_transport_request_header_at(request, i, &name, &value); i++) {
        const char *signature = strstr(value, "Signature=");
        if (signature && !canaries_find(trial->canaries, value)) {
            canaries_add(trial->canaries, signature + 10);
        }
        repeat(trial, out, room, signature ? signature : value);
    }
    const char *token = strstr(text, "Token=");
    repeat(trial, out, room, token ? token : text);
    repeat(trial, out, room, dxaws_transport_request_url(request));
    size_t index;
    json_t *other;
    bool service = strstr(dxaws_transport_request_url(request), "bucket.s3.") != NULL;
    json_array_foreach(json_object_get(trial->row, "repeats"), index, other) {
        if (service) {
            repeat(trial, out, room, json_string_value(other));
        }
    }
    free(text);
}

static void answer(dxaws_transport_response *response, int status, const char *format,
                   const char *text)
{
    char body[8192];
    snprintf(body, sizeof(body), format, text, text, text);
    dxaws_transport_response_set_status(response, status);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    dxaws_transport_response_append_body(response, body, strlen(body));
}

/* What was recorded, but not as it was. */
static void answer_recorded(const struct trial *trial, dxaws_transport_response *response)
{
    const json_t *steps = json_object_get(trial->world.json, "http");
    json_t *body =
        json_deep_copy(json_object_get(json_array_get(steps, trial->world.next_request), "body"));
    if (trial->failure == ANSWER_WITH_ERROR && json_is_object(body)) {
        const char *key = table_text(body, "SecretAccessKey");
        json_object_set_new(body, "Code", json_string("Failed"));
        json_object_set_new(body, "Message", json_sprintf("sorry for %s", key ? key : ""));
    }
    char *text = json_is_string(body) ? strdup(json_string_value(body)) : json_dumps(body, 0);
    bool half = trial->failure == HALF_AN_ANSWER;
    size_t size = text ? strlen(text) : 0;
    dxaws_transport_response_set_status(response, trial->failure == ANSWER_UNDER_500 ? 500 : 200);
    dxaws_transport_response_add_header(response, "x-amz-request-id", "R");
    dxaws_transport_response_append_body(response, text ? text : "", half ? size / 3 * 2 : size);
    free(text);
    json_decref(body);
}

static dxaws_error *misbehave(struct trial *trial, const dxaws_transport_request *request,
                              dxaws_transport_response *response)
{
    char told[4096] = "";
    char word[60] = "";
    repeat_request(trial, request, told, sizeof(told));
    snprintf(word, sizeof(word), "%s", told + (*told == '\''));
    word[strcspn(word, "' ")] = '\0';
    dxaws_transport_response_add_header(response, "x-amz-request-id", told);
    dxaws_transport_response_add_header(response, "x-amz-id-2", told);
    switch (trial->failure) {
    case NO_CONNECTION:
        return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "test", "Broken", "told %s", told);
    case XML_ERROR:
        answer(response, 403,
               "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>told %s</Message>"
               "</Error><RequestId>%s</RequestId></ErrorResponse>",
               told);
        break;
    case JSON_ERROR:
        answer(response, 400,
               "{\"__type\": \"x#InvalidSignatureException\", \"message\": \"told %s\", "
               "\"code\": \"no\"}",
               told);
        break;
    case ERROR_CODE:
        answer(response, 400, "<Error><Code>%s</Code><Message>no</Message></Error>", word);
        dxaws_transport_response_add_header(response, "x-amzn-errortype", word);
        break;
    case PROXY_PAGE:
        answer(response, 502, "%s", told);
        break;
    case GARBAGE:
        answer(response, 200, "%s", told);
        break;
    case WRONG_REGION:
        dxaws_transport_response_add_header(response, "x-amz-bucket-region", word);
        answer(response, 301, "<Error><Code>PermanentRedirect</Code><Region>%s</Region></Error>",
               word);
        break;
    default:
        answer_recorded(trial, response);
    }
    return NULL;
}

static bool meddle(struct world *world, const dxaws_transport_request *request,
                   dxaws_transport_response *response, dxaws_error **error)
{
    struct trial *trial = (struct trial *)world;
    size_t recorded = json_array_size(json_object_get(world->json, "http"));
    if (trial->failure != NONE && world->next_request >= trial->from) {
        trial->failed++;
        *error = misbehave(trial, request, response);
        return true;
    }
    if (world->next_request < recorded) {
        return false;
    }
    bool sts = strstr(dxaws_transport_request_url(request), "//sts.") != NULL;
    answer(response, 200,
           sts ? "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/u"
                 "</Arn><UserId>u</UserId><Account>1</Account></GetCallerIdentityResult>"
                 "</GetCallerIdentityResponse>%s"
               : "<ListAllMyBucketsResult/>%s",
           "");
    return true;
}

/* ---- all that comes out ---- */

static void say_error(struct trial *trial, const char *where, const dxaws_error *error)
{
    char *text = error ? dxaws_error_format(error) : NULL;
    if (text) {
        say(trial, where, text);
    }
    free(text);
}

static void say_settings(struct trial *trial, dxaws_session *session)
{
    DXAWS_AUTO(dxaws_settings_report) settings = NULL;
    ck_ok(dxaws_session_get_settings_report(session, NULL, &settings));
    for (size_t i = 0; i < dxaws_settings_report_count(settings); i++) {
        const dxaws_setting *setting = dxaws_settings_report_at(settings, i);
        say(trial, "setting", dxaws_setting_value(setting));
        say_error(trial, "setting", dxaws_setting_problem(setting));
    }
}

static void say_sources(struct trial *trial, dxaws_session *session, dxaws_context *context)
{
    DXAWS_AUTO(dxaws_credentials_report) sources = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_session_get_credentials_report(session, context, &sources);
    say_error(trial, "report", error);
    for (size_t i = 0; !error && i < dxaws_credentials_report_count(sources); i++) {
        say(trial, "source",
            dxaws_credential_finding_detail(dxaws_credentials_report_at(sources, i)));
    }
    if (sources) {
        say_error(trial, "source", dxaws_credentials_report_error(sources));
    }
}

/* The signature of a URL is a secret from then on. The URL itself is what was asked for. */
static void presign(struct trial *trial, dxaws_session *session, dxaws_context *context)
{
    char *url = NULL;
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetObject", "GET", "/k");
    DXAWS_AUTO(dxaws_error) error = dxaws_aws_presign(session, context, request, 60, &url);
    say_error(trial, "presign", error);
    if (!error) {
        const char *signature = strstr(url, "X-Amz-Signature=");
        ck_assert_ptr_nonnull(signature);
        canaries_add(trial->canaries, signature + 16);
    }
    free(url);
}

static void say_written(struct trial *trial)
{
    const char *path;
    json_t *text;
    json_object_foreach(trial->world.written, path, text) {
        bool theirs = strstr(path, "/sso/cache/"); /* where the token belongs */
        say(trial, path, theirs ? NULL : json_string_value(text));
    }
}

dxaws_error *trial_live(struct trial *trial, json_t *json, const char *what)
{
    world_open(&trial->world, json);
    trial->world.meddle = meddle;
    memset(trial->canaries, 0, sizeof(*trial->canaries));
    trial->failed = 0;
    trial->said[0] = '\0';
    size_t index;
    json_t *canary;
    json_array_foreach(json_object_get(trial->row, "canaries"), index, canary) {
        canaries_add(trial->canaries, json_string_value(canary));
    }
    DXAWS_AUTO(dxaws_session) session = world_session(&trial->world);
    DXAWS_AUTO(dxaws_context) context = world_context(&trial->world);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetBucketX", "GET", "/");
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    dxaws_aws_request_set_bucket(request, "bucket");
    if (trial->failure == NONE) { /* of which they know nothing */
        say_settings(trial, session);
    }
    say_sources(trial, session, context);
    dxaws_error *error = dxaws_aws_call(session, context, request);
    say_error(trial, "call", error);
    presign(trial, session, context);
    dxaws_error *env_error = dxaws_session_get_aws_env(session, context, &env);
    say_error(trial, "caller", env_error);
    dxaws_error_free(env_error);
    say(trial, "events", trial->world.events);
    say_written(trial);
    char *rest = trial->said;
    for (char *line; (line = strsep(&rest, "\n"));) {
        const char *secret = canaries_find(trial->canaries, line);
        ck_assert_msg(!secret, "%s: %s: request %zu, failure %d, form %d: %.12s is in %s",
                      table_name(trial->row), what, trial->from, (int)trial->failure,
                      (int)trial->form, secret, line);
    }
    world_close(&trial->world);
    return error;
}

void trial_begin(struct trial *trial, const json_t *row)
{
    *trial = (struct trial){
        .row = row, .said = calloc(1, SAID), .canaries = calloc(1, sizeof(*trial->canaries))};
    ck_assert(trial->said && trial->canaries);
}

void trial_end(struct trial *trial)
{
    free(trial->said);
    free(trial->canaries);
}
