/* SPDX-License-Identifier: MIT */
/* The smallest accounts in which something of somebody else could be harmed: what is given, what is
 * run, and how that ends. Each write is judged as well, as in the long sequences. */
#include "strangers.h"

#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOME_THINGS = 4, SOME_RUNS = 4 };

/* Variants of things, as strangers-things.c takes them apart. */
enum {
    EMPTY = 48 * 1 + 288 * 1,          /* of this account and region */
    FULL = EMPTY + 24 + 8,             /* with an object and a statement of theirs */
    BACKUP = EMPTY + 3,                /* of the name SITE-backup */
    ISSUED = 4 * 1 + 32 * 1,           /* in us-east-1, used by nobody */
    SERVING = 3 * 1 + 9 * 1 + 144 * 1, /* with our domain for an alias */
    OUR_COMMENT = 1 + 9 * 1 + 144 * 1, /* without one, and with our comment */
    CONTROLLED = 1 + 3 + 9 + 72 + 144, /* without one, behind the first access control */
    OUR_CONTROL = 1 + 3 * 1 + 9 * 1,   /* named as ours, never signing */
    ADDRESS = 0,                       /* a record of type A */
    LEADS_AWAY = 5,                    /* an alias to their distribution */
    HALF = 6,                          /* the same as one of several sets */
    VALIDATION = 7,                    /* of the domain's certificates */
    UNTAGGED = 0,
    FINANCE = 1,
    ANOTHERS = 4,
    COPIED = 5
};

/* A run, and how it ends. */
struct run {
    enum verb verb;
    unsigned manifest;
    bool writes;
    const char *ends;                    /* what the error says; NULL: well */
    const char *left;                    /* what the plan names as left; NULL: nothing is asked */
    void (*before)(struct world *world); /* somebody acts; may be NULL */
    unsigned killed_at;                  /* before that call; 0: never */
    bool firmly;
};

struct example {
    const char *given;
    struct thing things[SOME_THINGS];
    size_t thing_count;
    struct run runs[SOME_RUNS];
    size_t run_count;
    bool is_clean; /* nothing of ours is left at the end */
};

/* The first document of a type that is ours, with its id. */
static json_t *ours(struct world *world, const char *service, const char *type, char id[256])
{
    json_t *all = world_all(world, service, type);
    json_t *found = NULL;
    const char *key;
    json_t *document;
    json_object_foreach(all, key, document) {
        if (found == NULL && whose_is(NULL, type, key, document) != NOT_OURS) {
            snprintf(id, 256, "%s", key);
            found = json_incref(document);
        }
    }
    json_decref(all);
    ck_assert_msg(found != NULL, "there is no %s of ours", type);
    return found;
}

static const char *const tagged[][2] = {
    {"s3", "bucket"}, {"acm", "certificate"}, {"cloudfront", "distribution"}};

/* Sets a tag on all that is ours; NULL takes all of them off one type. */
static void tag(struct world *world, size_t first, size_t last, const char *key, const char *value)
{
    for (size_t i = first; i <= last; i++) {
        char id[256];
        json_t *document = ours(world, tagged[i][0], tagged[i][1], id);
        json_t *tags = json_object_get(document, "tags");
        if (key == NULL) {
            json_object_clear(tags);
        } else {
            json_object_set_new(tags, key, json_string(value));
        }
        world_put(world, tagged[i][0], tagged[i][1], id, document);
    }
}

static void add_a_tag(struct world *world)
{
    tag(world, 0, 2, "mine", "theirs");
}

static void change_a_tag(struct world *world)
{
    tag(world, 0, 2, "team", "theirs");
}

static void strip_the_bucket(struct world *world)
{
    tag(world, 0, 0, NULL, NULL);
}

static void strip_the_distribution(struct world *world)
{
    tag(world, 2, 2, NULL, NULL);
}

/* Somebody's distribution reads our bucket. */
static void read_our_bucket(struct world *world)
{
    thing_use(world, A_BUCKET, manifests[0].bucket, 0);
    world_note_strangers(world);
}

static void copy_our_tags(struct world *world)
{
    char id[256];
    const struct thing thing = {.kind = A_BUCKET, .variant = BACKUP};
    json_t *bucket = ours(world, "s3", "bucket", id);
    thing_add(world, &thing, 0);
    json_t *all = world_all(world, "s3", "bucket");
    json_t *copy = json_deep_copy(json_object_get(all, "example-backup"));
    json_object_set(copy, "tags", json_object_get(bucket, "tags"));
    world_put(world, "s3", "bucket", "example-backup", copy);
    json_decref(all);
    json_decref(bucket);
}

