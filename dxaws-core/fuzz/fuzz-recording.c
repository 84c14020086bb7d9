/* SPDX-License-Identifier: MIT */
/* Any bytes as a recording: refused in one line, or every operation in it is answered as it was
 * recorded, and a recording of that replay is answered the same. */
#include <dxaws/kit/fuzz-main.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/module.h>

#include <jansson.h>

#include "scratch.h"

static const struct dx_attribute attributes[] = {
    {.name = "name", .type = DX_TEXT, .flags = DX_IDENTITY | DX_REQUIRED},
    {.name = "colour", .type = DX_TEXT, .action = "PAINT"},
};
static const struct dx_action_spec actions[] = {{.kind = "PAINT"}};
static const struct dx_schema schema = {
    .module = "toy",
    .identity = "name",
    .attributes = attributes,
    .attribute_count = 2,
    .actions = actions,
    .action_count = 1,
};

static const dxaws_module module = DX_MODULE("toy", "0.0.0", &schema);

/* What a read is answered with, as text; errors in their own form. */
static char *ask(dxaws_provider *provider, const json_t *in)
{
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) observed = NULL;
    dx_fuzz_require(dxaws_document_new(json_deep_copy(in), &wanted) == NULL);
    dxaws_error *error = dxaws_provider_read(provider, NULL, wanted, &observed);
    char *text = error ? dxaws_error_format(error) : strdup(dxaws_document_text(observed));
    dx_fuzz_require(text != NULL);
    dxaws_error_free(error);
    return text;
}

/* What the line of a recording says that the answer was. */
static char *recorded(const json_t *line)
{
    json_t *failure = json_object_get(line, "error");
    char *text =
        json_dumps(failure ? failure : json_object_get(line, "out"), JSON_COMPACT | JSON_SORT_KEYS);
    dxaws_error *error = failure ? dxaws_error_parse(text) : NULL;
    if (failure) {
        free(text);
        text = dxaws_error_format(error);
    }
    dxaws_error_free(error);
    return text;
}

/* The reads of a recording, in order; a new reference. */
static json_t *reads(const uint8_t *data, size_t size)
{
    json_t *list = json_array();
    char *text = dx_fuzz_text(data, size);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        json_t *object = json_loads(line, 0, NULL);
        const char *op = json_string_value(json_object_get(object, "op"));
        const char *format = json_string_value(json_object_get(object, "format"));
        if (op && strcmp(op, "toy.get_current") == 0 &&
            !(format && strcmp(format, "dxaws-cassette") == 0)) {
            json_array_append(list, object);
        }
        json_decref(object);
    }
    free(text);
    return list;
}

static void check_answers(dxaws_provider *provider, const json_t *lines)
{
    size_t index;
    json_t *line;
    json_array_foreach(lines, index, line) {
        char *answer = ask(provider, json_object_get(line, "in"));
        char *expected = recorded(line);
        dx_fuzz_require(expected && strcmp(answer, expected) == 0);
        free(answer);
        free(expected);
    }
    json_t *none = json_pack("{s s}", "name", "never asked for");
    char *diverged = ask(provider, none);
    dx_fuzz_require(strstr(diverged, "ReplayDiverged") != NULL);
    json_decref(none);
    free(diverged);
}

static void check(dxaws_provider *replay, const json_t *lines)
{
    const char *copy = scratch_path("copy");
    dxaws_provider *recording = NULL;
    dxaws_provider *again = NULL;
    unlink(copy);
    dx_fuzz_require(dx_fuzz_succeeds(dxaws_provider_decorate(
        &module, "recording", DXAWS_PROVIDER_PARTS(.inner = replay, .path = copy), &recording)));
    check_answers(recording, lines);
    dx_fuzz_require(dx_fuzz_succeeds(
        dxaws_provider_decorate(&module, "replay", DXAWS_PROVIDER_PARTS(.path = copy), &again)));
    check_answers(again, lines);
    dx_fuzz_require(dxaws_provider_supports(again, "PAINT") ==
                    dxaws_provider_supports(replay, "PAINT"));
    dxaws_provider_unref(again);
    dxaws_provider_unref(recording);
}

/* Account numbers and key ids are masked when they are written, and in what is asked. */
static bool is_masked(const uint8_t *data, size_t size)
{
    return memmem(data, size, "arn:aws", 7) || memmem(data, size, "IA", 2) ||
           memchr(data, '\\', size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dxaws_provider *replay = NULL;
    if (memchr(data, '\0', size) == NULL &&
        dx_fuzz_succeeds(dxaws_provider_decorate(
            &module, "replay", DXAWS_PROVIDER_PARTS(.path = scratch_file("recording", data, size)),
            &replay))) {
        json_t *lines = reads(data, size);
        if (!is_masked(data, size)) {
            check(replay, lines);
        }
        json_decref(lines);
    }
    dxaws_provider_unref(replay);
    return 0;
}
