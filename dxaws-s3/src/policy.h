/* SPDX-License-Identifier: MIT */
/* Bucket policies: our statements among others', told apart by their Sid. Pure. */
#ifndef DXAWS_S3_POLICY_H
#define DXAWS_S3_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include <dxaws/kit/json.h>

/* Of a value that may be a list; one alone is a list of one, and NULL an empty one. */
size_t policy_list_size(const json_t *list);
const json_t *policy_list_at(const json_t *list, size_t index);

/* The statement of that Sid in a policy document, or NULL; borrowed. */
json_t *policy_statement(const json_t *policy, const char *sid);

/* True when two statements mean the same, however S3 spells what it was given: order in lists,
 * lists of one, booleans and numbers as texts, an account's number as the ARN of its root.
 * Without memory *whole becomes false, and the answer says nothing. */
bool policy_statements_equal(bool *whole, const json_t *left, const json_t *right);

/* What all spellings of a value have in common: lists are sets, one alone is no list, numbers and
 * booleans are texts. New; NULL without memory. */
json_t *policy_value_form(const json_t *value);

/* Whether it lets CloudFront, the service, do something. */
bool policy_allows_cloudfront(const json_t *statement);
/* Whether any statement of a policy does. */
bool policy_has_cloudfront(const json_t *policy);

/* Whether a statement that is not one of @a ours, by Sid, is public. *sid is that of the first, or
 * NULL. */
bool policy_has_public(const json_t *policy, const json_t *ours, const char **sid);

/* A new policy: @a policy with @a statements (by Sid) put in place of its own of those Sids, and
 * without those of the Sids @a removed, which may be NULL; an empty object when none is left. NULL
 * without memory. */
json_t *policy_merge(const json_t *policy, const json_t *statements, const json_t *removed);

#endif
