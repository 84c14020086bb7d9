/* SPDX-License-Identifier: MIT */
/** @file
 * States: the document behind every Desired, Current and Result. A module's public types are
 * structs with a dx_state as their only member, so one set of functions serves them all.
 *
 * The JSON form is the representation, not a view of it: copying, comparing, recording and
 * carrying a state to Lambda need no code per attribute.
 *
 * A state is a value: for one thread at a time. Errors are INVALID_ARGUMENT in the module's domain.
 */
#ifndef DXAWS_KIT_STATE_H
#define DXAWS_KIT_STATE_H

#include <dxaws/kit/json.h>
#include <dxaws/kit/schema.h>

/** What a document is for. */
enum dx_role {
    /** Said by a caller: what the schema does not know is an error that names it. A null leaves an
     * attribute alone. */
    DX_DESIRED = 1,
    /** Read from a service, perhaps by a newer release: what the schema does not know is kept, and
     * not judged. */
    DX_OBSERVED,
};

/** A document and the schema it follows. */
struct dx_state {
    const struct dx_schema *schema;
    json_t *document;
    const char *refused; /**< the first attribute that a setter could not take */
    bool out_of_memory;
    json_t *index; /**< of lists, made by dx_state_find_item(); NULL for none yet */
};

/** False without memory; the state can be cleared all the same. */
bool dx_state_init(struct dx_state *state, const struct dx_schema *schema);
void dx_state_clear(struct dx_state *state);

/** For `dxaws_x_desired_new()` and its like: allocates @a size bytes that begin with a state. */
void *dx_state_new(size_t size, const struct dx_schema *schema);
/** The same of a document that is there, which is taken over; *made receives it. */
dxaws_error *dx_state_take(size_t size, const struct dx_schema *schema, json_t *document,
                           void *made);
/** For `dxaws_x_desired_free()` and its like. */
void dx_state_free(struct dx_state *state);

/** @name Setters
 * Copy; accept a NULL state; what cannot be stored is remembered and reported by
 * dx_state_check(). A NULL text takes the attribute back.
 * @{ */
void dx_state_set_text(struct dx_state *state, const char *name, const char *text);
void dx_state_set_boolean(struct dx_state *state, const char *name, bool value);
void dx_state_set_integer(struct dx_state *state, const char *name, int64_t value);
/** Takes @a value over; NULL counts as out of memory. */
void dx_state_set_value(struct dx_state *state, const char *name, json_t *value);
/** Sets one member of a DX_MAP attribute. */
void dx_state_set_member(struct dx_state *state, const char *name, const char *key,
                         const char *value);
/** Sets one member of a DX_OBJECT attribute; takes @a value over. */
void dx_state_set_object_member(struct dx_state *state, const char *name, const char *key,
                                json_t *value);
/** The same for a text; NULL takes the member back. */
void dx_state_set_object_text(struct dx_state *state, const char *name, const char *key,
                              const char *text);
/** Sets a whole DX_MAP from tags. */
void dx_state_set_tags(struct dx_state *state, const char *name, const dxaws_tags *tags);
/** Appends to a DX_TEXTS attribute. */
void dx_state_add_text(struct dx_state *state, const char *name, const char *text);
/** Appends to a DX_LIST attribute; takes @a item over. */
void dx_state_add_item(struct dx_state *state, const char *name, json_t *item);
/**
 * The object in a DX_LIST attribute whose member @a key is @a value, borrowed; NULL when there is
 * none, and without memory, which is remembered. The first search takes a walk over the list, later
 * ones over what has been appended since: many are looked for, and added, in a time that grows with
 * their number. One key for each list.
 */
json_t *dx_state_find_item(struct dx_state *state, const char *name, const char *key,
                           const char *value);
/** For `dxaws_x_desired_leave()`: leaves an attribute, or "attribute.member", alone, although it
 * has a preset. */
void dx_state_leave(struct dx_state *state, const char *name);
/** @} */

/** @name Getters
 * Borrowed; accept a NULL state.
 * @{ */
const json_t *dx_state_get(const struct dx_state *state, const char *name);
const char *dx_state_text(const struct dx_state *state, const char *name);
/** False, leaving *value alone, when it is not set. */
bool dx_state_boolean(const struct dx_state *state, const char *name, bool *value);
bool dx_state_integer(const struct dx_state *state, const char *name, int64_t *value);
size_t dx_state_count(const struct dx_state *state, const char *name);
/** The text at @a index of a DX_TEXTS attribute, or NULL. */
const char *dx_state_text_at(const struct dx_state *state, const char *name, size_t index);
/** A new set of tags from a DX_MAP attribute; NULL when it is not set. The caller owns it. */
dxaws_tags *dx_state_tags(const struct dx_state *state, const char *name);
/** @} */

