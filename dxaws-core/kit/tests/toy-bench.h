/* SPDX-License-Identifier: MIT */
/* A toy with a manager and a context, for one test after the other. */
#ifndef DXAWS_KIT_TOY_BENCH_H
#define DXAWS_KIT_TOY_BENCH_H

#include "toy.h"

static struct toy toy;
static struct dx_manager *manager;
static dxaws_context *context;

static void set_up(void)
{
    toy = (struct toy){.exists = false};
    dxaws_provider *provider = toy_provider(&toy);
    manager = toy_manager(provider);
    dxaws_provider_unref(provider);
    context = toy_context();
}

static void tear_down(void)
{
    dx_manager_unref(manager);
    context = dxaws_context_unref(context);
}

#endif
