/* SPDX-License-Identifier: MIT */
/* Random buckets: whatever S3 makes of them, a second run has nothing to do. */
#include <dxaws/kit/settles.h>
#include <dxaws/s3.h>

static json_t *random_tags(struct dx_random *random)
{
    static const char *const keys[] = {"owner", "Cost Center", "a:b/c", "\xc3\xa4@x", "k=1", "e+f"};
    static const char *const values[] = {"", "web", "a b", "_.:/=+-@", "gr\xc3\xbc\xc3\x9f", "0"};
    json_t *tags = json_object();
    for (unsigned i = dx_random_below(random, 5); i > 0; i--) {
        json_object_set_new(tags, DX_RANDOM_OF(random, keys),
                            json_string(DX_RANDOM_OF(random, values)));
    }
    return tags;
}

static json_t *random_block(struct dx_random *random)
{
    static const char *const members[] = {"block_public_acls", "ignore_public_acls",
                                          "block_public_policy", "restrict_public_buckets"};
    json_t *block = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (dx_random_chance(random, 70)) {
            json_object_set_new(block, members[i], json_boolean(dx_random_chance(random, 50)));
        }
    }
    return block;
}

/* One text, a list of it, or a list of several in any order, with repetitions. */
static json_t *spelled(struct dx_random *random, const char *const *texts, unsigned count)
{
    json_t *one = json_string(texts[dx_random_below(random, count)]);
    if (dx_random_chance(random, 40)) {
        return one;
    }
    json_t *list = json_pack("[o]", one);
    for (unsigned i = dx_random_below(random, 4); i > 0; i--) {
        json_array_append_new(list, json_string(texts[dx_random_below(random, count)]));
    }
    return list;
}

static json_t *random_principal(struct dx_random *random)
{
    static const char *const accounts[] = {
        "111122223333", "444455556666", "arn:aws:iam::111122223333:root",
        "arn:aws:iam::444455556666:role/x", "arn:aws:iam::444455556666:user/y"};
    static const char *const services[] = {"cloudfront.amazonaws.com", "logging.s3.amazonaws.com"};
    json_t *principal = json_object();
    if (dx_random_chance(random, 70)) {
        json_object_set_new(principal, "AWS", spelled(random, accounts, 5));
    }
    if (json_object_size(principal) == 0 || dx_random_chance(random, 30)) {
        json_object_set_new(principal, "Service", spelled(random, services, 2));
    }
    return principal;
}

static json_t *random_condition(struct dx_random *random)
{
    static const char *const addresses[] = {"192.0.2.0/24", "198.51.100.7/32", "2001:db8::/32"};
    json_t *condition = json_object();
    if (dx_random_chance(random, 60)) {
        json_t *flag = json_boolean(dx_random_chance(random, 50));
        json_object_set_new(condition, "Bool",
                            dx_random_chance(random, 50)
                                ? json_pack("{so}", "aws:SecureTransport", flag)
                                : json_pack("{s[o]}", "aws:SecureTransport", flag));
    }
    if (dx_random_chance(random, 40)) {
        json_t *age = dx_random_chance(random, 50) ? json_integer(dx_random_below(random, 1000000))
                                                   : json_real(dx_random_below(random, 100) / 4.0);
        json_object_set_new(condition, "NumericGreaterThan",
                            json_pack("{so}", "s3:signatureAge", age));
    }
    if (dx_random_chance(random, 40)) {
        json_object_set_new(condition, "NotIpAddress",
                            json_pack("{so}", "aws:SourceIp", spelled(random, addresses, 3)));
    }
    return condition;
}

static json_t *random_statement(struct dx_random *random, const char *bucket)
{
    static const char *const actions[] = {"s3:GetObject", "s3:PutObject", "s3:*", "s3:ListBucket",
                                          "s3:GetObject*"};
    char arn[100];
    char objects[104];
    snprintf(arn, sizeof arn, "arn:aws:s3:::%s", bucket);
    snprintf(objects, sizeof objects, "%s/*", arn);
    const char *const resources[] = {arn, objects};
    bool anybody = dx_random_chance(random, 40);
    json_t *principal = !anybody                       ? random_principal(random)
                        : dx_random_chance(random, 50) ? json_string("*")
                                                       : json_pack("{ss}", "AWS", "*");
    json_t *statement = json_pack(
        "{ss so so so}", "Effect", anybody || dx_random_chance(random, 50) ? "Deny" : "Allow",
        "Principal", principal, dx_random_chance(random, 85) ? "Action" : "NotAction",
        spelled(random, actions, 5), "Resource", spelled(random, resources, 2));
    if (dx_random_chance(random, 70)) {
        json_object_set_new(statement, "Condition", random_condition(random));
    }
    return statement;
}

static json_t *random_encryption(struct dx_random *random)
{
    static const char *const algorithms[] = {"SSE-S3", "SSE-KMS", "DSSE-KMS"};
    static const char *const keys[] = {"alias/k", "1234abcd", "mrk-1234abcd",
                                       "arn:aws:kms:eu-west-1:123456789012:key/1234abcd",
                                       "arn:aws:kms:eu-west-1:123456789012:alias/k"};
    unsigned choice = dx_random_below(random, 3);
    json_t *encryption = json_pack("{ss}", "algorithm", algorithms[choice]);
    if (choice > 0) {
        json_object_set_new(encryption, "kms_key", json_string(DX_RANDOM_OF(random, keys)));
    }
    if (dx_random_chance(random, 50)) {
        bool enabled = choice == 1 && dx_random_chance(random, 50);
        json_object_set_new(encryption, "bucket_key", json_boolean(enabled));
    }
    return encryption;
}

static json_t *desired(struct dx_random *random)
{
    static const char *const sids[] = {"One", "Two", "Three3"};
    char name[40];
    snprintf(name, sizeof name, "settles-%u", random->life);
    json_t *tree = json_pack("{ss ss}", "name", name, "region", "eu-west-1");
    if (dx_random_chance(random, 70)) {
        json_object_set_new(tree, "tags", random_tags(random));
    }
    if (dx_random_chance(random, 50)) {
        json_object_set_new(tree, "versioning", json_boolean(dx_random_chance(random, 50)));
    }
    if (dx_random_chance(random, 50)) {
        json_object_set_new(tree, "public_access_block", random_block(random));
    }
    if (dx_random_chance(random, 40)) {
        static const char *const owners[] = {"BucketOwnerEnforced", "BucketOwnerPreferred",
                                             "ObjectWriter"};
        json_object_set_new(tree, "object_ownership", json_string(DX_RANDOM_OF(random, owners)));
    }
    if (dx_random_chance(random, 40)) {
        json_object_set_new(tree, "encryption", random_encryption(random));
    }
    if (dx_random_chance(random, 80)) {
        json_t *statements = json_object();
        for (unsigned i = dx_random_below(random, 4); i > 0; i--) {
            json_object_set_new(statements, DX_RANDOM_OF(random, sids),
                                random_statement(random, name));
        }
        json_object_set_new(tree, "policy_statements", statements);
    }
    return tree;
}

int main(int argc, char **argv)
{
    const struct dx_settles settles = {
        .modules = {dxaws_s3_module()}, .documents = 4, .desired = desired};
    return dx_settles_main(&settles, argc, argv);
}