#define A_RUN(verb_, manifest_, writes_, ...)                                                      \
    {                                                                                              \
        .verb = (verb_), .manifest = (manifest_), .writes = (writes_), __VA_ARGS__                 \
    }

static const struct example examples[] = {
    {"an empty bucket of the derived name, made by hand, without tags",
     {{A_BUCKET, 0, EMPTY, UNTAGGED}},
     1,
     {A_RUN(DESTROY, 0, false, .left = "example-www-example-com")},
     1,
     true},
    {"the same, of finance",
     {{A_BUCKET, 0, EMPTY, FINANCE}},
     1,
     {A_RUN(DESTROY, 0, false, .left = "example-www-example-com"),
      A_RUN(APPLY, 0, false, .ends = "adopt \"bucket/example-www-example-com\"")},
     2,
     true},
    {"a certificate of the domain, requested by hand",
     {{A_CERTIFICATE, 0, ISSUED, UNTAGGED}},
     1,
     {A_RUN(DESTROY, 0, false, .left = "999999990000"), A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(DESTROY, 0, true, .left = "999999990000")},
     3,
     true},
    {"a certificate of the domain, with a copy of another resource's mark",
     {{A_CERTIFICATE, 0, ISSUED, COPIED}},
     1,
     {A_RUN(DESTROY, 0, false, .left = "999999990000"), A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(DESTROY, 0, true, .left = "999999990000")},
     3,
     true},
    {"a distribution, its certificate and its record, all made by hand",
     {{A_CERTIFICATE, 0, ISSUED, UNTAGGED},
      {A_DISTRIBUTION, 0, SERVING, UNTAGGED},
      {A_RECORD, 0, LEADS_AWAY, UNTAGGED}},
     3,
     {A_RUN(DESTROY, 0, false, .left = "999999990000"),
      A_RUN(APPLY, 0, false, .ends = "ESTRANGER0")},
     2,
     true},
    {"a distribution that has our comment, and no tags",
     {{A_DISTRIBUTION, 0, OUR_COMMENT, UNTAGGED}},
     1,
     {A_RUN(DESTROY, 0, false, .ends = NULL), A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(DESTROY, 0, true, .ends = NULL)},
     3,
     true},
    {"a distribution that has our comment, and a copy of our tags",
     {{A_DISTRIBUTION, 0, OUR_COMMENT, COPIED}},
     1,
     {A_RUN(DESTROY, 0, false, .ends = NULL), A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(DESTROY, 0, true, .ends = NULL)},
     3,
     true},
    {"a bucket of finance, with an object and a statement, that is taken over and given back",
     {{A_BUCKET, 0, FULL, FINANCE}},
     1,
     {A_RUN(ADOPT, 0, true, .ends = NULL), A_RUN(DESTROY, 0, true, .ends = NULL)},
     2,
     true},
    {"our site, all of which somebody gave a tag",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL), A_RUN(APPLY, 0, false, .before = add_a_tag)},
     2,
     true},
    {"a tag that is declared no more, beside one of somebody",
     {{0}},
     0,
     {A_RUN(APPLY, 1, true, .ends = NULL),
      A_RUN(APPLY, 0, true, .before = add_a_tag, .firmly = true)},
     2,
     true},
    {"a tag that somebody changed, and that is declared no more",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL), A_RUN(APPLY, 2, true, .before = change_a_tag)},
     2,
     true},
    {"our bucket, every tag of which was stripped",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(APPLY, 0, false, .ends = "adopt \"bucket/", .before = strip_the_bucket),
      A_RUN(DESTROY, 0, true, .left = "example-www-example-com")},
     3,
     true},
    {"our distribution, every tag of which was stripped",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(APPLY, 0, false, .ends = "adopt \"distribution/", .before = strip_the_distribution),
      A_RUN(DESTROY, 0, false, .ends = "distribution")},
     3,
     false},
    {"a bucket of another site",
     {{A_BUCKET, 0, EMPTY, ANOTHERS}},
     1,
     {A_RUN(APPLY, 0, false, .ends = "belongs to the site \"other\""),
      A_RUN(ADOPT, 0, false, .ends = "belongs to the site \"other\""),
      A_RUN(DESTROY, 0, false, .left = "example-www-example-com")},
     3,
     true},
    {"two teams that chose the same name for a site, with two domains",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL), A_RUN(DESTROY, 1, false, .ends = "www.example.com")},
     2,
     false},
    {"a run that was killed right after the bucket was made",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = "killed", .killed_at = 20),
      A_RUN(DESTROY, 0, true, .ends = NULL)},
     2,
     true},
    {"an access control of our name that somebody's distribution uses",
     {{A_CONTROL, 0, OUR_CONTROL, UNTAGGED}, {A_DISTRIBUTION, 0, CONTROLLED, UNTAGGED}},
     2,
     {A_RUN(APPLY, 0, false, .ends = "adopt \"access_control/ECONTROL0\""),
      A_RUN(DESTROY, 0, false, .ends = NULL)},
     2,
     true},
    {"a bucket beside ours that has a copy of our tags",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL), A_RUN(DESTROY, 0, true, .before = copy_our_tags)},
     2,
     true},
    {"a validation record that stood before us",
     {{A_RECORD, 0, VALIDATION, UNTAGGED}},
     1,
     {A_RUN(APPLY, 0, true, .ends = NULL), A_RUN(DESTROY, 0, true, .ends = NULL)},
     2,
     true},
    {"a set of several records at the name",
     {{A_RECORD, 0, HALF, UNTAGGED}},
     1,
     {A_RUN(APPLY, 0, false, .ends = "www.example.com"),
      A_RUN(ADOPT, 0, false, .ends = "www.example.com"), A_RUN(DESTROY, 0, false, .ends = NULL)},
     3,
     true},
    {"a record that leads to somebody's distribution",
     {{A_RECORD, 0, LEADS_AWAY, UNTAGGED}},
     1,
     {A_RUN(APPLY, 0, false, .ends = "record/A/dstranger0.cloudfront.net"),
      A_RUN(DESTROY, 0, false, .ends = NULL)},
     2,
     true},
    {"an address of somebody at the name",
     {{A_RECORD, 0, ADDRESS, UNTAGGED}},
     1,
     {A_RUN(APPLY, 0, false, .ends = "record/A/192.0.2.9"), A_RUN(ADOPT, 0, true, .ends = NULL)},
     2,
     true},
    {"our empty bucket, which somebody's distribution reads as well",
     {{0}},
     0,
     {A_RUN(APPLY, 0, true, .ends = NULL),
      A_RUN(DESTROY, 0, true, .before = read_our_bucket, .left = "example-www-example-com")},
     2,
     false},
};
enum { EXAMPLES = sizeof examples / sizeof *examples };

