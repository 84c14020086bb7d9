/* SPDX-License-Identifier: MIT */
/* The audit log around the providers of the contract suites' fixtures. */
#include "audit-provider.h"

dxaws_error *audit_contract_decorator(dxaws_provider *inner, dxaws_provider **outer);

dxaws_error *audit_contract_decorator(dxaws_provider *inner, dxaws_provider **outer)
{
    static FILE *log;
    log = log ? log : tmpfile();
    return audit_provider_new(inner, log ? log : stderr, outer);
}
