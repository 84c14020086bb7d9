/* SPDX-License-Identifier: MIT */
/* Runs all cases of the contract suite on a fixture. */
#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

static dxaws_error *run_one(const void *fixture, size_t index)
{
    return dxaws_dns_contract_run(fixture, index);
}

int contract_run_all(const dxaws_dns_contract_fixture *fixture)
{
    const struct dx_contract_suite suite = {dxaws_dns_contract_name, run_one, fixture,
                                            fixture->put_record == NULL ||
                                                fixture->add_zone == NULL};
    return dx_contract_run_suite(&suite);
}
