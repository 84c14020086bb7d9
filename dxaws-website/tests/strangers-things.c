/* SPDX-License-Identifier: MIT */
/* Somebody's things, whose names collide with a site's. */
#include "strangers.h"

#include <stdio.h>
#include <string.h>

#define ELSEWHERE "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/theirs/1"

/* Takes the digits of a variant off, one after the other. */
static unsigned digit(unsigned *variant, unsigned base)
{
    unsigned found = *variant % base;
    *variant /= base;
    return found;
}

static void set_text(json_t *document, const char *member, const char *text)
{
    json_object_set_new(document, member, json_string(text));
}

/* None; an owner's; as many as nearly fill it; a stack's; another site's; a copy of ours; ours in
 * part; a pair that a manifest declares as well. */
enum { TAG_KINDS = 9, MANY = 48 };
static json_t *tags_of(unsigned kind, const char *site, const char *name)
{
    json_t *tags = json_object();
    char text[320];
    switch (kind % TAG_KINDS) {
    case 1:
        set_text(tags, "owner", "finance");
        break;
    case 2:
        for (int i = 0; i < MANY; i++) {
            snprintf(text, sizeof text, "k%d", i);
            set_text(tags, text, "v");
        }
        break;
    case 3:
        set_text(tags, "aws:cloudformation:stack-name", "prod");
        break;
    case 4:
        snprintf(text, sizeof text, "made %s", name);
        set_text(tags, "dxaws:site", "other");
        set_text(tags, "dxaws:managed", text);
        break;
    case 5:
        set_text(tags, "dxaws:site", site);
        set_text(tags, "dxaws:managed", "made something-else");
        break;
    case 6:
        set_text(tags, "dxaws:site", site);
        break;
    case 7:
        snprintf(text, sizeof text, "made %s", name);
        set_text(tags, "dxaws:managed", text);
        break;
    case 8:
        set_text(tags, "team", "web");
        set_text(tags, "cost", "9");
        break;
    default:
        break;
    }
    return tags;
}

static json_t *statement(const char *sid, const char *bucket)
{
    char resource[200];
    snprintf(resource, sizeof resource, "arn:aws:s3:::%s/*", bucket);
    return json_pack("{ss ss s{ss} ss ss}", "Sid", sid, "Effect", "Allow", "Principal", "AWS",
                     "arn:aws:iam::123456789012:role/theirs", "Action", "s3:GetObject", "Resource",
                     resource);
}

void thing_add_statement(json_t *bucket, const char *id, const char *sid)
{
    json_t *policy = json_object_get(bucket, "policy");
    if (json_object_get(policy, "Statement") == NULL) {
        policy = json_pack("{ss s[]}", "Version", "2012-10-17", "Statement");
        json_object_set_new(bucket, "policy", policy);
    }
    json_array_append_new(json_object_get(policy, "Statement"), statement(sid, id));
}

static void add_bucket(struct world *world, const struct thing *thing, const json_t *like)
{
    const struct manifest *manifest = &manifests[thing->manifest];
    unsigned variant = thing->variant;
    char name[100];
    unsigned which = digit(&variant, 4);
    snprintf(name, sizeof name, which == 3 ? "%s-backup" : "%s",
             which == 3 ? manifest->site : manifest->bucket);
    json_t *bucket = json_deep_copy(like);
    json_object_set_new(bucket, "policy", json_object());
    json_object_set_new(bucket, "versioning", json_boolean(digit(&variant, 2)));
    unsigned statements = digit(&variant, 3);
    if (statements > 0) {
        thing_add_statement(bucket, name, statements == 1 ? "Theirs" : "DxawsCloudFrontRead");
    }
    if (digit(&variant, 2)) {
        json_object_set_new(bucket, "objects", json_pack("[{ss}]", "key", "index.html"));
    }
    if (digit(&variant, 6) == 0) {
        set_text(bucket, "owner", "999999999999");
    }
    if (digit(&variant, 4) == 0) {
        set_text(bucket, "region", "eu-west-1");
    }
    json_object_set_new(bucket, "tags", tags_of(thing->tags, manifest->site, name));
    world_put(world, "s3", "bucket", name, bucket);
}

