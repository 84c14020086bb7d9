/* SPDX-License-Identifier: MIT */
/* THE table: what a widget consists of, and what converges it, in the order of execution. */
#include "schema.h"

#include <stddef.h>

enum { LONGEST_NOTE = 256 };

static dxaws_error *check_note(const struct dx_schema *schema, const struct dx_attribute *attribute,
                               const json_t *value)
{
    size_t length = json_string_length(value);
    return length <= LONGEST_NOTE
               ? NULL
               : dx_invalid(schema, "widget: \"%s\" has %zu bytes; at most %d do", attribute->name,
                            length, LONGEST_NOTE);
}

static const struct dx_attribute attributes[] = {
    {.name = WIDGET_NAME,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = dx_check_not_empty},
    DX_PRESENT_ROW(DXAWS_WIDGET_DEFAULT_PRESENT, 0),
    {.name = WIDGET_NOTE,
     .type = DX_TEXT,
     .action = "PUT_NOTE",
     .check = check_note,
     .initial = DX_VALUE_TEXT("")},
    {.name = WIDGET_TAGS,
     .type = DX_MAP,
     .action = "PUT_TAGS",
     .check = dx_check_tags,
     .initial = DX_VALUE_EMPTY(DX_MAP)},
    DX_EXISTS_ROW,
    {.name = WIDGET_ARN, .type = DX_TEXT, .flags = DX_OUTPUT},
};

#define SLOT(name) offsetof(dxaws_widget_provider_ops, name)

static const struct dx_action_spec actions[] = {
    {.kind = "CREATE_WIDGET", .slot = SLOT(create_widget), .flags = DX_CREATES},
    {.kind = "PUT_NOTE", .slot = SLOT(put_note)},
    {.kind = "PUT_TAGS", .slot = SLOT(put_tags)},
    {.kind = "DELETE_WIDGET", .slot = SLOT(delete_widget), .flags = DX_DESTROYS},
};

const struct dx_schema widget_schema = {
    .module = "widget",
    .identity = WIDGET_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .make_memory = widget_make_memory,
};