/** What the setters remembered (OUT_OF_MEMORY, INVALID_ARGUMENT), or a value of a wrong type. No
 * state, which is what dx_state_new() gives without memory, is OUT_OF_MEMORY. */
dxaws_error *dx_state_check(const struct dx_state *state, enum dx_role role);

/** Reads a document, checking names and types against the schema (not the values). */
dxaws_error *dx_state_parse(struct dx_state *state, enum dx_role role, const char *json);
/** For `dxaws_x_desired_parse()` and its like: @a size bytes that begin with a state. */
dxaws_error *dx_state_parse_new(size_t size, const struct dx_schema *schema, enum dx_role role,
                                const char *json, void **made);
/** The document as JSON with sorted keys, DX_HIDDEN attributes left out; release with free(). NULL
 * for no state. */
char *dx_state_format(const struct dx_state *state);
/** Takes the DX_HIDDEN attributes out of a document of the caller's. */
void dx_remove_hidden(const struct dx_schema *schema, json_t *document);
/** Replaces the document by a deep copy of @a document. */
dxaws_error *dx_state_assign(struct dx_state *state, const json_t *document);

/** @name For `dxaws_x_current_assign()` and its like
 * Replace the members that an object has, whole; null takes one back. What the schema does not know
 * is kept. On error nothing has changed. The object is borrowed.
 * @{ */
dxaws_error *dx_state_merge(struct dx_state *state, const json_t *members);
dxaws_error *dx_state_merge_text(struct dx_state *state, const char *json);
/** The document as JSON with sorted keys, DX_HIDDEN attributes included; release with free(). NULL
 * for no state. */
char *dx_state_format_all(const struct dx_state *state);
/** @} */

/** @name Values that an orchestrator does not know yet
 * @{ */
/** True for DXAWS_KNOWN_AFTER_APPLY itself, which may stand for a text in a Desired. */
bool dx_is_unknown(const json_t *value);
/** True when nothing in @a value, at any depth, is unknown. Ask it of what is desired alone. */
bool dx_is_known(const json_t *value);
/** A new reference to @a text as a value; unknown for NULL. NULL without memory. */
json_t *dx_text_or_unknown(const char *text);
/** @} */

/** Ready-made attribute checks. The attribute's name is the whole path of a member. */
dxaws_error *dx_check_not_empty(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value);
/** At most 50 tags that dxaws_tag_key_fault() and dxaws_tag_value_fault() find no fault with. */
dxaws_error *dx_check_tags(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value);
/** A whole number above 0. */
dxaws_error *dx_check_positive(const struct dx_schema *schema, const struct dx_attribute *attribute,
                               const json_t *value);
/** A deadline in seconds: 1 to 604800, a week. */
dxaws_error *dx_check_timeout(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value);
/** A DNS label such as "eu-west-1". */
dxaws_error *dx_check_region(const struct dx_schema *schema, const struct dx_attribute *attribute,
                             const json_t *value);
/** INVALID_ARGUMENT, naming the word that is right, when the schema calls @a name a former word; @a
 * path leads there: "", "cdn." or "records[2].". NULL: it never was one. */
dxaws_error *dx_refuse_former(const struct dx_schema *schema, const char *path, const char *name);
enum { DX_SHOWN_SIZE = 80 };
/** A value as JSON on one line, for messages; what is too long is cut. Returns @a shown. */
const char *dx_shown(const json_t *value, char shown[DX_SHOWN_SIZE]);
/** INVALID_ARGUMENT with code "InvalidDesiredStateError" in the module's domain. */
dxaws_error *dx_invalid(const struct dx_schema *schema, const char *format, ...) DXAWS_PRINTF(2, 3);

/** @name Where in a document an error is
 * A check says of what it was given, and who gave it that says where that was: the path grows from
 * the inside out. An attribute's own check says nothing of the attribute, which the engine adds.
 * Take and return @a error, which may be NULL.
 * @{ */
/** In the member of that name. */
dxaws_error *dx_at(dxaws_error *error, const char *name);
/** In the item of that index, as the document has it, before anything is sorted. */
dxaws_error *dx_at_index(dxaws_error *error, size_t index);
/** The name of that member, which may not be there or is no name. */
dxaws_error *dx_at_name(dxaws_error *error, const char *name);
/** @} */

#endif