static void certificate_arn(size_t number, bool abroad, char arn[128])
{
    snprintf(arn, 128,
             "arn:aws:acm:%s:123456789012:certificate/00000000-0000-4000-8000-99999999%04zu",
             abroad ? "eu-west-1" : "us-east-1", number);
}

static void add_certificate(struct world *world, const struct thing *thing, size_t number,
                            const json_t *like)
{
    static const char *const states[] = {"ISSUED", "PENDING_VALIDATION", "FAILED", "EXPIRED"};
    const struct manifest *manifest = &manifests[thing->manifest];
    unsigned variant = thing->variant;
    json_t *certificate = json_deep_copy(like);
    char arn[128];
    char name[300];
    set_text(certificate, "status", states[digit(&variant, 4)]);
    bool abroad = digit(&variant, 4) == 0;
    certificate_arn(number, abroad, arn);
    set_text(certificate, "region", abroad ? "eu-west-1" : "us-east-1");
    set_text(certificate, "key_algorithm", digit(&variant, 2) ? "EC_prime256v1" : "RSA_2048");
    json_object_set_new(certificate, "in_use_by",
                        digit(&variant, 3) == 0 ? json_pack("[s]", ELSEWHERE) : json_array());
    set_text(certificate, "token", arn);
    mark_name("certificate", arn, certificate, name);
    json_object_set_new(certificate, "tags", tags_of(thing->tags, manifest->site, name));
    world_put(world, "acm", "certificate", arn, certificate);
}

/* No name is served twice, and no reference given twice. */
static bool is_taken(struct world *world, const char *member, const json_t *value)
{
    json_t *all = world_all(world, "cloudfront", "distribution");
    const char *id;
    json_t *other;
    bool taken = false;
    json_object_foreach(all, id, other) {
        taken = taken || (json_array_size(value) > 0 || json_is_string(value)
                              ? json_equal(json_object_get(other, member), value)
                              : false);
    }
    json_decref(all);
    return taken;
}

static void add_distribution(struct world *world, const struct thing *thing, size_t number,
                             const json_t *like)
{
    const struct manifest *manifest = &manifests[thing->manifest];
    unsigned variant = thing->variant;
    char text[200];
    char id[32];
    snprintf(id, sizeof id, "ESTRANGER%zu", number);
    json_t *made = json_deep_copy(like);
    set_text(made, "id", id);
    snprintf(text, sizeof text, "arn:aws:cloudfront::123456789012:distribution/%s", id);
    set_text(made, "arn", text);
    snprintf(text, sizeof text, "dstranger%zu.cloudfront.net", number);
    set_text(made, "domain_name", text);
    json_t *aliases = digit(&variant, 3) == 0 ? json_pack("[s]", manifest->domain) : json_array();
    if (is_taken(world, "aliases", aliases)) {
        json_array_clear(aliases);
    }
    json_object_set_new(made, "aliases", aliases);
    unsigned comment = digit(&variant, 3);
    snprintf(text, sizeof text, "dxaws-cloudfront:%s", manifest->site);
    set_text(made, "comment", comment == 0 ? text : comment == 1 ? "theirs" : "");
    json_t *reference = json_string(digit(&variant, 4) == 0 ? text : id);
    if (is_taken(world, "caller_reference", reference)) {
        json_string_set(reference, id);
    }
    json_object_set_new(made, "caller_reference", reference);
    world_put(world, "cloudfront", "reference", json_string_value(reference),
              json_pack("{ss}", "id", id));
    snprintf(text, sizeof text, "%s.s3.ca-central-1.amazonaws.com",
             digit(&variant, 2) ? manifest->bucket : "their-bucket");
    set_text(made, "origin_domain_name", text);
    set_text(made, "origin_oac_id", digit(&variant, 2) ? "ECONTROL0" : "");
    certificate_arn(0, false, text);
    set_text(made, "certificate_arn", json_array_size(aliases) > 0 ? text : "");
    json_object_set_new(made, "enabled", json_boolean(digit(&variant, 4) != 0));
    json_object_set_new(made, "tags",
                        tags_of(thing->tags, manifest->site, json_string_value(reference)));
    set_text(made, "etag", id); /* which no change will have */
    json_object_set_new(made, "deployed_ms", json_integer(0));
    world_put(world, "cloudfront", "distribution", id, made);
}

