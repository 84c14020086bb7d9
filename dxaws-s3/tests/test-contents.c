/* SPDX-License-Identifier: MIT */
/* What a bucket holds, listed and deleted: keys that no XML can hold, and answers of every quality.
 */
#include <dxaws/kit/check.h>

#include <stdio.h>

#include "providers/aws-contents.h"

#define VERSIONS(inner)                                                                            \
    "<ListVersionsResult><EncodingType>url</EncodingType>" inner "</ListVersionsResult>"
#define VERSION(key) "<Version><Key>" key "</Key><VersionId>null</VersionId></Version>"

/* As a list has it, and what key that is. */
static const struct {
    const char *encoded;
    const char *key;
} keys[] = {
    {"a/b.html", "a/b.html"}, {"a+b%2Bc", "a b+c"},          {"%01%7f%0D%0a", "\x01\x7f\r\n"},
    {"%C3%BC", "\xc3\xbc"},   {"%EF%BF%BF", "\xef\xbf\xbf"}, {"100%", "100%"},
    {"%zz%4", "%zz%4"},       {"&lt;&amp;%26", "<&&"},
};

START_TEST(keys_are_read_as_they_are)
{
    char body[300];
    json_t *page = NULL;
    snprintf(body, sizeof body,
             VERSIONS("<Version><Key>%s</Key><VersionId>v</VersionId></Version>"),
             keys[_i].encoded);
    ck_ok(list_read_versions(body, strlen(body), &page));
    ck_assert_uint_eq(json_array_size(page), 1);
    ck_assert_str_eq(dx_text(json_array_get(page, 0), "key"), keys[_i].key);
    ck_assert_str_eq(dx_text(json_array_get(page, 0), "version"), "v");
    json_decref(page);
}
END_TEST

START_TEST(versions_and_delete_markers_are_all_of_it)
{
    const char *body = VERSIONS(VERSION("a") "<DeleteMarker><Key>a</Key><VersionId>2</VersionId>"
                                             "</DeleteMarker>" VERSION("b"));
    const char *uploads = "<ListMultipartUploadsResult><Upload><Key>a+b</Key><UploadId>u</UploadId>"
                          "</Upload></ListMultipartUploadsResult>";
    json_t *page = NULL;
    ck_ok(list_read_versions(body, strlen(body), &page));
    ck_assert_uint_eq(json_array_size(page), 3);
    json_decref(page);
    ck_ok(list_read_uploads(uploads, strlen(uploads), &page));
    ck_assert_str_eq(dx_text(json_array_get(page, 0), "key"), "a+b"); /* not encoded */
    ck_assert_str_eq(dx_text(json_array_get(page, 0), "upload"), "u");
    json_decref(page);
}
END_TEST

static const struct {
    const char *key;
    bool holds;
} holdable[] = {
    {"a\tb\nc\rd", true}, {"\xc3\xbc\xf0\x9f\x98\x80", true},
    {"\x7f", true},       {"a\x01", false},
    {"\x1f", false},      {"\xef\xbf\xbe", false},
    {"\xff", false},      {"\xed\xa0\x80", false},
    {"\xc3", false},
};

START_TEST(what_no_xml_holds_is_known)
{
    ck_assert(list_can_hold(holdable[_i].key) == holdable[_i].holds);
}
END_TEST

START_TEST(a_deletion_has_what_it_can_hold_escaped)
{
    json_t *page =
        json_pack("[{ssss}{ssss}]", "key", "a&\r", "version", "v1", "key", "\x01", "version", "v2");
    char *body = list_deletion(page);
    ck_assert_str_eq(body, "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>"
                           "a&amp;&#13;</Key><VersionId>v1</VersionId></Object><Quiet>true</Quiet>"
                           "</Delete>");
    free(body);
    json_decref(page);
}
END_TEST

#define FAILED(code)                                                                               \
    "<DeleteResult><Error><Key>a\nb</Key><Code>" code "</Code></Error></DeleteResult>"

static const struct {
    const char *body;
    dxaws_error_kind kind;
    const char *says;
} deletions[] = {
    {FAILED("AccessDenied"), DXAWS_ERROR_PERMISSION, "the object \"a?b\" could not be deleted"},
    {FAILED("AccessDenied"), DXAWS_ERROR_PERMISSION, "s3:DeleteObjectVersion"},
    {FAILED("InternalError"), DXAWS_ERROR_UNAVAILABLE, "InternalError"},
    {"<DeleteResult><Error/></DeleteResult>", DXAWS_ERROR_UNAVAILABLE, "does not say why"},
    {"<DeleteResult>", DXAWS_ERROR_PROTOCOL, "s3 DeleteObjects"},
    {"<html/>", DXAWS_ERROR_PROTOCOL, "s3 DeleteObjects"},
};

START_TEST(what_was_not_deleted_is_named)
{
    ck_refused(list_read_deleted("b", deletions[_i].body, strlen(deletions[_i].body)),
               deletions[_i].kind, deletions[_i].says);
    ck_ok(list_read_deleted("b", "<DeleteResult/>", strlen("<DeleteResult/>")));
}
END_TEST

static const char *const garbage[] = {
    "", "<html/>", VERSIONS("<Version><Key>a</Key></Version>"),
    VERSIONS("<DeleteMarker><VersionId>a</VersionId></DeleteMarker>"), "<ListVersionsResult>"};

START_TEST(what_is_not_the_whole_list_is_an_error)
{
    json_t *page = NULL;
    ck_refused(list_read_versions(garbage[_i], strlen(garbage[_i]), &page), DXAWS_ERROR_PROTOCOL,
               "s3 ListObjectVersions");
    ck_assert_ptr_null(page);
}
END_TEST

#define COUNT(table) (int)(sizeof table / sizeof *table)

int main(void)
{
    TCase *cases = tcase_create("contents");
    tcase_add_loop_test(cases, keys_are_read_as_they_are, 0, COUNT(keys));
    tcase_add_test(cases, versions_and_delete_markers_are_all_of_it);
    tcase_add_loop_test(cases, what_no_xml_holds_is_known, 0, COUNT(holdable));
    tcase_add_test(cases, a_deletion_has_what_it_can_hold_escaped);
    tcase_add_loop_test(cases, what_was_not_deleted_is_named, 0, COUNT(deletions));
    tcase_add_loop_test(cases, what_is_not_the_whole_list_is_an_error, 0, COUNT(garbage));
    return run_suite("s3 contents", cases);
}
