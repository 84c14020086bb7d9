/* SPDX-License-Identifier: MIT */
/* The command line. */
#include "options.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

enum { WORDS_MAX = 8 };

static dxaws_error *parse(const char *const *words, struct options *options)
{
    int count = 0;
    while (words[count] != NULL) {
        count++;
    }
    return options_parse(count, words, options);
}

static const struct {
    const char *words[WORDS_MAX];
    const char *message;
} mistakes[] = {
    {{NULL}, "no command; begin with: dxaws plan SITE.yaml, or dxaws --help"},
    {{"--json"}, "no command; begin with: dxaws plan SITE.yaml, or dxaws --help"},
    {{"paln", "x"}, "unknown command \"paln\"; did you mean \"plan\"?"},
    {{"frobnicate"},
     "unknown command \"frobnicate\"; there are: init, validate, preflight, plan, drift, "
     "apply, publish, show, verify, destroy, adopt, release, s3, content, dns, acm, cloudfront, "
     "function, list, report, describe, schema, doctor, credentials, memory, "
     "runbook"},
    {{"deploy", "x"}, "unknown command \"deploy\"; use: dxaws apply SITE.yaml"},
    {{"version"}, "unknown command \"version\"; use: dxaws --version"},
    {{"apply", "x", "--auto-approve"}, "unknown option --auto-approve; use --yes"},
    {{"plan", "x", "-o"}, "-o needs a value: -o FILE"},
    {{"plan", "x", "-qo"}, "-o needs a value: -o FILE"},
    {{"plan", "x", "-o", "-q"}, "-o needs a value: -o FILE"},
    {{"plan", "x", "--detailed-exitcode"},
     "--detailed-exitcode needs a value: --detailed-exitcode=YES"},
    {{"drift", "x", "--detailed-exitcode=0"}, "--detailed-exitcode 0 must be yes or no"},
    {{"drift", "x", "--yes"}, "--yes has no meaning for dxaws drift; leave it out"},
    {{"apply", "x", "--detailed-exitcode=no"},
     "--detailed-exitcode has no meaning for dxaws apply; leave it out"},
    {{"apply", "x", "--progress=bar"}, "--progress bar must be auto, plain or none"},
    {{"apply", "x", "--progress"}, "--progress needs a value: --progress=FORM"},
    {{"refresh", "x"}, "unknown command \"refresh\"; use: dxaws drift SITE.yaml"},
    {{"apply", "x", "-op"}, "--out has no meaning for dxaws apply; leave it out"},
    {{"Plan", "x"}, "unknown command \"Plan\"; did you mean \"plan\"?"},
    {{"S3", "plan", "x"}, "unknown command \"S3\"; did you mean \"s3\"?"},
    {{"vali", "x"}, "unknown command \"vali\"; did you mean \"validate\"?"},
    {{"plan", ""}, "dxaws plan: a word is empty (\"\"); it needs SITE.yaml..."},
    {{"adopt", "x", ""}, "dxaws adopt: a word is empty (\"\"); it needs SITE.yaml IDENTITY"},
    {{"s3"}, "dxaws s3 needs a command: plan, drift, apply, show, destroy"},
    {{"help", "paln"}, "unknown command \"paln\"; did you mean \"plan\"?"},
    {{"s3", "aply", "x"}, "unknown command \"s3 aply\"; did you mean \"s3 apply\"?"},
    {{"plan"}, "dxaws plan needs SITE.yaml..."},
    {{"dns", "plan"}, "dxaws dns plan needs FILE"},
    {{"s3", "plan", "a", "b"}, "dxaws s3 plan: \"b\" is one word too many; leave it out"},
    {{"memory", "reset", "x"}, "dxaws memory reset: \"x\" is one word too many; leave it out"},
    {{"memory", "zone"}, "dxaws memory zone needs NAME"},
    {{"memory", "serve", "--port=0"}, "--port 0 must be 1 to 65535"},
    {{"memory", "serve", "--port=80x"}, "--port 80x must be 1 to 65535"},
    {{"plan", "x", "--edge=h"}, "--edge has no meaning for dxaws plan; leave it out"},
    {{"verify", "x", "--yes"}, "--yes has no meaning for dxaws verify; leave it out"},
    {{"verify"}, "dxaws verify needs SITE.yaml..."},
    {{"serve"}, "unknown command \"serve\"; use: dxaws memory serve"},
    {{"list", "--timeout=WAIT_DEPLOYED=1h"},
     "--timeout WAIT_DEPLOYED=1h: dxaws list waits for no such thing; write a duration alone, such "
     "as --timeout 10m"},
    {{"memory", "zone", "x", "--adapter=dry-run"},
     "--adapter: dxaws memory zone is of the simulated account; leave it out, or name one: "
     "--adapter memory=FILE"},
    {{"plan", "x", "--jsno"}, "unknown option --jsno; did you mean --json?"},
    {{"plan", "x", "--zzz=1"}, "unknown option --zzz; dxaws --help lists them"},
    {{"plan", "x", "-x"}, "unknown option -x; dxaws --help lists them"},
    {{"plan", "x", "--json=yes"}, "--json takes no value; leave it out"},
    {{"plan", "x", "--region"}, "--region needs a value: --region=REGION"},
    {{"plan", "x", "--region="}, "--region needs a value: --region=REGION"},
    {{"plan", "x", "--events", "--json"}, "--events needs a value: --events=FILE"},
    {{"destroy", "x", "--allow-destroy", "--yes"},
     "--allow-destroy needs a value: --allow-destroy=NAME"},
    {{"plan", "x", "--timeout", "soon"},
     "--timeout soon must be a duration such as 90s, 10m or 1h, or a kind of wait with one, such "
     "as WAIT_DEPLOYED=1h"},
    {{"plan", "x", "--timeout", "=1h"},
     "--timeout =1h must be a duration such as 90s, 10m or 1h, or a kind of wait with one, such as "
     "WAIT_DEPLOYED=1h"},
    {{"plan", "x", "--wait=some"}, "--wait some must be none, accepted or deployed"},
    {{"apply", "x", "--parallelism=0"}, "--parallelism 0 must be 1 to 64"},
    {{"apply", "x", "--parallelism=many"}, "--parallelism many must be 1 to 64"},
    {{"show", "x", "--wait=none"}, "--wait has no meaning for dxaws show; leave it out"},
    {{"plan", "x", "--stop-after=PUT_TAGS"},
     "--stop-after has no meaning for dxaws plan; leave it out"},
    {{"schema"}, "dxaws schema needs DOCUMENT [MODULE]"},
    {{"plan", "x", "--adapter", "record"}, "--adapter record needs a file: --adapter record=FILE"},
    {{"plan", "x", "--adapter=memory="}, "--adapter memory= needs a file: --adapter memory=FILE"},
    {{"plan", "x", "--adapter=memory", "--adapter=aws"},
     "--adapter aws: there is another one of aws, memory, replay and lambda already; name one"},
    {{"plan", "x", "--adapter=dry-run", "--adapter=record=f"},
     "--adapter record=f: there is another one of dry-run and record already; name one"},
    {{"apply", "x", "--adapter=dry-run", "--adapter=replay=f"},
     "--adapter dry-run: a replay changes nothing anyway; leave it out"},
    {{"plan", "x", "--yes"}, "--yes has no meaning for dxaws plan; leave it out"},
    {{"show", "x", "--allow-destroy=x"},
     "--allow-destroy has no meaning for dxaws show; leave it out"},
    {{"adopt", "x"}, "dxaws adopt needs SITE.yaml IDENTITY"},
    {{"s3", "destroy", "x", "--allow-destroy=x"},
     "--allow-destroy is for a whole site; leave it out"},
    {{"content", "apply", "x", "--parallelism=2"},
     "--parallelism is for a whole site; leave it out"},
    {{"plan", "x", "--external-id=e"}, "--external-id belongs to a role; add --role-arn=ARN"},
    {{"doctor", "--adapter=memory"}, "--adapter has no meaning for dxaws doctor; leave it out"},
    {{"doctor", "x"}, "dxaws doctor: \"x\" is one word too many; leave it out"},
    {{"credentials"}, "dxaws credentials needs a command: export"},
    {{"credentials", "export", "--json"},
     "--json has no meaning for dxaws credentials export; leave it out"},
    {{"credentials", "export", "--format=env"}, "--format env must be process"},
    {{"credentials", "export", "--events=-"},
     "--events - and credentials export both write to standard output; name a file"},
    {{"apply", "x", "--json", "--events=-"},
     "--events - and --json both write to standard output; name a file"},
};

