/* SPDX-License-Identifier: MIT */
/** @file
 * What the tests of every module assert of its schema: that a Desired means one thing, wherever it
 * comes from, and that documents may grow. Driven by the schema's rows, so that a new attribute is
 * tested by being there. Header only, over Check.
 */
#ifndef DXAWS_KIT_SCHEMA_CHECK_H
#define DXAWS_KIT_SCHEMA_CHECK_H

#include <dxaws/kit/check.h>
#include <dxaws/kit/engine.h>
#include <dxaws/module.h>
#include <stdio.h>

/** What a module gives. */
struct dx_sample {
    const struct dx_schema *schema;
    const dxaws_module *(*module)(void); /**< what plans events' documents; NULL: not asked */
    const char *desired;                 /**< a Desired with no more than it must have */
    struct dx_state *(*made)(void);      /**< the same, made by new() and setters; for the caller */
    /** Currents to plan from, ended by NULL: absent, and as different as can be. */
    const char *const *currents;
    const char *header; /**< the path of the public header, which has the table of presets */
};

/** A path of two levels, "bucket.versioning", and its row. */
struct dx_leaf {
    char path[96];
    const struct dx_attribute *section; /**< NULL for an attribute of the first level */
    const struct dx_attribute *row;
};

/** The @a index-th leaf of a schema: attributes, and members of objects instead of the object.
 * False past the end. */
static inline bool dx_leaf_at(const struct dx_schema *schema, size_t index, struct dx_leaf *leaf)
{
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        size_t count = row->type == DX_OBJECT && row->member_count > 0 ? row->member_count : 1;
        if (index >= count) {
            index -= count;
            continue;
        }
        bool nested = row->type == DX_OBJECT && row->member_count > 0;
        leaf->section = nested ? row : NULL;
        leaf->row = nested ? &row->members[index] : row;
        snprintf(leaf->path, sizeof leaf->path, "%s%s%s", nested ? row->name : "",
                 nested ? "." : "", leaf->row->name);
        return true;
    }
    return false;
}

/** The document of @a json with @a value, taken over, at a leaf. A new reference. */
static inline json_t *dx_with_leaf(const char *json, const struct dx_leaf *leaf, json_t *value)
{
    json_t *document = json_loads(json, 0, NULL);
    json_t *object = document;
    if (leaf->section != NULL) {
        object = json_object_get(document, leaf->section->name);
        if (object == NULL) {
            object = json_object();
            ck_assert_int_eq(json_object_set_new(document, leaf->section->name, object), 0);
        }
    }
    ck_assert_int_eq(json_object_set_new(object, leaf->row->name, value), 0);
    return document;
}

/** Plans a state for a Current. */
static inline dxaws_plan *dx_sample_plan(const struct dx_sample *sample,
                                         const struct dx_state *desired, const char *current)
{
    struct dx_state observed;
    dxaws_plan *plan = NULL;
    ck_assert(dx_state_init(&observed, sample->schema));
    ck_ok(dx_state_parse(&observed, DX_OBSERVED, current));
    ck_ok(dx_plan(desired, &observed, NULL, &plan));
    dx_state_clear(&observed);
    return plan;
}

/** The module, asked with documents as for an event, gives that plan too. */
static inline void dx_check_event(const struct dx_sample *sample, const char *desired,
                                  const char *current, const dxaws_plan *expected)
{
    const dxaws_module *module = sample->module();
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) found = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_document_parse(desired, &wanted));
    ck_ok(dxaws_document_parse(current, &found));
    ck_ok(module->plan(module, wanted, found, NULL, &plan));
    ck_assert_str_eq(dxaws_plan_hash(plan), dxaws_plan_hash(expected));
}

