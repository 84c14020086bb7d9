/* SPDX-License-Identifier: MIT */
/* Publishing to a simulated account: a folder to publish from, and a clock that waits for nothing.
 * Which provider the manager has is the test's. */
#ifndef DXAWS_S3_TESTS_PUBLISHING_FIXTURE_H
#define DXAWS_S3_TESTS_PUBLISHING_FIXTURE_H

#include "objects-fixture.h"

#include <dxaws/kit/jumping-clock.h>
#include <dxaws/s3-content.h>

static dxaws_s3_content_manager *manager;
static dxaws_context *context;
static char folder[40];

static inline void open_publishing(int in_file)
{
    open_account(in_file);
    given("{}");
    ck_ok(dx_jumping_context_new(NULL, &context));
    snprintf(folder, sizeof folder, "site-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline void close_publishing(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
    manager = dxaws_s3_content_manager_unref(manager);
    context = dxaws_context_unref(context);
    close_account();
}

#endif
