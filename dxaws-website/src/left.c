/* SPDX-License-Identifier: MIT */
/* What a site leaves as it is, and people should know of. */
#include "left.h"

#include "parts.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

void left_add(struct site *site, const char *kind, const char *identity, const char *why,
              const char *remedy)
{
    bool whole = true;
    json_t **left = &site->current.left;
    *left = *left ? *left : json_array();
    dx_append(&whole, *left,
              json_pack("{ss ss ss ss*}", "kind", kind, "identity", identity, "why", why, "remedy",
                        remedy));
    site->out_of_memory = site->out_of_memory || !whole;
}

/* Appends what a module's plan leaves as it is. */
static bool add_left(const dxaws_plan *plan, json_t *left)
{
    const json_t *tree = plan ? dxaws_plan_tree(plan) : NULL;
    json_t *own = json_object_get(tree, "left");
    return own == NULL || json_array_extend(left, own) == 0;
}

/* The certificate that the document names is no remainder of what the site had before it. */
static void drop_used(const struct site *site, json_t *left)
{
    const char *arn = json_string_value(site_option(site, WEBSITE_CERTIFICATE, "arn"));
    for (size_t i = json_array_size(left); i-- > 0;) {
        const char *identity = dx_text(json_array_get(left, i), "identity");
        if (arn != NULL && identity != NULL && strcmp(arn, identity) == 0) {
            json_array_remove(left, i);
        }
    }
}

/* One line each: two who look at a thing may leave it for the same reason. */
static void drop_repeated(json_t *left)
{
    for (size_t i = json_array_size(left); i-- > 0;) {
        for (size_t k = 0; k < i; k++) {
            if (json_equal(json_array_get(left, k), json_array_get(left, i))) {
                json_array_remove(left, i);
                break;
            }
        }
    }
}

/* What one site leaves itself, and its modules; of what it had, apart. */
static bool collect(const struct site *site, const struct module_plans *plans, json_t *all,
                    json_t *former)
{
    const json_t *own = site->current.left;
    bool whole = own == NULL || json_array_extend(all, (json_t *)(uintptr_t)own) == 0;
    for (int i = 0; i < MODULE_COUNT && whole; i++) {
        whole = add_left(plans->of[i], all);
    }
    for (size_t i = 0; plans->former != NULL && i < site->current.former_count && whole; i++) {
        whole = add_left(plans->former[i], former);
    }
    return whole;
}

/* What all of them leave; NULL without memory. */
json_t *left_collect(const struct site *site, const struct module_plans *plans)
{
    json_t *all = json_array();
    json_t *former = json_array();
    bool whole = all != NULL && former != NULL;
    struct site *one;
    for (size_t i = 0; whole && (one = site_at(site, i)) != NULL; i++) {
        whole = collect(one, &plans[i], all, former);
    }
    drop_used(site, former);
    whole = whole && json_array_extend(all, former) == 0;
    drop_repeated(all);
    json_decref(former);
    return dx_whole(whole, all);
}
