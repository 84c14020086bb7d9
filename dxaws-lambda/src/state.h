/* SPDX-License-Identifier: MIT */
/* What is more than a state of a state machine may have, kept as an object of a bucket. */
#ifndef DXAWS_LAMBDA_STATE_H
#define DXAWS_LAMBDA_STATE_H

#include "call.h"

/* Where the request says how much its state may have, "most_bytes", and the reply with what is
 * desired is more, puts the plan, or what was found, into the bucket of DXAWS_STATE_BUCKET, and
 * {"kept": KEY} in its place. UNSUPPORTED, code StateTooLarge, without a bucket, and when the rest
 * is still too large; else what the bucket answers. */
dxaws_error *state_fit(struct call *call);

/* Puts what @a member, {"kept": KEY}, stands for into @a text, which the caller frees; NULL for a
 * member that is none. INVALID_ARGUMENT, code InvalidRequest, for a key that was not made here;
 * NOT_FOUND, code StateLost, when nothing is there any more. */
dxaws_error *state_fetch(const struct call *call, const json_t *member, char **text);

#endif
