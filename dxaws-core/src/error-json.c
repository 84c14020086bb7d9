/* SPDX-License-Identifier: MIT */
/* The JSON form of an error. */
#include <dxaws/error.h>
#include <dxaws/extend/error.h>

#include <jansson.h>

static void add_text(json_t *object, const char *name, const char *text)
{
    if (text != NULL) {
        json_object_set_new(object, name, json_string(text));
    }
}

/* What is 0 is not known. */
static void add_number(json_t *object, const char *name, size_t number)
{
    if (number != 0) {
        json_object_set_new(object, name, json_integer((json_int_t)number));
    }
}

static void add_flag(json_t *object, const char *name, bool flag)
{
    if (flag) {
        json_object_set_new(object, name, json_true());
    }
}

static json_t *to_json(const dxaws_error *error)
{
    json_t *object = json_object();
    add_text(object, "kind", dxaws_error_kind_name(dxaws_error_get_kind(error)));
    add_text(object, "domain", dxaws_error_domain(error));
    add_text(object, "code", dxaws_error_code(error));
    add_text(object, "message", dxaws_error_message(error));
    add_text(object, "aws_code", dxaws_error_aws_code(error));
    add_number(object, "http_status", (size_t)dxaws_error_http_status(error));
    add_text(object, "request_id", dxaws_error_request_id(error));
    add_text(object, "operation", dxaws_error_operation(error));
    add_text(object, "resource", dxaws_error_resource(error));
    add_text(object, "path", dxaws_error_path(error));
    add_flag(object, "about_name", dxaws_error_is_about_name(error));
    add_text(object, "file", dxaws_error_file(error));
    add_number(object, "line", dxaws_error_line(error));
    add_number(object, "column", dxaws_error_column(error));
    json_object_set_new(object, "retryable", json_boolean(dxaws_error_is_retryable(error)));
    add_flag(object, "repeated", dxaws_error_was_repeated(error));
    if (dxaws_error_cause(error) != NULL) {
        json_object_set_new(object, "cause", to_json(dxaws_error_cause(error)));
    }
    return object;
}

char *dxaws_error_format(const dxaws_error *error)
{
    json_t *object = to_json(error);
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    return text;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* What no writer of ours wrote counts as not known. */
static size_t number_of(const json_t *object, const char *name)
{
    json_int_t number = json_integer_value(json_object_get(object, name));
    return number > 0 ? (size_t)number : 0;
}

static bool flag_of(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

static dxaws_error *from_json(const json_t *object)
{
    const char *message = text_of(object, "message");
    if (message == NULL || text_of(object, "kind") == NULL) {
        return NULL;
    }
    const char *code = text_of(object, "code");
    dxaws_error *error = dxaws_error_new(dxaws_error_kind_from_name(text_of(object, "kind")),
                                         text_of(object, "domain"), code, "%s", message);
    dxaws_error_set_aws(error, text_of(object, "aws_code"),
                        (int)json_integer_value(json_object_get(object, "http_status")),
                        text_of(object, "request_id"));
    dxaws_error_set_operation(error, text_of(object, "operation"));
    dxaws_error_set_resource(error, text_of(object, "resource"));
    dxaws_error_set_path(error, text_of(object, "path"), flag_of(object, "about_name"));
    dxaws_error_set_place(error, text_of(object, "file"), number_of(object, "line"),
                          number_of(object, "column"));
    dxaws_error_set_retryable(error, flag_of(object, "retryable"));
    dxaws_error_set_repeated(error, flag_of(object, "repeated"));
    const json_t *cause = json_object_get(object, "cause");
    if (cause != NULL) {
        dxaws_error_set_cause(error, from_json(cause));
    }
    return error;
}

dxaws_error *dxaws_error_parse(const char *json)
{
    json_t *object = json ? json_loads(json, JSON_REJECT_DUPLICATES, NULL) : NULL;
    dxaws_error *error = object ? from_json(object) : NULL;
    json_decref(object);
    return error;
}
