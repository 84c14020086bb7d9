/* SPDX-License-Identifier: MIT */
/* Records of one name in several pages, by a transport that answers from a table. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>

#define ZONE                                                                                       \
    "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>example.org.</Name>"          \
    "<Config><PrivateZone>false</PrivateZone></Config></HostedZone></GetHostedZoneResponse>"

/* A page of records, and what follows it: "<NextRecordName>...", or "" for nothing. */
struct script {
    const char *next[3]; /* the last goes on */
    size_t calls;
    char asked[512]; /* the queries */
};

static void answer_page(struct script *script, const char *query, char *text, size_t size)
{
    size_t index = script->calls++;
    const char *next = script->next[index < 2 ? index : 2];
    strcat(strcat(script->asked, query), "\n");
    snprintf(text, size,
             "<ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet>"
             "<Name>www.example.org.</Name><Type>A</Type><SetIdentifier>%zu</SetIdentifier>"
             "</ResourceRecordSet></ResourceRecordSets><IsTruncated>%s</IsTruncated>%s"
             "</ListResourceRecordSetsResponse>",
             index, next ? "true" : "false", next ? next : "");
}

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    char text[1024] = ZONE;
    const char *query = strchr(dxaws_transport_request_url(request), '?');
    (void)context;
    if (query) {
        answer_page(self, query, text, sizeof text);
    }
    dxaws_transport_response_set_status(response, 200);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_append_body(response, text, strlen(text));
    return NULL;
}

#define NEXT(name, type, rest)                                                                     \
    "<NextRecordName>" name "</NextRecordName><NextRecordType>" type "</NextRecordType>" rest
#define IDENTIFIED(name) "<NextRecordIdentifier>" name "</NextRecordIdentifier>"

#define FIRST "?name=www.example.org.&maxitems=20\n"
#define PAGE(rest) "?name=www.example.org.&type=" rest "&maxitems=20\n"

static const struct {
    struct script script;
    const char *asked;
    size_t records;
    bool repeats;
} rows[] = {
    {{.next = {NULL}}, FIRST, 1, false},
    {{.next = {NEXT("x.example.org.", "A", "")}}, FIRST, 1, false},
    {{.next = {NEXT("www.example.org.", "A", IDENTIFIED("b\"&amp;")),
               NEXT("www.example.org.", "AAAA", "")}},
     FIRST PAGE("A&identifier=b%22%26") PAGE("AAAA"),
     3,
     false},
    {{.next = {NEXT("www.example.org.", "A", ""), NEXT("www.example.org.", "A", "")}},
     FIRST PAGE("A"),
     0,
     true},
    {{.next = {NEXT("www.example.org.", "A", ""), NEXT("www.example.org.", "A", IDENTIFIED("b"))}},
     FIRST PAGE("A") PAGE("A&identifier=b"),
     3,
     false},
};

static dxaws_session *open_session(struct script *script)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
    dxaws_session *session = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_transport(options, &ops, script);
    ck_assert_ptr_null(dxaws_session_new(options, &session));
    dxaws_session_options_free(options);
    return session;
}

/* rule 49 */
START_TEST(records_of_a_name_are_listed_to_its_end)
{
    struct script script = rows[_i].script;
    DXAWS_AUTO(dxaws_session) session = open_session(&script);
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    ck_assert_ptr_null(dxaws_dns_desired_parse(
        "{\"zone\":\"Z1\",\"records\":[{\"name\":\"www.example.org\",\"type\":\"A\","
        "\"values\":[\"192.0.2.1\"]}]}",
        &desired));
    dxaws_dns_provider *provider = NULL;
    ck_assert_ptr_null(dxaws_dns_provider_new_aws(session, &provider));
    DXAWS_AUTO(dxaws_dns_manager) manager = NULL;
    ck_assert_ptr_null(dxaws_dns_manager_new(provider, NULL, &manager));
    dxaws_dns_provider_unref(provider);
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error = dxaws_dns_manager_get_current(manager, NULL, desired, &current);
    ck_assert_str_eq(script.asked, rows[_i].asked);
    if (rows[_i].repeats) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
        ck_assert_ptr_nonnull(
            strstr(dxaws_error_message(error), "route53 ListResourceRecordSets: a page"));
    } else {
        ck_assert_msg(error == NULL, "%s", dxaws_error_message(error));
        ck_assert_uint_eq(dxaws_dns_current_record_count(current), rows[_i].records);
    }
    dxaws_error_free(error);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("lists");
    size_t count = sizeof rows / sizeof rows[0];
    tcase_add_loop_test(tests, records_of_a_name_are_listed_to_its_end, 0, (int)count);
    return run_suite("lists", tests);
}
