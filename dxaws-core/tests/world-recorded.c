/* SPDX-License-Identifier: MIT */
/* Worlds that smithy-rs recorded (aws-config/test-data/.../NAME/), as ours: env.json, fs/,
 * http-traffic.json and test-case.json. Its requests are another client's, so that
 * - any error will do where one is expected, since it is told in other words;
 * - the order of a query's parameters, and of bodies only the operation, counts;
 * - metadata that it does not ask for, the extended path, is not there;
 * - where it gives up and we ask again, the last answer is repeated;
 * - a credential_process is no shell's line here, so that what a shell would print is given. */
#include "world.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include <openssl/evp.h>

static void refuse(const char *folder, const char *what)
{
    fprintf(stderr, "%s: %s\n", folder, what);
    exit(EXIT_FAILURE);
}

static json_t *load(const char *folder, const char *name)
{
    char path[1024];
    json_error_t problem;
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    json_t *json = json_load_file(path, 0, &problem);
    if (!json) {
        fprintf(stderr, "%s line %d: %s\n", path, problem.line, problem.text);
        exit(EXIT_FAILURE);
    }
    return json;
}

/* ---- files ---- */

static void read_file(json_t *files, const char *path, const char *name)
{
    char text[65536];
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof(text), file) : sizeof(text);
    if (size == sizeof(text)) {
        refuse(path, "cannot be read, or is too large");
    }
    fclose(file);
    json_object_set_new(files, name, json_stringn(text, size));
}

static void read_files(json_t *files, const char *folder, const char *below)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory && (entry = readdir(directory))) {
        char path[1024];
        char name[1024];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        snprintf(path, sizeof(path), "%.700s/%.255s", folder, entry->d_name);
        snprintf(name, sizeof(name), "%.700s/%.255s", below, entry->d_name);
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            read_files(files, path, name);
        } else {
            read_file(files, path, name);
        }
    }
    if (directory) {
        closedir(directory);
    }
}

/* ---- requests ---- */

static bool is_kept(const char *header)
{
    static const char *const kept[] = {"x-amz-sso_bearer_token", "x-aws-ec2-metadata-token",
                                       "x-aws-ec2-metadata-token-ttl-seconds", "content-type"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        if (strcasecmp(header, kept[i]) == 0) {
            return true;
        }
    }
    return false;
}

static json_t *request_of(const json_t *request)
{
    const char *url = table_text(request, "uri");
    const char *host = strstr(url, "://");
    const char *name;
    json_t *values;
    json_t *sends = json_object();
    json_object_foreach(json_object_get(request, "headers"), name, values) {
        const char *value = json_string_value(json_array_get(values, 0));
        bool token = strcasecmp(name, "authorization") == 0 && strncmp(value, "AWS4-", 5) != 0;
        if (is_kept(name) || token) {
            json_object_set_new(sends, name, json_string(value));
        }
    }
    json_t *step = json_pack("{s:s, s:o}", "method", table_text(request, "method"), "sends", sends);
    json_object_set_new(step, "url",
                        json_sprintf("%s%s", url, host && strchr(host + 3, '/') ? "" : "/"));
    return step;
}

static void add_answer(json_t *step, const json_t *response)
{
    const json_t *answer = json_object_get(response, "Ok");
    const char *name;
    json_t *values;
    json_t *headers = json_object();
    if (!answer) {
        json_object_set_new(step, "fails", json_string("UNAVAILABLE"));
    }
    json_object_foreach(json_object_get(answer, "headers"), name, values) {
        if (strcasecmp(name, "content-length") != 0) {
            json_object_set(headers, name, json_array_get(values, 0));
        }
    }
    json_object_set_new(step, "headers", headers);
    json_object_set_new(step, "status", json_integer(table_number(answer, "status")));
}

static void add_data(json_t *step, const json_t *data)
{
    const char *text = table_text(json_object_get(data, "data"), "Utf8");
    const char *before = table_text(step, "body");
    text = text ? text : "";
    if (strcmp(table_text(data, "direction"), "Response") == 0) {
        json_object_set_new(step, "body", json_sprintf("%s%s", before ? before : "", text));
    } else if (strncmp(text, "Action=", 7) == 0) {
        json_object_set_new(step, "contains",
                            json_pack("[o]", json_stringn(text, strcspn(text, "&"))));
    }
}