/* ACM hears of who uses it. */
static void certificate_used_by(struct world *world, const char *arn, json_t *users)
{
    json_t *all = world_all(world, "acm", "certificate");
    json_t *certificate = json_incref(json_object_get(all, arn));
    json_decref(all);
    json_array_extend(json_object_get(certificate, "in_use_by"), users);
    json_decref(users);
    world_put(world, "acm", "certificate", arn, certificate);
}

void thing_let_go(struct world *world, size_t number)
{
    char own[120];
    const char *arn;
    json_t *certificate;
    snprintf(own, sizeof own, "ESTRANGER%zu", number);
    world_remove(world, "cloudfront", "distribution", own);
    snprintf(own, sizeof own, "arn:aws:cloudfront::123456789012:distribution/ESTRANGER%zu", number);
    json_t *all = world_all(world, "acm", "certificate");
    json_object_foreach(all, arn, certificate) {
        json_t *users = json_object_get(certificate, "in_use_by");
        for (size_t i = json_array_size(users); i > 0; i--) {
            if (strcmp(json_string_value(json_array_get(users, i - 1)), own) == 0) {
                json_array_remove(users, i - 1);
                world_put(world, "acm", "certificate", arn, json_incref(certificate));
            }
        }
    }
    json_decref(all);
}

void thing_use(struct world *world, enum thing_kind kind, const char *id, size_t number)
{
    const struct thing thing = {.kind = A_DISTRIBUTION, .variant = 1 + 3 * (1 + 3)};
    char own[32];
    char text[200];
    thing_add(world, &thing, number);
    snprintf(own, sizeof own, "ESTRANGER%zu", number);
    json_t *all = world_all(world, "cloudfront", "distribution");
    json_t *distribution = json_incref(json_object_get(all, own));
    json_decref(all);
    if (kind == A_BUCKET) {
        snprintf(text, sizeof text, "%.100s.s3.ca-central-1.amazonaws.com", id);
        set_text(distribution, "origin_domain_name", text);
    } else if (kind == A_CONTROL) {
        set_text(distribution, "origin_oac_id", id);
    } else {
        set_text(distribution, "certificate_arn", id);
        certificate_used_by(world, id, json_pack("[O]", json_object_get(distribution, "arn")));
    }
    world_put(world, "cloudfront", "distribution", own, distribution);
}

static void add_control(struct world *world, const struct thing *thing, size_t number,
                        const json_t *like)
{
    unsigned variant = thing->variant;
    char id[32];
    char name[64];
    snprintf(id, sizeof id, "ECONTROL%zu", number);
    json_t *control = json_deep_copy(like);
    snprintf(name, sizeof name, digit(&variant, 3) ? "dxaws-%s" : "%s-theirs",
             manifests[thing->manifest].site);
    static const char *const descriptions[] = {"", "theirs", "dxaws:site=other"};
    json_t *all = world_all(world, "cloudfront", "oac");
    const char *other_id;
    json_t *other;
    json_object_foreach(all, other_id, other) {
        if (strcmp(json_string_value(json_object_get(other, "name")), name) == 0) {
            snprintf(name, sizeof name, "theirs-%zu", number);
        }
    }
    json_decref(all);
    set_text(control, "name", name);
    set_text(control, "description", descriptions[digit(&variant, 3)]);
    set_text(control, "signing_behavior", digit(&variant, 2) ? "never" : "always");
    world_put(world, "cloudfront", "oac", id, control);
}

