/* SPDX-License-Identifier: MIT */
/* The website as a module like the others, over documents. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/module.h>

#include <string.h>

#include "content.h"
#include "current.h"
#include "looking.h"
#include "manager.h"

/* A manager of each, in this order, is what open() is given. */
static const char *const used_modules[] = {"s3",      "dns",      "acm", "cloudfront",
                                           "content", "function", NULL};

/* A state that borrows a document's tree; it is only read. */
static struct dx_state state_of(const dxaws_document *document)
{
    return (struct dx_state){
        .schema = &website_schema,
        .document = (json_t *)(uintptr_t)dxaws_document_tree(document),
        .out_of_memory = document == NULL, /* what a constructor gives without memory */
    };
}

static dxaws_website_manager *engine(dxaws_manager *manager)
{
    return (dxaws_website_manager *)manager;
}

static dxaws_error *check(const dxaws_module *module, const dxaws_document *desired)
{
    (void)module;
    const struct dx_state state = state_of(desired);
    return site_check(&state);
}

static dxaws_error *plan(const dxaws_module *module, const dxaws_document *desired,
                         const dxaws_document *current, const dxaws_apply_options *options,
                         dxaws_plan **made)
{
    (void)module;
    const struct dx_state state = state_of(desired);
    struct dxaws_website_current observed = {.former_count = 0};
    dxaws_error *error = current ? current_from(dxaws_document_tree(current), &observed)
                                 : dxaws_error_out_of_memory();
    error = error ? error : site_plan_from(&state, &observed, options, made);
    current_clear(&observed);
    return error;
}

static dxaws_error *open_manager(const dxaws_module *module, dxaws_provider *provider,
                                 dxaws_manager *const *used, dxaws_manager **manager)
{
    (void)module;
    if (provider != NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE,
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "website: it has no provider of its own; give the managers that it "
                               "uses");
    }
    dxaws_website_manager_options options = {.of = {NULL}};
    for (size_t i = 0; used != NULL && used_modules[i] != NULL; i++) {
        options.of[module_named(used_modules[i])] = used[i];
    }
    return dxaws_website_manager_new(&options, (dxaws_website_manager **)manager);
}

static dxaws_manager *ref(dxaws_manager *manager)
{
    return (dxaws_manager *)dxaws_website_manager_ref(engine(manager));
}

static dxaws_manager *unref(dxaws_manager *manager)
{
    return (dxaws_manager *)dxaws_website_manager_unref(engine(manager));
}

static dxaws_error *read_current(const dxaws_module *module, dxaws_manager *manager,
                                 dxaws_context *context, const dxaws_document *desired,
                                 dxaws_document **current)
{
    (void)module;
    const struct dx_state state = state_of(desired);
    struct dxaws_website_current observed = {.former_count = 0};
    dxaws_error *error = site_read(engine(manager), context, &state, &observed);
    error = error ? error : dxaws_document_new(current_tree(&observed, false), current);
    current_clear(&observed);
    return error;
}

static dxaws_error *apply(const dxaws_module *module, dxaws_manager *manager,
                          dxaws_context *context, const dxaws_plan *planned,
                          const dxaws_apply_options *options, dxaws_plan **rest,
                          dxaws_document **result)
{
    (void)module;
    DXAWS_AUTO(dxaws_website_result) made = NULL;
    DXAWS_AUTO(dxaws_plan) left = NULL;
    dxaws_error *error =
        site_apply(engine(manager), context, planned, options, rest ? &left : NULL, &made);
    if (error == NULL && result != NULL) {
        error = document_sharing(made->state.document, result);
    }
    if (error == NULL && rest != NULL) {
        *rest = left;
        left = NULL;
    }
    return error;
}

static dxaws_error *step(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                         const dxaws_plan *planned, const dxaws_apply_options *options,
                         dxaws_plan **rest)
{
    (void)module;
    return site_step(engine(manager), context, planned, options, rest);
}

/* The used ones that there are managers of. */
static size_t look_at(const dxaws_website_manager *manager, struct looking looking[MODULE_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; used_modules[i] != NULL; i++) {
        enum module used = module_named(used_modules[i]);
        if (manager->of[used] != NULL) {
            looking[count++] = (struct looking){.module = used};
        }
    }
    return count;
}

