/* SPDX-License-Identifier: MIT */
/* Finding zones among more than fit a page, and with how many requests: zones-aws ENDPOINT
 * ACCESS-KEY SECRET, an AWS-compatible server without zones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns-providers.h>

enum { BATCH = 20 };

static unsigned references;

static dxaws_aws_request *create_zone(const char *name, bool is_private)
{
    char body[800];
    int size = snprintf(
        body, sizeof body,
        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>"
        "%s</Name>%s<CallerReference>zones-%u</CallerReference><HostedZoneConfig><PrivateZone>%s"
        "</PrivateZone></HostedZoneConfig></CreateHostedZoneRequest>",
        name,
        is_private ? "<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-0123456789abcdef0</VPCId>"
                     "</VPC>"
                   : "",
        ++references, is_private ? "true" : "false");
    dxaws_aws_request *request =
        dxaws_aws_request_new("route53", "CreateHostedZone", "POST", "/2013-04-01/hostedzone");
    dxaws_aws_request_set_body(request, body, (size_t)size);
    dxaws_aws_request_set_content_type(request, "application/xml");
    return request;
}

/* Makes that many zones: numbered between prefix and suffix, or all of one name. */
static dxaws_error *create_zones(dxaws_session *session, const char *prefix, const char *suffix,
                                 unsigned count, bool is_private)
{
    dxaws_error *error = NULL;
    for (unsigned done = 0; error == NULL && done < count; done += BATCH) {
        dxaws_aws_request *requests[BATCH];
        unsigned size = count - done < BATCH ? count - done : BATCH;
        for (unsigned i = 0; i < size; i++) {
            char name[200];
            if (prefix != NULL) {
                snprintf(name, sizeof name, "%s%03u%s", prefix, done + i, suffix);
            } else {
                snprintf(name, sizeof name, "%s", suffix);
            }
            requests[i] = create_zone(name, is_private);
        }
        error = dxaws_aws_call_batch(session, NULL, requests, size);
        for (unsigned i = 0; i < size; i++) {
            dxaws_error *outcome = dxaws_aws_request_take_error(requests[i]);
            dxaws_aws_request_free(requests[i]);
            if (error == NULL) {
                error = outcome;
            } else {
                dxaws_error_free(outcome);
            }
        }
    }
    return error;
}

/* Counts the calls of an operation. */
struct counter {
    unsigned listings;
    unsigned calls;
};

static void count_call(void *self, const dxaws_event *event)
{
    struct counter *counter = self;
    if (strcmp(dxaws_event_type(event), "aws.call") == 0) {
        counter->calls++;
        counter->listings += strstr(dxaws_event_fields(event), "ListHostedZonesByName") != NULL;
    }
}

/* A name, its zone, and how many listings of zones it takes. */
static const struct {
    const char *name;
    const char *zone;
    unsigned listings;
} rows[] = {
    {"www.example.org", "example.org.", 1},
    {"example.org", "example.org.", 1},
    {"a.b.c.example.org", "b.c.example.org.", 1},
    {"c.example.org", "example.org.", 1},
    /* a page of zones of others comes first, then the cursor jumps */
    {"www.example.co.uk", "example.co.uk.", 2},
    {"www.z999.example.co.uk", "z999.example.co.uk.", 3},
    {"www.z050.example.co.uk", "z050.example.co.uk.", 2},
    {"www.co.uk", NULL, 2},
    /* whether "exa-" stands before or after "exa." is not relied on, so each suffix is asked for */
    {"www.exa.co.jp", "www.exa.co.jp.", 3},
    /* more zones of one name than fit a page, all of them private but the last */
    {"dup.example.net", "dup.example.net.", 3},
    {"www.nowhere.example.info", NULL, 1},
};

static bool check(dxaws_dns_manager *manager, size_t row)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = count_call};
    struct counter counter = {0};
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_error) error = dxaws_sink_new(&ops, &counter, &sink);
    dxaws_context_set_sink(context, sink);
    DXAWS_AUTO(dxaws_dns_zone) found = NULL;
    if (error == NULL) {
        error = dxaws_dns_manager_find_zone(manager, context, rows[row].name, &found);
    }
    const char *zone = dxaws_dns_zone_name(found);
    bool right = rows[row].zone == NULL
                     ? error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND
                     : zone != NULL && strcmp(zone, rows[row].zone) == 0;
    right = right && counter.listings == rows[row].listings;
    printf("%s %s: %s, %u listings of %u calls\n", right ? "passed" : "FAILED", rows[row].name,
           zone    ? zone
           : error ? dxaws_error_message(error)
                   : "?",
           counter.listings, counter.calls);
    return right;
}

static dxaws_error *create_all(dxaws_session *session)
{
    static const struct {
        const char *prefix;
        const char *suffix;
        unsigned count;
        bool is_private;
    } zones[] = {
        {NULL, "example.org", 1, false},     {NULL, "b.c.example.org", 1, false},
        {"a", ".co.uk", 130, false},         {NULL, "example.co.uk", 1, false},
        {"z", ".example.co.uk", 120, false}, {NULL, "z999.example.co.uk", 1, false},
        {"exa-", ".co.jp", 110, false},      {NULL, "exa.co.jp", 1, false},
        {NULL, "www.exa.co.jp", 1, false},   {NULL, "dup.example.net", 101, true},
        {NULL, "dup.example.net", 1, false},
    };
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < sizeof zones / sizeof *zones; i++) {
        error = create_zones(session, zones[i].prefix, zones[i].suffix, zones[i].count,
                             zones[i].is_private);
    }
    return error;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: zones-aws ENDPOINT ACCESS-KEY SECRET\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_dns_provider) provider = NULL;
    DXAWS_AUTO(dxaws_dns_manager) manager = NULL;
    dxaws_session_options *options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, arguments[1]);
    dxaws_session_options_set_keys(options, arguments[2], arguments[3], NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(options, &session);
    dxaws_session_options_free(options);
    if (error == NULL) {
        error = create_all(session);
    }
    if (error == NULL) {
        error = dxaws_dns_provider_new_aws(session, &provider);
    }
    if (error == NULL) {
        error = dxaws_dns_manager_new(provider, NULL, &manager);
    }
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
        return EXIT_FAILURE;
    }
    bool right = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        right = check(manager, i) && right;
    }
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
