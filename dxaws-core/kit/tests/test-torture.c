/* SPDX-License-Identifier: MIT */
/* The kit without memory: a lamp is read, planned, changed, simulated, recorded and replayed. */
#include <dxaws/kit/torture-module.h>

#include "toy.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\",\"brightness\":3}"
#define BLUE "{\"name\":\"lamp\",\"colour\":\"blue\",\"brightness\":2}"
#define NONE "{\"name\":\"lamp\",\"present\":false}"

static struct toy toy;

static dxaws_provider *provider(void)
{
    toy = (struct toy){.exists = false, .warm_after = 2};
    return toy_provider(&toy);
}

static const struct dx_torture_subject subject = {.modules = {&toy_module}, .provider = provider};

static const struct dx_torture_row rows[] = {
    {.name = "describe"},
    {"create", .desired = RED},
    {"change", .before = BLUE, .desired = RED},
    {"destroy", .before = RED, .desired = NONE},
    {"steps", .desired = RED, .stepwise = true},
    {"dry run", .before = BLUE, .desired = RED, .decorator = "dry-run"},
    {"dry run's steps", .desired = RED, .stepwise = true, .decorator = "dry-run"},
    {"recording", .desired = RED, .decorator = "recording"},
    {"replay", .desired = RED, .decorator = "replay"},
    {"wrong type", .desired = "{\"name\":3}", .refused = DXAWS_ERROR_INVALID_ARGUMENT},
    {"wrong member", .desired = "{\"name\":\"lamp\",\"blink\":\"no\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
    {"wrong name", .desired = "{\"name\":\"lamp\",\"colour\":\"red\",\"color\":\"red\"}",
     .refused = DXAWS_ERROR_INVALID_ARGUMENT},
    {"wrong text", .desired = "{\"name\":", .refused = DXAWS_ERROR_INVALID_ARGUMENT},
};

START_TEST(lack_of_memory_is_said)
{
    dx_torture_module(&subject, &rows[_i]);
}
END_TEST

int main(void)
{
    if (DX_TORTURE_IMPOSSIBLE) {
        return dx_torture_skip();
    }
    TCase *cases = tcase_create("torture");
    tcase_set_timeout(cases, 100);
    tcase_add_loop_test(cases, lack_of_memory_is_said, 0, sizeof rows / sizeof *rows);
    return run_suite("kit torture", cases);
}
