/* SPDX-License-Identifier: MIT */
/* How something is done: a small document, checked as it is filled. */
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

enum { DEFAULT_PARALLELISM = 16, LARGEST_PARALLELISM = 64 };

#define LONGEST_TIMEOUT_MS (7 * INT64_C(86400000))

struct dxaws_apply_options {
    json_t *document;
    dxaws_error *refused; /* the first thing that a setter could not take */
    bool out_of_memory;
};

static const char *const wait_names[] = {
    [DXAWS_WAIT_DEFAULT] = "default",
    [DXAWS_WAIT_NONE] = "none",
    [DXAWS_WAIT_ACCEPTED] = "accepted",
    [DXAWS_WAIT_DEPLOYED] = "deployed",
};

static dxaws_error *invalid(const char *member, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidOptions",
                           "options: \"%s\" must be %s", member, right);
}

const char *dxaws_wait_name(dxaws_wait wait)
{
    bool known = wait >= DXAWS_WAIT_DEFAULT && wait <= DXAWS_WAIT_DEPLOYED;
    return wait_names[known ? wait : DXAWS_WAIT_DEFAULT];
}

dxaws_wait dxaws_wait_from_name(const char *name)
{
    for (int wait = DXAWS_WAIT_NONE; name != NULL && wait <= DXAWS_WAIT_DEPLOYED; wait++) {
        if (strcmp(name, wait_names[wait]) == 0) {
            return (dxaws_wait)wait;
        }
    }
    return DXAWS_WAIT_DEFAULT;
}

static bool is_wait(const json_t *value)
{
    return dxaws_wait_from_name(json_string_value(value)) != DXAWS_WAIT_DEFAULT;
}

static bool is_name(const json_t *value)
{
    return json_string_length(value) > 0;
}

static bool is_parallelism(const json_t *value)
{
    json_int_t number = json_integer_value(value);
    return json_is_integer(value) && number >= 1 && number <= LARGEST_PARALLELISM;
}

static bool is_boolean(const json_t *value)
{
    return json_is_boolean(value);
}

static bool are_timeouts(const json_t *value)
{
    const char *kind;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)value, kind, item) {
        json_int_t number = json_integer_value(item);
        if (!json_is_integer(item) || number < 1 || number > LONGEST_TIMEOUT_MS) {
            return false;
        }
    }
    return json_is_object(value);
}

static bool are_names(const json_t *value)
{
    size_t index;
    json_t *item;
    json_array_foreach(value, index, item) {
        if (!is_name(item)) {
            return false;
        }
    }
    return json_is_array(value);
}

/* What each member may be. */
static const struct {
    const char *name;
    bool (*is)(const json_t *value);
    const char *right;
} members[] = {
    {"wait", is_wait, "\"none\", \"accepted\" or \"deployed\""},
    {"timeouts_ms", are_timeouts,
     "a map of kinds of waits to milliseconds, 1 to 604800000, such as "
     "{\"acm.WAIT_ISSUED\": 2700000}"},
    {"stop_after", is_name, "a kind of action, such as \"PUT_TAGS\""},
    {"parallelism", is_parallelism, "1 to 64"},
    {"allow_destroy", is_name, "the name of what may be destroyed"},
    {"adopt", are_names, "a list of identities, such as [\"bucket/my-bucket\"]"},
    {"release", is_boolean, "true or false"},
};

static dxaws_error *check_member(const char *name, const json_t *value)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (strcmp(members[i].name, name) == 0) {
            return members[i].is(value) ? NULL : invalid(name, members[i].right);
        }
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidOptions",
                           "options: unknown member \"%s\"; known are wait, timeouts_ms, "
                           "stop_after, parallelism, allow_destroy, adopt and release",
                           name);
}

dxaws_apply_options *dxaws_apply_options_new(void)
{
    dxaws_apply_options *options = calloc(1, sizeof *options);
    if (options != NULL) {
        options->document = json_object();
    }
    if (options != NULL && options->document == NULL) {
        free(options);
        options = NULL;
    }
    return options;
}

/* Takes @a document over. */
static dxaws_error *from_tree(json_t *document, dxaws_apply_options **options)
{
    dxaws_apply_options *made = dxaws_apply_options_new();
    dxaws_error *error = made ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && !json_is_object(document)) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidOptions",
                                "options: it must be a JSON object");
    }
    const char *name;
    json_t *value;
    json_object_foreach(document, name, value) {
        error = error ? error : check_member(name, value);
    }
    if (error != NULL) {
        json_decref(document);
        dxaws_apply_options_free(made);
        return error;
    }
    json_decref(made->document);
    made->document = document;
    *options = made;
    return NULL;
}

dxaws_error *dxaws_apply_options_parse(const char *json, dxaws_apply_options **options)
{
    json_error_t where = {.text = "there is no text"};
    json_t *tree = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    if (tree == NULL && json != NULL && dxaws_tree_out_of_memory(&where, json)) {
        return dxaws_error_out_of_memory();
    }
    if (tree == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidOptions",
                               "options: it must be a JSON object: %s", where.text);
    }
    return from_tree(tree, options);
}

const json_t *dxaws_apply_options_tree(const dxaws_apply_options *options)
{
    return options ? options->document : NULL;
}

/* The timeouts are a map: each of them counts by itself. */
static int lay_over(json_t *below, const json_t *above)
{
    json_t *timeouts = json_object_get(below, "timeouts_ms");
    json_t *others = json_object_get(above, "timeouts_ms");
    json_t *both = timeouts && others ? dxaws_tree_copy(timeouts) : NULL;
    int failed = json_object_update(below, (json_t *)(uintptr_t)above);
    if (both != NULL) {
        failed |= json_object_update(both, others);
        failed |= json_object_set_new(below, "timeouts_ms", both);
    }
    return failed;
}

