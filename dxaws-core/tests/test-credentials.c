/* SPDX-License-Identifier: MIT */
/* Where credentials come from, in recorded worlds: every table data/worlds-*.json. */
#include "world.h"

#include <glob.h>
#include <stdio.h>

static json_t *tables[32];
static const char *names[32];
static size_t table_count;
static size_t world_count;

/* The n-th world of all tables. */
static json_t *find_world(size_t index, const char **name)
{
    for (size_t i = 0; i < table_count; i++) {
        json_t *worlds = json_object_get(tables[i], "worlds");
        if (index < json_array_size(worlds)) {
            *name = names[i];
            return json_array_get(worlds, index);
        }
        index -= json_array_size(worlds);
    }
    return NULL;
}

START_TEST(world_gives)
{
    const char *name = NULL;
    struct world world;
    world_open(&world, find_world((size_t)_i, &name));
    world_check(&world, name);
    world_close(&world);
}
END_TEST

START_TEST(tables_are_there)
{
    ck_assert_uint_ge(table_count, 4);
    ck_assert_uint_ge(world_count, 60);
}
END_TEST

/* Tables from elsewhere are named on the command line. */
int main(int count, char **arguments)
{
    glob_t found;
    if (glob(TEST_DATA "/worlds-*.json", 0, NULL, &found) != 0) {
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        names[table_count++] = found.gl_pathv[i];
    }
    for (int i = 1; i < count && table_count < 32; i++) {
        names[table_count++] = arguments[i];
    }
    for (size_t i = 0; i < table_count; i++) {
        tables[i] = world_table(names[i]);
        world_count += json_array_size(json_object_get(tables[i], "worlds"));
    }
    Suite *suite = suite_create("credentials");
    TCase *tests = tcase_create("worlds");
    tcase_add_test(tests, tables_are_there);
    tcase_add_loop_test(tests, world_gives, 0, (int)world_count);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    for (size_t i = 0; i < table_count; i++) {
        json_decref(tables[i]);
    }
    globfree(&found);
    return result;
}
