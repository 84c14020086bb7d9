/* SPDX-License-Identifier: MIT */
/* Wherever a call is, cancelling its context ends it within 100 ms, and so does its deadline: one
 * table of the places. */
#include "calls.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "tls-server.h"

#define SOON_MS 200 /* when it is cancelled */
#define LARGE ((size_t)24 << 20)
#define BURST 90 /* forty more than Route 53 takes at once */

/* How long that may take. Under a tool the beginning of a TLS library alone takes seconds. */
static int limit_ms(void)
{
    return slowness() == 1 ? 100 : 1000 * slowness();
}

/* ---- a resolver that hangs for one name ---- */

static atomic_int resolving;

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    if (node && strstr(node, "slow.example")) {
        resolving++;
        usleep(1000000);
        resolving--;
        return EAI_AGAIN;
    }
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    return real(node, service, hints, result);
}

/* ---- the places ---- */

enum what {
    SMALL = 0,     /* a request without a body */
    UPLOAD = 1,    /* a body that is larger than what the kernel takes in */
    EXPECTING = 2, /* a body that waits to be wanted */
    MANY = 3,      /* more requests than the service's limit lets pass */
    JOINING = 4    /* a small one, while another thread obtains the credentials */
};

struct place {
    const char *name;
    enum what what;
    enum tls_mode tls;        /* what is called; or else */
    struct server_step steps; /* that, in plain HTTP, once and again; or else */
    const char *url;          /* that; NULL for AWS's own */
    const char *config;       /* of the profile; the session has keys when there is none */
    const char *variables[4]; /* where "@" stands for the URL of what is called */
    bool sooner;              /* what cannot end in time is not begun */
};

#define SSO                                                                                        \
    "[default]\nregion = us-east-1\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n"      \
    "[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://start.test\n"
#define ROLE                                                                                       \
    "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = b\n[profile b]\n"    \
    "aws_access_key_id = K\naws_secret_access_key = s\n"
#define SILENT                                                                                     \
    {                                                                                              \
        SERVER_STALL, "", 0                                                                        \
    }

