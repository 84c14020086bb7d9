/* SPDX-License-Identifier: MIT */
/* DNS messages, and what CAA records let Amazon do. */
#include "checks/dns-reply.h"

#include <string.h>

#include <dxaws/kit/check.h>

#define HEAD "\x00\x01\x81\x80\x00\x01\x00\x01\x00\x01\x00\x00"
#define QUESTION                                                                                   \
    "\x03www\x02"                                                                                  \
    "Ex\x00\x00\x01\x00\x01"
#define FIXED(type) "\x00" type "\x00\x01\x00\x00\x00\x3c"

START_TEST(records_are_read)
{
    /* www.Ex CNAME a.ex (a pointer into the question), and a referral of ex to ns.ex */
    static const char message[] =
        HEAD QUESTION "\xc0\x0c" FIXED("\x05") "\x00\x04\x01"
                                               "A\xc0\x10"
                                               "\xc0\x10" FIXED("\x02") "\x00\x05\x02ns\xc0\x10";
    struct dns_reply reply = {.count = 9};
    dns_reply_read(&reply, (const unsigned char *)message, sizeof message - 1);
    ck_assert_uint_eq(reply.count, 2);
    ck_assert_int_eq(reply.records[0].type, DNS_CNAME);
    ck_assert_str_eq(reply.records[0].text, "a.ex");
    ck_assert(!reply.records[0].authority && reply.records[1].authority);
    ck_assert_str_eq(reply.records[1].text, "ns.ex");
    for (size_t size = 0; size < sizeof message - 1; size++) { /* one that is cut off */
        dns_reply_read(&reply, (const unsigned char *)message, size);
        ck_assert_uint_le(reply.count, 1);
    }
}
END_TEST

/* A name that leads to itself, and one that has no end. */
START_TEST(circles_end)
{
    static const char circle[] = HEAD "\xc0\x0c\x00\x01\x00\x01";
    static const char endless[] = HEAD "\x3f"
                                       "aa";
    struct dns_reply reply = {.count = 9};
    dns_reply_read(&reply, (const unsigned char *)circle, sizeof circle - 1);
    ck_assert_uint_eq(reply.count, 0);
    dns_reply_read(&reply, (const unsigned char *)endless, sizeof endless - 1);
    ck_assert_uint_eq(reply.count, 0);
}
END_TEST

static const struct {
    struct {
        unsigned flags;
        const char *tag, *value;
    } records[3];
    bool plain, wildcard;
} policies[] = {
    {{{0, NULL, NULL}}, true, true},
    {{{0, "issue", "amazon.com"}}, true, true},
    {{{0, "ISSUE", " AmazonTrust.com; validationmethods=dns-01"}}, true, true},
    {{{0, "issue", "letsencrypt.org"}}, false, false},
    {{{0, "issue", "letsencrypt.org"}, {0, "issue", "awstrust.com"}}, true, true},
    {{{0, "issue", ";"}}, false, false},
    {{{0, "issue", "amazon.com.example.org"}}, false, false},
    {{{0, "iodef", "mailto:a@b.test"}}, true, true},
    {{{0, "issue", "amazon.com"}, {0, "issuewild", "letsencrypt.org"}}, true, false},
    {{{0, "issue", "letsencrypt.org"}, {0, "issuewild", "amazonaws.com"}}, false, true},
    {{{0, "issuewild", ";"}}, true, false},
    {{{0, "issue", "amazon.com"}, {128, "future", "x"}}, false, false},
    {{{0, "issue", "amazon.com"}, {0, "future", "x"}}, true, true},
};

START_TEST(policies_are_judged)
{
    struct dns_reply reply = {.count = 0};
    for (size_t i = 0; i < 3 && policies[_i].records[i].tag != NULL; i++) {
        struct dns_record *record = &reply.records[reply.count++];
        record->type = DNS_CAA;
        record->flags = policies[_i].records[i].flags;
        strcpy(record->tag, policies[_i].records[i].tag);
        strcpy(record->text, policies[_i].records[i].value);
    }
    size_t count = 0;
    ck_assert_int_eq(dns_lets_amazon(&reply, false, &count), policies[_i].plain);
    ck_assert_uint_eq(count, reply.count);
    ck_assert_int_eq(dns_lets_amazon(&reply, true, &count), policies[_i].wildcard);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("dns reply");
    tcase_add_test(tests, records_are_read);
    tcase_add_test(tests, circles_end);
    tcase_add_loop_test(tests, policies_are_judged, 0, sizeof policies / sizeof *policies);
    return run_suite("dns reply", tests);
}
