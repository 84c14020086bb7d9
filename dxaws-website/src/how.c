/* SPDX-License-Identifier: MIT */
/* How the modules are to do what they are asked for: the site's waits, deadlines and consents in
 * the modules' own words. */
#include "how.h"

#include <string.h>

/* A deadline of the site's, in seconds, for a kind of wait; what the site does not say is left to
 * the module. */
static void limit(dxaws_apply_options *options, const char *kind, const json_t *seconds)
{
    if (seconds != NULL) {
        dxaws_apply_options_set_timeout_ms(options, kind, json_integer_value(seconds) * 1000);
    }
}

static const json_t *timeout(const struct site *site, const char *name)
{
    return site_option(site, WEBSITE_TIMEOUTS, name);
}

/* A certificate is always waited for: the distribution needs it. */
static void how_certificate(const struct site *site, dxaws_apply_options *options)
{
    limit(options, "WAIT_ISSUED", timeout(site, "certificate_s"));
    limit(options, "WAIT_UNUSED", timeout(site, "delete_s"));
}

static void wait_as_said(const struct site *site, dxaws_apply_options *options)
{
    bool waits = strcmp(dx_text(site->desired, WEBSITE_WAIT), "none") != 0;
    dxaws_apply_options_set_wait(options, waits ? DXAWS_WAIT_DEPLOYED : DXAWS_WAIT_NONE);
}

static void how_distribution(const struct site *site, dxaws_apply_options *options)
{
    wait_as_said(site, options);
    limit(options, "WAIT_DEPLOYED", timeout(site, site_is_present(site) ? "deploy_s" : "delete_s"));
}

static void how_records(const struct site *site, dxaws_apply_options *options)
{
    size_t index;
    json_t *item;
    wait_as_said(site, options);
    limit(options, "WAIT_INSYNC", timeout(site, "insync_s"));
    json_array_foreach(json_object_get(site->desired, WEBSITE_TAKEOVER), index, item) {
        if (strcmp(json_string_value(item), "dns") == 0) {
            dxaws_apply_options_add_adopt(options, "*");
        }
    }
}

dxaws_error *site_plan(const struct site *site, enum module module, const dxaws_document *desired,
                       const dxaws_document *current, dxaws_plan **plan)
{
    static void (*const ways[MODULE_COUNT])(const struct site *, dxaws_apply_options *) = {
        [MODULE_ACM] = how_certificate,
        [MODULE_CLOUDFRONT] = how_distribution,
        [MODULE_DNS] = how_records,
    };
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (options == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (ways[module] != NULL) {
        ways[module](site, options);
    }
    return module_of(module)->plan(module_of(module), desired, current, options, plan);
}

dxaws_error *how_applied(const dxaws_apply_options *given, enum module module,
                         const char *stop_after, dxaws_apply_options **made)
{
    (void)given;
    (void)module;
    if (stop_after == NULL) {
        return NULL;
    }
    *made = dxaws_apply_options_new();
    dxaws_apply_options_set_stop_after(*made, stop_after);
    return *made ? NULL : dxaws_error_out_of_memory();
}
