/* SPDX-License-Identifier: MIT */
/* The certificates of a region: a document with the list that a provider observed. */
#include "schema.h"

#include <dxaws/kit/accessors.h>

struct dxaws_acm_certificate_list {
    struct dx_state state;
};

dxaws_error *dxaws_acm_manager_list_certificates(dxaws_acm_manager *manager, dxaws_context *context,
                                                 const char *region,
                                                 dxaws_acm_certificate_list **list)
{
    const struct dx_attribute *row = dx_schema_attribute(&acm_schema, ACM_REGION);
    json_t *wanted = json_string(region ? region : "");
    json_t *listed = NULL;
    dxaws_error *error =
        wanted ? row->check(&acm_schema, row, wanted)
               : dx_invalid(&acm_schema,
                            "acm: the region is not UTF-8; name one such as \"us-east-1\"");
    if (error == NULL) {
        error = dx_manager_ask(&manager->manager, context, ACM_LIST, region,
                               json_pack("{sO}", ACM_REGION, wanted), &listed);
    }
    json_decref(wanted);
    return error ? error : dx_state_take(sizeof **list, &acm_schema, listed, list);
}

void dxaws_acm_certificate_list_free(dxaws_acm_certificate_list *list)
{
    dx_state_free((struct dx_state *)list);
}

size_t dxaws_acm_certificate_list_count(const dxaws_acm_certificate_list *list)
{
    return dx_state_count((const struct dx_state *)list, ACM_CERTIFICATES);
}

const dxaws_acm_certificate *dxaws_acm_certificate_list_at(const dxaws_acm_certificate_list *list,
                                                           size_t index)
{
    return (const dxaws_acm_certificate *)json_array_get(
        dx_state_get((const struct dx_state *)list, ACM_CERTIFICATES), index);
}

DX_ITEMS_ACCESSORS(dxaws_acm_current, certificate, certificates, dxaws_acm_certificate,
                   ACM_CERTIFICATES)
DX_ITEMS_ADD(dxaws_acm_current, certificate, dxaws_acm_certificate, ACM_CERTIFICATES)

/* One certificate */

static json_t *item(dxaws_acm_certificate *certificate)
{
    return (json_t *)certificate;
}

static const json_t *member(const dxaws_acm_certificate *certificate, const char *name)
{
    return dx_item_get((const json_t *)certificate, NULL, name);
}

DX_ITEM_LIFE(dxaws_acm_certificate)
DX_ITEM_TEXT(dxaws_acm_certificate, arn, NULL, ACM_ARN)
DX_ITEM_TEXT(dxaws_acm_certificate, domain_name, NULL, ACM_DOMAIN)
DX_ITEM_TEXT(dxaws_acm_certificate, key_algorithm, NULL, ACM_KEY)
DX_ITEM_TEXT(dxaws_acm_certificate, type, NULL, ACM_TYPE)

void dxaws_acm_certificate_set_status(dxaws_acm_certificate *certificate, dxaws_acm_status status)
{
    dx_item_set_text(item(certificate), NULL, ACM_STATUS,
                     dx_word_stored(&acm_status_words, (int)status));
}

dxaws_acm_status dxaws_acm_certificate_status(const dxaws_acm_certificate *certificate)
{
    return (dxaws_acm_status)dx_word_find(&acm_status_words,
                                          json_string_value(member(certificate, ACM_STATUS)));
}

void dxaws_acm_certificate_set_not_after_ms(dxaws_acm_certificate *certificate, int64_t moment_ms)
{
    dx_item_set_value(item(certificate), NULL, ACM_NOT_AFTER, json_integer(moment_ms));
}

bool dxaws_acm_certificate_not_after_ms(const dxaws_acm_certificate *certificate,
                                        int64_t *moment_ms)
{
    const json_t *moment = member(certificate, ACM_NOT_AFTER);
    if (json_is_integer(moment)) {
        *moment_ms = json_integer_value(moment);
    }
    return json_is_integer(moment);
}

void dxaws_acm_certificate_set_in_use(dxaws_acm_certificate *certificate, bool in_use)
{
    dx_item_set_value(item(certificate), NULL, ACM_IN_USE, json_boolean(in_use));
}

bool dxaws_acm_certificate_in_use(const dxaws_acm_certificate *certificate, bool *in_use)
{
    const json_t *used = member(certificate, ACM_IN_USE);
    if (json_is_boolean(used)) {
        *in_use = json_is_true(used);
    }
    return json_is_boolean(used);
}
