/* SPDX-License-Identifier: MIT */
/* What a manifest says of how its site is made, as options of the calls that make it. */
#include "site-options.h"

#include <string.h>

#define TIMEOUTS "timeouts."

/* The kinds of waiting behind the manifest's words. */
static const struct {
    const char *member; /* "timeouts.deploy_s" */
    const char *kind;
    bool applies;
    bool destroys;
} deadlines[] = {
    {TIMEOUTS "certificate_s", "acm.WAIT_ISSUED", true, false},
    {TIMEOUTS "deploy_s", "cloudfront.WAIT_DEPLOYED", true, false},
    {TIMEOUTS "insync_s", "dns.WAIT_INSYNC", true, true},
    {TIMEOUTS "delete_s", "acm.WAIT_UNUSED", true, true},
    {TIMEOUTS "delete_s", "cloudfront.WAIT_DEPLOYED", false, true},
};

void site_options_take(json_t *document, bool destroys, dxaws_apply_options *options)
{
    const json_t *timeouts = json_object_get(document, "timeouts");
    if (dxaws_apply_options_wait(options) == DXAWS_WAIT_DEFAULT) {
        const char *wait = json_string_value(json_object_get(document, "wait"));
        dxaws_apply_options_set_wait(options, dxaws_wait_from_name(wait));
    }
    for (size_t i = 0; i < sizeof deadlines / sizeof *deadlines; i++) {
        const json_t *seconds = json_object_get(timeouts, deadlines[i].member + strlen(TIMEOUTS));
        bool wanted = destroys ? deadlines[i].destroys : deadlines[i].applies;
        if (wanted && seconds != NULL &&
            dxaws_apply_options_timeout_ms(options, deadlines[i].kind) == 0) {
            dxaws_apply_options_set_timeout_ms(options, deadlines[i].kind,
                                               json_integer_value(seconds) * 1000);
        }
    }
    size_t index;
    json_t *identity;
    json_array_foreach(json_object_get(document, "adopt"), index, identity) {
        dxaws_apply_options_add_adopt(options, json_string_value(identity));
    }
    json_object_del(document, "adopt");
    json_object_del(document, "wait");
    json_object_del(document, "timeouts");
}

const char *site_options_member(const char *option)
{
    static const char prefix[] = "timeouts_ms.";
    for (size_t i = 0; i < sizeof deadlines / sizeof *deadlines; i++) {
        if (strncmp(option, prefix, strlen(prefix)) == 0 &&
            strcmp(option + strlen(prefix), deadlines[i].kind) == 0) {
            return deadlines[i].member;
        }
    }
    return NULL;
}
