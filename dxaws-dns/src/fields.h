/* SPDX-License-Identifier: MIT */
/* The fields of a record's value, each read in any spelling and written in one. */
#ifndef DXAWS_DNS_FIELDS_H
#define DXAWS_DNS_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#define DNS_BLANKS " \t\r\n"
enum { DNS_MOST_NUMBERS = 5 };

/* Fields, one letter each. */
#define FIELD_NUMBER_8 '1'
#define FIELD_NUMBER_16 '2'
#define FIELD_NUMBER_32 '4'
#define FIELD_IPV4 'a'
#define FIELD_IPV6 'A'
#define FIELD_NAME 'n'       /* a name that must not be the root */
#define FIELD_TARGET 't'     /* a name; the root says that there is nothing (RFC 7505) */
#define FIELD_TAG 'g'        /* of CAA */
#define FIELD_STRING 's'     /* a text in quotation marks, or a word */
#define FIELD_STRINGS 'S'    /* all that follows, as texts in quotation marks */
#define FIELD_HEX 'h'        /* all that follows, as bytes */
#define FIELD_PARAMETERS 'p' /* all that follows, of SVCB */

/* A type's fields, in the order of its zone file form. */
struct value_type {
    const char *name;
    const char *fields;
    const char *wrong; /* what is said of other fields, or none */
};

/* A value being rewritten. */
struct scan {
    const struct value_type *type;
    const char *next;
    char *out; /* big enough from the start */
    size_t size;
    unsigned long numbers[DNS_MOST_NUMBERS];
    size_t number_count;
    const char *why;
};

/* Takes the next field, and writes it. False with what is wrong in scan->why, or with that NULL
 * without memory. */
bool dns_field_take(struct scan *scan, char field);

#endif
