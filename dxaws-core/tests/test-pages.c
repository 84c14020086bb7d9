/* SPDX-License-Identifier: MIT */
/* Lists of several pages. The server answers with the target it was asked for. */
#include "calls.h"

struct list {
    const char *const *tokens; /* of the pages, ended by NULL */
    size_t pages;
    size_t stop_after; /* 0: never */
    const char *fail;
    char seen[512];
};

static dxaws_aws_request *request_page(void *self, const char *token)
{
    (void)self;
    dxaws_aws_request *request =
        dxaws_aws_request_new("route53", "ListHostedZones", "GET", "/2013-04-01/hostedzone");
    if (token) {
        dxaws_aws_request_add_query(request, "marker", token);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **next, bool *stop)
{
    struct list *list = self;
    strcat(list->seen, dxaws_aws_request_answer_body(answer, NULL));
    strcat(list->seen, "\n");
    const char *token = list->tokens[list->pages++];
    *next = token ? strdup(token) : NULL;
    *stop = list->pages == list->stop_after;
    return list->fail ? dxaws_error_new(DXAWS_ERROR_PROTOCOL, "test", "Bad", "%s", list->fail)
                      : NULL;
}

static const dxaws_aws_pages_ops ops = {sizeof(ops), request_page, read_page};

static const struct {
    const char *tokens[5];
    size_t stop_after;
    const char *fail;
    size_t pages;
    const char *error; /* or NULL */
} rows[] = {
    {{NULL}, 0, NULL, 1, NULL},
    {{"a", "b c", NULL}, 0, NULL, 3, NULL},
    {{"a", "a", NULL}, 0, NULL, 2, "route53 ListHostedZones: a page names itself as the next one"},
    {{"", "", NULL}, 0, NULL, 2, "a page names itself as the next one"},
    {{"a", "b", "a", NULL}, 0, NULL, 4, NULL},
    {{"a", "b", NULL}, 2, NULL, 2, NULL},
    {{"a", "a", NULL}, 2, NULL, 2, NULL},
    {{"a", NULL}, 0, "no list", 1, "no list"},
};

/* rule 49: pages follow each other by token, and a list ends */
START_TEST(list_is_walked)
{
    struct server *server = server_start(STEPS({SERVER_ECHO, NULL, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct list list = {
        .tokens = rows[_i].tokens, .stop_after = rows[_i].stop_after, .fail = rows[_i].fail};
    dxaws_error *error = dxaws_aws_call_pages(session, NULL, &ops, &list, NULL);
    if (rows[_i].error) {
        ck_error(error, DXAWS_ERROR_PROTOCOL, rows[_i].error);
    } else {
        ck_ok(error);
    }
    ck_assert_uint_eq(list.pages, rows[_i].pages);
    if (_i == 1) {
        ck_assert_str_eq(list.seen, "/2013-04-01/hostedzone\n/2013-04-01/hostedzone?marker=a\n"
                                    "/2013-04-01/hostedzone?marker=b%20c\n");
    }
    server_stop(server);
}
END_TEST

/* rule 49: a list goes on from a page that came with others, and repeats itself no less */
START_TEST(list_is_walked_from_its_first_page)
{
    struct server *server = server_start(STEPS({SERVER_ECHO, NULL, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct list list = {
        .tokens = rows[_i].tokens, .stop_after = rows[_i].stop_after, .fail = rows[_i].fail};
    dxaws_aws_request *first[2] = {request_page(&list, NULL), request_page(&list, NULL)};
    ck_ok(dxaws_aws_call_batch(session, NULL, first, 2));
    dxaws_error *error = dxaws_aws_call_pages(session, NULL, &ops, &list, first[0]);
    if (rows[_i].error) {
        ck_error(error, DXAWS_ERROR_PROTOCOL, rows[_i].error);
    } else {
        ck_ok(error);
    }
    ck_assert_uint_eq(list.pages, rows[_i].pages);
    ck_assert_uint_eq(server_requests(server), rows[_i].pages + 1);
    dxaws_aws_request_free(first[0]);
    dxaws_aws_request_free(first[1]);
    server_stop(server);
}
END_TEST

/* Pages that lead into a circle, after some that do not. */
struct circle {
    size_t pages, before, length;
};

static dxaws_error *read_circle(void *self, const dxaws_aws_request *answer, char **next,
                                bool *stop)
{
    struct circle *circle = self;
    size_t page = circle->pages++;
    char token[32];
    (void)answer;
    (void)stop;
    snprintf(token, sizeof token, "%zu",
             page < circle->before ? page
                                   : circle->before + (page - circle->before) % circle->length);
    *next = strdup(token);
    return NULL;
}

static const size_t circles[][2] = {{0, 2}, {0, 3}, {5, 40}, {70, 2}, {100, 7}};

START_TEST(a_list_that_goes_in_a_circle_ends)
{
    static const dxaws_aws_pages_ops circle_ops = {sizeof(circle_ops), request_page, read_circle};
    struct server *server = server_start(STEPS({SERVER_ECHO, NULL, 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct circle circle = {.before = circles[_i][0], .length = circles[_i][1]};
    ck_error(dxaws_aws_call_pages(session, NULL, &circle_ops, &circle, NULL), DXAWS_ERROR_PROTOCOL,
             "a page names an earlier one as the next one: the list would never end");
    ck_assert_uint_lt(circle.pages, 400);
    server_stop(server);
}
END_TEST

START_TEST(list_ends_with_the_outcome_of_its_first_page)
{
    struct server *server =
        server_start(STEPS({SERVER_ANSWER, "HTTP/1.1 403 x\r\nContent-Length: 0\r\n\r\n", 0}));
    DXAWS_AUTO(dxaws_session) session = open_session(server_url(server), 0);
    struct list list = {.tokens = rows[0].tokens};
    dxaws_aws_request *first = request_page(&list, NULL);
    ck_ok(dxaws_aws_call_batch(session, NULL, &first, 1));
    ck_error(dxaws_aws_call_pages(session, NULL, &ops, &list, first), DXAWS_ERROR_PERMISSION,
             "403");
    ck_assert_uint_eq(list.pages, 0);
    dxaws_aws_request_free(first);
    server_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pages");
    TCase *tests = tcase_create("pages");
    tcase_add_loop_test(tests, list_is_walked, 0, sizeof(rows) / sizeof(rows[0]));
    tcase_add_loop_test(tests, list_is_walked_from_its_first_page, 0,
                        sizeof(rows) / sizeof(rows[0]));
    tcase_add_loop_test(tests, a_list_that_goes_in_a_circle_ends, 0,
                        sizeof(circles) / sizeof(circles[0]));
    tcase_add_test(tests, list_ends_with_the_outcome_of_its_first_page);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
