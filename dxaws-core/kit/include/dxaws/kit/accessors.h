/* SPDX-License-Identifier: MIT */
/** @file
 * The typed functions of a module's public values, a line each. `DX_TEXT(dxaws_s3_desired, name,
 * S3_NAME)` defines `dxaws_s3_desired_set_name()` and `dxaws_s3_desired_name()`: the module's
 * header declares and explains them, and the compiler compares.
 *
 * Each accepts a NULL value. An "attribute" is the JSON name.
 */
#ifndef DXAWS_KIT_ACCESSORS_H
#define DXAWS_KIT_ACCESSORS_H

#include <dxaws/kit/item.h>
#include <dxaws/kit/words.h>

/** `format` and `free` of a state. */
#define DX_FORMAT_AND_FREE(value)                                                                  \
    char *value##_format(const value *self)                                                        \
    {                                                                                              \
        return dx_state_format((const struct dx_state *)self);                                     \
    }                                                                                              \
    void value##_free(value *self)                                                                 \
    {                                                                                              \
        dx_state_free((struct dx_state *)self);                                                    \
    }

/** `parse` of a state; @a kind is DX_DESIRED or DX_OBSERVED. */
#define DX_PARSE(value, schema, kind)                                                              \
    dxaws_error *value##_parse(const char *json, value **made)                                     \
    {                                                                                              \
        return dx_state_parse_new(sizeof **made, schema, kind, json, (void **)made);               \
    }

/** A text's getter: borrowed. */
#define DX_TEXT_GETTER(value, name, attribute)                                                     \
    const char *value##_##name(const value *self)                                                  \
    {                                                                                              \
        return dx_state_text((const struct dx_state *)self, attribute);                            \
    }
/** A text: `set_name`, and its getter. */
#define DX_TEXT_ACCESSORS(value, name, attribute)                                                  \
    void value##_set_##name(value *self, const char *text)                                         \
    {                                                                                              \
        dx_state_set_text((struct dx_state *)self, attribute, text);                               \
    }                                                                                              \
    DX_TEXT_GETTER(value, name, attribute)

/** Takes back what is no text: `unset_name`. */
#define DX_UNSET(value, name, attribute)                                                           \
    void value##_unset_##name(value *self)                                                         \
    {                                                                                              \
        dx_state_set_text((struct dx_state *)self, attribute, NULL);                               \
    }

/** A switch's getter: false, leaving the output alone, when it is not set. */
#define DX_BOOLEAN_GETTER(value, name, attribute)                                                  \
    bool value##_##name(const value *self, bool *output)                                           \
    {                                                                                              \
        return dx_state_boolean((const struct dx_state *)self, attribute, output);                 \
    }
/** A switch: `set_name`, and its getter. */
#define DX_BOOLEAN_ACCESSORS(value, name, attribute)                                               \
    void value##_set_##name(value *self, bool set)                                                 \
    {                                                                                              \
        dx_state_set_boolean((struct dx_state *)self, attribute, set);                             \
    }                                                                                              \
    DX_BOOLEAN_GETTER(value, name, attribute)
/** A switch's getter where one that is not set means @a otherwise. */
#define DX_SWITCH_GETTER(value, name, attribute, otherwise)                                        \
    bool value##_##name(const value *self)                                                         \
    {                                                                                              \
        bool on = otherwise;                                                                       \
        dx_state_boolean((const struct dx_state *)self, attribute, &on);                           \
        return on;                                                                                 \
    }

/** A number's getter: false, leaving the output alone, when it is not set. */
#define DX_INTEGER_GETTER(value, name, attribute)                                                  \
    bool value##_##name(const value *self, int64_t *output)                                        \
    {                                                                                              \
        return dx_state_integer((const struct dx_state *)self, attribute, output);                 \
    }
/** A number: `set_name`, and its getter. */
#define DX_INTEGER_ACCESSORS(value, name, attribute)                                               \
    void value##_set_##name(value *self, int64_t number)                                           \
    {                                                                                              \
        dx_state_set_integer((struct dx_state *)self, attribute, number);                          \
    }                                                                                              \
    DX_INTEGER_GETTER(value, name, attribute)

