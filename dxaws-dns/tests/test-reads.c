/* SPDX-License-Identifier: MIT */
/* A run reads each part of a list once: a zone whose pages are answered from a table, and the
 * requests that were made for it. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>

#define HEAD "<?xml version=\"1.0\"?>"

/* A zone's names in the order of its list, and how many a page has. */
struct zone {
    const char *names[8];
    size_t page;
    bool gone; /* since it was listed */
    char asked[1024];
};

static void put_zones(char *text, size_t size)
{
    snprintf(text, size,
             HEAD "<ListHostedZonesByNameResponse><HostedZones><HostedZone><Id>/hostedzone/Z1</Id>"
                  "<Name>example.org.</Name><Config><PrivateZone>false</PrivateZone></Config>"
                  "</HostedZone></HostedZones><IsTruncated>false</IsTruncated>"
                  "</ListHostedZonesByNameResponse>");
}

/* From the first name that is asked for, or would stand behind it: here lists are short enough to
 * be searched for what it says literally. */
static void put_records(const struct zone *zone, const char *from, char *text, size_t size)
{
    size_t start = 0, count = 0;
    while (zone->names[start] != NULL && strcmp(zone->names[start], from) != 0) {
        start++;
    }
    int length = snprintf(text, size, HEAD "<ListResourceRecordSetsResponse><ResourceRecordSets>");
    for (; zone->names[start + count] != NULL && count < zone->page; count++) {
        length += snprintf(text + length, size - (size_t)length,
                           "<ResourceRecordSet><Name>%s</Name><Type>A</Type><TTL>300</TTL>"
                           "<ResourceRecords><ResourceRecord><Value>192.0.2.%zu</Value>"
                           "</ResourceRecord></ResourceRecords></ResourceRecordSet>",
                           zone->names[start + count], start + count + 1);
    }
    const char *next = zone->names[start + count];
    snprintf(text + length, size - (size_t)length,
             "</ResourceRecordSets><IsTruncated>%s</IsTruncated>%s%s%s"
             "</ListResourceRecordSetsResponse>",
             next ? "true" : "false", next ? "<NextRecordName>" : "", next ? next : "",
             next ? "</NextRecordName><NextRecordType>A</NextRecordType>" : "");
}

static dxaws_error *answer(void *self, dxaws_context *context,
                           const dxaws_transport_request *request,
                           dxaws_transport_response *response)
{
    struct zone *zone = self;
    char text[4096] = "";
    char name[256] = "";
    const char *url = dxaws_transport_request_url(request);
    const char *asked = strstr(url, "?name=");
    int status = 200;
    (void)context;
    if (strstr(url, "hostedzonesbyname") != NULL) {
        strcat(zone->asked, "zones ");
        put_zones(text, sizeof text);
    } else if (zone->gone) {
        strcat(zone->asked, "gone ");
        status = 404;
        strcpy(text, HEAD "<ErrorResponse><Error><Code>NoSuchHostedZone</Code><Message>No hosted "
                          "zone found</Message></Error></ErrorResponse>");
    } else if (asked != NULL) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(asked + 6, "&"), asked + 6);
        strcat(strcat(zone->asked, name), " ");
        put_records(zone, name, text, sizeof text);
    } else {
        strcat(zone->asked, "change ");
        zone->names[0] = "new.example.org.";
        strcpy(text,
               HEAD "<ChangeResourceRecordSetsResponse><ChangeInfo><Id>/change/C1</Id>"
                    "<Status>INSYNC</Status></ChangeInfo></ChangeResourceRecordSetsResponse>");
    }
    dxaws_transport_response_set_status(response, status);
    dxaws_transport_response_add_header(response, "x-amzn-RequestId", "R");
    dxaws_transport_response_append_body(response, text, strlen(text));
    return NULL;
}

/* Somebody who reads names of it. */
struct reader {
    dxaws_session *session;
    dxaws_dns_manager *manager;
    dxaws_context *run;
};

static struct reader open_reader(struct zone *zone)
{
    static const dxaws_transport_ops ops = {.size = sizeof ops, .perform = answer};
    struct reader reader = {.run = dxaws_context_new_run(NULL)};
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    dxaws_session_options_set_transport(options, &ops, zone);
    ck_assert_ptr_null(dxaws_session_new(options, &reader.session));
    dxaws_session_options_free(options);
    dxaws_dns_provider *provider = NULL;
    ck_assert_ptr_null(dxaws_dns_provider_new_aws(reader.session, &provider));
    ck_assert_ptr_null(dxaws_dns_manager_new(provider, NULL, &reader.manager));
    dxaws_dns_provider_unref(provider);
    return reader;
}

static void close_reader(struct reader *reader)
{
    dxaws_dns_manager_unref(reader->manager);
    dxaws_session_unref(reader->session);
    dxaws_context_unref(reader->run);
}

