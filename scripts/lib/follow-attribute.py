#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Follow docs/adding-an-attribute.md literally: follow-attribute.py MODULE-FOLDER adds `colour` to a module that
scripts/new-module made. What the page names is changed, in its order, and nothing else."""
from __future__ import annotations

import sys
from pathlib import Path

folder = Path(sys.argv[1])
name = folder.name.removeprefix("dxaws-")
upper = name.upper()


def after(file: str, anchor: str, text: str) -> None:
    """Put the text behind the anchor, which must be there once."""
    path = folder / file.replace("NAME", name)
    content = path.read_text(encoding="utf-8")
    anchor, text = (part.replace("NAME", name).replace("UPPER", upper) for part in (anchor, text))
    if content.count(anchor) != 1:
        sys.exit(f"{path}: {content.count(anchor)} times: {anchor}")
    path.write_text(content.replace(anchor, anchor + text), encoding="utf-8")


# 1. The row, and one for its kind.
after("src/schema.c", "    DX_EXISTS_ROW,\n",
      '    {.name = "colour",\n     .type = DX_TEXT,\n     .action = "PUT_COLOUR",\n     .since = "0.9",\n'
      '     .initial = DX_VALUE_TEXT("white")},\n')
after("src/schema.c", '    {.kind = "PUT_TAGS", .slot = SLOT(put_tags)},\n',
      '    {.kind = "PUT_COLOUR", .slot = SLOT(put_colour)},\n')
# 2. The slot, at the end.
after("include/dxaws/NAME-provider.h", "    /* 0.9 ends here. */\n",
      "    dxaws_NAME_action_fn *put_colour; /**< `colour`: the text. */\n")
# 3. The accessors.
after("include/dxaws/NAME.h", "/** The name; borrowed. */\n", "")
after("include/dxaws/NAME.h", "/** Whether it is there. */\n", "")
after("include/dxaws/NAME.h", "DXAWS_API const char *dxaws_NAME_desired_name(const dxaws_NAME_desired *desired);\n",
      "/** Its colour; NULL takes it back. */\n"
      "DXAWS_API void dxaws_NAME_desired_set_colour(dxaws_NAME_desired *desired, const char *colour);\n")
after("include/dxaws/NAME.h", "DXAWS_API const char *dxaws_NAME_current_note(const dxaws_NAME_current *current);\n",
      "/** Its colour; borrowed. */\n"
      "DXAWS_API const char *dxaws_NAME_current_colour(const dxaws_NAME_current *current);\n")
after("include/dxaws/NAME-provider.h",
      "DXAWS_API void dxaws_NAME_current_set_arn(dxaws_NAME_current *current, const char *arn);\n",
      "/** Its colour. */\n"
      "DXAWS_API void dxaws_NAME_current_set_colour(dxaws_NAME_current *current, const char *colour);\n")
after("src/models.c", "/* Result */\n", """
void dxaws_NAME_desired_set_colour(dxaws_NAME_desired *desired, const char *colour)
{
    dx_state_set_text((struct dx_state *)desired, "colour", colour);
}

const char *dxaws_NAME_current_colour(const dxaws_NAME_current *current)
{
    return dx_state_text((const struct dx_state *)current, "colour");
}

void dxaws_NAME_current_set_colour(dxaws_NAME_current *current, const char *colour)
{
    dx_state_set_text((struct dx_state *)current, "colour", colour);
}
""")
# 4. The map.
after("src/libdxaws-NAME.map", "global:\n", "    dxaws_NAME_current_colour;\n    dxaws_NAME_current_set_colour;\n"
      "    dxaws_NAME_desired_set_colour;\n")
# 5. The simulated service: the call. That a new one is white, the row says.
after("src/providers/memory.c", 'return write_with(self, context, action, "PutNote", observed, put_note_on);\n}\n', """
static dxaws_error *put_colour_on(struct call *call, const json_t *payload,
                                  dxaws_NAME_current *observed)
{
    (void)observed;
    return put(call, payload, "colour");
}

static dxaws_error *put_colour(void *self, dxaws_context *context, const dxaws_action *action,
                               dxaws_NAME_current *observed)
{
    return write_with(self, context, action, "PutColour", observed, put_colour_on);
}
""")
after("src/providers/memory.c", "        .put_note = put_note,\n", "        .put_colour = put_colour,\n")
# 6. A case that goes there and back, and begins with what is initial.
after("contract/cases.c", "const struct dx_contract_case contract_cases[] = {\n",
      '    {"a_colour_goes_there_and_back", "0.9", a_colour_goes_there_and_back, 0, NULL},\n')
after("contract/cases.c", '#define CREATION "CREATE_UPPER PUT_NOTE PUT_TAGS"\n', """
static dxaws_error *a_colour_goes_there_and_back(struct run *run)
{
    DXAWS_AUTO(dxaws_NAME_desired) desired = dxaws_NAME_desired_new(run->name);
    dxaws_NAME_desired_set_colour(desired, "white");
    DX_TRY(run_converge(run, desired, "CREATE_UPPER"));
    dxaws_NAME_desired_set_colour(desired, "red");
    DX_TRY(run_converge(run, desired, "PUT_COLOUR"));
    dxaws_NAME_desired_set_colour(desired, "white");
    return run_converge(run, desired, "PUT_COLOUR");
}
""")
# 7. Two values in the Currents of the schema's test.
path = folder / "tests/test-schema.c"
text = path.read_text(encoding="utf-8")
CURRENT = '"{\\"exists\\":true,\\"note\\":\\"old\\",\\"tags\\":{\\"a\\":\\"b\\"}}",\n'
if text.count(CURRENT) != 1:
    sys.exit(f"{path}: the Currents are not where they were")
two = "    ".join(CURRENT.replace('\\"note\\"', f'\\"colour\\":\\"{colour}\\",\\"note\\"') for colour in ("white", "red"))
path.write_text(text.replace(CURRENT, two), encoding="utf-8")
