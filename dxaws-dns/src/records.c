/* SPDX-License-Identifier: MIT */
/* Record sets: showing them. */
#include "records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text for people, whose value an earlier step may have to decide. */
static const char *shown(const json_t *value)
{
    const char *text = json_string_value(value);
    return text ? text : "(known after apply)";
}

json_t *dns_record_shown(const json_t *record)
{
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    if (alias != NULL) {
        return json_sprintf("alias %s", shown(json_object_get(alias, DNS_ALIAS_NAME)));
    }
    json_t *values = json_object_get(record, DNS_VALUES);
    return json_array_size(values) == 1 ? dxaws_tree_copy(json_array_get(values, 0))
                                        : dxaws_tree_copy(values);
}

/* A name's root is not said in a consent. */
static void print_value(FILE *out, const char *value)
{
    size_t length = strlen(value);
    bool rooted = length > 1 && value[length - 1] == '.';
    fprintf(out, "%.*s", (int)(length - rooted), value);
}

char *dns_record_identity(const json_t *record)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    size_t index;
    json_t *value;
    fprintf(out, "record/%s/", dx_text(record, DNS_TYPE));
    if (alias != NULL) {
        print_value(out, shown(json_object_get(alias, DNS_ALIAS_NAME)));
    }
    json_array_foreach(json_object_get(record, DNS_VALUES), index, value) {
        fputs(index > 0 ? "," : "", out);
        print_value(out, shown(value));
    }
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *dns_record_text(const json_t *record)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    const char *policy = dx_text(record, DNS_ROUTING_IDENTIFIER);
    size_t index;
    json_t *value;
    if (alias != NULL) {
        fprintf(out, "alias %s", shown(json_object_get(alias, DNS_ALIAS_NAME)));
    }
    json_array_foreach(json_object_get(record, DNS_VALUES), index, value) {
        fprintf(out, "%s%s", index > 0 ? ", " : "", shown(value));
    }
    if (alias == NULL && json_object_get(record, DNS_TTL) != NULL) {
        fprintf(out, " (TTL %lld)",
                (long long)json_integer_value(json_object_get(record, DNS_TTL)));
    }
    if (policy != NULL) {
        fprintf(out, " (routing policy, set identifier \"%s\")", policy);
    } else if (json_object_get(record, DNS_TRAFFIC_POLICY) != NULL) {
        fprintf(out, " (traffic policy instance %s)", dx_text(record, DNS_TRAFFIC_POLICY));
    }
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
