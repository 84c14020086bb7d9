/* SPDX-License-Identifier: MIT */
/* Looking for what carries a site's mark: lists of the account, each a round of its own otherwise.
 */
#include "looking.h"

#include <dxaws/extend/tree.h>

#include "parallel.h"

struct asking {
    dxaws_website_manager *manager;
    const char *owner;
    struct looking *looking;
};

static dxaws_error *look(void *self, dxaws_context *context)
{
    const struct asking *asking = self;
    struct looking *looking = asking->looking;
    const dxaws_module *module = module_of(looking->module);
    dxaws_error *error = module->find(module, asking->manager->of[looking->module], context,
                                      asking->owner, &looking->found);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        looking->denied = error;
        return NULL;
    }
    return error;
}

dxaws_error *look_for_marked(dxaws_website_manager *manager, dxaws_context *context, int limit,
                             const char *owner, struct looking *looking, size_t count)
{
    struct asking asking[MODULE_COUNT];
    struct job jobs[MODULE_COUNT];
    for (size_t i = 0; i < count; i++) {
        asking[i] = (struct asking){manager, owner, &looking[i]};
        jobs[i] = (struct job){.run = look, .self = &asking[i]};
    }
    parallel_run(context, limit, jobs, count);
    return parallel_error(jobs, count);
}

const json_t *looking_found(const struct looking *looking)
{
    const json_t *tree = looking->found ? dxaws_document_tree(looking->found) : NULL;
    return json_object_get(tree, "found");
}

void looking_clear(struct looking *looking, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dxaws_document_unref(looking[i].found);
        dxaws_error_free(looking[i].denied);
    }
}
