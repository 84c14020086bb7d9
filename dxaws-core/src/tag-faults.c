/* SPDX-License-Identifier: MIT */
/* What AWS takes for a tag: the pattern and the lengths that the models of its services share. */
#include <dxaws/tags.h>

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_KEY = 128, LONGEST_VALUE = 256 };

/* Counts characters, as AWS does, not bytes. */
static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

/* Of what is beyond ASCII AWS takes letters, digits and blanks of all scripts, and the rest not;
 * which are letters changes with every Unicode, so that is left to AWS. */
static const char *character_fault(const char *text)
{
    static const char signs[] = " _.:/=+-@";
    for (const unsigned char *byte = (const unsigned char *)text; *byte != '\0'; byte++) {
        if (*byte < ' ' || *byte == 0x7f) {
            return "contains a control character";
        }
        bool digit = *byte >= '0' && *byte <= '9';
        bool letter = (*byte | 0x20) >= 'a' && (*byte | 0x20) <= 'z';
        if (*byte < 0x80 && !digit && !letter && strchr(signs, *byte) == NULL) {
            return "may hold only letters, digits, blanks and _ . : / = + - @";
        }
    }
    return NULL;
}

const char *dxaws_tag_key_fault(const char *key)
{
    size_t length = characters(key);
    if (length < 1 || length > LONGEST_KEY) {
        return "must have 1 to 128 characters";
    }
    return strncasecmp(key, "aws:", 4) == 0 ? "is reserved: \"aws:\" is for AWS"
                                            : character_fault(key);
}

const char *dxaws_tag_value_fault(const char *value)
{
    return characters(value) > LONGEST_VALUE ? "has more than 256 characters"
                                             : character_fault(value);
}
