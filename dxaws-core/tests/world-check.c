/* SPDX-License-Identifier: MIT */
/* What a recorded world is expected to give, now and later. */
#include "world.h"

#include <stdio.h>

#include <dxaws/credentials.h>

#include "timestamp.h"

static void compare(struct world *world, const json_t *expect, const char *name, const char *got)
{
    const json_t *wanted = json_object_get(expect, name);
    const char *text = json_string_value(wanted);
    if (!wanted) {
        return;
    }
    if (!text != !got || (text && strcmp(text, got) != 0)) {
        world_surprise(world, name, got ? got : "there is none");
    }
}

static void compare_credentials(struct world *world, const json_t *expect,
                                const dxaws_credentials *credentials)
{
    char expires[AWS_TIMESTAMP_SIZE] = "never";
    int64_t expires_ms;
    if (dxaws_credentials_expires_ms(credentials, &expires_ms)) {
        aws_timestamp_format(expires_ms, expires);
    }
    compare(world, expect, "key", dxaws_credentials_access_key_id(credentials));
    compare(world, expect, "secret", dxaws_credentials_secret_access_key(credentials));
    compare(world, expect, "token", dxaws_credentials_session_token(credentials));
    compare(world, expect, "account", dxaws_credentials_account_id(credentials));
    compare(world, expect, "source", dxaws_credentials_source(credentials));
    compare(world, expect, "expires", expires);
    if (!expect) {
        world_surprise(world, "there are credentials", dxaws_credentials_source(credentials));
    }
}

static void compare_error(struct world *world, const char *wanted, const dxaws_error *error)
{
    char got[2048];
    snprintf(got, sizeof(got), "%s: %s", dxaws_error_kind_name(dxaws_error_get_kind(error)),
             dxaws_error_message(error));
    const char *colon = wanted ? strchr(wanted, ':') : NULL;
    if (!wanted || (*wanted && (!colon || strncmp(got, wanted, (size_t)(colon - wanted)) != 0 ||
                                !strstr(got, colon + 2)))) {
        world_surprise(world, "an error", got);
    }
    for (const dxaws_error *cause = error; cause; cause = dxaws_error_cause(cause)) {
        if (strstr(dxaws_error_message(cause), "canary") ||
            strchr(dxaws_error_message(cause), '\n')) {
            world_surprise(world, "a secret or a line break in the error",
                           dxaws_error_message(cause));
        }
    }
}

/* Asks the session. @param stage the world, or how it is later. */
static void ask(struct world *world, dxaws_session *session, dxaws_context *context,
                const json_t *stage)
{
    DXAWS_AUTO(dxaws_credentials) credentials = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_session_export_credentials(session, context, &credentials);
    if (error) {
        compare_error(world, table_text(stage, "error"), error);
    } else {
        compare_credentials(world, json_object_get(stage, "expect"), credentials);
    }
}

/* What the stage has replaces what there was; null takes it away. */
static void change(struct world *world, const json_t *stage)
{
    static const char *const parts[] = {"environment", "files", "programs"};
    world->now_ms += table_number(stage, "after_s") * 1000;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        json_t *part = json_object_get(world->json, parts[i]);
        json_t *changes = json_object_get(stage, parts[i]);
        if (changes && !part) {
            json_object_set(world->json, parts[i], changes);
        } else if (changes) {
            json_object_update(part, changes);
        }
    }
}

void world_check(struct world *world, const char *table)
{
    const char *label = table_text(world->json, "name");
    DXAWS_AUTO(dxaws_session) session = world_session(world);
    DXAWS_AUTO(dxaws_context) context = world_context(world);
    size_t index;
    json_t *stage;
    ask(world, session, context, world->json);
    json_array_foreach(json_object_get(world->json, "later"), index, stage) {
        change(world, stage);
        ask(world, session, context, stage);
    }
    if (world->next_request < json_array_size(json_object_get(world->json, "http"))) {
        world_surprise(world, "fewer requests than recorded", "");
    }
    const char *path;
    json_t *value;
    json_object_foreach(json_object_get(world->json, "written"), path, value) {
        const char *text = table_text(world->written, path);
        if (!text || !strstr(text, json_string_value(value))) {
            world_surprise(world, path, text ? text : "is not written");
        }
    }
    if (strstr(world->events, "canary")) {
        world_surprise(world, "a secret in the events", world->events);
    }
    ck_assert_msg(!world->problem[0], "%s: %s: %s", table, label, world->problem);
}
