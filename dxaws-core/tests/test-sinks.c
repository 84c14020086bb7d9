/* SPDX-License-Identifier: MIT */
/* Sinks that send: what arrives at EventBridge, what is sent again, and what is lost and told so.
 */
#include <dxaws/extend/events.h>
#include <dxaws/sinks.h>

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "calls.h"

#define ANSWER(body) "HTTP/1.1 200 OK\r\nx-amzn-RequestId: R\r\nConnection: close\r\n\r\n" body
#define TAKEN "{\"EventId\":\"1\"}"
#define TEN_TAKEN                                                                                  \
    TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN "," TAKEN
#define ALL_TAKEN ANSWER("{\"FailedEntryCount\":0,\"Entries\":[" TEN_TAKEN "]}")
#define BUS_ARN "arn:aws:events:eu-west-3:123456789012:event-bus/sites"

/* A context that tells a bus behind a server. */
struct telling {
    struct server *server;
    dxaws_session *session;
    dxaws_context *context;
    dxaws_sink *sink;
};

static struct telling tell_to(const char *bus, const struct server_step *steps, size_t count)
{
    struct telling telling = {.server = server_start(steps, count)};
    telling.session = open_session(server_url(telling.server), 1);
    telling.context = dxaws_context_new();
    ck_ok(dxaws_sink_new_eventbridge(telling.session, bus, &telling.sink));
    dxaws_context_set_sink(telling.context, telling.sink);
    return telling;
}

static void tell(const struct telling *telling, dxaws_event_level level, const char *subject)
{
    dxaws_context_emit(telling->context, "dxaws.s3", "manager.plan.done", level, subject,
                       "{\"noop\": true}");
}

static void end(struct telling *telling)
{
    dxaws_context_unref(telling->context);
    dxaws_sink_unref(telling->sink);
    dxaws_session_unref(telling->session);
    server_stop(telling->server);
}

static uint64_t lost(const struct telling *telling, char why[200])
{
    char *text = NULL;
    dxaws_sink_flush_within(telling->sink, 120000, NULL); /* however slow the machine is */
    uint64_t count = dxaws_sink_lost(telling->sink, &text);
    snprintf(why, 200, "%s", text ? text : "");
    free(text);
    return count;
}

/* The entries of a request. */
static json_t *entries_of(const struct telling *telling, size_t index)
{
    const char *request = server_request(telling->server, index);
    const char *body = request ? strstr(request, "\r\n\r\n") : NULL;
    ck_assert_msg(body != NULL, "there is no request %zu", index);
    json_t *parsed = json_loads(body + 4, 0, NULL);
    json_t *entries = json_incref(json_object_get(parsed, "Entries"));
    json_decref(parsed);
    ck_assert_msg(json_is_array(entries), "no entries in %s", body);
    return entries;
}

