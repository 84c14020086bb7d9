/* SPDX-License-Identifier: MIT */
/* Plans as graphs: what waits for what, and texts that would end a label. */
#include "plan-forms/graph.h"
#include "plan-forms/steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/check.h>

#define STEPS                                                                                      \
    "{\"steps\":{\"apply\":[{\"name\":\"x\",\"wave\":0},{\"name\":\"y\",\"wave\":0},"              \
    "{\"name\":\"never\",\"wave\":1},{\"name\":\"z\",\"wave\":2}],\"destroy\":["                   \
    "{\"name\":\"x\",\"wave\":1},{\"name\":\"y\",\"wave\":0}]}}"
#define ACTION(kind, step)                                                                         \
    "{\"kind\":\"" kind "\",\"resource\":\"r\",\"payload\":{\"step\":\"" step "\"}}"

static const struct {
    const char *plan;
    const char *description;
    const char *edges; /* "0>1 ..." in the order in which they are printed */
} orders[] = {
    {"{\"actions\":[]}", "{}", ""},
    {"{\"actions\":[{\"kind\":\"A\"},{\"kind\":\"B\"},{\"kind\":\"C\"}]}", "{}", "0>1 1>2 "},
    /* Steps of one wave wait for none of each other; a wave without actions is passed over. */
    {"{\"actions\":[" ACTION("A", "x") "," ACTION("B", "y") "," ACTION("C", "x") "," ACTION(
         "D", "z") "]}",
     STEPS, "0>2 2>3 1>3 "},
    {"{\"desired\":{\"present\":false},\"actions\":[" ACTION("A", "y") "," ACTION("B", "x") "]}",
     STEPS, "0>1 "},
    /* A host's steps are of the site's waves; those of one that is named no more, of a destroy's.
     */
    {"{\"desired\":{\"redirects\":[\"a.b\"]},\"actions\":[" ACTION("A", "x/a.b") "," ACTION(
         "B", "y/c.d") "," ACTION("C", "x/c.d") "," ACTION("D", "z/a.b") "]}",
     STEPS, "0>2 1>2 2>3 "},
};

/* What was printed, for free(). */
static char *printed(const char *language, const char *plan, const char *description)
{
    json_t *tree = json_loads(plan, 0, NULL);
    json_t *described = json_loads(description, 0, NULL);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    ck_assert(tree != NULL && described != NULL && stream != NULL);
    ck_assert(graph_print(stream, language, tree, described));
    fclose(stream);
    json_decref(tree);
    json_decref(described);
    return text;
}

START_TEST(what_waits_is_led_to)
{
    static const char *const languages[][2] = {{GRAPH_DOT, " -> "}, {GRAPH_MERMAID, " --> "}};
    for (size_t i = 0; i < 2; i++) {
        char *text = printed(languages[i][0], orders[_i].plan, orders[_i].description);
        char edges[100] = "";
        for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
            char *arrow = strstr(line, languages[i][1]);
            size_t length = strlen(edges);
            if (arrow != NULL) {
                snprintf(edges + length, sizeof edges - length, "%d>%d ", atoi(line + 3),
                         atoi(strrchr(line, 'a') + 1));
            }
        }
        ck_assert_str_eq(edges, orders[_i].edges);
        free(text);
    }
}
END_TEST

#define NASTY                                                                                      \
    "{\"resource\":\"a\\\"b\",\"actions\":[{\"kind\":\"K\",\"resource\":"                          \
    "\"\\\"];\\\\ <b>&amp;#`\\n\\u00e9\"}]}"

START_TEST(no_text_ends_its_label)
{
    char *dot = printed(GRAPH_DOT, NASTY, "{}");
    char *mermaid = printed(GRAPH_MERMAID, NASTY, "{}");
    ck_assert_str_eq(dot, "digraph \"a\\\"b\" {\n  node [shape=box];\n"
                          "    a0 [label=\"K\\n\\\"];\\\\ <b>&amp;amp;#` \xc3\xa9\"];\n}\n");
    ck_assert_str_eq(mermaid, "flowchart TD\n    a0[\"K<br/>#34;];#92; #60;b#62;#38;amp;#35;#96; "
                              "\xc3\xa9\"]\n");
    free(dot);
    free(mermaid);
}
END_TEST

#define TAKES(step, seconds) "{\"expected_s\":" #seconds ",\"payload\":{\"step\":\"" step "\"}}"

static const struct {
    const char *actions;
    int64_t expected_s;
} lengths[] = {
    {"", 0},
    {TAKES("x", 3), 3},
    {TAKES("x", 3) "," TAKES("x", 4), 7},
    {TAKES("x", 3) "," TAKES("y", 4), 4},
    {TAKES("x", 4) "," TAKES("y", 4) "," TAKES("y", 1), 5},
    {TAKES("x", 4) "," TAKES("y", 4) "," TAKES("z", 2), 6},
    {TAKES("x", 3) "," TAKES("z", 2) "," TAKES("x/a.b", 9), 11},
};

START_TEST(steps_of_a_wave_take_as_long_as_the_longest)
{
    char text[1000];
    snprintf(text, sizeof text, "{\"desired\":{\"redirects\":[\"a.b\"]},\"actions\":[%s]}",
             lengths[_i].actions);
    json_t *plan = json_loads(text, 0, NULL);
    json_t *description = json_loads(STEPS, 0, NULL);
    struct plan_steps steps;
    ck_assert(plan_steps_read(plan, description, &steps));
    ck_assert_int_eq(plan_steps_expected_s(&steps), lengths[_i].expected_s);
    plan_steps_clear(&steps);
    json_decref(plan);
    json_decref(description);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("graph");
    tcase_add_loop_test(cases, what_waits_is_led_to, 0, sizeof orders / sizeof *orders);
    tcase_add_loop_test(cases, steps_of_a_wave_take_as_long_as_the_longest, 0,
                        sizeof lengths / sizeof *lengths);
    tcase_add_test(cases, no_text_ends_its_label);
    return run_suite("graph", cases);
}
