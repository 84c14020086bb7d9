/* SPDX-License-Identifier: MIT */
/* Whose a thing is, told by the words of the design and none of the kit's: it is what judges that.
 */
#include "strangers.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *document, const char *member)
{
    const char *text = json_string_value(json_object_get(document, member));
    return text ? text : "";
}

void mark_name(const char *type, const char *id, const json_t *document, char name[300])
{
    if (strcmp(type, "certificate") == 0) {
        snprintf(name, 300, "%.100s %.100s", text_of(document, "domain_name"),
                 strrchr(id, '/') + 1);
    } else if (strcmp(type, "distribution") == 0) {
        snprintf(name, 300, "%.250s", text_of(document, "caller_reference"));
    } else {
        snprintf(name, 300, "%.250s", id);
    }
}

/* A certificate is known by its domain for as long as its mark could not be completed. */
static bool says(const char *mark, const char *word, const char *type, const char *name)
{
    size_t length = strlen(word);
    size_t first = strcspn(name, " ");
    if (strncmp(mark, word, length) != 0 || mark[length] != ' ') {
        return false;
    }
    const char *said = mark + length + 1;
    return strcmp(said, name) == 0 || (strcmp(type, "certificate") == 0 && strlen(said) == first &&
                                       strncmp(said, name, first) == 0);
}

/* Access controls have no tags: name and description say it. */
static enum whose whose_control(const char *site, const json_t *document)
{
    char name[100];
    char made[100];
    char adopted[120];
    snprintf(name, sizeof name, "dxaws-%s", site);
    snprintf(made, sizeof made, "dxaws:site=%s", site);
    snprintf(adopted, sizeof adopted, "adopted %s", made);
    const char *description = text_of(document, "description");
    return strcmp(text_of(document, "name"), name) != 0 ? NOT_OURS
           : strcmp(description, made) == 0             ? OURS_MADE
           : strcmp(description, adopted) == 0          ? OURS_ADOPTED
                                                        : NOT_OURS;
}

static enum whose whose_of(const char *site, const char *type, const char *id,
                           const json_t *document)
{
    char name[300];
    const json_t *tags = json_object_get(document, "tags");
    const char *mark = text_of(tags, "dxaws:managed");
    if (strcmp(type, "oac") == 0) {
        return whose_control(site, document);
    }
    if (strcmp(text_of(tags, "dxaws:site"), site) != 0) {
        return NOT_OURS;
    }
    mark_name(type, id, document, name);
    return says(mark, "made", type, name) || strcmp(mark, "true") == 0 ? OURS_MADE
           : says(mark, "adopted", type, name)                         ? OURS_ADOPTED
                                                                       : NOT_OURS;
}

enum whose whose_is(const char *site, const char *type, const char *id, const json_t *document)
{
    enum whose found = NOT_OURS;
    for (size_t i = 0; site == NULL && found == NOT_OURS && i < MANIFESTS; i++) {
        found = whose_of(manifests[i].site, type, id, document);
    }
    return site ? whose_of(site, type, id, document) : found;
}

void record_key(const json_t *record, char key[400])
{
    snprintf(key, 400, "%.250s %.20s %.60s", text_of(record, "name"), text_of(record, "type"),
             text_of(record, "routing_identifier"));
}

static bool is_first_value(const json_t *record, const char *value)
{
    const json_t *first = json_array_get(json_object_get(record, "values"), 0);
    return json_is_string(first) && strcmp(json_string_value(first), value) == 0;
}

/* It validates a certificate of ours that says that we made it. */
static bool validates_ours(const char *site, const json_t *record, const json_t *certificates)
{
    const char *id;
    json_t *certificate;
    json_object_foreach((json_t *)(uintptr_t)certificates, id, certificate) {
        const json_t *wanted = json_object_get(certificate, "record");
        const json_t *tags = json_object_get(certificate, "tags");
        if (whose_is(site, "certificate", id, certificate) == OURS_MADE &&
            strcmp(text_of(tags, "dxaws:record"), "made") == 0 &&
            strcmp(text_of(wanted, "name"), text_of(record, "name")) == 0 &&
            is_first_value(record, text_of(wanted, "value"))) {
            return true;
        }
    }
    return false;
}

bool is_our_record(const char *site, const json_t *record, const json_t *distributions,
                   const json_t *certificates)
{
    const char *target = text_of(json_object_get(record, "alias"), "dns_name");
    const char *id;
    json_t *distribution;
    if (strcmp(text_of(record, "type"), "CNAME") == 0) {
        return validates_ours(site, record, certificates);
    }
    json_object_foreach((json_t *)(uintptr_t)distributions, id, distribution) {
        const char *name = text_of(distribution, "domain_name");
        size_t length = strlen(name);
        if (whose_is(site, "distribution", id, distribution) != NOT_OURS && length > 0 &&
            strncmp(target, name, length) == 0 && strcmp(target + length, ".") == 0) {
            return true;
        }
    }
    return false;
}
