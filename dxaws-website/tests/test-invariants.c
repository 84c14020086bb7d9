/* SPDX-License-Identifier: MIT */
/* What is refused whatever the modules planned. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

/* A module's observation and the one action it planned; part of the message, NULL: accepted. */
static const struct {
    enum module module;
    bool present;
    const char *observed;
    const char *kind;
    const char *change;
    const char *message;
} rows[] = {
    {MODULE_S3, true, "{\"exists\":true}", "PUT_PUBLIC_ACCESS_BLOCK",
     "{\"path\":\"public_access_block.block_public_acls\",\"before\":false,\"after\":true}", NULL},
    {MODULE_S3, true, "{\"exists\":true}", "PUT_PUBLIC_ACCESS_BLOCK",
     "{\"path\":\"public_access_block.block_public_acls\",\"before\":true,\"after\":false}",
     "loosen the public access block"},
    {MODULE_S3, true, "{\"exists\":true}", "PUT_PUBLIC_ACCESS_BLOCK",
     "{\"path\":\"public_access_block\",\"before\":{}}", "loosen the public access block"},
    {MODULE_S3, true, "{\"exists\":true}", "DESTROY_BUCKET", "{\"path\":\"exists\"}",
     "the site is to be present"},
    {MODULE_S3, false, "{\"exists\":true}", "DESTROY_BUCKET", "{\"path\":\"exists\"}", NULL},
    {MODULE_CLOUDFRONT, true, "{\"exists\":true}", "DISABLE", "{\"path\":\"enabled\"}",
     "the site is to be present"},
    {MODULE_CLOUDFRONT, false, "{\"exists\":true,\"tags\":{\"dxaws:site\":\"other\"}}", "DISABLE",
     "{\"path\":\"enabled\"}", "belongs to the site \"other\""},
    {MODULE_S3, true,
     "{\"exists\":true,\"name\":\"b\",\"tags\":{\"dxaws:site\":\"other\",\"dxaws:managed\":\"made "
     "b\"}}",
     "PUT_TAGS", "{\"path\":\"tags.a\"}", "belongs to the site \"other\""},
    {MODULE_S3, true,
     "{\"exists\":true,\"name\":\"b\",\"tags\":{\"dxaws:site\":\"other\",\"dxaws:managed\":\"made "
     "c\"}}",
     "PUT_TAGS", "{\"path\":\"tags.a\"}", NULL},
    {MODULE_CLOUDFRONT, true, "{\"exists\":true,\"tags\":{\"dxaws:site\":\"example\"}}", "PUT_TAGS",
     "{\"path\":\"tags.a\"}", NULL},
    {MODULE_ACM, true, "{\"exists\":true,\"domain_name\":\"www.example.com\"}", "PUT_TAGS",
     "{\"path\":\"tags.a\"}", NULL},
    {MODULE_ACM, true, "{\"exists\":true,\"domain_name\":\"example.com\"}", "PUT_TAGS",
     "{\"path\":\"tags.a\"}", "has to be for the alias \"www.example.com\""},
};

static dxaws_error *prepare(bool present, struct site *site)
{
    DXAWS_AUTO(dxaws_website_desired)
    desired = dxaws_website_desired_new("example", "www.example.com", "eu-west-1");
    dxaws_website_desired_set_present(desired, present);
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(&desired->state, &normalised);
    ck_assert(error != NULL || site_init(site, normalised));
    json_decref(normalised);
    return error;
}

START_TEST(what_must_never_happen_is_refused)
{
    struct site site;
    struct module_plans plans = {.former = NULL};
    char json[600];
    enum module module = rows[_i].module;
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"m\",\"resource\":\"r\",\"actions\":[{\"kind\":\"%s\","
             "\"resource\":\"r\",\"changes\":[%s]}]}",
             rows[_i].kind, rows[_i].change);
    ck_assert_ptr_null(prepare(rows[_i].present, &site));
    ck_assert_ptr_null(dxaws_plan_parse(json, &plans.of[module]));
    ck_assert_ptr_null(dxaws_document_parse(rows[_i].observed, &site.current.documents[module]));
    DXAWS_AUTO(dxaws_error) error = check_invariants(&site, &plans);
    if (rows[_i].message == NULL) {
        ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    } else {
        ck_assert_ptr_nonnull(error);
        ck_assert_msg(strstr(dxaws_error_message(error), rows[_i].message) != NULL,
                      "the message is \"%s\"", dxaws_error_message(error));
    }
    dxaws_plan_free(plans.of[module]);
    site_clear(&site);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("invariants");
    tcase_add_loop_test(tests, what_must_never_happen_is_refused, 0, sizeof rows / sizeof *rows);
    return run_suite("invariants", tests);
}
