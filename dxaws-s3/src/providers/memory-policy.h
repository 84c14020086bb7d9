/* SPDX-License-Identifier: MIT */
/* Bucket policies of the simulated account: what S3 refuses, and what it makes of what it keeps. */
#ifndef DXAWS_S3_MEMORY_POLICY_H
#define DXAWS_S3_MEMORY_POLICY_H

#include <stdbool.h>

#include <dxaws/kit/json.h>

/* What is wrong with a policy of that bucket, in S3's words; NULL when nothing is. */
const char *memory_policy_fault(const char *bucket, const json_t *policy);

/* Whether it lets anybody in, which a public access block may forbid. */
bool memory_policy_is_public(const json_t *policy);

/* A new policy as it is read back; NULL without memory. */
json_t *memory_policy_kept(const json_t *policy);

#endif
