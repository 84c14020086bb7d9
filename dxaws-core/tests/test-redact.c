/* SPDX-License-Identifier: MIT */
/* What is hidden in text from elsewhere, and what is not. */
#include "testing.h"

#include "decorators/cassette.h"
#include "redact.h"

#define KEY "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

/* Rule 32. */
static const struct {
    const char *secret; /* NULL for none */
    const char *text;
    const char *shown;
} cases[] = {
    {KEY, "", ""},
    {KEY, "nothing of it is here", "nothing of it is here"},
    {KEY, "you sent " KEY ", which is wrong", "you sent ***, which is wrong"},
    {KEY, KEY, "***"},
    {KEY, KEY KEY "!", "***!"},
    {KEY, "(" KEY ") and '" KEY "'", "(***) and '***'"},
    /* parts of it, from twelve characters on */
    {KEY, "wJalrXUtnFEM...", "***..."},
    {KEY, "...iCYEXAMPLEKEY", "...***"},
    {KEY, "K7MDENG+bPxRf", "***"},
    {KEY, "wJalrXUtnFE", "wJalrXUtnFE"},
    {KEY, "wJalrXUtnFEMI/\nK7MDENG+bPxRfi", "***\n***"},
    /* encoded */
    {KEY, "?token=wJalrXUtnFEMI%2FK7MDENG%2bbPxRfiCYEXAMPLEKEY&x=1", "?token=***&x=1"},
    {KEY, "wJalrXUtnFEMI\\/K7MDENG+bPxRfiCYEXAMPLEKEY", "***"},
    {KEY, "wJalrXUtnFEMI_K7MDENG-bPxRfiCYEXAMPLEKEY", "***"},
    {KEY,
     "in base64: d0phbHJYVXRuRkVNSS9LN01ERU5HK2JQeFJmaUNZRVhBTVBMRUtFWQ==", "in base64: ***=="},
    /* behind "a:" and "ab:", so that its bits are shifted */
    {KEY, "YTp3SmFsclhVdG5GRU1JL0s3TURFTkcrYlB4UmZpQ1lFWEFNUExFS0VZ", "YTp***"},
    {KEY, "YWI6d0phbHJYVXRuRkVNSS9LN01ERU5HK2JQeFJmaUNZRVhBTVBMRUtFWQ", "YWI6***"},
    /* short secrets as a whole, and not too short ones */
    {"passwort", "password is passwort", "password is ***"},
    {"passwort", "passwor", "passwor"},
    {"key", "the key", "the key"},
    /* several lines are several secrets */
    {"{\n \"Version\": 1,\n \"SecretAccessKey\": \"" KEY "\"\n}\n", "got " KEY ".", "got ***."},
    /* by name, whatever it is */
    {NULL, "aws_secret_access_key = abcdefghijkl; ok", "aws_secret_access_key = ***; ok"},
    {NULL, "{\"SecretAccessKey\": \"abcdefghijkl\", \"a\": 1}",
     "{\"SecretAccessKey\": \"***\", \"a\": 1}"},
    {NULL, "{\\\"SessionToken\\\":\\\"abcdefghijkl\\\"}", "{\\\"SessionToken\\\":\\\"***\\\"}"},
    {NULL, "<SecretAccessKey>abcdefghijkl</SecretAccessKey>",
     "<SecretAccessKey>***</SecretAccessKey>"},
    {NULL, "https://h/?X-Amz-Signature=abcdefghijkl&X-Amz-Security-Token=abcdefghijklm&x",
     "https://h/?X-Amz-Signature=***&X-Amz-Security-Token=***&x"},
    {NULL, "x-aws-ec2-metadata-token: abcdefghijkl", "x-aws-ec2-metadata-token: ***"},
    {NULL, "x-amz-sso_bearer_token: abcdefghijkl", "x-amz-sso_bearer_token: ***"},
    {NULL, "Authorization: AWS4-HMAC-SHA256 Credential=AKID/x, Signature=abcdefghijkl",
     "Authorization: *** Credential=AKID/x, Signature=***"},
    {NULL, "authorization: Bearer abcdefghijkl", "authorization: Bearer ***"},
    {NULL, "curl -H 'Authorization: Basic dTpjYW5hcnkxMjM=' x",
     "curl -H 'Authorization: Basic ***' x"},
    {NULL, "refreshToken=abcdefghijkl clientSecret:abcdefghijkl",
     "refreshToken=*** clientSecret:***"},
    /* and what only looks like it */
    {NULL, "The security token included in the request is invalid.",
     "The security token included in the request is invalid."},
    {NULL, "signature: it does not match", "signature: it does not match"},
    {NULL, "password=short", "password=short"},
    {NULL, "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
     "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"},
    {KEY, "100% and 5%2 and \\", "100% and 5%2 and \\"},
};

