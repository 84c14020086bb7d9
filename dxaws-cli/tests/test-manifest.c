/* SPDX-License-Identifier: MIT */
/* The manifest: the document made from it, and every way to get it wrong. */
#include <dxaws/extend/error.h>

#include "told.h"
#include "manifest.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

#define BASE "site: example\ndomain: www.example.com\n"

/* As the module says it. */
static json_t *former_words(void)
{
    return json_pack("[{ss ss sb} {ss ss sb} {ss ss sb}]", "name", "dns.ttl", "use",
                     "certificate.record_ttl_s", "option", 0, "name", "certificate.timeout_s",
                     "use", "timeouts_ms.acm.WAIT_ISSUED", "option", 1, "name", "certificate.key",
                     "use", "certificate.key_algorithm", "option", 0);
}

/* Checks @a text, with up to two assignments of --set. */
static dxaws_error *check(const char *text, const char *const *sets, json_t **document)
{
    struct yaml_tree tree;
    dxaws_error *error = yaml_parse("site.yaml", text, strlen(text), &tree);
    if (error != NULL) {
        return error;
    }
    for (int i = 0; i < 2 && sets != NULL && sets[i] != NULL && error == NULL; i++) {
        error = manifest_set(&tree, sets[i]);
    }
    json_t *former = former_words();
    error = error ? error : manifest_check(&tree, former, "eu-west-1", document);
    json_decref(former);
    yaml_clear(&tree);
    return error;
}

static const struct {
    const char *text;
    const char *sets[2];
    const char *json;
} documents[] = {
    {BASE,
     {NULL},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\"}"},
    {"dxaws: 1\nsite: example\ndomain: WWW.Example.com\nregion: ca-central-1\n",
     {NULL},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"ca-central-1\"}"},
    {BASE "dns: {manage: false}\n",
     {NULL},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"dns\": {\"manage\": false}}"},
    {BASE "timeouts: {certificate: 45m, deploy: 90s}\ncertificate: {record_ttl: 1h}\n",
     {NULL},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"timeouts\": {\"certificate_s\": 2700, \"deploy_s\": 90},"
     " \"certificate\": {\"record_ttl_s\": 3600}}"},
    {"{\"site\": \"example\", \"domain\": \"www.example.com\", \"tags\": {\"a\": \"1\"}}",
     {NULL},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"tags\": {\"a\": \"1\"}}"},
    {BASE "source: dist\npublish: {prune: 30d, invalidate: all, exclude: [a]}\n",
     {"source=/srv/dist"},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"content\": {\"source\": \"/srv/dist\", \"prune_ms\": 2592000000,"
     " \"publish\": {\"exclude\": [\"a\"]}}, \"invalidate\": \"all\"}"},
    {BASE "protect: true\n",
     {"protect=false", "tags.a.b=x"},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"protect\": false, \"tags\": {\"a.b\": \"x\"}}"},
    {BASE "bucket: {versioning: true}\n",
     {"bucket.name=my-files", "tags={a: b}"},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"bucket\": {\"versioning\": true, \"name\": \"my-files\"}, \"tags\": {\"a\": \"b\"}}"},
    {BASE,
     {"fallback=", "fallback=spa"},
     "{\"site\": \"example\", \"domain\": \"www.example.com\", \"region\": \"eu-west-1\","
     " \"fallback\": \"spa\"}"},
};

START_TEST(makes_the_website_document)
{
    json_t *document = NULL;
    dxaws_error *error = check(documents[_i].text, documents[_i].sets, &document);
    ck_assert_msg(error == NULL, "%s", error ? told(error) : "");
    json_t *wanted = json_loads(documents[_i].json, 0, NULL);
    ck_assert_ptr_nonnull(wanted);
    char *shown = json_dumps(document, JSON_SORT_KEYS);
    ck_assert_msg(json_equal(document, wanted), "%s", shown);
    free(shown);
    json_decref(document);
    json_decref(wanted);
}
END_TEST

