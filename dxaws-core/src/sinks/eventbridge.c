/* SPDX-License-Identifier: MIT */
/* Events on a bus of Amazon EventBridge.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
#include <dxaws/sinks.h>

#include <dxaws/aws.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queue.h"

#define MOST_ENTRIES 10
#define MOST_BYTES 262144
#define BUS_SIZE 1600 /* EventBusName: 1 to 1600 */
#define ATTEMPTS 3
#define FIRST_DELAY_MS 200

struct bridge {
    dxaws_session *session;
    char *bus;
    char *region; /* the bus's; NULL for the session's */
};

/* An entry counts as its texts, and 14 bytes for its time:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
static json_t *take(void *self, const dxaws_event *event, size_t *size)
{
    const struct bridge *bridge = self;
    const char *subject = dxaws_event_subject(event);
    if (dxaws_event_get_level(event) < DXAWS_EVENT_INFO) {
        return NULL;
    }
    json_t *entry =
        json_pack("{s:s, s:s, s:s, s:s, s:f}", "EventBusName", bridge->bus, "Source",
                  dxaws_event_source(event), "DetailType", dxaws_event_type(event), "Detail",
                  dxaws_event_text(event), "Time", (double)dxaws_event_time_ms(event) / 1000);
    *size = 14 + strlen(dxaws_event_source(event)) + strlen(dxaws_event_type(event)) +
            strlen(dxaws_event_text(event));
    if (entry != NULL && subject != NULL && strncmp(subject, "arn:", 4) == 0) {
        json_object_set_new(entry, "Resources", json_pack("[s]", subject));
        *size += strlen(subject);
    }
    return entry;
}

static dxaws_error *put_events(const struct bridge *bridge, dxaws_context *context,
                               const json_t *entries, json_t **results)
{
    json_t *body = json_pack("{s:O}", "Entries", entries);
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    DXAWS_AUTO(dxaws_aws_request)
    request = text ? dxaws_aws_request_new("events", "PutEvents", "POST", "/") : NULL;
    if (request != NULL) {
        dxaws_aws_request_set_region(request, bridge->region);
        dxaws_aws_request_add_header(request, "X-Amz-Target", "AWSEvents.PutEvents");
        dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.1");
        dxaws_aws_request_set_body(request, text, strlen(text));
        dxaws_aws_request_set_resource(request, bridge->bus);
    }
    free(text);
    dxaws_error *error =
        request ? dxaws_aws_call(bridge->session, context, request) : dxaws_error_out_of_memory();
    if (error == NULL) {
        size_t size;
        const char *answer = dxaws_aws_request_answer_body(request, &size);
        json_t *parsed = answer ? json_loadb(answer, size, 0, NULL) : NULL;
        *results = json_incref(json_object_get(parsed, "Entries"));
        json_decref(parsed);
    }
    return error;
}

/* Whether the same entry may be taken the next time; what else there is says that it is wrong. */
static bool is_passing(const char *code)
{
    static const char *const passing[] = {"ThrottlingException", "InternalFailure",
                                          "InternalException"};
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        if (strcmp(code, passing[i]) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *entry_refused(const struct bridge *bridge, const char *code,
                                  const json_t *result)
{
    const char *message = json_string_value(json_object_get(result, "ErrorMessage"));
    return dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", DXAWS_CORE_ERROR_EVENT_LOST,
                           "the event bus %s does not take an event: %s%s%s", bridge->bus, code,
                           message ? ": " : "", message ? message : "");
}

/* The entries that may be sent again; the others that were not taken are lost. NULL without memory,
 * and then all are. */
static json_t *left_of(const struct bridge *bridge, const json_t *entries, const json_t *results,
                       size_t *lost, dxaws_error **why)
{
    json_t *left = json_array();
    size_t index;
    json_t *entry;
    json_array_foreach(entries, index, entry) {
        const json_t *result = json_array_get(results, index);
        const char *code = json_string_value(json_object_get(result, "ErrorCode"));
        if (code == NULL && json_object_get(result, "EventId") == NULL) {
            code = "no answer for this entry";
        }
        if (code == NULL) {
            continue;
        }
        dxaws_error_free(*why);
        *why = entry_refused(bridge, code, result);
        if (!is_passing(code)) {
            (*lost)++;
        } else if (json_array_append(left, entry) != 0) {
            json_decref(left);
            return NULL;
        }
    }
    return left;
}

static dxaws_error *send(void *self, dxaws_context *context, const json_t *items, size_t *lost)
{
    const struct bridge *bridge = self;
    dxaws_error *why = NULL;
    json_t *left = json_copy((json_t *)(uintptr_t)items);
    int64_t delay = FIRST_DELAY_MS;
    for (int attempt = 1; json_array_size(left) > 0; attempt++) {
        json_t *results = NULL;
        dxaws_error *error = put_events(bridge, context, left, &results);
        if (error != NULL) {
            dxaws_error_free(why);
            why = error;
            break;
        }
        json_t *next = left_of(bridge, left, results, lost, &why);
        json_decref(results);
        if (next != NULL) {
            json_decref(left);
            left = next;
        }
        if (next == NULL || attempt == ATTEMPTS) {
            break;
        }
        if (json_array_size(left) > 0) {
            dxaws_error_free(dxaws_context_sleep_ms(
                context, delay + (int64_t)(dxaws_context_jitter(context) * (double)delay)));
            delay *= 2;
        }
    }
    *lost += json_array_size(left);
    json_decref(left);
    return why;
}

static void destroy(void *self)
{
    struct bridge *bridge = self;
    if (bridge != NULL) {
        dxaws_session_unref(bridge->session);
        free(bridge->bus);
        free(bridge->region);
        free(bridge);
    }
}

/* The region of an ARN, "arn:aws:events:REGION:ACCOUNT:event-bus/NAME"; NULL of a name. False when
 * it is neither. */
static bool split_bus(const char *bus, const char **region, size_t *size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    *region = NULL;
    *size = 0;
    bool is_arn = strncmp(bus, "arn:", 4) == 0;
    for (const char *at = bus; *at != '\0'; at++) {
        if (strchr(letters, *at) == NULL && strchr(is_arn ? "/.-_:@" : "/.-_", *at) == NULL) {
            return false;
        }
    }
    if (is_arn) {
        const char *service = strchr(bus + 4, ':');
        if (service == NULL || strncmp(service, ":events:", 8) != 0) {
            return false;
        }
        *region = service + 8;
        *size = strcspn(*region, ":");
        return *size > 0 && strstr(*region, ":event-bus/") != NULL;
    }
    return bus[0] != '\0' && strlen(bus) < BUS_SIZE;
}

dxaws_error *dxaws_sink_new_eventbridge(dxaws_session *session, const char *bus, dxaws_sink **sink)
{
    static const struct sink_sender sender = {.most_items = MOST_ENTRIES,
                                              .most_bytes = MOST_BYTES,
                                              .take = take,
                                              .send = send,
                                              .destroy = destroy};
    const char *region;
    size_t size;
    const char *name = bus ? bus : "default";
    if (session == NULL || sink == NULL || !split_bus(name, &region, &size)) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_INVALID_EVENT_BUS,
            "the event bus \"%s\" must be a name of letters, digits and /.-_, or "
            "arn:aws:events:REGION:ACCOUNT:event-bus/NAME",
            name);
    }
    struct bridge *bridge = calloc(1, sizeof *bridge);
    if (bridge != NULL) {
        bridge->session = dxaws_session_ref(session);
        bridge->bus = strdup(name);
        bridge->region = region ? strndup(region, size) : NULL;
    }
    dxaws_error *error = bridge && bridge->bus && (bridge->region || region == NULL)
                             ? sink_queue_new(&sender, bridge, sink)
                             : dxaws_error_out_of_memory();
    if (error != NULL) {
        destroy(bridge);
    }
    return error;
}