START_TEST(secret_is_hidden_and_the_rest_is_shown)
{
    struct aws_secrets secrets = {0};
    aws_secrets_add(&secrets, cases[_i].secret);
    char *text = strdup(cases[_i].text);
    ck_assert(aws_redact(text, &secrets));
    ck_assert_str_eq(text, cases[_i].shown);
    free(text);
    aws_secrets_free(&secrets);
}
END_TEST

static const struct {
    const char *url;
    const char *text;
    const char *shown;
} urls[] = {
    {NULL, "http://proxy:3128", "http://proxy:3128"},
    {"http://proxy-without:3128", "proxy-without", "proxy-without"},
    {"http://me:passwort@proxy:1", "it is passwort", "it is ***"},
    {"me:passwort@proxy:1", "it is passwort", "it is ***"},
    /* "Basic", as a proxy is sent it */
    {"http://me:c%61n%2fry@proxy:1", "sent bWU6Y2FuL3J5 of can/ry", "sent *** of ***"},
    {"http://me:canary@proxy:1", "sent bWU6Y2FuYXJ5 of canary", "sent *** of ***"},
    {"http://someone:passwort@proxy:1", "sent c29tZW9uZTpwYXNzd29ydA==", "sent ***=="},
};

START_TEST(user_and_password_of_a_url_are_secret)
{
    struct aws_secrets secrets = {0};
    aws_secrets_add_url(&secrets, urls[_i].url);
    char *text = strdup(urls[_i].text);
    ck_assert(aws_redact(text, &secrets));
    ck_assert_str_eq(text, urls[_i].shown);
    free(text);
    aws_secrets_free(&secrets);
}
END_TEST

START_TEST(of_a_signed_header_only_the_signature_is_secret)
{
    struct aws_headers headers = {0};
    struct aws_secrets secrets = {0};
    aws_headers_add(&headers, "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260523/us-east-1/s3/aws4_request, "
                    "SignedHeaders=host;x-amz-date, Signature=0123456789abcdef0123");
    aws_headers_add(&headers, "X-Amz-Security-Token", "token-of-a-session");
    aws_secrets_add_headers(&secrets, &headers);
    char text[] = "AKIDEXAMPLE/20260523/us-east-1/s3/aws4_request host;x-amz-date "
                  "0123456789abcdef0123 token-of-a-session";
    ck_assert(aws_redact(text, &secrets));
    ck_assert_str_eq(text, "AKIDEXAMPLE/20260523/us-east-1/s3/aws4_request host;x-amz-date *** "
                           "***");
    aws_secrets_free(&secrets);
    aws_headers_free(&headers);
}
END_TEST

/* What a recording says of an account, wherever it stands. */
START_TEST(account_is_masked_in_a_recording)
{
    json_t *value = json_pack("{s{ss ss ss ss} s[s]}", "payload", "account", "999988887777",
                              "caller_account", "999988887777", "note", "999988887777", "owner",
                              "arn:aws:iam::999988887777:root", "account", "caller");
    ck_assert(cassette_redact(value));
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_str_eq(text, "{\"account\":[\"caller\"],\"payload\":{\"account\":\"123456789012\","
                           "\"caller_account\":\"123456789012\","
                           "\"note\":\"999988887777\","
                           "\"owner\":\"arn:aws:iam::123456789012:root\"}}");
    free(text);
    json_decref(value);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("redact");
    TCase *tests = tcase_create("redact");
    tcase_add_loop_test(tests, secret_is_hidden_and_the_rest_is_shown, 0,
                        sizeof(cases) / sizeof(cases[0]));
    tcase_add_loop_test(tests, user_and_password_of_a_url_are_secret, 0,
                        sizeof(urls) / sizeof(urls[0]));
    tcase_add_test(tests, of_a_signed_header_only_the_signature_is_secret);
    tcase_add_test(tests, account_is_masked_in_a_recording);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
