/* SPDX-License-Identifier: MIT */
/* Contract cases: types, values and their spellings. */
#include "contract.h"

/* What is written, and how it reads. */
static const struct {
    const char *label;
    const char *type;
    const char *written;
    const char *read;
} values[] = {
    {"a", "A", "192.0.2.1", "192.0.2.1"},
    {"aaaa", "AAAA", "2001:DB8:0:0::1", "2001:db8::1"},
    {"caa", "CAA", "0 ISSUE \"amazon.com\"", "0 issue \"amazon.com\""},
    {"cname", "CNAME", "Target.Example.NET", "target.example.net."},
    {"mx", "MX", "010  Mail.example.net", "10 mail.example.net."},
    {"ns", "NS", "ns1.example.net", "ns1.example.net."},
    {"txt", "TXT", "say \"hello\" \\ world", "\"say \\\"hello\\\" \\\\ world\""},
    {"_dmarc.txt", "TXT", "\"v=DMARC1; p=none\" \"\"", "\"v=DMARC1; p=none\" \"\""},
    {"utf8", "TXT", "\xc3\xbc", "\"\\303\\274\""},
    {"*", "A", "192.0.2.2", "192.0.2.2"},
    {"*.wild", "A", "192.0.2.3", "192.0.2.3"},
};
enum { VALUE_COUNT = sizeof values / sizeof *values };

static dxaws_error *every_type_is_made_and_read_back(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    for (int i = 0; i < VALUE_COUNT; i++) {
        run_add(run, desired, values[i].label, values[i].type, values[i].written);
    }
    DX_TRY(run_converge(run, desired));
    for (int i = 0; i < VALUE_COUNT; i++) {
        DX_TRY(run_expect_among(run, desired, values[i].label, values[i].type, values[i].read));
    }
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_dns_result_exists(result), "the result still exists");
    return NULL;
}

static dxaws_error *long_text_is_cut_into_pieces(struct run *run)
{
    char text[601];
    memset(text, 'k', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    DXAWS_AUTO(dxaws_dns_desired) desired = run_desired(run, "key", "TXT", text);
    return run_converge(run, desired);
}

static dxaws_error *values_are_a_set(struct run *run)
{
    static const char *const one_order[] = {"192.0.2.1", "192.0.2.2", "192.0.2.3"};
    static const char *const other_order[] = {"192.0.2.3", "192.0.2.1", "192.0.2.2"};
    char name[RUN_NAME_SIZE];
    run_name(run, "www", name);
    DXAWS_AUTO(dxaws_dns_desired) first = dxaws_dns_desired_new();
    run_add_values(first, name, "A", one_order, 3);
    DX_TRY(run_converge(run, first));
    DXAWS_AUTO(dxaws_dns_desired) second = dxaws_dns_desired_new();
    run_add_values(second, name, "A", other_order, 3);
    return run_expect_plan(run, second, "");
}

static dxaws_error *spelling_of_names_means_nothing(struct run *run)
{
    DXAWS_AUTO(dxaws_dns_desired) first = run_desired(run, "www", "A", "192.0.2.1");
    DX_TRY(run_converge(run, first));
    DXAWS_AUTO(dxaws_dns_desired) second = run_desired(run, "WWW", "a", "192.0.2.1");
    DX_TRY(run_expect_plan(run, second, ""));
    DXAWS_AUTO(dxaws_dns_desired) third = run_desired(run, "\\167ww", "A", "192.0.2.1");
    return run_expect_plan(run, third, "");
}

static dxaws_error *aliases_of_every_type_are_made_and_read_back(struct run *run)
{
    static const char *const types[] = {"A", "AAAA", "HTTPS"};
    char name[RUN_NAME_SIZE];
    run_name(run, "www", name);
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    for (int i = 0; i < 3; i++) {
        run_add_alias(desired, name, types[i], "d111111abcdef8.cloudfront.net");
    }
    DX_TRY(run_converge(run, desired));
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    DX_TRY(dxaws_dns_manager_destroy(run->manager, run->context, desired, NULL, &result));
    DX_EXPECT(!dxaws_dns_result_exists(result), "the result still exists");
    return NULL;
}

const struct dx_contract_case contract_value_cases[] = {
    DX_CASE(every_type_is_made_and_read_back, 0),
    DX_CASE(aliases_of_every_type_are_made_and_read_back, 0),
    DX_CASE(long_text_is_cut_into_pieces, 0),
    DX_CASE(values_are_a_set, 0),
    DX_CASE(spelling_of_names_means_nothing, 0),
    {.name = NULL},
};
