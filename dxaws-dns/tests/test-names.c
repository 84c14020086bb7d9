/* SPDX-License-Identifier: MIT */
/* Names and values: every spelling ends in one canonical form, which is its own canonical form. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "providers/labels.h"
#include "values.h"

#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A63 A50 "aaaaaaaaaaaaa"

/* A name, and its canonical form or NULL when it is none. */
static const struct {
    const char *text;
    const char *canonical;
} names[] = {
    {"example.com", "example.com."},
    {"example.com.", "example.com."},
    {"WWW.Example.COM", "www.example.com."},
    {"_acme.example.com", "_acme.example.com."},
    {"*.example.com", "*.example.com."},
    {"\\052.example.com.", "*.example.com."},
    {"*", "*."},
    {"\\*", "*."},
    {"\\*.example.com", "*.example.com."},
    {"a.*.example.com", "a.\\052.example.com."},
    {"a*.example.com", "a\\052.example.com."},
    {"*a.example.com", "\\052a.example.com."},
    {"\\052a.example.com", "\\052a.example.com."},
    {"a\\040b.example.com", "a\\040b.example.com."},
    {"a@b.example.com", "a\\100b.example.com."},
    {"a\\100b.example.com", "a\\100b.example.com."},
    {"\\167ww.example.com", "www.example.com."},
    {"\\127ww.example.com", "www.example.com."},
    {"a\\.b.example.com", "a\\056b.example.com."},
    {"a\\056b.example.com", "a\\056b.example.com."},
    {"a\\\\b.example.com", "a\\134b.example.com."},
    {"\\374ber.example.com", "\\374ber.example.com."},
    {"com", "com."},
    {A63 ".com", A63 ".com."},
    {"", NULL},
    {"@", NULL},
    {".", NULL},
    {".example.com", NULL},
    {"a..example.com", NULL},
    {"example.com..", NULL},
    {"a b.example.com", NULL},
    {"a\tb", NULL},
    {"\xc3\xbc.example.com", NULL},
    {"a\\", NULL},
    {"a\\09", NULL},
    {"a\\400.com", NULL},
    {"a\\189.com", NULL},
    {A63 "a.com", NULL},
    {A63 "." A63 "." A63 "." A63 ".", NULL},
};

