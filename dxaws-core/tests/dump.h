/* SPDX-License-Identifier: MIT */
/* What a core dump of this process would hold: every page that the kernel would write is searched.
 */
#ifndef DXAWS_CORE_DUMP_H
#define DXAWS_CORE_DUMP_H

#include "secret.h"
#include "signing-key.h"

/* What is looked for, in memory that is not searched. */
struct canaries {
    char secret[41];
    char token[41];
    struct aws_hmac_key key; /* derived from the secret */
    char text[1024];
};

extern struct canaries *canaries;

enum sought { SECRET = 1, TOKEN = 2, KEY = 4 };

/* Others each time; until aws_secret_free(). */
void canaries_make(void);
/* The first of them in what a dump would have, or NULL. @param sought which ones. */
const char *dump_find(unsigned sought);

#endif