START_TEST(an_event_arrives_as_an_entry)
{
    struct telling telling = tell_to(BUS_ARN, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    tell(&telling, DXAWS_EVENT_INFO, "arn:aws:s3:::my-bucket");
    dxaws_sink_flush(telling.sink);
    const char *request = server_request(telling.server, 0);
    ck_assert_ptr_nonnull(strstr(request, "AWSEvents.PutEvents"));
    ck_assert_ptr_nonnull(strstr(request, "/eu-west-3/events/aws4_request"));
    json_t *entries = entries_of(&telling, 0);
    ck_assert_uint_eq(json_array_size(entries), 1);
    const char *bus, *source, *type, *detail, *resource;
    double time;
    ck_assert_int_eq(json_unpack(json_array_get(entries, 0), "{s:s, s:s, s:s, s:s, s:F, s:[s]!}",
                                 "EventBusName", &bus, "Source", &source, "DetailType", &type,
                                 "Detail", &detail, "Time", &time, "Resources", &resource),
                     0);
    ck_assert_str_eq(bus, BUS_ARN);
    ck_assert_str_eq(source, "dxaws.s3");
    ck_assert_str_eq(type, "manager.plan.done");
    ck_assert_str_eq(resource, "arn:aws:s3:::my-bucket");
    ck_assert(time > 1e9 && time < 1e11);
    json_t *event = json_loads(detail, 0, NULL);
    ck_assert_str_eq(json_string_value(json_object_get(event, "schema")), "dxaws.event/1");
    ck_assert(json_is_true(json_object_get(event, "noop")));
    json_decref(event);
    json_decref(entries);
    end(&telling);
}
END_TEST

START_TEST(what_happens_at_every_request_is_left_out)
{
    struct telling telling = tell_to(NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    char why[200];
    tell(&telling, DXAWS_EVENT_TRACE, NULL);
    tell(&telling, DXAWS_EVENT_DEBUG, NULL);
    ck_assert_uint_eq(lost(&telling, why), 0);
    ck_assert_uint_eq(server_requests(telling.server), 0);
    end(&telling);
}
END_TEST

START_TEST(ten_are_sent_at_a_time)
{
    struct telling telling = tell_to(NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    char why[200];
    for (int i = 0; i < 25; i++) {
        tell(&telling, DXAWS_EVENT_INFO, "my-bucket");
    }
    ck_assert_uint_eq(lost(&telling, why), 0);
    size_t sent = 0, requests = server_requests(telling.server);
    for (size_t i = 0; i < requests; i++) {
        json_t *entries = entries_of(&telling, i);
        ck_assert_uint_le(json_array_size(entries), 10);
        sent += json_array_size(entries);
        json_decref(entries);
    }
    ck_assert_uint_eq(sent, 25);
    end(&telling);
}
END_TEST

/* Of two entries what the service says, how many requests there are then, and what is lost. */
static const struct {
    const char *answers[3];
    size_t requests;
    size_t of_the_last; /* entries */
    uint64_t lost;
    const char *why;
} refusals[] = {
    {{"{\"Entries\":[" TAKEN ",{\"ErrorCode\":\"ThrottlingException\"}]}",
      "{\"Entries\":[" TAKEN "]}"},
     2,
     1,
     0,
     ""},
    {{"{\"Entries\":[{\"ErrorCode\":\"InternalFailure\"},{\"ErrorCode\":\"InternalException\"}]}",
      "{\"Entries\":[{\"ErrorCode\":\"InternalFailure\"}," TAKEN "]}",
      "{\"Entries\":[{\"ErrorCode\":\"InternalFailure\"}]}"},
     3,
     1,
     1,
     "InternalFailure"},
    {{"{\"Entries\":[" TAKEN ",{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"No.\"}]}"},
     1,
     2,
     1,
     "the event bus default does not take an event: MalformedDetail: No."},
    {{"{\"Entries\":[" TAKEN "]}"}, 1, 2, 1, "no answer for this entry"},
    {{"{\"Entries\":{}}"}, 1, 2, 2, "no answer for this entry"},
    {{"[]"}, 1, 2, 2, "no answer for this entry"},
};

START_TEST(only_what_may_pass_is_sent_again)
{
    char texts[3][400], why[200];
    struct server_step steps[3];
    for (size_t i = 0; i < 3; i++) {
        const char *answer = refusals[_i].answers[i];
        snprintf(texts[i], sizeof texts[i], "%s%s", ANSWER(), answer ? answer : "{}");
        steps[i] = (struct server_step){SERVER_ANSWER_CLOSE, texts[i], 0};
    }
    struct telling telling = tell_to(NULL, steps, 3);
    tell(&telling, DXAWS_EVENT_INFO, "one");
    tell(&telling, DXAWS_EVENT_ERROR, "two");
    ck_assert_uint_eq(lost(&telling, why), refusals[_i].lost);
    ck_assert_uint_eq(server_requests(telling.server), refusals[_i].requests);
    json_t *entries = entries_of(&telling, refusals[_i].requests - 1);
    ck_assert_uint_eq(json_array_size(entries), refusals[_i].of_the_last);
    json_decref(entries);
    ck_assert_msg(refusals[_i].lost == 0 || strstr(why, refusals[_i].why), "it says \"%s\"", why);
    end(&telling);
}
END_TEST

START_TEST(a_bus_that_refuses_fails_nothing_and_is_told)
{
    struct telling telling =
        tell_to(NULL, STEPS({SERVER_ANSWER_CLOSE,
                             "HTTP/1.1 400 Bad\r\nx-amzn-RequestId: R\r\nConnection: close\r\n\r\n"
                             "{\"__type\":\"AccessDeniedException\",\"Message\":\"not yours\"}",
                             0}));
    char why[200];
    tell(&telling, DXAWS_EVENT_INFO, "one");
    ck_assert_uint_eq(lost(&telling, why), 1);
    ck_assert_msg(strstr(why, "not yours") != NULL, "it says \"%s\"", why);
    end(&telling);
}
END_TEST

/* While one batch is sent, no more than so many are kept. */
START_TEST(who_emits_does_not_wait_and_the_queue_ends)
{
    struct telling telling = tell_to(
        NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 1000}, {SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    char why[200];
    for (int i = 0; i < 2100; i++) {
        tell(&telling, DXAWS_EVENT_INFO, "one");
    }
    uint64_t count = dxaws_sink_lost(telling.sink, NULL);
    ck_assert_msg(count >= 80 && count <= 100, "%llu are lost", (unsigned long long)count);
    lost(&telling, why);
    ck_assert_str_eq(why, "not sent: more events than can be sent");
    end(&telling);
}
END_TEST

START_TEST(an_event_that_no_request_can_hold_is_lost_alone)
{
    struct telling telling = tell_to(NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    char why[200];
    char *large = malloc(300000);
    memset(large, 'a', 299999);
    large[299999] = '\0';
    tell(&telling, DXAWS_EVENT_INFO, large);
    tell(&telling, DXAWS_EVENT_INFO, "small");
    free(large);
    ck_assert_uint_eq(lost(&telling, why), 1);
    ck_assert_str_eq(why, "not sent: it is larger than a request may be");
    ck_assert_uint_eq(server_requests(telling.server), 1);
    end(&telling);
}
END_TEST

/* How long is waited for a service that does not answer, and whether somebody gives up. */
static const struct {
    int64_t limit_ms;
    bool cancelled;
} limits[] = {{100, false}, {0, false}, {9000, true}};

START_TEST(who_has_little_time_loses_what_is_not_sent_and_nothing_later)
{
    struct telling telling = tell_to(
        NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 4000}, {SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    DXAWS_AUTO(dxaws_context) unless = dxaws_context_new();
    dxaws_sink *both = NULL;
    ck_ok(dxaws_sink_new_tee(telling.sink, telling.sink, &both));
    for (int i = 0; i < 25; i++) {
        tell(&telling, DXAWS_EVENT_INFO, "one");
    }
    for (int waits = 0; server_requests(telling.server) == 0 && waits < 200; waits++) {
        usleep(10000);
    }
    if (limits[_i].cancelled) {
        dxaws_context_cancel(unless);
    }
    int64_t began_ms = dxaws_context_monotonic_ms(NULL);
    dxaws_sink_flush_within(both, limits[_i].limit_ms, unless);
    int64_t took_ms = dxaws_context_monotonic_ms(NULL) - began_ms;
    ck_assert_msg(took_ms < 2500, "it took %lld ms", (long long)took_ms);
    dxaws_sink_unref(both);
    ck_assert_uint_eq(dxaws_sink_lost(telling.sink, NULL), 25);
    char why[200];
    tell(&telling, DXAWS_EVENT_INFO, "another");
    ck_assert_uint_eq(lost(&telling, why), 25);
    ck_assert_msg(strncmp(why, "not sent: ", 10) == 0, "it says \"%s\"", why);
    end(&telling);
}
END_TEST

static const char *const no_buses[] = {
    "",
    "my bus",
    "\xc3\xbc",
    "arn:aws:events",
    "arn:aws:s3:::bucket",
    "arn:aws:events::123456789012:event-bus/a",
    "arn:aws:events:eu-west-3:123456789012:rule/a",
    "a:b",
};

START_TEST(what_is_no_bus_is_refused)
{
    DXAWS_AUTO(dxaws_session) session = open_session("http://127.0.0.1:1", 1);
    dxaws_sink *sink = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_sink_new_eventbridge(session, no_buses[_i], &sink);
    ck_assert_ptr_null(sink);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CORE_ERROR_INVALID_EVENT_BUS);
}
END_TEST

static void *tell_hundred(void *telling)
{
    for (int i = 0; i < 100; i++) {
        tell(telling, DXAWS_EVENT_INFO, "one");
    }
    return NULL;
}

START_TEST(many_threads_tell_one_sink_and_its_end_sends_the_rest)
{
    struct telling telling = tell_to(NULL, STEPS({SERVER_ANSWER_CLOSE, ALL_TAKEN, 0}));
    dxaws_sink *both = NULL;
    ck_ok(dxaws_sink_new_tee(telling.sink, telling.sink, &both));
    dxaws_sink_unref(both);
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, tell_hundred, &telling);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    dxaws_context_set_sink(telling.context, NULL);
    telling.sink = dxaws_sink_unref(telling.sink);
    size_t sent = 0;
    for (size_t i = 0; i < server_requests(telling.server); i++) {
        json_t *entries = entries_of(&telling, i);
        sent += json_array_size(entries);
        json_decref(entries);
    }
    ck_assert_uint_eq(sent, 400);
    end(&telling);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sinks");
    TCase *tests = tcase_create("eventbridge");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, an_event_arrives_as_an_entry);
    tcase_add_test(tests, what_happens_at_every_request_is_left_out);
    tcase_add_test(tests, ten_are_sent_at_a_time);
    tcase_add_loop_test(tests, only_what_may_pass_is_sent_again, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(tests, a_bus_that_refuses_fails_nothing_and_is_told);
    tcase_add_test(tests, who_emits_does_not_wait_and_the_queue_ends);
    tcase_add_loop_test(tests, who_has_little_time_loses_what_is_not_sent_and_nothing_later, 0,
                        sizeof limits / sizeof *limits);
    tcase_add_test(tests, an_event_that_no_request_can_hold_is_lost_alone);
    tcase_add_loop_test(tests, what_is_no_bus_is_refused, 0, sizeof no_buses / sizeof *no_buses);
    tcase_add_test(tests, many_threads_tell_one_sink_and_its_end_sends_the_rest);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
