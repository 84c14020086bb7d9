/* SPDX-License-Identifier: MIT */
/* CAA records that stand in zones of the account: what they forbid is not requested. */
#include <dxaws/dns-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "on-memory.h"

#define APEX "example.com"
#define WWW "www.example.com"
#define WILD "*.www.example.com"
#define AT(name, values) "{\"name\":\"" name "\",\"type\":\"CAA\",\"values\":[" values "]}"
#define ISSUE(who) "\"0 issue \\\"" who "\\\"\""
#define ISSUEWILD(who) "\"0 issuewild \\\"" who "\\\"\""

static const struct {
    const char *domain;
    const char *records; /* record sets */
    const char *says;    /* within the first 120 characters; NULL: it is issued */
} rows[] = {
    {WWW, "", NULL},
    {WWW, AT(APEX, ISSUE("letsencrypt.org")), "add 0 issue \"amazon.com\" to example.com. CAA"},
    {APEX, AT(APEX, ISSUE("letsencrypt.org")), "lets letsencrypt.org issue and no other"},
    {WWW, AT(WWW, ISSUE(";")), "to www.example.com. CAA, which lets nobody issue"},
    {WWW, AT(WWW, ISSUE("")), "to www.example.com. CAA, which lets nobody issue"},
    {WWW, AT(APEX, ISSUE("amazon.com")), NULL},
    {WWW, AT(APEX, ISSUE("letsencrypt.org") "," ISSUE("amazontrust.com")), NULL},
    {WWW, AT(APEX, ISSUE("awstrust.com")), NULL},
    {WWW, AT(APEX, ISSUE("amazonaws.com; validationmethods=dns-01")), NULL},
    {WWW, AT(APEX, ISSUE(" Amazon.com ; a=b")), NULL},
    {WWW, AT(APEX, ISSUE("amazon.com.example.org")), "amazon.com.example.org"},
    /* the nearest set counts alone */
    {WWW, AT(WWW, ISSUE("amazon.com")) "," AT(APEX, ISSUE("letsencrypt.org")), NULL},
    {WWW, AT(WWW, ISSUE("pki.goog")) "," AT(APEX, ISSUE("amazon.com")), "pki.goog"},
    {WWW, AT("api.example.com", ISSUE("pki.goog")), NULL},
    {WWW, AT("_a." WWW, ISSUE("pki.goog")), NULL},
    /* what says nothing of this certificate allows it */
    {WWW, AT(APEX, "\"0 iodef \\\"mailto:a@example.com\\\"\""), NULL},
    {WWW, AT(APEX, ISSUEWILD(";")), NULL},
    {WWW, AT(APEX, "\"0 iodef \\\"mailto:a@example.com\\\"\"," ISSUE(";")), "lets nobody issue"},
    {WWW, AT(APEX, "\"128 tbs \\\"unknown\\\"\""), "remove example.com. CAA 128 tbs"},
    {WWW, AT(APEX, "\"0 tbs \\\"unknown\\\"\""), NULL},
    /* wildcards */
    {WILD, AT(APEX, ISSUE("letsencrypt.org")), "add 0 issue \"amazon.com\""},
    {WILD, AT(APEX, ISSUE("amazon.com")), NULL},
    {WILD, AT(APEX, ISSUE("amazon.com") "," ISSUEWILD(";")), "add 0 issuewild \"amazon.com\""},
    {WILD, AT(APEX, ISSUE("pki.goog") "," ISSUEWILD("amazon.com")), NULL},
};

static void make_records(const char *records)
{
    char json[1000];
    DXAWS_AUTO(dxaws_dns_desired) wanted = NULL;
    DXAWS_AUTO(dxaws_dns_result) made = NULL;
    snprintf(json, sizeof json, "{\"records\":[%s]}", records);
    ck_ok(dxaws_dns_desired_parse(json, &wanted));
    ck_ok(dxaws_dns_manager_execute(dns, context, wanted, NULL, &made));
}

START_TEST(what_caa_forbids_is_not_requested)
{
    DXAWS_AUTO(dxaws_acm_result) result = NULL;
    open_for(rows[_i].domain);
    if (rows[_i].records[0] != '\0') {
        make_records(rows[_i].records);
    }
    DXAWS_AUTO(dxaws_error)
    error = dxaws_acm_manager_execute(manager, context, desired, NULL, &result);
    if (rows[_i].says == NULL) {
        ck_assert_msg(error == NULL, "row %d: %s", _i, error ? dxaws_error_message(error) : "");
        ck_assert_int_eq(dxaws_acm_result_status(result), DXAWS_ACM_STATUS_ISSUED);
    } else {
        char seen[121];
        ck_assert_msg(error != NULL, "row %d is not refused", _i);
        snprintf(seen, sizeof seen, "%s", dxaws_error_message(error));
        ck_assert_str_eq(dxaws_error_code(error), "CaaForbids");
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_REFUSED);
        ck_assert_msg(strstr(seen, rows[_i].says), "row %d: %s", _i, dxaws_error_message(error));
        DXAWS_AUTO(dxaws_acm_current) current = NULL;
        make_records(AT(APEX, ISSUE("amazon.com")) "," AT(WWW, ISSUE("amazon.com")));
        ck_ok(dxaws_acm_manager_get_current(manager, context, desired, &current));
        ck_assert(!dxaws_acm_current_exists(current)); /* nothing had been requested */
    }
    teardown();
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("caa");
    tcase_add_loop_test(tests, what_caa_forbids_is_not_requested, 0, sizeof rows / sizeof *rows);
    return run_suite("caa", tests);
}