static json_t *some_actions(void)
{
    static const char text[] =
        "[{\"kind\":\"s3.PUT_TAGS\",\"flags\":[]},{\"kind\":\"acm.PUT_TAGS\",\"flags\":[]},"
        "{\"kind\":\"s3.CREATE_BUCKET\",\"flags\":[\"creates\"]},"
        "{\"kind\":\"acm.WAIT_ISSUED\",\"flags\":[\"waits\"]}]";
    json_t *actions = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(actions);
    return actions;
}

/* Of a word that names a kind of action: what it becomes, or what is said. */
static const struct {
    const char *word;
    const char *message;
} kinds[] = {
    {"--stop-after=s3.PUT_TAGS", "{\"stop_after\":\"s3.PUT_TAGS\"}"},
    {"--stop-after=CREATE_BUCKET", "{\"stop_after\":\"s3.CREATE_BUCKET\"}"},
    {"--timeout=WAIT_ISSUED=1s", "{\"timeouts_ms\":{\"acm.WAIT_ISSUED\":1000}}"},
    {"--stop-after=PUT_TAGS",
     "--stop-after PUT_TAGS: there are several; name one of s3.PUT_TAGS, acm.PUT_TAGS"},
    {"--stop-after=CREATE_BUCKT",
     "--stop-after CREATE_BUCKT: there is no such kind of action; did you mean \"CREATE_BUCKET\"?"},
    {"--stop-after=nothing", "--stop-after nothing: there is no such kind of action; a plan shows "
                             "them, such as CREATE_BUCKET"},
    {"--timeout=WAIT_ISUED=1s",
     "--timeout WAIT_ISUED: there is no such kind of wait; did you mean \"WAIT_ISSUED\"?"},
    {"--timeout=PUT_TAGS=1s", "--timeout PUT_TAGS: there is no such kind of wait; a plan shows "
                              "them, such as WAIT_DEPLOYED"},
};

