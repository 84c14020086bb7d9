/* SPDX-License-Identifier: MIT */
/* The recording format: operation names and redaction. */
#include "cassette.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *cassette_op(const char *module, const char *kind)
{
    char *name = NULL;
    if (asprintf(&name, "%s.%s", module, kind ? kind : "get_current") < 0) {
        return NULL;
    }
    for (char *p = name; *p != '\0'; p++) {
        *p = (char)tolower((unsigned char)*p);
    }
    return name;
}

json_t *cassette_payload(const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return payload ? dxaws_tree_copy(payload) : json_object();
}

static bool is_key_id_character(char c)
{
    return isupper((unsigned char)c) || isdigit((unsigned char)c);
}

/* AKIA... and ASIA... followed by 16 capitals or digits. */
static void mask_key_ids(char *text)
{
    for (char *p = text; (p = strstr(p, "IA")) != NULL; p += 2) {
        if (p - text < 2 || (strncmp(p - 2, "AK", 2) != 0 && strncmp(p - 2, "AS", 2) != 0)) {
            continue;
        }
        size_t length = 0;
        while (is_key_id_character(p[2 + length])) {
            length++;
        }
        if (length == 16) {
            memset(p + 2, 'X', 16);
        }
    }
}

#define MASKED_ACCOUNT "123456789012"

static bool is_account(const char *text)
{
    return strspn(text, "0123456789") == sizeof MASKED_ACCOUNT - 1;
}

/* "account", "caller_account". */
static bool names_account(const char *key)
{
    static const char word[] = "account";
    size_t length = strlen(key);
    return length >= sizeof word - 1 && strcmp(key + length - (sizeof word - 1), word) == 0;
}

/* The twelve digits of an ARN's account, always to the same number, so that inputs and outputs
 * of one recording still fit each other. */
static void mask_accounts(char *text)
{
    for (char *arn = text; (arn = strstr(arn, "arn:aws")) != NULL; arn++) {
        char *p = arn;
        for (int colon = 0; colon < 4 && p != NULL; colon++) {
            p = strchr(p, ':');
            p = p ? p + 1 : NULL;
        }
        if (p != NULL && is_account(p)) {
            memcpy(p, MASKED_ACCOUNT, sizeof MASKED_ACCOUNT - 1);
        }
    }
}

static bool redact_text(json_t *value)
{
    char *text = strdup(json_string_value(value));
    if (text != NULL) {
        mask_key_ids(text);
        mask_accounts(text);
    }
    bool redacted = text != NULL && json_string_set(value, text) == 0;
    free(text);
    return redacted;
}

bool cassette_redact(json_t *value)
{
    size_t index;
    const char *key;
    json_t *item;
    bool redacted = !json_is_string(value) || redact_text(value);
    json_array_foreach(value, index, item) {
        redacted = cassette_redact(item) && redacted;
    }
    json_object_foreach(value, key, item) {
        redacted = cassette_redact(item) && redacted;
        if (names_account(key) && json_is_string(item) && is_account(json_string_value(item))) {
            redacted = json_string_set(item, MASKED_ACCOUNT) == 0 && redacted;
        }
    }
    return redacted;
}
