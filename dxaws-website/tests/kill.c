/* SPDX-License-Identifier: MIT */
/* A run that is killed: from some call on, all of them fail. */
#include "kill.h"

void open_in_turn(struct fixture *fixture, dxaws_apply_options **options, const char *site)
{
    fixture_open(fixture);
    *options = dxaws_apply_options_new();
    dxaws_apply_options_set_parallelism(*options, 1);
    fixture->options = *options;
    if (site != NULL) {
        want(fixture, site);
        json_decref(converge(fixture));
    }
}

void close_in_turn(struct fixture *fixture, dxaws_apply_options *options)
{
    fixture_close(fixture);
    dxaws_apply_options_free(options);
}

static void set_failures(struct fixture *fixture, unsigned count)
{
    static const char *const services[] = {"s3", "acm", "route53", "cloudfront"};
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        dxaws_memory_account_fail_next(fixture->account, services[i], count);
    }
}

static void stop_all(void *self)
{
    set_failures(self, 1000000);
}

bool killed_at(struct fixture *fixture, bool destroys, long long look)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    fixture->clock.act = stop_all;
    fixture->clock.act_self = fixture;
    fixture->clock.act_at = atomic_load(&fixture->clock.looks) + look;
    DXAWS_AUTO(dxaws_error)
    error = destroys ? dxaws_website_manager_destroy(fixture->website, fixture->context,
                                                     fixture->desired, fixture->options, &result)
                     : dxaws_website_manager_execute(fixture->website, fixture->context,
                                                     fixture->desired, fixture->options, &result);
    fixture->clock.act_at = 0;
    set_failures(fixture, 0);
    return error != NULL;
}