START_TEST(kinds_are_those_of_the_module)
{
    const char *const words[] = {"apply", "x", kinds[_i].word, NULL};
    struct options options;
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    json_t *actions = some_actions();
    ck_assert_ptr_null(parse(words, &options));
    dxaws_error *error = options_how(&options, actions, &how);
    char *text = error ? strdup(dxaws_error_message(error)) : dxaws_apply_options_format(how);
    ck_assert_str_eq(text, kinds[_i].message);
    free(text);
    dxaws_error_free(error);
    json_decref(actions);
}
END_TEST

START_TEST(how_is_said_in_options)
{
    static const char *const words[] = {"apply",
                                        "x",
                                        "--wait=deployed",
                                        "--stop-after",
                                        "s3.PUT_TAGS",
                                        "--parallelism=4",
                                        "--adopt=www.example.com CNAME",
                                        "--adopt=*",
                                        "--timeout=acm.WAIT_ISSUED=45m",
                                        "--timeout=1h",
                                        NULL};
    struct options options;
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    ck_assert_ptr_null(parse(words, &options));
    json_t *actions = some_actions();
    ck_assert_ptr_null(options_how(&options, actions, &how));
    json_decref(actions);
    char *text = dxaws_apply_options_format(how);
    ck_assert_str_eq(text, "{\"adopt\":[\"www.example.com CNAME\",\"*\"],\"parallelism\":4,"
                           "\"stop_after\":\"s3.PUT_TAGS\","
                           "\"timeouts_ms\":{\"acm.WAIT_ISSUED\":2700000},\"wait\":\"deployed\"}");
    ck_assert_int_eq(options.timeout_s, 3600);
    free(text);
}
END_TEST

START_TEST(without_options_how_is_as_the_modules_say)
{
    struct options options;
    const char *const words[] = {"apply", "x", NULL};
    DXAWS_AUTO(dxaws_apply_options) how = NULL;
    ck_assert_ptr_null(parse(words, &options));
    ck_assert_ptr_null(options_how(&options, NULL, &how));
    char *text = dxaws_apply_options_format(how);
    ck_assert_str_eq(text, "{}");
    free(text);
}
END_TEST

