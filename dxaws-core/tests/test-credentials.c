/* SPDX-License-Identifier: MIT */
/* Where credentials come from, in recorded worlds: every table data/worlds-*.json; and, named on
 * the command line, tables from elsewhere and folders that smithy-rs recorded. */
#include "world.h"

#include <stdio.h>
#include <sys/stat.h>

static struct tables worlds;
static json_t *recorded[256];
static const char *folders[256];
static size_t recorded_count;

START_TEST(world_gives)
{
    struct world world;
    world_open(&world, tables_row(&worlds, (size_t)_i));
    world_check(&world, tables_file(&worlds, (size_t)_i));
    world_close(&world);
}
END_TEST

START_TEST(recorded_world_gives)
{
    struct world world;
    world_open(&world, recorded[_i]);
    world_check(&world, folders[_i]);
    world_close(&world);
}
END_TEST

START_TEST(tables_are_there)
{
    ck_assert_uint_ge(worlds.count, 5);
    ck_assert_uint_ge(worlds.rows, 150);
}
END_TEST

static void add(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        tables_add(&worlds, path);
    } else if (recorded_count < sizeof(recorded) / sizeof(recorded[0])) {
        folders[recorded_count] = path;
        recorded[recorded_count] = world_recorded(path);
        world_understand(path, recorded[recorded_count++]);
    }
}

int main(int count, char **arguments)
{
    tables_open(&worlds, "worlds-*.json", WORLD_MEMBERS);
    for (int i = 1; i < count; i++) {
        add(arguments[i]);
    }
    for (size_t i = 0; i < worlds.rows; i++) {
        world_understand(tables_file(&worlds, i), tables_row(&worlds, i));
    }
    Suite *suite = suite_create("credentials");
    TCase *tests = tcase_create("worlds");
    tcase_add_test(tests, tables_are_there);
    tcase_add_loop_test(tests, world_gives, 0, (int)worlds.rows);
    tcase_add_loop_test(tests, recorded_world_gives, 0, (int)recorded_count);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    for (size_t i = 0; i < recorded_count; i++) {
        json_decref(recorded[i]);
    }
    tables_close(&worlds);
    return result;
}
