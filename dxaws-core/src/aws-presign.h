/* SPDX-License-Identifier: MIT */
/* How long a URL that carries its own signature works. */
#ifndef DXAWS_CORE_AWS_PRESIGN_H
#define DXAWS_CORE_AWS_PRESIGN_H

#include <dxaws/error.h>

#include "credentials/credentials.h"

/* Whether AWS takes URLs that work so long. */
dxaws_error *aws_presign_check(int64_t expires_s);
/* None works longer than the credentials that signed it. */
dxaws_error *aws_presign_limit(const struct aws_credentials *credentials, int64_t now_ms,
                               int64_t *expires_s);

#endif