/* One step a connection. */
static json_t *read_traffic(const char *folder, const json_t *traffic)
{
    json_t *steps = json_array();
    json_t *connections = json_object(); /* borrowing no steps: they are shared */
    size_t index;
    json_t *event;
    json_array_foreach(json_object_get(traffic, "events"), index, event) {
        char id[32];
        snprintf(id, sizeof(id), "%lld", (long long)table_number(event, "connection_id"));
        const json_t *action = json_object_get(event, "action");
        const json_t *request = json_object_get(action, "Request");
        json_t *step = json_object_get(connections, id);
        if (request) {
            step = request_of(json_object_get(request, "request"));
            json_object_set(connections, id, step);
            json_array_append_new(steps, step);
        } else if (!step) {
            refuse(folder, "an event belongs to no request");
        } else if (json_object_get(action, "Response")) {
            add_answer(step, json_object_get(json_object_get(action, "Response"), "response"));
        } else if (json_object_get(action, "Data")) {
            add_data(step, json_object_get(action, "Data"));
        } else if (!json_object_get(action, "Eof")) {
            refuse(folder, "an event is neither request, response, data nor the end of them");
        }
    }
    json_decref(connections);
    return steps;
}

/* ---- what a world does with them ---- */

/* The same but for the order of the query's parameters. */
bool world_is_same_url(const char *left, const char *right)
{
    size_t size = strcspn(left, "?");
    if (strlen(left) != strlen(right) || strncmp(left, right, size) != 0) {
        return false;
    }
    char copy[1024];
    snprintf(copy, sizeof(copy), "%s", left[size] ? left + size + 1 : "");
    char *rest = copy;
    for (char *part; (part = strsep(&rest, "&"));) {
        if (!strstr(right, part)) {
            return false;
        }
    }
    return true;
}

/* The few lines that they have: "echo WORDS", "echo TEXT | base64 --decode", "exit STATUS". */
bool world_shell(const char *const *arguments, char **output, int *status)
{
    size_t count = 0;
    while (arguments[count]) {
        count++;
    }
    bool decodes = count == 5 && strcmp(arguments[2], "|") == 0 &&
                   strcmp(arguments[3], "base64") == 0 && strcmp(arguments[4], "--decode") == 0;
    if (count == 2 && strcmp(arguments[0], "exit") == 0) {
        *status = atoi(arguments[1]);
        *output = strdup("");
        return true;
    }
    if ((count != 2 && !decodes) || strcmp(arguments[0], "echo") != 0) {
        return false;
    }
    *output = strdup(arguments[1]);
    if (decodes) {
        int size = (int)strlen(arguments[1]);
        int got =
            EVP_DecodeBlock((unsigned char *)*output, (const unsigned char *)arguments[1], size);
        ck_assert_int_ge(got, 3);
        while (size && arguments[1][size - 1] == '=') { /* padding is decoded too */
            size--;
            got--;
        }
        (*output)[got] = '\0';
    }
    return true;
}

/* ---- what comes out ---- */

static void copy(json_t *target, const char *name, const json_t *source, const char *from)
{
    const json_t *value = json_object_get(source, from);
    json_object_set_new(target, name, value ? json_deep_copy(value) : json_null());
}

static void add_result(json_t *world, const char *folder, const json_t *result)
{
    const json_t *good = json_object_get(result, "Ok");
    if (!good) {
        table_understand(folder, "result", result, "ErrorContains:s!");
        json_object_set_new(world, "error", json_string(""));
        return;
    }
    table_understand(folder, "result", good,
                     "access_key_id:s! secret_access_key:s! session_token:s account_id:s expiry:i");
    json_t *expect = json_object();
    copy(expect, "key", good, "access_key_id");
    copy(expect, "secret", good, "secret_access_key");
    copy(expect, "token", good, "session_token");
    copy(expect, "account", good, "account_id");
    char expires[32] = "never";
    time_t seconds = (time_t)table_number(good, "expiry");
    struct tm parts;
    if (json_object_get(good, "expiry")) {
        strftime(expires, sizeof(expires), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &parts));
    }
    json_object_set_new(expect, "expires", json_string(expires));
    json_object_set_new(world, "expect", expect);
}

json_t *world_recorded(const char *folder)
{
    char path[1024];
    json_t *environment = load(folder, "env.json");
    json_t *traffic = load(folder, "http-traffic.json");
    json_t *test = load(folder, "test-case.json");
    json_t *files = json_object();
    snprintf(path, sizeof(path), "%s/fs", folder);
    read_files(files, path, "");
    table_understand(folder, NULL, test, "name:s! docs:s result:o!");
    /* A second before some of them expire. */
    json_t *world = json_pack("{s:s, s:s, s:O, s:o, s:o, s:b}", "name", table_text(test, "name"),
                              "now", "2009-02-13T23:31:29Z", "environment", environment, "files",
                              files, "http", read_traffic(folder, traffic), "recorded", true);
    if (strstr(folder, "profile-provider/")) { /* not the whole chain */
        json_object_set_new(json_object_get(world, "environment"), "AWS_EC2_METADATA_DISABLED",
                            json_string("true"));
        if (json_object_get(environment, "AWS_ACCESS_KEY_ID")) {
            json_object_set_new(world, "options", json_pack("{s:s}", "profile", "default"));
        }
    }
    add_result(world, folder, json_object_get(test, "result"));
    json_decref(environment);
    json_decref(traffic);
    json_decref(test);
    return world;
}