START_TEST(names_have_one_canonical_form)
{
    const char *why = NULL;
    char *name = dxaws_dns_name_canonical(names[_i].text, &why);
    if (names[_i].canonical == NULL) {
        ck_assert_msg(name == NULL, "\"%s\" became %s", names[_i].text, name);
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(name != NULL, "\"%s\": %s", names[_i].text, why);
    ck_assert_str_eq(name, names[_i].canonical);
    char *again = dxaws_dns_name_canonical(name, &why);
    ck_assert_str_eq(again, name);
    free(again);
    free(name);
}
END_TEST

/* Type, value, and its canonical form or NULL when it is none. */
static const struct {
    const char *type;
    const char *text;
    const char *canonical;
} values[] = {
    {"A", "192.0.2.1", "192.0.2.1"},
    {"A", "192.0.2", NULL},
    {"A", "192.0.2.256", NULL},
    {"A", "192.0.2.1 ", NULL},
    {"A", "2001:db8::1", NULL},
    {"AAAA", "2001:0DB8:0000::0001", "2001:db8::1"},
    {"AAAA", "::ffff:192.0.2.1", "::ffff:192.0.2.1"},
    {"AAAA", "192.0.2.1", NULL},
    {"AAAA", "2001:db8::1::", NULL},
    {"CNAME", "Target.Example.com", "target.example.com."},
    {"CNAME", "", NULL},
    {"NS", "ns-1.awsdns-01.co.uk", "ns-1.awsdns-01.co.uk."},
    {"MX", "10 Mail.example.com", "10 mail.example.com."},
    {"MX", "010\tmail.example.com.", "10 mail.example.com."},
    {"MX", "0 .", "0 ."},
    {"CNAME", ".", "."},
    {"MX", "mail.example.com", NULL},
    {"MX", "65536 mail.example.com", NULL},
    {"MX", "10", NULL},
    {"MX", "10 a b", NULL},
    {"TXT", "plain", "\"plain\""},
    {"TXT", "", "\"\""},
    {"TXT", "say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\""},
    {"TXT", "\"quoted\"", "\"quoted\""},
    {"TXT", "\"one\"  \"two\"", "\"one\" \"two\""},
    {"TXT", "\"one\"\"two\"", "\"one\" \"two\""},
    {"TXT", "\"a\\\"b\"", "\"a\\\"b\""},
    {"TXT", "\"a\\042b\"", "\"a\\\"b\""},
    {"TXT", "\"a\\303\\274\"", "\"a\\303\\274\""},
    {"TXT", "a\xc3\xbc\x01", "\"a\\303\\274\\001\""},
    {"TXT", "a\n", NULL},
    {"TXT", "\"a\n\"", "\"a\\012\""},
    {"TXT", "\"open", NULL},
    {"TXT", "\"a\" b", NULL},
    {"TXT", "\"a\\", NULL},
    {"TXT", "\"a\\9\"", NULL},
    {"CAA", "0 issue \"amazon.com\"", "0 issue \"amazon.com\""},
    {"CAA", "0 ISSUE amazon.com", "0 issue \"amazon.com\""},
    {"CAA", "128 iodef \"mailto:a@b.c\"", "128 iodef \"mailto:a@b.c\""},
    {"CAA", "0 issue \";\"", "0 issue \";\""},
    {"CAA", "256 issue \"a\"", NULL},
    {"CAA", "0 issue", NULL},
    {"CAA", "issue \"a\"", NULL},
    {"CAA", "0 issue \"a\" b", NULL},
    {"CAA", "0 issue \"a", NULL},
    {"SRV", "1 1 1 a.", NULL},
};

START_TEST(values_have_one_canonical_form)
{
    const char *why = NULL;
    char *value = dns_value_canonical(values[_i].type, values[_i].text, &why);
    if (values[_i].canonical == NULL) {
        ck_assert_msg(value == NULL, "\"%s\" became %s", values[_i].text, value);
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(value != NULL, "\"%s\": %s", values[_i].text, why);
    ck_assert_str_eq(value, values[_i].canonical);
    char *again = dns_value_canonical(values[_i].type, value, &why);
    ck_assert_str_eq(again, value);
    free(again);
    free(value);
}
END_TEST

static char *text_of(size_t size)
{
    char *text = malloc(size + 1);
    memset(text, 'x', size);
    text[size] = '\0';
    return text;
}

/* How many pieces a text of that size becomes; 0 when it is too long. */
static const struct {
    size_t size;
    size_t pieces;
} lengths[] = {{1, 1}, {255, 1}, {256, 2}, {510, 2}, {511, 3}, {3953, 16}, {3954, 0}, {5000, 0}};

START_TEST(long_texts_become_pieces_of_255_bytes)
{
    const char *why = NULL;
    char *text = text_of(lengths[_i].size);
    char *value = dns_value_canonical("TXT", text, &why);
    size_t marks = 0;
    for (const char *p = value; p != NULL && (p = strchr(p, '"')) != NULL; p++) {
        marks++;
    }
    ck_assert_uint_eq(marks, 2 * lengths[_i].pieces);
    free(value);
    free(text);
}
END_TEST

START_TEST(a_quoted_piece_of_256_bytes_is_refused)
{
    const char *why = NULL;
    char *text = text_of(258);
    text[0] = text[257] = '"';
    ck_assert_ptr_null(dns_value_canonical("TXT", text, &why));
    ck_assert_ptr_nonnull(strstr(why, "255"));
    free(text);
}
END_TEST

START_TEST(suffixes_end_at_labels)
{
    ck_assert(dxaws_dns_name_is_within("www.example.com.", "example.com."));
    ck_assert(dxaws_dns_name_is_within("example.com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("notexample.com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("com.", "example.com."));
    ck_assert(!dxaws_dns_name_is_within("a\\056example.com.", "example.com."));
}
END_TEST

START_TEST(names_are_listed_by_label_from_the_right)
{
    static const char *const sorted[] = {
        "com.",           "a.com.",         "example.com.", "a.example.com.", "www.a.example.com.",
        "b.example.com.", "example-a.com.", "org.",
    };
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        for (size_t j = 0; j < sizeof sorted / sizeof *sorted; j++) {
            int order = dns_name_compare(sorted[i], sorted[j]);
            ck_assert_msg((order > 0) - (order < 0) == (i > j) - (i < j), "%s and %s", sorted[i],
                          sorted[j]);
        }
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("names");
    tcase_add_loop_test(cases, names_have_one_canonical_form, 0,
                        (int)(sizeof names / sizeof *names));
    tcase_add_loop_test(cases, values_have_one_canonical_form, 0,
                        (int)(sizeof values / sizeof *values));
    tcase_add_loop_test(cases, long_texts_become_pieces_of_255_bytes, 0,
                        (int)(sizeof lengths / sizeof *lengths));
    tcase_add_test(cases, a_quoted_piece_of_256_bytes_is_refused);
    tcase_add_test(cases, suffixes_end_at_labels);
    tcase_add_test(cases, names_are_listed_by_label_from_the_right);
    return run_suite("names", cases);
}