dxaws_error *dxaws_apply_options_merge(const dxaws_plan *plan, const dxaws_apply_options *given,
                                       dxaws_apply_options **merged)
{
    const json_t *kept = json_object_get(dxaws_plan_tree(plan), "options");
    json_t *document = kept ? dxaws_tree_copy((json_t *)(uintptr_t)kept) : json_object();
    dxaws_error *error = dxaws_apply_options_check(given);
    if (error == NULL && document == NULL) {
        error = dxaws_error_out_of_memory();
    }
    if (error == NULL && given != NULL && lay_over(document, given->document) != 0) {
        error = dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    return from_tree(document, merged);
}

char *dxaws_apply_options_format(const dxaws_apply_options *options)
{
    return options ? json_dumps(options->document, JSON_COMPACT | JSON_SORT_KEYS) : strdup("{}");
}

void dxaws_apply_options_free(dxaws_apply_options *options)
{
    if (options != NULL) {
        json_decref(options->document);
        dxaws_error_free(options->refused);
        free(options);
    }
}

/* Stores a member that is right; takes @a value over. */
static void set(dxaws_apply_options *options, const char *name, json_t *value)
{
    if (options == NULL) {
        json_decref(value);
        return;
    }
    dxaws_error *wrong = value ? check_member(name, value) : NULL;
    if (wrong != NULL && options->refused == NULL) {
        options->refused = wrong;
        wrong = NULL;
    }
    dxaws_error_free(wrong);
    options->out_of_memory |= json_object_set_new(options->document, name, value) != 0;
}

/* NULL takes the member back. */
static void set_text(dxaws_apply_options *options, const char *name, const char *text)
{
    if (options != NULL && text == NULL) {
        json_object_del(options->document, name);
    } else {
        set(options, name, json_string(text));
    }
}

static const json_t *get(const dxaws_apply_options *options, const char *name)
{
    return options ? json_object_get(options->document, name) : NULL;
}

dxaws_error *dxaws_apply_options_check(const dxaws_apply_options *options)
{
    if (options == NULL) {
        return NULL;
    }
    if (options->out_of_memory) {
        return dxaws_error_out_of_memory();
    }
    const dxaws_error *refused = options->refused;
    return refused ? dxaws_error_new(dxaws_error_get_kind(refused), "core", "InvalidOptions", "%s",
                                     dxaws_error_message(refused))
                   : NULL;
}

void dxaws_apply_options_set_wait(dxaws_apply_options *options, dxaws_wait wait)
{
    bool known = wait >= DXAWS_WAIT_NONE && wait <= DXAWS_WAIT_DEPLOYED;
    set_text(options, "wait",
             wait == DXAWS_WAIT_DEFAULT ? NULL
             : known                    ? wait_names[wait]
                                        : "unknown");
}

dxaws_wait dxaws_apply_options_wait(const dxaws_apply_options *options)
{
    return dxaws_wait_from_name(json_string_value(get(options, "wait")));
}

void dxaws_apply_options_set_timeout_ms(dxaws_apply_options *options, const char *kind,
                                        int64_t timeout_ms)
{
    const json_t *before = get(options, "timeouts_ms");
    json_t *timeouts = before ? dxaws_tree_copy(before) : json_object();
    if (json_object_set_new(timeouts, kind, json_integer(timeout_ms)) != 0) {
        json_decref(timeouts);
        timeouts = NULL;
    }
    set(options, "timeouts_ms", timeouts);
}

int64_t dxaws_apply_options_timeout_ms(const dxaws_apply_options *options, const char *kind)
{
    return json_integer_value(json_object_get(get(options, "timeouts_ms"), kind));
}

void dxaws_apply_options_set_stop_after(dxaws_apply_options *options, const char *kind)
{
    set_text(options, "stop_after", kind);
}

const char *dxaws_apply_options_stop_after(const dxaws_apply_options *options)
{
    return json_string_value(get(options, "stop_after"));
}

void dxaws_apply_options_set_parallelism(dxaws_apply_options *options, int parallelism)
{
    set(options, "parallelism", json_integer(parallelism));
}

int dxaws_apply_options_parallelism(const dxaws_apply_options *options)
{
    const json_t *value = get(options, "parallelism");
    return value ? (int)json_integer_value(value) : DEFAULT_PARALLELISM;
}

void dxaws_apply_options_set_allow_destroy(dxaws_apply_options *options, const char *name)
{
    set_text(options, "allow_destroy", name);
}

const char *dxaws_apply_options_allow_destroy(const dxaws_apply_options *options)
{
    return json_string_value(get(options, "allow_destroy"));
}

void dxaws_apply_options_add_adopt(dxaws_apply_options *options, const char *identity)
{
    const json_t *before = get(options, "adopt");
    json_t *identities = before ? dxaws_tree_copy(before) : json_array();
    if (json_array_append_new(identities, json_string(identity)) != 0) {
        json_decref(identities);
        identities = NULL;
    }
    set(options, "adopt", identities);
}

bool dxaws_apply_options_adopts(const dxaws_apply_options *options, const char *identity)
{
    size_t kind = strcspn(identity, "/");
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)get(options, "adopt"), index, item) {
        const char *given = json_string_value(item);
        bool all = strlen(given) == kind && strncmp(given, identity, kind) == 0;
        if (all || strcmp(given, identity) == 0) {
            return true;
        }
    }
    return false;
}

void dxaws_apply_options_set_release(dxaws_apply_options *options, bool release)
{
    set(options, "release", json_boolean(release));
}

bool dxaws_apply_options_release(const dxaws_apply_options *options)
{
    return json_is_true(get(options, "release"));
}