static dxaws_dns_desired *wish(const char *name, const char *value)
{
    char text[512];
    dxaws_dns_desired *desired = NULL;
    snprintf(text, sizeof text,
             "{\"records\":[{\"name\":\"%s\",\"type\":\"A\",\"values\":[\"%s\"]}]}", name, value);
    ck_assert_ptr_null(dxaws_dns_desired_parse(text, &desired));
    return desired;
}

/* What stands at a name: "192.0.2.1", or "" for nothing. */
static void ck_reads(struct reader *reader, const char *name, const char *value)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = wish(name, "192.0.2.99");
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error =
        dxaws_dns_manager_get_current(reader->manager, reader->run, desired, &current);
    ck_assert_msg(error == NULL, "%s: %s", name, dxaws_error_message(error));
    const char *found = "";
    for (size_t i = 0; i < dxaws_dns_current_record_count(current); i++) {
        const dxaws_dns_record *record = dxaws_dns_current_record_at(current, i);
        bool meant = strcmp(dxaws_dns_record_name(record), name) == 0; /* not one above it */
        found = meant ? dxaws_dns_record_value_at(record, 0) : found;
    }
    ck_assert_str_eq(found, value);
}

static void ck_asked(struct zone *zone, const char *asked)
{
    ck_assert_str_eq(zone->asked, asked);
    zone->asked[0] = '\0';
}

#define ALL                                                                                        \
    {                                                                                              \
        "example.org.", "www.example.org.", "_x.www.example.org.", "z.example.org."                \
    }

START_TEST(what_lies_within_a_page_is_not_asked_for_again)
{
    struct zone zone = {.names = ALL, .page = 3};
    struct reader reader = open_reader(&zone);
    ck_reads(&reader, "example.org.", "192.0.2.1");
    ck_asked(&zone, "zones example.org. ");
    ck_reads(&reader, "www.example.org.", "192.0.2.2");
    ck_reads(&reader, "_x.www.example.org.", "192.0.2.3");
    ck_reads(&reader, "absent.example.org.", "");
    ck_asked(&zone, "");
    ck_reads(&reader, "z.example.org.", "192.0.2.4"); /* where the list goes on */
    ck_asked(&zone, "z.example.org. ");
    ck_reads(&reader, "zz.example.org.", ""); /* behind its end */
    ck_asked(&zone, "");
    close_reader(&reader);
}
END_TEST

START_TEST(another_run_reads_for_itself)
{
    struct zone zone = {.names = ALL, .page = 3};
    struct reader reader = open_reader(&zone);
    ck_reads(&reader, "www.example.org.", "192.0.2.2");
    ck_asked(&zone, "zones www.example.org. ");
    dxaws_context_unref(reader.run);
    reader.run = NULL;
    ck_reads(&reader, "www.example.org.", "192.0.2.2");
    ck_asked(&zone, "zones www.example.org. ");
    close_reader(&reader);
}
END_TEST

START_TEST(a_write_of_its_own_is_seen)
{
    struct zone zone = {.names = {"example.org.", "www.example.org."}, .page = 20};
    struct reader reader = open_reader(&zone);
    ck_reads(&reader, "example.org.", "192.0.2.1");
    ck_reads(&reader, "new.example.org.", "");
    ck_asked(&zone, "zones example.org. ");
    DXAWS_AUTO(dxaws_dns_desired) desired = wish("new.example.org.", "192.0.2.1");
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    dxaws_error *error =
        dxaws_dns_manager_execute(reader.manager, reader.run, desired, NULL, &result);
    ck_assert_msg(error == NULL, "%s", dxaws_error_message(error));
    ck_asked(&zone, "change new.example.org. ");
    close_reader(&reader);
}
END_TEST

START_TEST(a_zone_that_is_gone_is_looked_for_again)
{
    struct zone zone = {.names = ALL, .page = 20};
    struct reader reader = open_reader(&zone);
    ck_reads(&reader, "www.example.org.", "192.0.2.2");
    dxaws_context_unref(reader.run);
    reader.run = dxaws_context_new_run(NULL);
    zone.gone = true;
    DXAWS_AUTO(dxaws_dns_desired) desired = wish("www.example.org.", "192.0.2.9");
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_dns_current) current = NULL;
        zone.asked[0] = '\0';
        dxaws_error *error =
            dxaws_dns_manager_get_current(reader.manager, reader.run, desired, &current);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_NOT_FOUND);
        dxaws_error_free(error);
        ck_asked(&zone, "zones gone ");
    }
    close_reader(&reader);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("reads");
    tcase_add_test(tests, what_lies_within_a_page_is_not_asked_for_again);
    tcase_add_test(tests, another_run_reads_for_itself);
    tcase_add_test(tests, a_write_of_its_own_is_seen);
    tcase_add_test(tests, a_zone_that_is_gone_is_looked_for_again);
    return run_suite("reads", tests);
}