/** The same for a document. */
static inline dxaws_plan *dx_document_plan(const struct dx_sample *sample, const json_t *document,
                                           const char *current)
{
    char *text = json_dumps(document, JSON_COMPACT);
    struct dx_state desired;
    ck_assert(dx_state_init(&desired, sample->schema));
    ck_ok(dx_state_parse(&desired, DX_DESIRED, text));
    dxaws_plan *plan = dx_sample_plan(sample, &desired, current);
    dx_state_clear(&desired);
    if (sample->module != NULL) {
        dx_check_event(sample, text, current, plan);
    }
    free(text);
    return plan;
}

/** Two Desireds, as documents, give the same plans. */
static inline void dx_check_same(const struct dx_sample *sample, const json_t *one,
                                 const json_t *two, const char *what)
{
    for (size_t i = 0; sample->currents[i] != NULL; i++) {
        DXAWS_AUTO(dxaws_plan) first = dx_document_plan(sample, one, sample->currents[i]);
        DXAWS_AUTO(dxaws_plan) second = dx_document_plan(sample, two, sample->currents[i]);
        ck_assert_msg(strcmp(dxaws_plan_hash(first), dxaws_plan_hash(second)) == 0,
                      "\"%s\", Current %zu:\n%s\n%s", what, i, dxaws_plan_text(first),
                      dxaws_plan_text(second));
    }
}

/** `dxaws_x_desired_new()` means what a document with its arguments means. Takes over nothing. */
static inline void dx_check_made(const struct dx_sample *sample, const struct dx_state *made)
{
    json_t *document = json_loads(sample->desired, 0, NULL);
    ck_assert_msg(json_equal(document, made->document), "new() sets its arguments only");
    dx_check_same(sample, document, made->document, "new()");
    json_decref(document);
}

/** Nothing of a plan is about what is left alone. */
static inline void dx_check_left(const dxaws_plan *plan, const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_change *change;
        const dxaws_action *action = dxaws_plan_at(plan, i);
        for (size_t k = 0; (change = dxaws_action_change_at(action, k)) != NULL; k++) {
            ck_assert_msg(strncmp(dxaws_change_path(change), path, length) != 0 ||
                              strchr(".", dxaws_change_path(change)[length]) == NULL,
                          "%s is left alone, and %s changes it", path, dxaws_action_kind(action));
        }
    }
}

/** A null at a leaf with a preset: refused where a value is needed, else it is left alone, a plan's
 * own Desired says so again, and `leave()` is the same. */
static inline void dx_check_null(const struct dx_sample *sample, const struct dx_leaf *leaf)
{
    json_t *null = dx_with_leaf(sample->desired, leaf, json_null());
    char *text = json_dumps(null, 0);
    struct dx_state left;
    ck_assert(dx_state_init(&left, sample->schema));
    ck_ok(dx_state_parse(&left, DX_DESIRED, text));
    free(text);
    if (leaf->row->flags & DX_REQUIRED) {
        json_t *normalised = NULL;
        ck_refused(dx_validate(&left, &normalised), DXAWS_ERROR_INVALID_ARGUMENT, leaf->path);
    } else {
        dx_state_clear(&left);
        ck_assert(dx_state_init(&left, sample->schema));
        ck_ok(dx_state_parse(&left, DX_DESIRED, sample->desired));
        dx_state_leave(&left, leaf->path);
        dx_check_same(sample, null, left.document, leaf->path);
        for (size_t i = 0; sample->currents[i] != NULL; i++) {
            DXAWS_AUTO(dxaws_plan) plan = dx_document_plan(sample, null, sample->currents[i]);
            json_t *said = json_loads(dxaws_plan_desired(plan), 0, NULL);
            dx_check_left(plan, leaf->path);
            dx_check_same(sample, null, said, leaf->path);
            json_decref(said);
        }
    }
    dx_state_clear(&left);
    json_decref(null);
}

