/* SPDX-License-Identifier: MIT */
/* Reading a site: all its modules at once. */
#include "manager.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "addresses.h"
#include "desires.h"
#include "former.h"
#include "parallel.h"
#include "places.h"
#include "users.h"

/* One module's read. */
struct reading {
    dxaws_website_manager *manager;
    enum module module;
    dxaws_document *desired;
    dxaws_document **current;
    /* The error that leaves the module out instead of ending it all. */
    bool (*forgives)(const dxaws_error *error);
    dxaws_error *forgiven;   /* what it was; owned */
    const struct site *site; /* in whose document an error's place is */
};

static bool is_without_zone(const dxaws_error *error)
{
    const char *code = dxaws_error_code(error);
    return code != NULL && strcmp(code, DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND) == 0;
}

/* Who manages DNS elsewhere may have neither zones nor permissions here. */
static bool is_no_cancellation(const dxaws_error *error)
{
    return !is_cancellation(error) && dxaws_error_get_kind(error) != DXAWS_ERROR_OUT_OF_MEMORY;
}

static dxaws_error *read_as(const struct reading *reading, dxaws_context *context,
                            const dxaws_document *desired)
{
    const dxaws_module *module = module_of(reading->module);
    return site_place_in(reading->site, reading->module,
                         module->read(module, reading->manager->of[reading->module], context,
                                      desired, reading->current));
}

/* A certificate is there without a zone too, when nothing is asked about its record. */
static dxaws_error *read_without_record(const struct reading *reading, dxaws_context *context)
{
    bool whole = true;
    json_t *tree = dx_members(dxaws_document_tree(reading->desired));
    dx_put(&whole, tree, DX_PRESENT, json_false());
    dx_put(&whole, tree, "keep_validation", json_true());
    DXAWS_AUTO(dxaws_document) desired = document_of(dx_whole(whole, tree));
    return read_as(reading, context, desired);
}

static dxaws_error *read_module(void *self, dxaws_context *context)
{
    struct reading *reading = self;
    dxaws_error *error = read_as(reading, context, reading->desired);
    if (error == NULL || !reading->forgives(error)) {
        return error;
    }
    reading->forgiven = error;
    return reading->module == MODULE_ACM ? read_without_record(reading, context) : NULL;
}

/* Remembers why a module that the site uses could not be read, and forgets all else. */
static void end_reading(struct site *site, struct reading *reading)
{
    bool missing = site_uses(site, reading->module) && reading->forgiven != NULL;
    dxaws_error *why = reading->forgiven;
    if (missing) {
        bool whole = dxaws_error_get_kind(why) != DXAWS_ERROR_OUT_OF_MEMORY;
        site->current.missing = site->current.missing ? site->current.missing : json_object();
        dx_put(&whole, site->current.missing, module_name(reading->module),
               json_string(dxaws_error_message(why)));
        site->out_of_memory = site->out_of_memory || !whole;
    }
    if (reading->module == MODULE_FUNCTION && why != NULL && !site_is_present(site)) {
        former_note(site,
                    "whether the site has a function could not be read; if it has, delete it "
                    "yourself: %s",
                    dxaws_error_message(why));
    }
    dxaws_error_free(why);
    dxaws_document_unref(reading->desired);
}

/* One that is there before what it serves is published has copies of what was. */
static dxaws_error *remember_server(struct site *site)
{
    const json_t *distribution = site_observed(site, MODULE_CLOUDFRONT);
    const char *arn = dx_text(distribution, "arn");
    if (arn == NULL || !site_uses(site, MODULE_CONTENT)) {
        return NULL;
    }
    site->current.served_by = json_pack("[s]", arn);
    return site->current.served_by ? NULL : dxaws_error_out_of_memory();
}

/* Whose bucket it is, the bucket's module says better. */
static bool is_denied(const dxaws_error *error)
{
    return dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION;
}

static bool forgives_nothing(const dxaws_error *error)
{
    (void)error;
    return false;
}

/* What is read of a module, without a place for it when nothing is. */
static struct reading reading_of(dxaws_website_manager *manager, struct site *site,
                                 enum module module)
{
    struct dxaws_website_current *current = &site->current;
    struct reading reading = {.manager = manager, .module = module, .site = site};
    if (site_uses(site, module)) {
        reading.current = &current->documents[module];
        reading.forgives = module == MODULE_CONTENT ? is_denied : is_without_zone;
        reading.desired = site_desire(site, module);
    } else if (site->of != NULL && (module != MODULE_DNS || !site_is_present(site))) {
        return reading;                     /* it has a certificate, a distribution and records */
    } else if (module == MODULE_FUNCTION) { /* who does without functions need not begin now */
        bool looks = manager->of[module] != NULL && addresses_may_concern(site);
        bool whole = site_is_present(site) && !site_only_publishes(site);
        reading.current = looks ? &current->documents[module] : NULL;
        reading.forgives = whole ? forgives_nothing : is_denied;
        reading.desired = looks ? site_desire(site, module) : NULL;
    } else if (site_only_publishes(site)) {
        return reading; /* of all else nothing is asked */
    } else if (module == MODULE_DNS) {
        reading.current = &current->unmanaged;
        reading.forgives = is_no_cancellation;
        reading.desired = site_desire(site, module);
    } else if (module == MODULE_ACM &&
               site_is_present(site)) { /* of a certificate of the caller's, whether it will do */
        reading.current = &current->given;
        reading.forgives = forgives_nothing;
        reading.desired = site_desire_given(site);
    }
    return reading;
}

dxaws_error *read_site(dxaws_website_manager *manager, dxaws_context *context, struct site *site)
{
    struct reading readings[MODULE_COUNT];
    struct job jobs[MODULE_COUNT];
    size_t count = 0;
    for (int i = 0; i < MODULE_COUNT; i++) {
        readings[count] = reading_of(manager, site, (enum module)i);
        jobs[count] = (struct job){.run = read_module, .self = &readings[count]};
        count += readings[count].current != NULL;
    }
    parallel_run(context, dxaws_apply_options_parallelism(site->options), jobs, count);
    dxaws_error *error = parallel_error(jobs, count);
    for (size_t i = 0; i < count; i++) {
        end_reading(site, &readings[i]);
    }
    error = error || !site->out_of_memory ? error : dxaws_error_out_of_memory();
    error = error ? error : remember_server(site);
    return error ? error : users_remember(&(struct reader){manager, context}, site);
}