#define LABEL64 "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd"

static const struct {
    const char *text;
    const char *set;
    const char *message;
} mistakes[] = {
    {"- site\n", NULL,
     "site.yaml:1:1: a manifest must be a map that begins like \"site: example\", not a list"},
    {"example\n", NULL,
     "site.yaml:1:1: a manifest must be a map that begins like \"site: example\", with a "
     "blank after the colon, not text"},
    {"domain: www.example.com\n", NULL, "site.yaml:1:1: \"site\" is missing: "},
    {"site: example\n", NULL, "site.yaml:1:1: \"domain\" is missing: "},
    {BASE "bukcet: {}\n", NULL, "site.yaml:3:1: unknown key \"bukcet\"; did you mean \"bucket\"?"},
    {BASE "bucket:\n  nmae: x\n", NULL,
     "site.yaml:4:3: unknown key \"bucket.nmae\"; did you mean \"bucket.name\"?"},
    {BASE "versioning: true\n", NULL,
     "site.yaml:3:1: unknown key \"versioning\"; did you mean \"bucket.versioning\"?"},
    {BASE "zzzzzz: 1\n", NULL,
     "site.yaml:3:1: unknown key \"zzzzzz\"; leave it out, the keys are in dxaws(1)"},
    {BASE "bucket.name: x\n", NULL,
     "site.yaml:3:1: unknown key \"bucket.name\"; did you mean \"bucket.name\"?"},
    {BASE "cdn: {ipv6: true, logging: x}\n", NULL,
     "site.yaml:3:19: \"cdn.logging\" is not supported yet"},
    {BASE "protect: no\n", NULL, "site.yaml:3:10: protect must be true or false, not text (no)"},
    {BASE "protect:\n", NULL, "site.yaml:3:1: protect has no value; it must be true or false"},
    {BASE "bucket: files\n", NULL,
     "site.yaml:3:9: bucket must be a map such as {name: my-bucket}, not text (files)"},
    {BASE "bucket: []\n", NULL,
     "site.yaml:3:9: bucket must be a map such as {name: my-bucket}, not a list"},
    {BASE "zone: 12\n", NULL, "site.yaml:3:7: zone must be text, not a number; quote it: \"12\""},
    {BASE "zone: ''\n", NULL,
     "site.yaml:3:7: zone \"\" must be a hosted zone's id or name, such as example.com; or leave "
     "the key out"},
    {BASE "dxaws: 2\n", NULL, "site.yaml:3:8: dxaws must be 1, not 2: this release reads no other"},
    {BASE "dxaws: one\n", NULL, "site.yaml:3:8: dxaws must be a whole number, not text (one)"},
    {BASE "dns: {ttl: 300}\n", NULL,
     "site.yaml:3:7: \"dns.ttl\" is the former word for \"certificate.record_ttl\"; write that"},
    {BASE "certificate: {timeout: 45m}\n", NULL,
     "\"certificate.timeout\" is the former word for \"timeouts.certificate\""},
    {BASE "certificate: {key: RSA_2048}\n", NULL,
     "\"certificate.key\" is the former word for \"certificate.key_algorithm\""},
    {BASE "wait: forever\n", NULL,
     "site.yaml:3:7: wait must be none, accepted or deployed, not \"forever\""},
    {BASE "cdn: {http: 2}\n", NULL,
     "site.yaml:3:13: cdn.http must be text, not a number; quote it: \"2\""},
    {BASE "cdn: {http_version: }\n", NULL, "site.yaml:3:7: cdn.http_version has no value"},
    {BASE "protect: null\n", NULL, "site.yaml:3:1: protect has no value"},
    {BASE "timeouts: {deploy: 45}\n", NULL,
     "site.yaml:3:20: timeouts.deploy must be a duration such as 90s, 45m or 1h, at most 7d, not "
     "\"45\""},
    {BASE "timeouts: {deploy: [1]}\n", NULL,
     "site.yaml:3:20: timeouts.deploy must be a duration such as 90s, 45m or 1h, not a list"},
    {BASE "publish: {prune: 3d}\n", NULL,
     "site.yaml:3:1: publish is of a folder; name it as \"source\", or leave publish out"},
    {BASE "source: d\npublish: {prune: 9999d}\n", NULL,
     "site.yaml:4:18: publish.prune must be a duration such as 90s, 45m or 1h, at most 3650d"},
    {BASE "source: d\npublish: {rules: {}}\n", NULL,
     "publish.rules must be a list of maps such as [{match"},
    {BASE "tags: {version: 1.20}\n", NULL,
     "site.yaml:3:17: tags.version must be text, not a number; quote it: \"1.20\""},
    {BASE "tags: [a]\n", NULL, "site.yaml:3:7: tags must be a map such as {team: web}, not a list"},
    {BASE "tags: {\"aws:x\": y}\n", NULL, "site.yaml:3:8: tags: the key \"aws:x\" is reserved"},
    {BASE "tags: {owner: \"R&D (web), team\"}\n", NULL,
     "site.yaml:3:15: tags: the value of \"owner\" may hold only letters, digits, blanks and _ ."},
    {BASE "tags: {\"dxaws:site\": y}\n", NULL,
     "site.yaml:3:8: tags: \"dxaws:site\": keys that begin with \"dxaws:\" are set by dxaws"},
    {BASE "fallback: 404.html\n", NULL,
     "site.yaml:3:11: fallback \"404.html\" must be none, spa or a path such as /404.html"},
    {BASE "region: canada\n", NULL,
     "site.yaml:3:9: region \"canada\" must be an AWS region such as eu-west-1"},
    {BASE "certificate: {arn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x'}\n", NULL,
     "must be in us-east-1"},
    {BASE "certificate: {arn: x}\n", NULL,
     "site.yaml:3:20: certificate.arn \"x\" must be like arn:aws:acm:us-east-1:"},
    {BASE "certificate:\n  arn: arn:aws:acm:us-east-1:123456789012:certificate/x\n  key_algorithm: "
          "RSA_2048\n",
     NULL, "site.yaml:5:3: certificate.key_algorithm is for a new certificate"},
    {"site: Example\ndomain: www.example.com\n", NULL,
     "site.yaml:1:7: site \"Example\" must be 1 to 40 characters of a-z, 0-9"},
    {"site: example-\ndomain: www.example.com\n", NULL, "site.yaml:1:7: site \"example-\""},
    {"site: 1\ndomain: www.example.com\n", NULL,
     "site.yaml:1:7: site must be text, not a number; quote it: \"1\""},
    {"site: a\ndomain: localhost\n", NULL,
     "site.yaml:2:9: domain \"localhost\" must be a full name such as www.example.com"},
    {"site: a\ndomain: www..com\n", NULL, "site.yaml:2:9: domain \"www..com\" has an empty label"},
    {"site: a\ndomain: ''\n", NULL, "site.yaml:2:9: domain \"\" has an empty label"},
    {"site: a\ndomain: www.example.com.\n", NULL, "must not end with \".\""},
    {"site: a\ndomain: -x.example.com\n", NULL, "must not begin or end with \"-\""},
    {"site: a\ndomain: b\303\274cher.example.com\n", NULL, "write others in their xn-- form"},
    {"site: a\ndomain: '*.example.com'\n", NULL, "must consist of a-z, 0-9"},
    {"site: a\ndomain: " LABEL64 ".com\n", NULL, "has 64 characters; 63 is the most"},
    {"site: a\ndomain: abcdefghijabcdefghijabcdefghij.abcdefghijabcdefghij.example.com.au\n", NULL,
     "has 66 characters; a certificate's name has at most 64"},
    {BASE, "protect", "--set protect: must be key=value, such as --set protect=false"},
    {BASE, "=x", "--set =x: must be key=value"},
    {BASE, "protect=maybe", "--set: protect must be true or false, not text (maybe)"},
    {BASE, "bukcet.name=x", "unknown key \"bukcet\"; did you mean \"bucket\"?"},
    {BASE, "domain=x", "--set: domain \"x\" must be a full name"},
    {BASE, "wait=[", "--set wait=[: what the value opens is not closed"},
    {BASE, "domain=*.x.org", "--set: domain \"*.x.org\" must consist of a-z, 0-9"},
    {BASE "zone: x\n", "zone.name=x", "site.yaml:3:7: zone must be a map, not text"},
};