/** A header's table has the row of a preset, as " * | `name` | `value` |". */
static inline void dx_check_table(const struct dx_sample *sample, const struct dx_leaf *leaf,
                                  const char *text)
{
    json_t *preset = dx_attribute_preset(leaf->row);
    char *value = json_dumps(preset, JSON_ENCODE_ANY);
    char line[256];
    snprintf(line, sizeof line, " * | `%s` | `%s` |\n", leaf->path, value);
    ck_assert_msg(strstr(text, line) != NULL, "%s has no row \"%s\"", sample->header, line);
    free(value);
    json_decref(preset);
}

/** The whole text of a file; release with free(). */
static inline char *dx_file_text(const char *path)
{
    FILE *stream = fopen(path, "re");
    char *text = NULL;
    size_t size = 0;
    ck_assert_msg(stream != NULL, "%s cannot be read", path);
    ck_assert_int_gt(getdelim(&text, &size, '\0', stream), 0);
    fclose(stream);
    return text;
}

/** A deprecated word takes what the word that is right takes. */
static inline void dx_check_former(const struct dx_sample *sample, const struct dx_leaf *leaf)
{
    struct dx_leaf used = {.section = leaf->section};
    for (size_t i = 0; dx_leaf_at(sample->schema, i, &used); i++) {
        json_t *preset = dx_attribute_preset(used.row);
        if (used.section == leaf->section && strcmp(used.row->name, leaf->row->use) == 0 &&
            preset) {
            json_t *base = json_loads(sample->desired, 0, NULL);
            json_t *former = dx_with_leaf(sample->desired, leaf, json_incref(preset));
            dx_check_same(sample, base, former, leaf->path);
            json_decref(former);
            json_decref(base);
        }
        json_decref(preset);
    }
}

/** Every attribute means one thing: not said, preset written out, null, and in the header. */
static inline void dx_check_presets(const struct dx_sample *sample)
{
    char *header = dx_file_text(sample->header);
    json_t *base = json_loads(sample->desired, 0, NULL);
    struct dx_leaf leaf;
    size_t presets = 0;
    size_t lines = 0;
    for (size_t i = 0; dx_leaf_at(sample->schema, i, &leaf); i++) {
        json_t *preset = dx_attribute_preset(leaf.row);
        const struct dx_attribute *first = leaf.section ? leaf.section : leaf.row;
        if (leaf.row->deprecated_since != NULL) {
            dx_check_former(sample, &leaf);
        } else if (preset != NULL) {
            json_t *written = dx_with_leaf(sample->desired, &leaf, preset);
            dx_check_same(sample, base, written, leaf.path);
            json_decref(written);
            dx_check_null(sample, &leaf);
            dx_check_table(sample, &leaf, header);
            presets++;
        } else if (!((first->flags | leaf.row->flags) & (DX_OUTPUT | DX_REQUIRED)) &&
                   json_object_get(base, first->name) == NULL) {
            json_t *null = dx_with_leaf(sample->desired, &leaf, json_null());
            dx_check_same(sample, base, null, leaf.path);
            json_decref(null);
        }
    }
    for (const char *p = header; (p = strstr(p, " * | `")) != NULL; p++) {
        lines++;
    }
    ck_assert_msg(presets == lines, "%zu presets, %s has %zu rows", presets, sample->header, lines);
    json_decref(base);
    free(header);
}

/** Currents of a release to come plan as before, and the plan carries what it does not know. */
static inline void dx_check_future(const struct dx_sample *sample)
{
    json_t *base = json_loads(sample->desired, 0, NULL);
    for (size_t i = 0; sample->currents[i] != NULL; i++) {
        DXAWS_AUTO(dxaws_plan) now = dx_document_plan(sample, base, sample->currents[i]);
        json_t *current = json_loads(sample->currents[i], 0, NULL);
        json_object_set_new(current, "of_the_future", json_pack("{s[b]}", "known", 0));
        for (size_t k = 0; k < sample->schema->attribute_count; k++) {
            const struct dx_attribute *row = &sample->schema->attributes[k];
            json_t *object = json_object_get(current, row->name);
            if (row->type == DX_OBJECT && row->members != NULL && object != NULL) {
                json_object_set_new(object, "of_the_future", json_integer(1));
            }
        }
        char *text = json_dumps(current, JSON_COMPACT);
        DXAWS_AUTO(dxaws_plan) then = dx_document_plan(sample, base, text);
        json_t *first = json_loads(dxaws_plan_text(now), 0, NULL);
        json_t *second = json_loads(dxaws_plan_text(then), 0, NULL);
        ck_assert_msg(
            json_equal(json_object_get(first, "actions"), json_object_get(second, "actions")),
            "%s\n%s", dxaws_plan_text(now), dxaws_plan_text(then));
        ck_assert_ptr_nonnull(strstr(dxaws_plan_observed(then), "of_the_future"));
        json_decref(second);
        json_decref(first);
        free(text);
        json_decref(current);
    }
    json_decref(base);
}