/* What stands at the site's name or at its certificate's, of any type. */
static json_t *record_of(unsigned kind, const char *domain, const json_t *validation)
{
    static const struct {
        const char *type;
        const char *value;
    } plain[] = {{"A", "192.0.2.9"},
                 {"AAAA", "2001:db8::9"},
                 {"CNAME", "their-site.example.net."},
                 {"TXT", "\"theirs\""},
                 {"HTTPS", "1 . alpn=\"h2\""}};
    char name[200];
    snprintf(name, sizeof name, "%s.", domain);
    if (kind < 5) {
        return json_pack("{ss ss si s[s]}", "name", name, "type", plain[kind].type, "ttl_s", 60,
                         "values", plain[kind].value);
    }
    if (kind == 5 || kind == 6) {
        json_t *record = json_pack("{ss ss s{ss ss sb}}", "name", name, "type", "A", "alias",
                                   "zone_id", DXAWS_CLOUDFRONT_HOSTED_ZONE_ID, "dns_name",
                                   "dstranger0.cloudfront.net.", "evaluate_target_health", 0);
        if (kind == 6) {
            set_text(record, "routing_identifier", "half");
        }
        return record;
    }
    return json_pack(
        "{sO ss si s[O]}", "name", json_object_get(validation, "name"), "type", "CNAME", "ttl_s",
        300, "values",
        json_object_get(validation, kind == 7 ? "value" : "name") /* the name is no right value */);
}

static void add_record(struct world *world, const struct thing *thing, const json_t *validation)
{
    enum { RECORD_KINDS = 9 };
    json_t *record =
        record_of(thing->variant % RECORD_KINDS, manifests[thing->manifest].domain, validation);
    json_t *zone = first_of(&world->fixture, "route53", "zone", NULL);
    json_t *records = json_object_get(zone, "records");
    size_t index;
    json_t *other;
    bool fits = true;
    json_array_foreach(records, index, other) {
        if (!json_equal(json_object_get(other, "name"), json_object_get(record, "name"))) {
            continue;
        }
        const char *type = json_string_value(json_object_get(other, "type"));
        const char *own = json_string_value(json_object_get(record, "type"));
        fits = fits && strcmp(type, "CNAME") != 0 && strcmp(own, "CNAME") != 0 &&
               strcmp(type, own) != 0;
    }
    if (fits) {
        json_array_append(records, record);
        world_put(world, "route53", "zone", world->fixture.zone_id, json_incref(zone));
    }
    json_decref(record);
    json_decref(zone);
}

/* What AWS makes of a site of that domain: the shape of what somebody else may have made. */
static json_t *example_of(const char *domain)
{
    static json_t *examples;
    json_t *example = json_object_get(examples, domain);
    if (example != NULL) {
        return example;
    }
    char text[200];
    struct fixture fixture;
    snprintf(text, sizeof text, "{\"site\":\"any\",\"domain\":\"%s\",\"region\":\"ca-central-1\"}",
             domain);
    fixture_open(&fixture);
    want(&fixture, text);
    json_decref(converge(&fixture));
    example = json_pack("{so so so so}", "bucket", first_of(&fixture, "s3", "bucket", NULL),
                        "certificate", first_of(&fixture, "acm", "certificate", NULL),
                        "distribution", first_of(&fixture, "cloudfront", "distribution", NULL),
                        "oac", first_of(&fixture, "cloudfront", "oac", NULL));
    fixture_close(&fixture);
    examples = examples ? examples : json_object();
    json_object_set_new(examples, domain, example);
    return example;
}

void thing_add(struct world *world, const struct thing *thing, size_t number)
{
    const json_t *like = example_of(manifests[thing->manifest].domain);
    if (thing->kind == A_BUCKET) {
        add_bucket(world, thing, json_object_get(like, "bucket"));
    } else if (thing->kind == A_CERTIFICATE) {
        add_certificate(world, thing, number, json_object_get(like, "certificate"));
    } else if (thing->kind == A_DISTRIBUTION) {
        add_distribution(world, thing, number, json_object_get(like, "distribution"));
    } else if (thing->kind == A_CONTROL) {
        add_control(world, thing, number, json_object_get(like, "oac"));
    } else {
        add_record(world, thing, json_object_get(json_object_get(like, "certificate"), "record"));
    }
}

void things_add(struct world *world, const struct scenario *scenario)
{
    size_t count[THING_KINDS] = {0};
    for (size_t i = 0; i < scenario->thing_count; i++) {
        thing_add(world, &scenario->things[i], count[scenario->things[i].kind]++);
    }
}