START_TEST(says_where_and_what_is_wrong)
{
    json_t *document = NULL;
    const char *const sets[2] = {mistakes[_i].set, NULL};
    dxaws_error *error = check(mistakes[_i].text, sets, &document);
    ck_assert_msg(error != NULL, "accepted: %s", mistakes[_i].text);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_msg(strstr(told(error), mistakes[_i].message) != NULL, "%s", told(error));
    ck_assert_ptr_null(document);
    dxaws_error_free(error);
}
END_TEST

START_TEST(gives_errors_of_modules_their_place)
{
    static const struct {
        const char *path;
        bool is_name;
        const char *told;
        const char *pointer;
    } errors[] = {
        {"/bucket/name", false, "site.yaml:4:9: x", "/bucket/name"},
        {"/bucket/versioning", true, "site.yaml:5:3: x", "/bucket/versioning"},
        {"/timeouts/deploy_s", false, "site.yaml:6:20: x", "/timeouts/deploy"},
        {"/adopt/1", false, "site.yaml:9:3: x", "/adopt/1"},
        {"/tags/a~1b~0", false, "site.yaml:10:14: x", "/tags/a~1b~0"},
        {"/cdn/ipv6", false, "site.yaml:1:1: x", ""}, /* not said: the map that would hold it */
        {"/bucket/other", true, "site.yaml:4:3: x", "/bucket"},
        {"/zone", false, "site.yaml:11:1: x", "/zone"}, /* without a value: its key */
        {"", false, "site.yaml:1:1: x", ""},
    };
    struct yaml_tree tree;
    const char *text = BASE "bucket:\n  name: a_b\n  versioning: 3\ntimeouts: {deploy: 1}\n"
                            "adopt:\n- a\n- b\ntags: {a/b~: c}\nzone:\n";
    ck_assert_ptr_null(yaml_parse("site.yaml", text, strlen(text), &tree));
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        dxaws_error *error = dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "s3", "X", "x");
        dxaws_error_set_path(error, errors[i].path, errors[i].is_name);
        ck_assert_ptr_eq(manifest_locate(&tree, error), error);
        ck_assert_msg(strcmp(told(error), errors[i].told) == 0, "%s: %s", errors[i].path,
                      told(error));
        ck_assert_str_eq(dxaws_error_path(error), errors[i].pointer);
        dxaws_error_free(error);
    }
    dxaws_error *other = dxaws_error_new(DXAWS_ERROR_REFUSED, "s3", "X", "bucket");
    ck_assert_ptr_eq(manifest_locate(&tree, other), other);
    ck_assert_ptr_null(dxaws_error_file(other));
    dxaws_error_free(other);
    yaml_clear(&tree);
}
END_TEST

START_TEST(every_row_of_the_table_is_complete)
{
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        ck_assert_msg(field->type == FIELD_LATER || field->help != NULL, "%s", field->path);
        ck_assert_msg((field->type == FIELD_CHOICE) == (field->choices != NULL), "%s", field->path);
        for (const struct field *other = manifest_fields; other != field; other++) {
            ck_assert_str_ne(field->path, other->path);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, makes_the_website_document, 0,
                        sizeof documents / sizeof documents[0]);
    tcase_add_loop_test(tests, says_where_and_what_is_wrong, 0,
                        sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tests, gives_errors_of_modules_their_place);
    tcase_add_test(tests, every_row_of_the_table_is_complete);
    return run_suite("manifest", tests);
}