/** A Current with what strangers can write: tags, and members of what is no table's, such as a
 * policy, that look like a value which an earlier step decides. */
static inline char *dx_written_by_strangers(const struct dx_schema *schema, const char *current)
{
    json_t *document = json_loads(current, 0, NULL);
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        json_t *value = json_object_get(document, row->name);
        if (value != NULL && row->type == DX_MAP) {
            json_object_set_new(value, "note", json_string("see (known after apply)"));
            json_object_set_new(value, "form", json_string(DXAWS_KNOWN_AFTER_APPLY));
        } else if (value != NULL && row->type == DX_OBJECT && row->members == NULL) {
            json_object_set_new(value, "Note", json_loads(DXAWS_KNOWN_AFTER_APPLY, 0, NULL));
        }
    }
    char *text = json_dumps(document, JSON_COMPACT);
    json_decref(document);
    return text;
}

/** It is a value like any other: the same is done, and all of it can be. */
static inline void dx_check_strangers(const struct dx_sample *sample)
{
    json_t *base = json_loads(sample->desired, 0, NULL);
    for (size_t i = 0; sample->currents[i] != NULL; i++) {
        char *text = dx_written_by_strangers(sample->schema, sample->currents[i]);
        DXAWS_AUTO(dxaws_plan) before = dx_document_plan(sample, base, sample->currents[i]);
        DXAWS_AUTO(dxaws_plan) plan = dx_document_plan(sample, base, text);
        ck_assert_msg(dxaws_plan_is_complete(plan), "%s", dxaws_plan_text(plan));
        ck_assert_uint_eq(dxaws_plan_count(plan), dxaws_plan_count(before));
        for (size_t k = 0; k < dxaws_plan_count(plan); k++) {
            ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, k)),
                             dxaws_action_kind(dxaws_plan_at(before, k)));
        }
        free(text);
    }
    json_decref(base);
}

/* The sample of the program: a test takes no argument. */
static const struct dx_sample *dx_schema_sample;

START_TEST(a_desired_means_one_thing)
{
    struct dx_state *made = dx_schema_sample->made();
    dx_check_made(dx_schema_sample, made);
    dx_check_presets(dx_schema_sample);
    dx_state_free(made);
}
END_TEST

START_TEST(a_current_of_the_future_plans_as_before)
{
    dx_check_future(dx_schema_sample);
}
END_TEST

START_TEST(what_strangers_wrote_stops_no_plan)
{
    dx_check_strangers(dx_schema_sample);
}
END_TEST

/** A program's main(): what is asked of every schema, and what the module adds to @a cases. */
static inline int dx_schema_main(const struct dx_sample *sample, TCase *cases)
{
    char name[64];
    dx_schema_sample = sample;
    snprintf(name, sizeof name, "%s schema", sample->schema->module);
    tcase_add_test(cases, a_desired_means_one_thing);
    if (sample->module != NULL) {
        tcase_add_test(cases, a_current_of_the_future_plans_as_before);
        tcase_add_test(cases, what_strangers_wrote_stops_no_plan);
    }
    return run_suite(name, cases);
}

#endif
