/* SPDX-License-Identifier: MIT */
/* Request bodies byte for byte as the AWS SDKs send them, and answers of every quality. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include <stdio.h>

#include "providers/aws-shapes.h"

#define NS " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

/* Takes @a body over. */
static void check_golden(char *body, const char *name)
{
    char path[4096];
    char wanted[4096] = "";
    snprintf(path, sizeof path, TEST_DATA "/%s", name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    size_t size = fread(wanted, 1, sizeof wanted - 1, file);
    fclose(file);
    wanted[size] = '\0';
    ck_assert_ptr_nonnull(body);
    ck_assert_str_eq(body, wanted);
    free(body);
}

/* Takes @a found over. */
static void ck_found(json_t *found, const char *wanted)
{
    char *json = json_dumps(found, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_str_eq(json, wanted);
    free(json);
    json_decref(found);
}

/* rule 45: what is written, byte for byte, with the namespace on the root */
START_TEST(bodies_are_those_of_the_sdks)
{
    check_golden(shape_create_bucket("ca-central-1", NULL), "create-bucket.xml");
    check_golden(shape_versioning(true), "put-versioning.xml");
    json_t *block = json_pack("{sb sb sb sb}", "block_public_acls", 1, "ignore_public_acls", 1,
                              "block_public_policy", 1, "restrict_public_buckets", 1);
    check_golden(shape_public_access_block(block), "put-public-access-block.xml");
    json_decref(block);
    json_t *tags = json_pack("{ss}", "a", "b");
    check_golden(shape_tagging(tags), "put-tagging.xml");
    check_golden(shape_create_bucket("ca-central-1", tags), "create-bucket-tagged.xml");
    check_golden(shape_create_bucket(NULL, tags), "create-bucket-us-east-1.xml");
    json_decref(tags);
}
END_TEST

START_TEST(each_switch_has_its_element)
{
    json_t *block = json_pack("{sb}", "block_public_policy", 1);
    char *body = shape_public_access_block(block);
    ck_assert_str_eq(body, "<PublicAccessBlockConfiguration" NS
                           "><BlockPublicAcls>false</BlockPublicAcls>"
                           "<IgnorePublicAcls>false</IgnorePublicAcls>"
                           "<BlockPublicPolicy>true</BlockPublicPolicy>"
                           "<RestrictPublicBuckets>false</RestrictPublicBuckets>"
                           "</PublicAccessBlockConfiguration>");
    json_t *found = NULL;
    ck_ok(shape_read_public_access_block(body, strlen(body), &found));
    ck_found(found, "{\"public_access_block\":{\"block_public_acls\":false,"
                    "\"block_public_policy\":true,\"ignore_public_acls\":false,"
                    "\"restrict_public_buckets\":false}}");
    json_decref(block);
    free(body);
}
END_TEST

START_TEST(suspended_is_said_so)
{
    char *body = shape_versioning(false);
    ck_assert_ptr_nonnull(strstr(body, "<Status>Suspended</Status>"));
    free(body);
}
END_TEST

/* rule 45: what is written is escaped, and read as it was */
START_TEST(tags_survive_writing_and_reading)
{
    json_t *tags = json_pack("{ssssssss}", "aws:cloudformation:stack-name", "s", "a&b", "<\"'>",
                             "empty", "", "gr\xc3\xbcn", "\xe2\x82\xac");
    char *body = shape_tagging(tags);
    ck_assert_ptr_nonnull(strstr(body, "gr\xc3\xbcn"));
    json_t *found = NULL;
    ck_ok(shape_read_tagging(body, strlen(body), &found));
    ck_found(found, "{\"tags\":{\"a&b\":\"<\\\"'>\",\"aws:cloudformation:stack-name\":\"s\","
                    "\"empty\":\"\",\"gr\xc3\xbcn\":\"\xe2\x82\xac\"}}");
    free(body);
    json_decref(tags);
}
END_TEST

static const struct {
    const char *body;
    const char *found;
} versionings[] = {
    {"<VersioningConfiguration" NS "/>", "{\"versioning\":false}"},
    {"<VersioningConfiguration" NS "><Status>Suspended</Status></VersioningConfiguration>",
     "{\"versioning\":false}"},
    {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<VersioningConfiguration" NS
     "><Status>Enabled</Status><MfaDelete>Disabled</MfaDelete></VersioningConfiguration>\n",
     "{\"versioning\":true}"},
    {"<Versioning><Status>Enabled</Status></Versioning>", "{\"versioning\":true}"},
    {"<GetBucketVersioningResponse" NS "></GetBucketVersioningResponse>", "{\"versioning\":false}"},
};

/* rule 45: what is read, also with a declaration, and an element that is missing */
START_TEST(versioning_is_read_in_every_form)
{
    json_t *found = NULL;
    ck_ok(shape_read_versioning(versionings[_i].body, strlen(versionings[_i].body), &found));
    ck_found(found, versionings[_i].found);
}
END_TEST

#define ENCRYPTED(rule)                                                                            \
    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>" rule           \
    "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"

static const struct {
    const char *body;
    const char *found;
} encryptions[] = {
    {ENCRYPTED("<SSEAlgorithm>AES256</SSEAlgorithm>"),
     "{\"encryption\":{\"algorithm\":\"SSE-S3\",\"bucket_key\":false}}"},
    {ENCRYPTED("<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:k</KMSMasterKeyID>"),
     "{\"encryption\":{\"algorithm\":\"SSE-KMS\",\"bucket_key\":false,\"kms_key\":\"arn:k\"}}"},
    {ENCRYPTED("<SSEAlgorithm>aws:new</SSEAlgorithm>"),
     "{\"encryption\":{\"algorithm\":\"aws:new\",\"bucket_key\":false}}"},
    {"<ServerSideEncryptionConfiguration/>", "{\"encryption\":{}}"},
};

START_TEST(encryption_is_read)
{
    json_t *found = NULL;
    ck_ok(shape_read_encryption(encryptions[_i].body, strlen(encryptions[_i].body), &found));
    ck_found(found, encryptions[_i].found);
}
END_TEST

/* What is asked for, and how it comes back: a bucket key is off unless it is on. */
static const struct {
    const char *wanted;
    const char *body;
    const char *found;
} encryption_bodies[] = {
    {"{\"algorithm\":\"SSE-S3\"}",
     "<ServerSideEncryptionConfiguration" NS "><Rule><ApplyServerSideEncryptionByDefault>"
     "<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>"
     "</ServerSideEncryptionConfiguration>",
     "{\"encryption\":{\"algorithm\":\"SSE-S3\",\"bucket_key\":false}}"},
    {"{\"algorithm\":\"SSE-KMS\",\"kms_key\":\"alias/k\",\"bucket_key\":true}",
     "<ServerSideEncryptionConfiguration" NS "><Rule><ApplyServerSideEncryptionByDefault>"
     "<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>alias/k</KMSMasterKeyID>"
     "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>"
     "</ServerSideEncryptionConfiguration>",
     "{\"encryption\":{\"algorithm\":\"SSE-KMS\",\"bucket_key\":true,\"kms_key\":\"alias/k\"}}"},
    {"{\"algorithm\":\"DSSE-KMS\",\"kms_key\":\"k\",\"bucket_key\":false}",
     "<ServerSideEncryptionConfiguration" NS "><Rule><ApplyServerSideEncryptionByDefault>"
     "<SSEAlgorithm>aws:kms:dsse</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID>"
     "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>"
     "</ServerSideEncryptionConfiguration>",
     "{\"encryption\":{\"algorithm\":\"DSSE-KMS\",\"bucket_key\":false,\"kms_key\":\"k\"}}"},
};

START_TEST(encryption_is_written_and_read_again)
{
    json_t *wanted = json_loads(encryption_bodies[_i].wanted, 0, NULL);
    char *body = shape_encryption(wanted);
    json_t *found = NULL;
    ck_assert_str_eq(body, encryption_bodies[_i].body);
    ck_ok(shape_read_encryption(body, strlen(body), &found));
    ck_found(found, encryption_bodies[_i].found);
    json_decref(wanted);
    free(body);
}
END_TEST

#define ACL(owner, grants)                                                                         \
    "<AccessControlPolicy" NS "><Owner>" owner "</Owner><AccessControlList>" grants                \
    "</AccessControlList></AccessControlPolicy>"
#define GRANT(grantee)                                                                             \
    "<Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "                     \
    "xsi:type=\"CanonicalUser\">" grantee "</Grantee><Permission>READ</Permission></Grant>"
#define OWNER "<ID>me</ID><DisplayName>me</DisplayName>"

static const struct {
    const char *body;
    const char *found;
} acls[] = {
    {ACL(OWNER, GRANT(OWNER)), "{}"},
    {ACL(OWNER, ""), "{}"},
    {ACL(OWNER, GRANT(OWNER) GRANT("<ID>you</ID>")), "{\"acl_grantee\":\"you\"}"},
    {ACL(OWNER, GRANT("<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI>")),
     "{\"acl_grantee\":\"http://acs.amazonaws.com/groups/global/AllUsers\"}"},
};

START_TEST(whom_an_acl_lets_in_is_read)
{
    json_t *found = NULL;
    ck_ok(shape_read_grants(acls[_i].body, strlen(acls[_i].body), &found));
    ck_found(found, acls[_i].found);
}
END_TEST

START_TEST(ownership_is_written_and_read_again)
{
    char *body = shape_ownership_controls("BucketOwnerPreferred");
    json_t *found = NULL;
    ck_assert_str_eq(body, "<OwnershipControls" NS "><Rule><ObjectOwnership>BucketOwnerPreferred"
                           "</ObjectOwnership></Rule></OwnershipControls>");
    ck_ok(shape_read_ownership_controls(body, strlen(body), &found));
    ck_found(found, "{\"object_ownership\":\"BucketOwnerPreferred\"}");
    free(body);
}
END_TEST

#define BLOCK(first)                                                                               \
    "<PublicAccessBlockConfiguration>" first "<IgnorePublicAcls>true</IgnorePublicAcls>"           \
    "<BlockPublicPolicy>true</BlockPublicPolicy>"                                                  \
    "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
#define TAGS(inner) "<Tagging><TagSet>" inner "</TagSet></Tagging>"

typedef dxaws_error *reader(const char *body, size_t size, json_t **found);
#define VERSIONING shape_read_versioning
#define ACCESS shape_read_public_access_block
#define TAGGING shape_read_tagging
#define POLICY shape_read_policy
#define CIPHER shape_read_encryption

/* What must never be taken for an empty or a loosened configuration. */
static const struct {
    reader *read;
    const char *body;
} garbage[] = {
    {VERSIONING, ""},
    {VERSIONING, "\n"},
    {VERSIONING, "garbage"},
    {VERSIONING, "<VersioningConfiguration><Status>Enabled</Sta"},
    {VERSIONING, "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"},
    {VERSIONING, "<VersioningConfiguration><Status/></VersioningConfiguration>"},
    {VERSIONING, "<Tagging/>"},
    {VERSIONING, "<Tagging><TagSet/></Tagging>"},
    {VERSIONING,
     "<VersioningConfiguration><MfaDelete>Disabled</MfaDelete></VersioningConfiguration>"},
    {VERSIONING, "<Error><Status>Enabled</Status></Error>"},
    {VERSIONING, "<html><body>login here</body></html>"},
    {VERSIONING, "<!DOCTYPE x [<!ENTITY e \"Enabled\">]><VersioningConfiguration><Status>&e;"
                 "</Status></VersioningConfiguration>"},
    {ACCESS, ""},
    {ACCESS, "<PublicAccessBlockConfiguration/>"},
    {ACCESS, BLOCK("")},
    {ACCESS, BLOCK("<BlockPublicAcls>maybe</BlockPublicAcls>")},
    {ACCESS, "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"},
    {TAGGING, ""},
    {TAGGING, "<Tagging/>"},
    {TAGGING, TAGS("<Tag><Key>a</Key></Tag>")},
    {TAGGING, TAGS("<Tag><Value>b</Value></Tag>")},
    {TAGGING, TAGS("<Tag><Key></Key><Value>b</Value></Tag>")},
    {TAGGING, "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag>"},
    {shape_read_ownership_controls, "<OwnershipControls/>"},
    {shape_read_ownership_controls, "<OwnershipControls><Rule/></OwnershipControls>"},
    {shape_read_grants, "<AccessControlPolicy/>"},
    {shape_read_grants, ACL("", GRANT("<ID>you</ID>"))},
    {CIPHER, ""},
    {CIPHER, ENCRYPTED("<KMSMasterKeyID>k</KMSMasterKeyID>")},
    {CIPHER, "<ServerSideEncryptionConfiguration><Rule/></ServerSideEncryptionConfiguration>"},
    {CIPHER, "<ServerSideEncryptionConfiguration><Rule><ApplyServerSide"},
    {POLICY, ""},
    {POLICY, "[]"},
    {POLICY, "{}"},
    {POLICY, "{\"status\":\"ok\"}"},
    {POLICY, "{\"Version\":\"2012-10-17\"}"},
    {POLICY, "{\"Statement\":\"ok\"}"},
    {POLICY, "{\"Statement\":{\"status\":\"ok\"}}"},
    {POLICY, "{\"Statement\":[{\"Effect\":\"Allow\"},{}]}"},
    {POLICY, "{\"Statement\":"},
    {POLICY, "{\"Statement\":[],\"Statement\":[]}"},
};

/* rule 45: entities, pages of others and what is cut short are never an answer */
START_TEST(what_is_not_the_whole_answer_is_an_error)
{
    json_t *found = NULL;
    ck_refused(garbage[_i].read(garbage[_i].body, strlen(garbage[_i].body), &found),
               DXAWS_ERROR_PROTOCOL, "s3 Get");
    ck_assert_ptr_null(found);
}
END_TEST

START_TEST(an_answer_cut_anywhere_is_an_error)
{
    const char *body = TAGS("<Tag><Key>a</Key><Value>b</Value></Tag>");
    for (size_t size = 0; size < strlen(body); size++) {
        json_t *found = NULL;
        ck_refused(shape_read_tagging(body, size, &found), DXAWS_ERROR_PROTOCOL,
                   "s3 GetBucketTagging");
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("shapes");
    tcase_add_test(cases, bodies_are_those_of_the_sdks);
    tcase_add_test(cases, each_switch_has_its_element);
    tcase_add_test(cases, suspended_is_said_so);
    tcase_add_test(cases, tags_survive_writing_and_reading);
    tcase_add_loop_test(cases, versioning_is_read_in_every_form, 0,
                        sizeof versionings / sizeof *versionings);
    tcase_add_loop_test(cases, encryption_is_read, 0, sizeof encryptions / sizeof *encryptions);
    tcase_add_loop_test(cases, encryption_is_written_and_read_again, 0,
                        sizeof encryption_bodies / sizeof *encryption_bodies);
    tcase_add_loop_test(cases, whom_an_acl_lets_in_is_read, 0, sizeof acls / sizeof *acls);
    tcase_add_test(cases, ownership_is_written_and_read_again);
    tcase_add_loop_test(cases, what_is_not_the_whole_answer_is_an_error, 0,
                        sizeof garbage / sizeof *garbage);
    tcase_add_test(cases, an_answer_cut_anywhere_is_an_error);
    return run_suite("s3 shapes", cases);
}