/* What all its modules find. */
static dxaws_error *find(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                         const char *owner, dxaws_document **found)
{
    (void)module;
    struct looking looking[MODULE_COUNT];
    size_t count = look_at(engine(manager), looking);
    json_t *all = json_array();
    dxaws_error *error = look_for_marked(
        engine(manager), context, dxaws_apply_options_parallelism(NULL), owner, looking, count);
    bool whole = all != NULL;
    for (size_t i = 0; error == NULL && i < count; i++) {
        json_t *list = (json_t *)(uintptr_t)looking_found(&looking[i]);
        error = looking[i].denied;
        looking[i].denied = NULL;
        whole = whole && (list == NULL || json_array_extend(all, list) == 0);
    }
    looking_clear(looking, count);
    if (error != NULL) {
        json_decref(all);
        return error;
    }
    return dxaws_document_new(dx_whole(whole, all) ? json_pack("{so}", "found", all) : NULL, found);
}

/* What any of its modules observed; of one that was not read, nothing is known. */
static bool is_adoptable(const json_t *tree, const char *consent)
{
    bool found = false;
    for (size_t i = 0; used_modules[i] != NULL; i++) {
        const dxaws_module *used = module_of(module_named(used_modules[i]));
        DXAWS_AUTO(dxaws_document) part = NULL;
        json_t *observed = json_object_get(tree, used->name);
        dxaws_error *error = observed ? document_sharing(observed, &part) : NULL;
        found = found || used->adoptable(used, part, consent);
        dxaws_error_free(error);
    }
    return found;
}

/* Of the site, or of a host that leads to it. */
static bool adoptable(const dxaws_module *module, const dxaws_document *current,
                      const char *consent)
{
    (void)module;
    const json_t *tree = dxaws_document_tree(current);
    bool found = is_adoptable(tree, consent);
    const char *host;
    json_t *observed;
    json_object_foreach(json_object_get(tree, "redirects"), host, observed) {
        found = found || is_adoptable(observed, consent);
    }
    return found;
}

/* Attributes of a site that are handed to a module as they are, and of which it says what they can
 * be. */
static const struct {
    const char *section;
    const char *name;
    const char *module;
} handed_on[] = {
    {WEBSITE_CDN, "price_class", "cloudfront"},
    {WEBSITE_CDN, "minimum_protocol_version", "cloudfront"},
    {WEBSITE_CDN, "http_version", "cloudfront"},
    {WEBSITE_CDN, "geo_restriction", "cloudfront"},
};

static json_t *item_named(const json_t *list, const char *name)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) {
        if (strcmp(dx_text(item, "name"), name) == 0) {
            return item;
        }
    }
    return NULL;
}

/* The choices that a module has for what is handed on to it, put where the site's attribute is. */
static int describe_choices(json_t *attributes, const char *module, const json_t *described)
{
    int failed = 0;
    for (size_t i = 0; i < sizeof handed_on / sizeof *handed_on; i++) {
        if (strcmp(handed_on[i].module, module) == 0) {
            json_t *section = item_named(attributes, handed_on[i].section);
            json_t *own = item_named(json_object_get(section, "members"), handed_on[i].name);
            const json_t *theirs =
                item_named(json_object_get(described, "attributes"), handed_on[i].name);
            failed |= json_object_set(own, "choices", json_object_get(theirs, "choices"));
        }
    }
    return failed;
}

/* What a site's content may be: as its module says. */
static bool describe_content(json_t *attributes, const char *module, const json_t *described)
{
    if (strcmp(module, module_name(MODULE_CONTENT)) != 0) {
        return true;
    }
    json_t *members = json_copy(json_object_get(described, "attributes"));
    content_describe(members);
    return json_object_set_new(item_named(attributes, WEBSITE_CONTENT), "members", members) == 0;
}

/* What a module needs to be read, and to be looked through for what was given up. */
static bool describe_reads(json_t *reads, const char *module, const json_t *described)
{
    bool whole = true;
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(described, "reads"), index, row) {
        json_t *copy = dx_members(row);
        dx_put(&whole, copy, "module", json_string(module));
        dx_append(&whole, reads, copy);
    }
    return whole;
}

