/* SPDX-License-Identifier: MIT */
/* What a plan leaves as it is: one such thing is its document, see dxaws_plan_left_at(). */
#include <dxaws/plan.h>

#include <jansson.h>

static const char *left_text(const dxaws_left *left, const char *name)
{
    return json_string_value(json_object_get((const json_t *)left, name));
}

const char *dxaws_left_kind(const dxaws_left *left)
{
    return left_text(left, "kind");
}

const char *dxaws_left_identity(const dxaws_left *left)
{
    return left_text(left, "identity");
}

const char *dxaws_left_why(const dxaws_left *left)
{
    return left_text(left, "why");
}

const char *dxaws_left_remedy(const dxaws_left *left)
{
    return left_text(left, "remedy");
}