START_TEST(names_the_mistake_and_what_would_be_right)
{
    struct options options;
    dxaws_error *error = parse(mistakes[_i].words, &options);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_str_eq(dxaws_error_message(error), mistakes[_i].message);
    dxaws_error_free(error);
}
END_TEST

START_TEST(options_may_stand_anywhere)
{
    struct options options;
    const char *const words[] = {"--region",  "eu-west-1",     "s3",    "-qv",
                                 "plan",      "--set=a=b",     "--set", "c=d",
                                 "file.yaml", "--timeout=10m", NULL};
    dxaws_error *error = parse(words, &options);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    ck_assert_str_eq(options.command->group, "s3");
    ck_assert_int_eq(options.command->verb, VERB_PLAN);
    ck_assert_str_eq(options.operand, "file.yaml");
    ck_assert_str_eq(options.region, "eu-west-1");
    ck_assert(options.quiet && options.verbose && !options.json);
    ck_assert_uint_eq(options.set_count, 2);
    ck_assert_str_eq(options.sets[0], "a=b");
    ck_assert_str_eq(options.sets[1], "c=d");
    ck_assert_int_eq(options.timeout_s, 600);
    ck_assert_int_eq(options.base, ADAPTER_AWS);
}
END_TEST

START_TEST(adapters_stack_in_any_order)
{
    struct options options;
    const char *const words[] = {
        "apply", "--adapter=dry-run", "--adapter", "memory=a=b", "--", "-f", NULL};
    ck_assert_ptr_null(parse(words, &options));
    ck_assert_int_eq(options.base, ADAPTER_MEMORY);
    ck_assert_str_eq(options.memory_file, "a=b");
    ck_assert(options.dry_run);
    ck_assert_str_eq(options.operand, "-f");
}
END_TEST

START_TEST(help_and_version_need_no_command_or_operand)
{
    struct options options;
    const char *const help[] = {"--help", NULL};
    const char *const version[] = {"--version", NULL};
    const char *const one[] = {"plan", "-h", NULL};
    const char *const group[] = {"credentials", "--help", NULL};
    ck_assert_ptr_null(parse(help, &options));
    ck_assert(options.help && options.command == NULL);
    ck_assert_ptr_null(parse(version, &options));
    ck_assert(options.version);
    ck_assert_ptr_null(parse(one, &options));
    ck_assert(options.help && options.command->verb == VERB_PLAN);
    ck_assert_ptr_null(parse(group, &options));
    ck_assert(options.help && options.command == NULL);
}
END_TEST

START_TEST(help_names_every_command_and_option)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    help_print(stream, NULL, NULL);
    fclose(stream);
    for (const struct option *option = options_table; option->name != NULL; option++) {
        char name[64];
        snprintf(name, sizeof name, "--%s", option->name);
        ck_assert_msg(strstr(text, name) != NULL, "%s", name);
    }
    for (const struct command *command = commands; command->name != NULL; command++) {
        char name[64];
        snprintf(name, sizeof name, "  %s%s%s", command->group ? command->group : "",
                 command->group ? " " : "", command->name);
        ck_assert_msg(strstr(text, name) != NULL, "%s", name);
    }
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        ck_assert_msg(strlen(line) <= 80, "%s", line);
    }
    free(text);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, how_is_said_in_options);
    tcase_add_test(tests, without_options_how_is_as_the_modules_say);
    tcase_add_loop_test(tests, kinds_are_those_of_the_module, 0, sizeof kinds / sizeof kinds[0]);
    tcase_add_loop_test(tests, names_the_mistake_and_what_would_be_right, 0,
                        sizeof mistakes / sizeof mistakes[0]);
    tcase_add_test(tests, options_may_stand_anywhere);
    tcase_add_test(tests, adapters_stack_in_any_order);
    tcase_add_test(tests, help_and_version_need_no_command_or_operand);
    tcase_add_test(tests, help_names_every_command_and_option);
    return run_suite("options", tests);
}