static bool describe_finding(json_t *reads, const char *module, const json_t *actions)
{
    size_t index;
    json_t *action;
    bool looked_at = false;
    for (size_t i = 0; i < LOOKED_AT; i++) {
        looked_at = looked_at || module_named(module) == site_looked_at[i];
    }
    json_array_foreach(actions, index, action) {
        json_t *rows = json_object_get(action, "permissions");
        if (looked_at && strcmp(dx_text(action, "kind"), DX_FIND) == 0 && json_array_size(rows)) {
            json_t *found = json_pack("{sO}", "reads", rows);
            bool whole = found != NULL && describe_reads(reads, module, found);
            json_decref(found);
            return whole;
        }
    }
    return true;
}

/* Members of a Current that say what is wanted: in a site's they are in the module's own. */
static void describe_wanted(bool *whole, json_t *wanted, const char *module,
                            const json_t *described)
{
    size_t index;
    json_t *member;
    json_array_foreach(json_object_get(described, "wanted"), index, member) {
        dx_append(whole, wanted, json_sprintf("%s.%s", module, json_string_value(member)));
    }
}

/* What the used modules say, into the description of a site: their actions, each under its module's
 * name, what they read, what of a Current is wanted, and their choices. */
static dxaws_error *describe_used(json_t *site)
{
    bool whole = true;
    json_t *attributes = json_object_get(site, "attributes");
    json_t *actions = dx_put_child(&whole, site, "actions", json_array());
    json_t *reads = dx_put_child(&whole, site, "reads", json_array());
    json_t *wanted = dx_put_child(&whole, site, "wanted", json_array());
    for (size_t i = 0; used_modules[i] != NULL; i++) {
        DXAWS_AUTO(dxaws_document) described = NULL;
        const dxaws_module *module = module_of(module_named(used_modules[i]));
        dxaws_error *error = module->describe(module, &described);
        if (error != NULL) {
            return error;
        }
        const json_t *tree = dxaws_document_tree(described);
        if (describe_choices(attributes, module->name, tree) != 0 ||
            !describe_content(attributes, module->name, tree) ||
            !describe_reads(reads, module->name, tree) ||
            !describe_finding(reads, module->name, json_object_get(tree, "actions"))) {
            return dxaws_error_out_of_memory();
        }
        size_t index;
        json_t *action;
        json_array_foreach(json_object_get(tree, "actions"), index, action) {
            json_t *copy = dx_members(action);
            dx_put(&whole, copy, "kind",
                   json_sprintf("%s.%s", module->name, dx_text(action, "kind")));
            dx_append(&whole, actions, copy);
        }
        describe_wanted(&whole, wanted, module->name, tree);
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* The steps to a site, or away from it, in order; NULL without memory. */
static json_t *describe_steps(bool present)
{
    bool whole = true;
    json_t *described = json_array();
    size_t count;
    const struct step *steps = steps_of(present, &count);
    for (size_t i = 0; i < count; i++) {
        dx_append(&whole, described,
                  json_pack("{ss ss si}", "name", steps[i].name, "module",
                            module_name(steps[i].module), "wave", steps[i].wave));
    }
    return dx_whole(whole, described);
}

/* Beside what its table says: what it consists of. */
static dxaws_error *describe(const dxaws_module *module, dxaws_document **description)
{
    DXAWS_AUTO(dxaws_document) table = NULL;
    dxaws_error *error = dx_module_describe(module, &table);
    if (error != NULL) {
        return error;
    }
    json_t *tree = dxaws_tree_copy(dxaws_document_tree(table));
    error = describe_used(tree);
    int failed = json_object_set(tree, "observes", json_object_get(tree, "uses"));
    failed |= json_object_set_new(
        tree, "steps",
        json_pack("{so so}", "apply", describe_steps(true), "destroy", describe_steps(false)));
    if (error != NULL || failed) {
        json_decref(tree);
        return error ? error : dxaws_error_out_of_memory();
    }
    return dxaws_document_new(tree, description);
}

const dxaws_module *dxaws_website_module(void)
{
    static const dxaws_module module = {
        .size = sizeof module,
        .name = WEBSITE,
        .version = DXAWS_VERSION,
        .self = &website_schema,
        .uses = used_modules,
        .check = check,
        .plan = plan,
        .describe = describe,
        .make = NULL,
        .open = open_manager,
        .ref = ref,
        .unref = unref,
        .read = read_current,
        .apply = apply,
        .step = step,
        .find = find,
        .adoptable = adoptable,
    };
    return &module;
}
