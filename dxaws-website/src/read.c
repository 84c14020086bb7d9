/* SPDX-License-Identifier: MIT */
/* Reading a site: all its modules at once. */
#include "manager.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "former.h"
#include "parallel.h"

/* One module's read. */
struct reading {
    dxaws_website_manager *manager;
    enum module module;
    char *desired;
    void **current;
    /* The error that leaves the module out instead of ending it all; NULL: none does. */
    bool (*forgives)(const dxaws_error *error);
};

static bool is_without_zone(const dxaws_error *error)
{
    const char *code = dxaws_error_code(error);
    return code != NULL && strcmp(code, "HostedZoneNotFound") == 0;
}

/* Who manages DNS elsewhere may have neither zones nor permissions here. */
static bool is_no_cancellation(const dxaws_error *error)
{
    return !is_cancellation(error);
}

static dxaws_error *read_as(const struct reading *reading, dxaws_context *context,
                            const char *desired)
{
    return modules[reading->module].read(reading->manager->of[reading->module], context, desired,
                                         reading->current);
}

/* A certificate is there without a zone too, when nothing is asked about its record. */
static dxaws_error *read_without_record(const struct reading *reading, dxaws_context *context)
{
    json_t *desired = json_loads(reading->desired, 0, NULL);
    json_object_set_new(desired, "present", json_false());
    json_object_set_new(desired, "keep_validation", json_true());
    char *text = desired ? json_dumps(desired, JSON_COMPACT) : NULL;
    json_decref(desired);
    dxaws_error *error = text ? read_as(reading, context, text) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *read_module(void *self, dxaws_context *context)
{
    const struct reading *reading = self;
    dxaws_error *error = read_as(reading, context, reading->desired);
    if (error == NULL || reading->forgives == NULL || !reading->forgives(error)) {
        return error;
    }
    dxaws_error_free(error);
    return reading->module == MODULE_ACM ? read_without_record(reading, context) : NULL;
}

/* Nobody would think of a zone where DNS is said to be elsewhere. */
static dxaws_error *explain(const struct site *site, dxaws_error *error)
{
    if (error == NULL || site_uses(site, MODULE_DNS) || !is_without_zone(error)) {
        return error;
    }
    dxaws_error *explained = dxaws_error_new(
        DXAWS_ERROR_NOT_FOUND, WEBSITE, "HostedZoneNotFound",
        "website %s: with dns.manage false the certificate is still validated by a record, and no "
        "hosted zone of this account holds \"%s\"; give certificate.arn, an issued certificate in "
        "us-east-1, or make the zone",
        site_name(site), dx_text(site->desired, WEBSITE_DOMAIN));
    dxaws_error_set_cause(explained, error);
    return explained;
}

dxaws_error *read_site(dxaws_website_manager *manager, dxaws_context *context, struct site *site,
                       bool without_zone)
{
    struct reading readings[MODULE_COUNT];
    struct job jobs[MODULE_COUNT];
    size_t count = 0;
    dxaws_error *error = NULL;
    for (int i = 0; i < MODULE_COUNT; i++) {
        enum module module = (enum module)i;
        bool used = site_uses(site, module);
        if (used || module == MODULE_DNS) {
            readings[count] =
                (struct reading){manager, module, site_desire(site, module),
                                 used ? &site->current.documents[module] : &site->current.unmanaged,
                                 !used          ? is_no_cancellation
                                 : without_zone ? is_without_zone
                                                : NULL};
            jobs[count] = (struct job){.run = read_module, .self = &readings[count]};
            error = readings[count].desired ? error : dxaws_error_out_of_memory();
            count++;
        }
    }
    if (error == NULL) {
        parallel_run(context, jobs, count);
        struct job *culprit = parallel_culprit(jobs, count);
        error = culprit ? culprit->error : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        free(readings[i].desired);
        if (jobs[i].error != error) {
            dxaws_error_free(jobs[i].error);
        }
    }
    return explain(site, error);
}
