/* SPDX-License-Identifier: MIT */
/* The steps of a site and of the sites inside it. */
#include "parts.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct site *site_at(const struct site *site, size_t whose)
{
    return whose == 0                      ? (struct site *)(uintptr_t)site
           : whose <= site->redirect_count ? &site->redirects[whose - 1]
                                           : NULL;
}

/* Appends the steps of that wave; false when there is none of it or a later one. */
static bool add_wave(const struct site *site, int wave, struct part *parts, size_t *count)
{
    bool later = false;
    struct site *one;
    for (size_t whose = 0; (one = site_at(site, whose)) != NULL; whose++) {
        size_t step_count;
        const struct step *steps = steps_of(site_is_present(one), &step_count);
        for (size_t i = 0; i < step_count; i++) {
            later = later || steps[i].wave >= wave;
            if (steps[i].wave == wave) {
                parts[(*count)++] =
                    (struct part){.site = one, .step = &steps[i], .place = i, .whose = whose};
            }
        }
    }
    return later;
}

struct part *parts_of(const struct site *site, size_t *count)
{
    struct part *parts = calloc((site->redirect_count + 1) * STEP_LIMIT, sizeof *parts);
    *count = 0;
    for (int wave = 0; parts != NULL && add_wave(site, wave, parts, count);) {
        wave++;
    }
    return parts;
}

void part_name(const struct part *part, char name[PART_NAME_SIZE])
{
    const char *host = part->site->of ? site_host(part->site) : "";
    snprintf(name, PART_NAME_SIZE, "%s%s%s", part->step->name, *host ? "/" : "", host);
}

const struct part *part_named(const struct part *parts, size_t count, const char *name)
{
    for (size_t i = 0; name != NULL && i < count; i++) {
        char own[PART_NAME_SIZE];
        part_name(&parts[i], own);
        if (strcmp(own, name) == 0) {
            return &parts[i];
        }
    }
    return NULL;
}