static const struct place places[] = {
    {.name = "looking a name up", .url = "http://slow.example"},
    {.name = "connecting", .tls = TLS_BLACK_HOLE},
    {.name = "TLS handshake", .tls = TLS_SILENT},
    {.name = "proxy",
     .steps = SILENT,
     .url = "https://service.test",
     .variables = {"HTTPS_PROXY=@"}},
    {.name = "sending a body", .what = UPLOAD, .tls = TLS_UNREAD},
    {.name = "waiting to send a body", .what = EXPECTING, .steps = SILENT},
    {.name = "first byte", .steps = SILENT},
    {.name = "headers", .steps = {SERVER_STALL, "HTTP/1.1 200 OK\r\nX: ", 0}},
    {.name = "body",
     .steps = {SERVER_STALL, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", 0}},
    {.name = "slow body",
     .steps = {SERVER_TRICKLE,
               "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n                                     "
               "                                                              ",
               0}},
    {.name = "sleep before a retry",
     .steps = {SERVER_ANSWER, "HTTP/1.1 503 x\r\nContent-Length: 0\r\nRetry-After: 9\r\n\r\n", 0},
     .sooner = true},
    {.name = "the service's rate", .what = MANY},
    {.name = "another thread's credentials",
     .what = JOINING,
     .config = "[default]\ncredential_process = /bin/sleep 30\n"},
    {.name = "credential process", .config = "[default]\ncredential_process = /bin/sleep 30\n"},
    {.name = "instance metadata",
     .steps = SILENT,
     .config = "[default]\n",
     .variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT=@", "AWS_EC2_METADATA_DISABLED=false"}},
    {.name = "sleep between questions to the instance",
     .steps = {SERVER_ANSWER, "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n", 50},
     .config = "[default]\n",
     .variables = {"AWS_EC2_METADATA_SERVICE_ENDPOINT=@", "AWS_EC2_METADATA_DISABLED=false",
                   "AWS_METADATA_SERVICE_NUM_ATTEMPTS=10"}},
    {.name = "container",
     .steps = SILENT,
     .config = "[default]\n",
     .variables = {"AWS_CONTAINER_CREDENTIALS_FULL_URI=@/c"}},
    {.name = "assuming a role",
     .steps = SILENT,
     .config = ROLE,
     .variables = {"AWS_ENDPOINT_URL_STS=@"}},
    {.name = "web identity",
     .steps = SILENT,
     .config = "[default]\n",
     .variables = {"AWS_ENDPOINT_URL_STS=@", "AWS_ROLE_ARN=arn:aws:iam::123456789012:role/r",
                   "AWS_WEB_IDENTITY_TOKEN_FILE=/token"}},
    {.name = "single sign-on",
     .steps = SILENT,
     .config = SSO,
     .variables = {"AWS_ENDPOINT_URL_SSO=@", "TOKEN=2099-01-01T00:00:00Z"}},
    {.name = "renewing the sign-on",
     .steps = SILENT,
     .config = SSO,
     .variables = {"AWS_ENDPOINT_URL_SSO_OIDC=@", "TOKEN=2020-01-01T00:00:00Z"}},
};

/* ---- one of them ---- */

struct scene {
    const struct place *place;
    struct server *server;
    struct tls_server *tls;
    char values[8][256];
    const char *environment[8];
    dxaws_session *session;
    dxaws_context *context;
    _Atomic int64_t cancelled_ms;
};

static int read_file(void *self, const char *path, char **content, size_t *size)
{
    struct scene *scene = self;
    char text[512];
    if (strcmp(path, "/config") == 0) {
        snprintf(text, sizeof(text), "%s", scene->place->config);
    } else if (strcmp(path, "/token") == 0) {
        strcpy(text, "web-identity");
    } else if (strstr(path, "/sso/cache/")) {
        snprintf(text, sizeof(text),
                 "{\"accessToken\":\"t\",\"expiresAt\":\"%s\",\"refreshToken\":\"r\",\"clientId\":"
                 "\"c\",\"clientSecret\":\"s\",\"registrationExpiresAt\":\"2099-01-01T00:00:00Z\"}",
                 test_environment(scene->environment, "TOKEN"));
    } else {
        return 2; /* ENOENT */
    }
    *content = strdup(text);
    *size = strlen(text);
    return 0;
}

/* Answers at once. */
static dxaws_error *perform(void *self, dxaws_context *context,
                            const dxaws_transport_request *request,
                            dxaws_transport_response *response)
{
    (void)self;
    (void)context;
    (void)request;
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    return NULL;
}

static void set_variables(struct scene *scene, const char *url)
{
    size_t count = 0;
    for (size_t i = 0; i < 4 && scene->place->variables[i]; i++) {
        const char *given = scene->place->variables[i];
        size_t size = strcspn(given, "@");
        snprintf(scene->values[count], sizeof(scene->values[count]), "%.*s%s%s", (int)size, given,
                 given[size] ? url : "", given[size] ? given + size + 1 : "");
        scene->environment[count] = scene->values[count];
        count++;
    }
    scene->environment[count++] = "AWS_REGION=us-east-1";
    scene->environment[count++] = "AWS_CONFIG_FILE=/config";
    scene->environment[count] = "HOME=/home";
}

static void open_scene(struct scene *scene, const struct place *place)
{
    static const dxaws_file_ops files = {.size = sizeof(files), .read = read_file};
    static const dxaws_transport_ops transport = {.size = sizeof(transport), .perform = perform};
    *scene = (struct scene){.place = place, .context = dxaws_context_new()};
    char url[100] = "";
    if (place->tls) {
        scene->tls = tls_server_start(place->tls);
        snprintf(url, sizeof(url), "http%s",
                 tls_server_url(scene->tls) + (place->what == UPLOAD ? 5 : 4));
    } else if (place->steps.text) {
        scene->server = server_start(&place->steps, 1);
        strcpy(url, server_url(scene->server));
    }
    set_variables(scene, url);
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment, (void *)scene->environment);
    if (place->config) {
        dxaws_session_options_set_files(options, &files, scene);
    } else {
        dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
        dxaws_session_options_set_endpoint_url(options, place->url ? place->url
                                                        : *url     ? url
                                                                   : NULL);
    }
    if (place->what == MANY) {
        dxaws_session_options_set_transport(options, &transport, NULL);
    }
    ck_ok(dxaws_session_new(options, &scene->session));
}

static void close_scene(struct scene *scene)
{
    dxaws_session_unref(scene->session);
    dxaws_context_unref(scene->context);
    if (scene->server) {
        server_stop(scene->server);
    }
    if (scene->tls) {
        tls_server_stop(scene->tls);
    }
    while (resolving) { /* libcurl's thread goes on alone */
        usleep(10000);
    }
}

static dxaws_aws_request *new_request(enum what what)
{
    static char body[LARGE];
    dxaws_aws_request *request =
        what == EXPECTING ? dxaws_aws_request_new("s3", "PutObject", "PUT", "/b/k")
        : what == UPLOAD  ? dxaws_aws_request_new("acm", "ImportCertificate", "POST", "/")
                          : dxaws_aws_request_new("route53", "GetChange", "GET", "/");
    if (what == EXPECTING || what == UPLOAD) {
        dxaws_aws_request_set_body(request, body, what == UPLOAD ? LARGE : (size_t)2 << 20);
    }
    return request;
}

/* Does it; the first error there is. */
static dxaws_error *act(struct scene *scene)
{
    dxaws_aws_request *requests[BURST];
    size_t count = scene->place->what == MANY ? BURST : 1;
    for (size_t i = 0; i < count; i++) {
        requests[i] = new_request(scene->place->what);
    }
    dxaws_error *error = dxaws_aws_call_batch(scene->session, scene->context, requests, count);
    for (size_t i = 0; i < count; i++) {
        if (!error) {
            error = dxaws_aws_request_take_error(requests[i]);
        }
        dxaws_aws_request_free(requests[i]);
    }
    return error;
}

static void *cancel_soon(void *argument)
{
    struct scene *scene = argument;
    usleep(SOON_MS * 1000);
    scene->cancelled_ms = now_ms();
    dxaws_context_cancel(scene->context);
    return NULL;
}

struct other {
    dxaws_session *session;
    dxaws_context *context;
    dxaws_error *error;
    pthread_t thread;
};

static void *obtain(void *argument)
{
    struct other *other = argument;
    other->error = dxaws_session_find_credentials(other->session, other->context, NULL);
    return NULL;
}

static void begin_other(struct other *other, struct scene *scene)
{
    *other = (struct other){.session = scene->session, .context = dxaws_context_new()};
    pthread_create(&other->thread, NULL, obtain, other);
    usleep(50000);
}

static void end_other(struct other *other)
{
    dxaws_context_cancel(other->context);
    pthread_join(other->thread, NULL);
    ck_error(other->error, DXAWS_ERROR_CANCELLED, "");
    dxaws_context_unref(other->context);
}

/* How long after its cancelling it ends. */
static int cancel_it(const struct place *place)
{
    struct scene scene;
    struct other other;
    pthread_t thread;
    open_scene(&scene, place);
    if (place->what == JOINING) {
        begin_other(&other, &scene);
    }
    pthread_create(&thread, NULL, cancel_soon, &scene);
    dxaws_error *error = act(&scene);
    int64_t ended_ms = now_ms();
    pthread_join(thread, NULL);
    ck_assert_msg(error && dxaws_error_get_kind(error) == DXAWS_ERROR_CANCELLED, "%s: %s",
                  place->name, error ? dxaws_error_message(error) : "no error");
    ck_assert_msg(ended_ms >= scene.cancelled_ms, "%s: ended before", place->name);
    dxaws_error_free(error);
    if (place->what == JOINING) {
        end_other(&other);
    }
    close_scene(&scene);
    return (int)(ended_ms - scene.cancelled_ms);
}

/* How long after its deadline it ends. */
static int run_out_of_time(const struct place *place)
{
    struct scene scene;
    struct other other;
    open_scene(&scene, place);
    if (place->what == JOINING) {
        begin_other(&other, &scene);
    }
    int64_t start_ms = now_ms();
    dxaws_context_set_timeout_ms(scene.context, SOON_MS);
    dxaws_error *error = act(&scene);
    int64_t took_ms = now_ms() - start_ms;
    ck_assert_msg(error && dxaws_error_get_kind(error) ==
                               (place->sooner ? DXAWS_ERROR_UNAVAILABLE : DXAWS_ERROR_TIMEOUT),
                  "%s: %s", place->name, error ? dxaws_error_message(error) : "no error");
    ck_assert_msg(place->sooner || took_ms >= SOON_MS - 10, "%s: ended after %d ms", place->name,
                  (int)took_ms);
    dxaws_error_free(error);
    if (place->what == JOINING) {
        end_other(&other);
    }
    close_scene(&scene);
    return (int)took_ms - SOON_MS;
}

/* The best of three: others may keep the machine busy. */
static void check_in_time(const struct place *place, int (*end)(const struct place *place))
{
    int late_ms = limit_ms();
    for (int i = 0; i < 3 && late_ms >= limit_ms(); i++) {
        late_ms = end(place);
    }
    ck_assert_msg(late_ms < limit_ms(), "%s: ended %d ms late", place->name, late_ms);
}

START_TEST(cancelling_ends_it)
{
    check_in_time(&places[_i], cancel_it);
}
END_TEST

START_TEST(deadline_ends_it)
{
    check_in_time(&places[_i], run_out_of_time);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ending");
    TCase *tests = tcase_create("ending");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, cancelling_ends_it, 0, sizeof(places) / sizeof(places[0]));
    tcase_add_loop_test(tests, deadline_ends_it, 0, sizeof(places) / sizeof(places[0]));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
