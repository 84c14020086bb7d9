/* SPDX-License-Identifier: MIT */
/* Keys as the program sees them. */
#ifndef DXAWS_CORE_CREDENTIALS_VALUE_H
#define DXAWS_CORE_CREDENTIALS_VALUE_H

#include <dxaws/credential-source.h>

#include "credentials/credentials.h"

/* In secret memory itself. */
struct dxaws_credentials {
    struct aws_credentials *keys; /* replaced by each setter */
    char *process_json;           /* NULL for keys that are not whole */
    bool failed;                  /* out of memory in a setter */
};

/* @param keys a reference is taken over, on failure too. NULL without memory. */
dxaws_credentials *aws_credentials_value_new(struct aws_credentials *keys);

#endif
