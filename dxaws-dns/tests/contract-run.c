/* SPDX-License-Identifier: MIT */
/* Runs all cases of the contract suite on a fixture. */
#include <stdio.h>
#include <stdlib.h>

#include <dxaws/kit/contract.h>

#include "contract-fixture.h"

int contract_run_all(const dxaws_dns_contract_fixture *fixture)
{
    struct dx_contract_tally tally = {0};
    for (size_t i = 0; i < dxaws_dns_contract_count(); i++) {
        dx_contract_report(&tally, dxaws_dns_contract_name(i), dxaws_dns_contract_run(fixture, i));
    }
    bool limited = fixture->put_record == NULL || fixture->add_zone == NULL;
    bool complete = limited ? tally.passed > tally.skipped : tally.skipped == 0;
    printf("%zu passed, %zu failed, %zu skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed == 0 && complete ? EXIT_SUCCESS : EXIT_FAILURE;
}
