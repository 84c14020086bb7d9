/* SPDX-License-Identifier: MIT */
/* What the CAA records of a domain, as far as they stand in zones of the account, let ACM issue. */
#ifndef DXAWS_ACM_CAA_H
#define DXAWS_ACM_CAA_H

#include "schema.h"

/* REFUSED, code CaaForbids, when they forbid the certificate: RFC 8659. */
dxaws_error *acm_check_caa(dxaws_dns_manager *dns, dxaws_context *context, const json_t *desired);

#endif
