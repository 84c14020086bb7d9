/* SPDX-License-Identifier: MIT */
/* A manager on the simulated account, for one test after the other. */
#ifndef DXAWS_ACM_ON_MEMORY_H
#define DXAWS_ACM_ON_MEMORY_H

#include <dxaws/kit/check.h>

#include "contract-fixture.h"

static struct memory_fixture fixture;
static dxaws_context *context;
static dxaws_dns_manager *dns;
static dxaws_acm_manager *manager;
static dxaws_acm_desired *desired;

/* @a domain is what is desired; its zone need not be there. */
static void open_for(const char *domain)
{
    DXAWS_AUTO(dxaws_acm_provider) provider = NULL;
    fixture = (struct memory_fixture){.kind = "memory"};
    ck_ok(memory_open(&fixture, &provider, &dns));
    ck_ok(memory_make_context(&fixture, &context));
    DXAWS_AUTO(dxaws_acm_manager_options) through = dxaws_acm_manager_options_new();
    dxaws_acm_manager_options_set_dns(through, dns);
    ck_ok(dxaws_acm_manager_new(provider, through, &manager));
    desired = dxaws_acm_desired_new(domain, "us-east-1");
}

static void teardown(void)
{
    dxaws_acm_desired_free(desired);
    manager = dxaws_acm_manager_unref(manager);
    dns = dxaws_dns_manager_unref(dns);
    context = dxaws_context_unref(context);
    memory_close(&fixture);
}

#endif
