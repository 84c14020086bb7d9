/* SPDX-License-Identifier: MIT */
/* XML as it is read and written. */
#include <stdio.h>

#include "toy.h"

#include <dxaws/kit/xml.h>

/* A text, and what is written of it. */
static const struct {
    const char *text;
    const char *written;
} texts[] = {
    {"a & b", "a &amp; b"},
    {"<a>\"'", "&lt;a&gt;\"'"},
    {"&amp;", "&amp;amp;"},
    {"a\rb", "a&#13;b"},
    {" a\n\tb ", " a\n\tb "},
    {"a\xc2\x85\xe2\x80\xa8z", "a&#x85;&#x2028;z"},
    {"\xc3\xbc\xe2\x80\xa9\xf0\x9f\x98\x80", "\xc3\xbc\xe2\x80\xa9\xf0\x9f\x98\x80"},
    {"", ""},
};

/* rule 45: what is written is escaped, and is read as it was */
START_TEST(text_survives_writing_and_reading)
{
    for (int replaced = 0; replaced < 2; replaced++) {
        xmlDoc *document = dx_xml_new("R", "urn:x");
        xmlNode *root = xmlDocGetRootElement(document);
        if (replaced) {
            ck_assert_ptr_nonnull(dx_xml_add(root, "a", "before"));
            ck_assert_ptr_nonnull(dx_xml_set(root, "a", texts[_i].text));
        } else {
            ck_assert_ptr_nonnull(dx_xml_add(root, "a", texts[_i].text));
        }
        char *written = dx_xml_format(document);
        ck_assert_ptr_nonnull(written);
        if (*texts[_i].text) {
            char expected[256];
            snprintf(expected, sizeof expected, "<R xmlns=\"urn:x\"><a>%s</a></R>",
                     texts[_i].written);
            ck_assert_str_eq(written, expected);
        }
        xmlDoc *again = NULL;
        ck_ok(dx_xml_parse("test", written, strlen(written), "R", &again));
        char *text = dx_xml_text(xmlDocGetRootElement(again), "a");
        ck_assert_str_eq(text, texts[_i].text);
        free(text);
        free(written);
        xmlFreeDoc(again);
        xmlFreeDoc(document);
    }
}
END_TEST

/* rule 45: local names in any namespace; an empty element is an empty text, a missing one none;
 * white space is kept, but for that before the declaration */
START_TEST(answers_are_read_by_local_names)
{
    static const char body[] =
        " \n<?xml version=\"1.0\"?>\n<n:R xmlns:n=\"urn:x\" xmlns:y=\"urn:y\">"
        "<n:a> b\n </n:a><y:list><y:m/><y:m>2</y:m></y:list><empty/></n:R>";
    xmlDoc *document = NULL;
    ck_ok(dx_xml_parse("test", body, sizeof body - 1, "R", &document));
    const xmlNode *root = xmlDocGetRootElement(document);
    static const char *const rows[][2] = {
        {"a", " b\n "}, {"list/m", ""}, {"empty", ""}, {"none", NULL}, {"list/none", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = dx_xml_text(root, rows[i][0]);
        ck_assert_pstr_eq(text, rows[i][1]);
        free(text);
    }
    ck_assert_ptr_nonnull(dx_xml_next(dx_xml_find(root, "list/m"), "m"));
    ck_assert_ptr_null(dx_xml_next(dx_xml_next(dx_xml_find(root, "list/m"), "m"), "m"));
    xmlFreeDoc(document);
}
END_TEST

static const struct {
    const char *body;
    const char *message;
} bad[] = {
    {"", "test: the answer is not well-formed XML (0 bytes)"},
    {"<R><a></R>", "test: the answer is not well-formed XML (10 bytes)"},
    {"<R>", "not well-formed"},
    {"<R>\x01</R>", "not well-formed"},
    {"<R>\xff</R>", "not well-formed"},
    {"<!DOCTYPE R [<!ENTITY e \"x\">]><R>&e;</R>", "not well-formed"},
    {"<!DOCTYPE R SYSTEM \"http://127.0.0.1:9/\"><R/>", "not well-formed"},
    {"<S/>", "test: the answer is <S>, expected <R>"},
    {"<S>a</S>", "test: the answer is <S>, expected <R>"},
    {"<Error><a/></Error>", "test: the answer is <Error>, expected <R>"},
    {"<HTML><a/></HTML>", "test: the answer is <HTML>, expected <R>"},
};

/* rule 45: no entities, nothing from elsewhere, nothing that is cut short */
START_TEST(what_is_no_answer_is_refused)
{
    xmlDoc *document = NULL;
    ck_refused(dx_xml_parse("test", bad[_i].body, strlen(bad[_i].body), "R", &document),
               DXAWS_ERROR_PROTOCOL, bad[_i].message);
    ck_assert_ptr_null(document);
}
END_TEST

static const struct {
    const char *body;
    bool taken;
} roots[] = {
    {"<R/>", true},
    {"<DoThingResponse/>", true},
    {"<DoThingResult/>", true},
    {"<n:DoThingOutput xmlns:n=\"urn:x\"/>", true},
    {"<DoThing/>", false},
    {"<DoThingsResponse/>", false},
    {"<DoOtherThingResponse/>", false},
    {"<Response/>", false},
};

/* rule 45: an answer with nothing in it is known by its root alone */
START_TEST(an_empty_answer_names_what_it_answers)
{
    xmlDoc *document = NULL;
    const char *body = roots[_i].body;
    DXAWS_AUTO(dxaws_error)
    error = dx_xml_parse("test DoThing", body, strlen(body), "R", &document);
    ck_assert_int_eq(error == NULL, roots[_i].taken);
    ck_assert_int_eq(document != NULL, roots[_i].taken);
    xmlFreeDoc(document);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("xml");
    tcase_add_loop_test(tests, text_survives_writing_and_reading, 0,
                        sizeof texts / sizeof texts[0]);
    tcase_add_test(tests, answers_are_read_by_local_names);
    tcase_add_loop_test(tests, what_is_no_answer_is_refused, 0, sizeof bad / sizeof bad[0]);
    tcase_add_loop_test(tests, an_empty_answer_names_what_it_answers, 0,
                        sizeof roots / sizeof roots[0]);
    return run_suite("kit-xml", tests);
}
