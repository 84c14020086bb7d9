/* SPDX-License-Identifier: MIT */
/* Rules of a bucket's lifecycle, in the words of the AWS CLI and SDKs. Pure. */
#ifndef DXAWS_S3_LIFECYCLE_H
#define DXAWS_S3_LIFECYCLE_H

#include <dxaws/kit/engine.h>

/* S3's own. */
enum { S3_RULE_LIMIT = 1000, S3_RULE_ID_LIMIT = 255, S3_VERSIONS_LIMIT = 100 };

/* "2027-01-31", or that at midnight UTC, which is how S3 has it; the day is so long. */
enum { LIFECYCLE_DATE_SIZE = 10 };
bool lifecycle_is_date(const char *text);

/* Refuses a rule that S3 would: INVALID_ARGUMENT, at the member. */
dxaws_error *lifecycle_check_rule(const char *id, const json_t *rule);

#endif
