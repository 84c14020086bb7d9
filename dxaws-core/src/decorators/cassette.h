/* SPDX-License-Identifier: MIT */
/* The recording format shared by recording and replay: JSON Lines, one header a provider, then
 * one line an operation:
 *
 *     {"kind":"header","format":"dxaws-cassette","version":1,"module":"s3","dxaws":"0.9.0",
 *      "supports":["CREATE_BUCKET", ...]}
 *     {"kind":"op","op":"s3.put_tags","in":{...},"before":{...},"out":{...},"t_ms":41}
 *     {"kind":"op","op":"s3.get_current","in":{...},"error":{...},"t_ms":3}
 *
 * "before" is what a write was given of what had been observed; replay does not look at it, since
 * what it gives back was recorded.
 */
#ifndef DXAWS_CASSETTE_H
#define DXAWS_CASSETTE_H

#include <dxaws/kit/json.h>
#include <dxaws/plan.h>

/* "s3.put_tags" for PUT_TAGS; "s3.get_current" for NULL. Release with free(). */
char *cassette_op(const char *module, const char *kind);

/* What an action asks for, as a tree of its own; NULL without memory. */
json_t *cassette_payload(const dxaws_action *action);

/* Masks account numbers, in ARNs and where they are called so, and access key ids, in place,
 * everywhere in a value. False without memory: what is left is not to be written anywhere. */
bool cassette_redact(json_t *value);

#endif
