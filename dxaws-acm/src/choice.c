/* SPDX-License-Identifier: MIT */
/* Which of the certificates of a name is meant: providers find them all, and what their tags say
 * decides. Pure. */
#include "schema.h"

#include <dxaws/extend/tree.h>

#include "providers/certificates.h"

#include <stdio.h>
#include <string.h>

static void claim(const json_t *desired, const char *domain, const char *arn,
                  struct acm_claim *made)
{
    *made = (struct acm_claim){
        .claim = {.owner = dx_text(desired, DX_OWNER),
                  .kind = "certificate",
                  .identity = arn ? arn : domain,
                  .otherwise = "leave \"arn\" out for a certificate of its own",
                  .also = ACM_TAG_RECORD},
    };
    certificate_name_mark(domain, arn, made->name);
    snprintf(made->removal, sizeof made->removal,
             "to remove it: aws acm delete-certificate --certificate-arn %s --region %s",
             arn ? arn : "", dx_text(desired, ACM_REGION));
    made->claim.name = made->name;
    made->claim.removal = made->removal;
}

void acm_claim(const json_t *desired, const char *arn, struct acm_claim *made)
{
    claim(desired, dx_text(desired, ACM_DOMAIN), arn, made);
}

bool acm_is_marked(const json_t *desired)
{
    return !json_is_false(json_object_get(desired, DX_MARK));
}

enum dx_ownership acm_ownership(const json_t *desired, const json_t *certificate)
{
    struct acm_claim made;
    const char *domain = dx_text(certificate, ACM_DOMAIN);
    claim(desired, domain ? domain : dx_text(desired, ACM_DOMAIN), dx_text(certificate, ACM_ARN),
          &made);
    return dx_ownership(&made.claim, json_object_get(certificate, ACM_TAGS));
}

bool acm_has_partial_mark(const json_t *desired, const json_t *certificate)
{
    const char *mark = dx_text(json_object_get(certificate, ACM_TAGS), ACM_TAG_MANAGED);
    return acm_ownership(desired, certificate) == DX_MADE && mark != NULL &&
           strncmp(mark, "made ", 5) == 0 && strchr(mark + 5, ' ') == NULL;
}

static bool is_ours(const json_t *desired, const json_t *certificate)
{
    enum dx_ownership ownership = acm_ownership(desired, certificate);
    return !acm_is_marked(desired) || ownership == DX_MADE || ownership == DX_ADOPTED;
}

bool acm_says_record_is_ours(const json_t *certificate)
{
    const char *record = dx_text(json_object_get(certificate, ACM_TAGS), ACM_TAG_RECORD);
    return record != NULL && strcmp(record, ACM_RECORD_MADE) == 0;
}

static const char *word_for(enum dx_ownership ownership)
{
    static const char *const words[] = {
        [DX_UNREADABLE] = "unreadable", [DX_NOBODYS] = "nobodys", [DX_ANOTHERS] = "anothers",
        [DX_COPIED] = "copied",         [DX_ADOPTED] = "adopted", [DX_MADE] = "made"};
    return words[ownership];
}

/* Takes or copies the members that a candidate has; false without memory. */
static bool lay(json_t *document, const json_t *candidate)
{
    const struct dx_attribute *row = dx_schema_attribute(&acm_schema, ACM_CANDIDATES);
    bool whole = true;
    for (size_t i = 0; i < row->member_count; i++) {
        json_object_del(document, row->members[i].name);
        dx_put_from(&whole, document, row->members[i].name, candidate);
    }
    return whole;
}

json_t *acm_as_candidate(const json_t *observed)
{
    json_t *candidate = json_object();
    return dx_whole(candidate != NULL && lay(candidate, observed), candidate);
}

json_t *acm_with_candidate(const json_t *observed, const json_t *candidate)
{
    json_t *document = dx_members(observed);
    bool whole = document != NULL && lay(document, candidate);
    dx_put(&whole, document, DX_EXISTS, json_boolean(candidate != NULL));
    return dx_whole(whole, document);
}

/* What is known of those that were found, as the choice goes through them. */
struct choice {
    const json_t *desired;
    const json_t *best;  /* borrowed; NULL: none is ours */
    json_t *others;      /* ours too, by ARN */
    json_t *strangers;   /* those that are not ours */
    bool record_is_ours; /* one of ours says so */
    bool whole;
};

static void consider(struct choice *choice, json_t *certificate)
{
    bool named = dx_text(choice->desired, ACM_ARN) != NULL;
    bool ours = is_ours(choice->desired, certificate);
    if (!ours && !named) {
        dx_append(&choice->whole, choice->strangers, json_incref(certificate));
        return;
    }
    choice->record_is_ours =
        choice->record_is_ours || (ours && acm_says_record_is_ours(certificate));
    if (choice->best == NULL) {
        choice->best = certificate;
    } else {
        dx_append(&choice->whole, choice->others,
                  json_incref(json_object_get(certificate, ACM_ARN)));
    }
}

/* It shares the record with itself in no way that matters. */
static json_t *without(const json_t *texts, const char *text)
{
    bool whole = true;
    json_t *kept = json_array();
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)texts, index, item) {
        if (text == NULL || strcmp(json_string_value(item), text) != 0) {
            dx_append(&whole, kept, json_incref(item));
        }
    }
    return dx_whole(whole, kept);
}

/* What was chosen becomes what is observed. */
static json_t *conclude(const struct choice *choice, const json_t *observed)
{
    json_t *document = acm_with_candidate(observed, choice->best);
    const json_t *shared = json_object_get(observed, ACM_SHARED);
    bool whole = choice->whole && document != NULL;
    dx_put(&whole, document, ACM_CANDIDATES, json_incref(choice->strangers));
    if (choice->best != NULL) {
        dx_put(&whole, document, ACM_OTHERS, json_incref(choice->others));
        dx_put(&whole, document, ACM_RECORD_OURS, json_boolean(choice->record_is_ours));
        dx_put(&whole, document, ACM_OWNERSHIP,
               json_string(word_for(acm_ownership(choice->desired, choice->best))));
    }
    if (choice->best != NULL && shared != NULL) {
        dx_put(&whole, document, ACM_SHARED, without(shared, dx_text(choice->best, ACM_ARN)));
    }
    return dx_whole(whole, document);
}

dxaws_error *acm_choose(const json_t *desired, struct dx_state *observed)
{
    const json_t *candidates = dx_state_get(observed, ACM_CANDIDATES);
    bool exists = json_is_true(dx_state_get(observed, DX_EXISTS));
    json_t *given = exists ? acm_as_candidate(observed->document) : NULL; /* chosen by a provider */
    struct choice choice = {
        .desired = desired, .others = json_array(), .strangers = json_array(), .whole = true};
    size_t index;
    json_t *certificate;
    if (given != NULL) {
        consider(&choice, given);
    }
    json_array_foreach((json_t *)(uintptr_t)candidates, index, certificate) {
        if (given == NULL ||
            !json_equal(json_object_get(given, ACM_ARN), json_object_get(certificate, ACM_ARN))) {
            consider(&choice, certificate);
        }
    }
    json_t *document = conclude(&choice, observed->document);
    if (document != NULL) {
        json_decref(observed->document);
        observed->document = document;
    }
    json_decref(choice.others);
    json_decref(choice.strangers);
    json_decref(given);
    return document ? NULL : dxaws_error_out_of_memory();
}
