/* SPDX-License-Identifier: MIT */
/* Recorded worlds: an environment, files, programs and HTTP answers, in which a session looks for
 * credentials; read from tables of JSON. Nothing of the real world is seen. */
#ifndef DXAWS_CORE_WORLD_H
#define DXAWS_CORE_WORLD_H

#include "table.h"

/*
 * A table is {"origin": "where its facts come from", "worlds": [...]}; a world is
 *   "name"         what happens, with the numbers of the rules it shows
 *   "environment"  {"NAME": "value"}; HOME is /home
 *   "files"        {"/path": "content", or the name of what reading it fails with}
 *   "now"          the time, which only waiting moves; 2026-05-23T12:00:00Z
 *   "options"      {"profile", "region", "aws_compute", "role_arn", "external_id", "session_name",
 *                   "duration_s", "mfa": "code", "keys": [id, secret, token], "proxy",
 *                   "endpoint_url"}
 *   "http"         the requests that are made, in order, and their answers: {"method", "url",
 *                   "sends": {"header": "value"}, "contains": ["of the body"], "status", "headers",
 *                   "body" (text, or JSON)}, or "fails": a kind in place of the answer; where it
 *                   matters "limits_ms": [to connect, in all], which also says: by no proxy
 *   "programs"     {"command line": {"status", "output" (text, or JSON), "errors"}}
 *   "expect"       {"key", "secret", "token", "account", "source", "expires"}; null: must not
 *                   have it
 *   "error"        instead: "KIND: a part of the message"
 *   "written"      {"/path": "a part of what is written there"}
 *   "later"        [{"after_s": seconds, "environment", "files", "programs", "expect", "error"}]:
 *                   the session is asked again, each time in the world as it is changed by then
 *   "recorded"     whether another client made the requests: see world-recorded.c
 *
 * Secrets have "canary" in them, which no error and no event may have.
 */
struct world {
    json_t *json;
    /* Answers in the world's place when it returns true; NULL for nobody. */
    bool (*meddle)(struct world *world, const dxaws_transport_request *request,
                   dxaws_transport_response *response, dxaws_error **error);
    size_t next_request;
    int64_t now_ms;
    json_t *written;
    char problem[1024]; /* the first surprise */
    char events[65536];
};

#define WORLD_MEMBERS                                                                              \
    "name:s! environment:o files:o now:s options:o http:a programs:o expect:o error:s written:o "  \
    "recorded:b later:a"

/* Ends the program when the world has something that is not understood. */
void world_understand(const char *file, const json_t *json);
/* What smithy-rs records in a folder, as a world; the caller decrefs. Ends the program when it is
 * no such folder. */
json_t *world_recorded(const char *folder);
bool world_is_same_url(const char *left, const char *right);
bool world_shell(const char *const *arguments, char **output, int *status);
void world_open(struct world *world, json_t *json);
void world_close(struct world *world);
/* One of its own, written in a test; single quotes stand for double ones. */
void world_read(struct world *world, const char *text);
/* Everything happened, and nothing else; closes it. */
void world_finish(struct world *world);
dxaws_session *world_session(struct world *world);
dxaws_context *world_context(struct world *world);
/* Notes that something was otherwise; the first one is told. */
void world_surprise(struct world *world, const char *what, const char *detail);
/* Looks for credentials and compares with what is expected. */
void world_check(struct world *world, const char *table);

/* Parts of such texts. */
#define CONTAINER(key, end)                                                                        \
    "{'url': 'http://169.254.170.2/c', 'body': {'AccessKeyId': '" key "', 'SecretAccessKey': "     \
    "'canary', 'Token': 'canary-t', 'Expiration': '" end "'}}"
#define IN_CONTAINER                                                                               \
    "'environment': {'AWS_REGION': 'eu-west-1', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI': '/c'}"

#endif