/* What the plan of a run leaves, as text; "" for none. */
static char *left_by(struct world *world, const struct run *run)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = end_plan(world, run->manifest, &plan);
    json_t *left = error ? NULL : json_object_get(dxaws_plan_tree(plan), "left");
    char *text = left ? json_dumps(left, 0) : NULL;
    return text ? text : strdup("");
}

static void check_run(struct world *world, const struct example *example, const struct run *run)
{
    struct command command = {.verb = run->verb, .manifest = run->manifest, .firmly = run->firmly};
    if (run->before != NULL) {
        run->before(world);
    }
    if (run->left != NULL) {
        char *left = left_by(world, run);
        ck_assert_msg(strstr(left, run->left) != NULL, "%s: %s is not among what is left: %s",
                      example->given, run->left, left);
        free(left);
    }
    command.disturbance = run->killed_at ? KILLED : NOTHING;
    command.at = run->killed_at;
    uint64_t before = writes_so_far(&world->fixture);
    run_command(world, &command);
    bool wrote = writes_so_far(&world->fixture) != before;
    ck_assert_msg(world->wrong[0] == '\0', "%s: %s", example->given, world->wrong);
    ck_assert_msg(strstr(world->said, run->ends ? run->ends : "it is done") != NULL,
                  "%s: run %d ends with: %s", example->given, (int)(run - example->runs),
                  world->said);
    ck_assert_msg(wrote == run->writes, "%s: run %d %s", example->given, (int)(run - example->runs),
                  wrote ? "writes" : "does not write");
}

START_TEST(nothing_of_somebody_else_is_harmed)
{
    const struct example *example = &examples[_i];
    struct scenario scenario = {.thing_count = example->thing_count};
    struct world world;
    memcpy(scenario.things, example->things, sizeof example->things);
    world_open(&world, &scenario);
    for (size_t i = 0; i < example->run_count; i++) {
        scenario.commands[scenario.command_count++] =
            (struct command){.verb = APPLY, .manifest = example->runs[i].manifest};
        check_run(&world, example, &example->runs[i]);
    }
    if (example->is_clean) {
        run_end(&world, &scenario);
        ck_assert_msg(world.wrong[0] == '\0', "%s, at the end: %s", example->given, world.wrong);
    }
    world_close(&world);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("strangers' cases");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, nothing_of_somebody_else_is_harmed, 0, EXAMPLES);
    return run_suite("strangers' cases", tests);
}