/** An enumeration's getter, from its words. */
#define DX_WORD_GETTER(value, name, attribute, type, words)                                        \
    type value##_##name(const value *self)                                                         \
    {                                                                                              \
        return (type)dx_word_find(words, dx_state_text((const struct dx_state *)self, attribute)); \
    }
/** An enumeration: `set_name`, which for UNKNOWN takes back, and its getter. */
#define DX_WORD_ACCESSORS(value, name, attribute, type, words)                                     \
    void value##_set_##name(value *self, type word)                                                \
    {                                                                                              \
        dx_state_set_text((struct dx_state *)self, attribute, dx_word_stored(words, (int)word));   \
    }                                                                                              \
    DX_WORD_GETTER(value, name, attribute, type, words)

/** The getters of a list of texts: `one_count` and `one_at`, which is borrowed. */
#define DX_TEXTS_GETTERS(value, one, attribute)                                                    \
    size_t value##_##one##_count(const value *self)                                                \
    {                                                                                              \
        return dx_state_count((const struct dx_state *)self, attribute);                           \
    }                                                                                              \
    const char *value##_##one##_at(const value *self, size_t index)                                \
    {                                                                                              \
        return dx_state_text_at((const struct dx_state *)self, attribute, index);                  \
    }
/** A list of texts: `add_one`, `clear_many`, and its getters. */
#define DX_TEXTS_ACCESSORS(value, one, many, attribute)                                            \
    void value##_add_##one(value *self, const char *text)                                          \
    {                                                                                              \
        dx_state_add_text((struct dx_state *)self, attribute, text);                               \
    }                                                                                              \
    void value##_clear_##many(value *self)                                                         \
    {                                                                                              \
        dx_state_set_value((struct dx_state *)self, attribute, json_array());                      \
    }                                                                                              \
    DX_TEXTS_GETTERS(value, one, attribute)

/** The getters of a list of items: `one_count` and `one_at`, which is borrowed. */
#define DX_ITEMS_GETTERS(value, one, type, attribute)                                              \
    size_t value##_##one##_count(const value *self)                                                \
    {                                                                                              \
        return dx_state_count((const struct dx_state *)self, attribute);                           \
    }                                                                                              \
    const type *value##_##one##_at(const value *self, size_t index)                                \
    {                                                                                              \
        return (const type *)json_array_get(                                                       \
            dx_state_get((const struct dx_state *)self, attribute), index);                        \
    }
/** `clear_many` and the getters; `add_one` may have more to do. */
#define DX_ITEMS_ACCESSORS(value, one, many, type, attribute)                                      \
    void value##_clear_##many(value *self)                                                         \
    {                                                                                              \
        dx_state_set_value((struct dx_state *)self, attribute, json_array());                      \
    }                                                                                              \
    DX_ITEMS_GETTERS(value, one, type, attribute)
/** `add_one`, which copies. */
#define DX_ITEMS_ADD(value, one, type, attribute)                                                  \
    void value##_add_##one(value *self, const type *item)                                          \
    {                                                                                              \
        dx_state_copy_item((struct dx_state *)self, attribute, (const json_t *)item);              \
    }

/** An item that is the whole of an attribute: `set_name`, which copies, `unset_name`, and the
 * getter, which is borrowed. */
#define DX_ITEM_ACCESSORS(value, name, type, attribute)                                            \
    void value##_set_##name(value *self, const type *item)                                         \
    {                                                                                              \
        dx_state_set_item((struct dx_state *)self, attribute, (const json_t *)item);               \
    }                                                                                              \
    DX_UNSET(value, name, attribute)                                                               \
    const type *value##_##name(const value *self)                                                  \
    {                                                                                              \
        return (const type *)dx_state_get((const struct dx_state *)self, attribute);               \
    }

/** A set of tags' getter: a new set. */
#define DX_TAGS_GETTER(value, name, attribute)                                                     \
    dxaws_tags *value##_##name(const value *self)                                                  \
    {                                                                                              \
        return dx_state_tags((const struct dx_state *)self, attribute);                            \
    }
/** A set of tags: `set_name`, and its getter. */
#define DX_TAGS_ACCESSORS(value, name, attribute)                                                  \
    void value##_set_##name(value *self, const dxaws_tags *tags)                                   \
    {                                                                                              \
        dx_state_set_tags((struct dx_state *)self, attribute, tags);                               \
    }                                                                                              \
    DX_TAGS_GETTER(value, name, attribute)

/** @name Items
 * @{ */
/** `new` and `free`. */
#define DX_ITEM_LIFE(value)                                                                        \
    value *value##_new(void)                                                                       \
    {                                                                                              \
        return (value *)dx_item_new();                                                             \
    }                                                                                              \
    void value##_free(value *self)                                                                 \
    {                                                                                              \
        json_decref((json_t *)self);                                                               \
    }
/** A text: `set_name`, and its getter. */
#define DX_ITEM_TEXT(value, name, section, member)                                                 \
    void value##_set_##name(value *self, const char *text)                                         \
    {                                                                                              \
        dx_item_set_text((json_t *)self, section, member, text);                                   \
    }                                                                                              \
    const char *value##_##name(const value *self)                                                  \
    {                                                                                              \
        return json_string_value(dx_item_get((const json_t *)self, section, member));              \
    }
/** A list of texts: `add_one`, `one_count`, and `one_at`, which is borrowed. */
#define DX_ITEM_TEXTS(value, one, member)                                                          \
    void value##_add_##one(value *self, const char *text)                                          \
    {                                                                                              \
        dx_item_add_text((json_t *)self, member, text);                                            \
    }                                                                                              \
    size_t value##_##one##_count(const value *self)                                                \
    {                                                                                              \
        return json_array_size(dx_item_get((const json_t *)self, NULL, member));                   \
    }                                                                                              \
    const char *value##_##one##_at(const value *self, size_t index)                                \
    {                                                                                              \
        const json_t *list = dx_item_get((const json_t *)self, NULL, member);                      \
        return json_string_value(json_array_get(list, index));                                     \
    }
/** A switch: `set_name`, and its getter: false, leaving the output alone, when it is not set. */
#define DX_ITEM_BOOLEAN(value, name, member)                                                       \
    void value##_set_##name(value *self, bool set)                                                 \
    {                                                                                              \
        dx_item_set_value((json_t *)self, NULL, member, json_boolean(set));                        \
    }                                                                                              \
    bool value##_##name(const value *self, bool *output)                                           \
    {                                                                                              \
        const json_t *said = dx_item_get((const json_t *)self, NULL, member);                      \
        if (json_is_boolean(said)) {                                                               \
            *output = json_is_true(said);                                                          \
        }                                                                                          \
        return json_is_boolean(said);                                                              \
    }
/** A number: `set_name`, `unset_name`, and its getter: false, leaving the output alone, when it is
 * not set. */
#define DX_ITEM_INTEGER(value, name, member)                                                       \
    void value##_set_##name(value *self, int64_t number)                                           \
    {                                                                                              \
        dx_item_set_value((json_t *)self, NULL, member, json_integer(number));                     \
    }                                                                                              \
    void value##_unset_##name(value *self)                                                         \
    {                                                                                              \
        dx_item_set_text((json_t *)self, NULL, member, NULL);                                      \
    }                                                                                              \
    bool value##_##name(const value *self, int64_t *output)                                        \
    {                                                                                              \
        const json_t *number = dx_item_get((const json_t *)self, NULL, member);                    \
        if (json_is_integer(number)) {                                                             \
            *output = json_integer_value(number);                                                  \
        }                                                                                          \
        return json_is_integer(number);                                                            \
    }
/** A number that is never 0: the getter says so when it is not set, and 0 takes it back. */
#define DX_ITEM_CODE(value, name, member)                                                          \
    void value##_set_##name(value *self, int code)                                                 \
    {                                                                                              \
        if (code != 0) {                                                                           \
            dx_item_set_value((json_t *)self, NULL, member, json_integer(code));                   \
        } else {                                                                                   \
            dx_item_set_text((json_t *)self, NULL, member, NULL);                                  \
        }                                                                                          \
    }                                                                                              \
    int value##_##name(const value *self)                                                          \
    {                                                                                              \
        return (int)json_integer_value(dx_item_get((const json_t *)self, NULL, member));           \
    }
/** @} */

#endif
