/* SPDX-License-Identifier: MIT */
/* Made by scripts/contract-check --update, and never edited: it compiles as long as nothing that it
 * names was taken away or changed. */
#include <stddef.h>

#include <dxaws/acm-contract.h>
#include <dxaws/acm-errors.h>
#include <dxaws/acm-provider.h>
#include <dxaws/acm-providers.h>
#include <dxaws/acm.h>
#include <dxaws/ambient.h>
#include <dxaws/aws.h>
#include <dxaws/base.h>
#include <dxaws/cloudfront-contract.h>
#include <dxaws/cloudfront-errors.h>
#include <dxaws/cloudfront-provider.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/cloudfront-values.h>
#include <dxaws/cloudfront.h>
#include <dxaws/context.h>
#include <dxaws/contract.h>
#include <dxaws/core.h>
#include <dxaws/credential-source.h>
#include <dxaws/credentials.h>
#include <dxaws/dns-contract.h>
#include <dxaws/dns-errors.h>
#include <dxaws/dns-provider.h>
#include <dxaws/dns-providers.h>
#include <dxaws/dns.h>
#include <dxaws/document.h>
#include <dxaws/error-codes.h>
#include <dxaws/error.h>
#include <dxaws/event-types.h>
#include <dxaws/extend/acm.h>
#include <dxaws/extend/cloudfront.h>
#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/events.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/names.h>
#include <dxaws/extend/s3.h>
#include <dxaws/extend/tree.h>
#include <dxaws/memory.h>
#include <dxaws/module.h>
#include <dxaws/o11y.h>
#include <dxaws/options.h>
#include <dxaws/plan.h>
#include <dxaws/provider.h>
#include <dxaws/role.h>
#include <dxaws/s3-contract.h>
#include <dxaws/s3-errors.h>
#include <dxaws/s3-provider.h>
#include <dxaws/s3-providers.h>
#include <dxaws/s3.h>
#include <dxaws/session.h>
#include <dxaws/settings.h>
#include <dxaws/sign.h>
#include <dxaws/stream.h>
#include <dxaws/tags.h>
#include <dxaws/transport.h>
#include <dxaws/version.h>
#include <dxaws/website-errors.h>
#include <dxaws/website.h>

#define TYPE(what, ...)                                                                            \
    _Static_assert(__builtin_types_compatible_p(__typeof__(what), __VA_ARGS__), #what)
#define MEMBER(of, name) (((of *)0)->name)
#define FIRST(of, name) _Static_assert(offsetof(of, name) == 0, #of " begins with " #name)
#define AFTER(of, before, name)                                                                    \
    _Static_assert(offsetof(of, name) == (offsetof(of, before) + sizeof MEMBER(of, before) +       \
                                          _Alignof(__typeof__(MEMBER(of, name))) - 1) /            \
                                             _Alignof(__typeof__(MEMBER(of, name))) *              \
                                             _Alignof(__typeof__(MEMBER(of, name))),               \
                   #of ": " #name " stands right after " #before)
#define NUMBER(name, value) _Static_assert((name) == (value), #name)
#define TEXT(name, value) _Static_assert(__builtin_strcmp(name, value) == 0, #name)

NUMBER(DXAWS_ERROR_INVALID_ARGUMENT, 1);
NUMBER(DXAWS_ERROR_NOT_FOUND, 2);
NUMBER(DXAWS_ERROR_CONFLICT, 3);
NUMBER(DXAWS_ERROR_PERMISSION, 4);
NUMBER(DXAWS_ERROR_UNAUTHENTICATED, 5);
NUMBER(DXAWS_ERROR_THROTTLED, 6);
NUMBER(DXAWS_ERROR_UNAVAILABLE, 7);
NUMBER(DXAWS_ERROR_TIMEOUT, 8);
NUMBER(DXAWS_ERROR_CANCELLED, 9);
NUMBER(DXAWS_ERROR_UNSUPPORTED, 10);
NUMBER(DXAWS_ERROR_PARTIAL, 11);
NUMBER(DXAWS_ERROR_PROTOCOL, 12);
NUMBER(DXAWS_ERROR_INVALID_STATE, 13);
NUMBER(DXAWS_ERROR_OUT_OF_MEMORY, 14);
NUMBER(DXAWS_ERROR_INTERNAL, 15);
NUMBER(DXAWS_ERROR_REFUSED, 16);
NUMBER(DXAWS_ERROR_STALE, 17);
TYPE(dxaws_error_new, dxaws_error *(dxaws_error_kind kind, const char *domain, const char *code,
                                    const char *format, ...));
TYPE(dxaws_error_out_of_memory, dxaws_error *(void));
TYPE(dxaws_error_free, void(dxaws_error *error));
TYPE(dxaws_error_cleanup, void(dxaws_error **pointer));
TYPE(dxaws_error_get_kind, dxaws_error_kind(const dxaws_error *error));
TYPE(dxaws_error_domain, const char *(const dxaws_error *error));
TYPE(dxaws_error_code, const char *(const dxaws_error *error));
TYPE(dxaws_error_message, const char *(const dxaws_error *error));
TYPE(dxaws_error_aws_code, const char *(const dxaws_error *error));
TYPE(dxaws_error_http_status, int(const dxaws_error *error));
TYPE(dxaws_error_request_id, const char *(const dxaws_error *error));
TYPE(dxaws_error_operation, const char *(const dxaws_error *error));
TYPE(dxaws_error_resource, const char *(const dxaws_error *error));
TYPE(dxaws_error_is_retryable, _Bool(const dxaws_error *error));
TYPE(dxaws_error_cause, const dxaws_error *(const dxaws_error *error));
TYPE(dxaws_error_find,
     const dxaws_error *(const dxaws_error *error, const char *domain, const char *code));
TYPE(dxaws_error_kind_name, const char *(dxaws_error_kind kind));
TYPE(dxaws_error_kind_parse, dxaws_error_kind(const char *name));
TYPE(dxaws_error_format, char *(const dxaws_error *error));
TYPE(dxaws_error_parse, dxaws_error *(const char *json));
NUMBER(DXAWS_CONTRACT_PASSED, 1);
NUMBER(DXAWS_CONTRACT_FAILED, 2);
NUMBER(DXAWS_CONTRACT_SKIPPED, 3);
FIRST(dxaws_contract_options, size);
TYPE(MEMBER(dxaws_contract_options, size), size_t);
AFTER(dxaws_contract_options, size, only);
TYPE(MEMBER(dxaws_contract_options, only), const char *);
AFTER(dxaws_contract_options, only, self);
TYPE(MEMBER(dxaws_contract_options, self), void *);
AFTER(dxaws_contract_options, self, report);
TYPE(MEMBER(dxaws_contract_options, report),
     void (*)(void *self, const char *name, dxaws_contract_outcome outcome, const char *why));
FIRST(dxaws_contract_counts, passed);
TYPE(MEMBER(dxaws_contract_counts, passed), size_t);
AFTER(dxaws_contract_counts, passed, failed);
TYPE(MEMBER(dxaws_contract_counts, failed), size_t);
AFTER(dxaws_contract_counts, failed, skipped);
TYPE(MEMBER(dxaws_contract_counts, skipped), size_t);
TYPE(dxaws_contract_print,
     void(void *self, const char *name, dxaws_contract_outcome outcome, const char *why));
NUMBER(DXAWS_EVENT_TRACE, 1);
NUMBER(DXAWS_EVENT_DEBUG, 2);
NUMBER(DXAWS_EVENT_INFO, 3);
NUMBER(DXAWS_EVENT_WARN, 4);
NUMBER(DXAWS_EVENT_ERROR, 5);
TYPE(dxaws_event_source, const char *(const dxaws_event *event));
TYPE(dxaws_event_type, const char *(const dxaws_event *event));
TYPE(dxaws_event_subject, const char *(const dxaws_event *event));
TYPE(dxaws_event_get_level, dxaws_event_level(const dxaws_event *event));
TYPE(dxaws_event_time_ms, int64_t(const dxaws_event *event));
TYPE(dxaws_event_fields, const char *(const dxaws_event *event));
TYPE(dxaws_event_format, const char *(const dxaws_event *event));
FIRST(dxaws_sink_ops, size);
TYPE(MEMBER(dxaws_sink_ops, size), size_t);
AFTER(dxaws_sink_ops, size, emit);
TYPE(MEMBER(dxaws_sink_ops, emit), void (*)(void *self, const dxaws_event *event));
AFTER(dxaws_sink_ops, emit, destroy);
TYPE(MEMBER(dxaws_sink_ops, destroy), void (*)(void *self));
TYPE(dxaws_sink_new, dxaws_error *(const dxaws_sink_ops *ops, void *self, dxaws_sink **sink));
TYPE(dxaws_sink_new_json_lines, dxaws_error *(const char *path, dxaws_sink **sink));
TYPE(dxaws_sink_ref, dxaws_sink *(dxaws_sink *sink));
TYPE(dxaws_sink_unref, dxaws_sink *(dxaws_sink *sink));
TYPE(dxaws_sink_cleanup, void(dxaws_sink **pointer));
FIRST(dxaws_clock_ops, size);
TYPE(MEMBER(dxaws_clock_ops, size), size_t);
AFTER(dxaws_clock_ops, size, now_ms);
TYPE(MEMBER(dxaws_clock_ops, now_ms), int64_t (*)(void *self));
AFTER(dxaws_clock_ops, now_ms, monotonic_ms);
TYPE(MEMBER(dxaws_clock_ops, monotonic_ms), int64_t (*)(void *self));
AFTER(dxaws_clock_ops, monotonic_ms, sleep_ms);
TYPE(MEMBER(dxaws_clock_ops, sleep_ms), void (*)(void *self, int64_t ms));
AFTER(dxaws_clock_ops, sleep_ms, jitter);
TYPE(MEMBER(dxaws_clock_ops, jitter), double (*)(void *self));
AFTER(dxaws_clock_ops, jitter, destroy);
TYPE(MEMBER(dxaws_clock_ops, destroy), void (*)(void *self));
TYPE(dxaws_context_new, dxaws_context *(void));
TYPE(dxaws_context_new_child, dxaws_context *(dxaws_context *parent, int64_t timeout_ms));
TYPE(dxaws_context_ref, dxaws_context *(dxaws_context *context));
TYPE(dxaws_context_unref, dxaws_context *(dxaws_context *context));
TYPE(dxaws_context_cleanup, void(dxaws_context **pointer));
TYPE(dxaws_context_set_timeout_ms, void(dxaws_context *context, int64_t timeout_ms));
TYPE(dxaws_context_set_clock,
     dxaws_error *(dxaws_context *context, const dxaws_clock_ops *ops, void *self));
TYPE(dxaws_context_set_scaled_clock,
     dxaws_error *(dxaws_context *context, double factor, int64_t start_ms));
TYPE(dxaws_context_set_sink, void(dxaws_context *context, dxaws_sink *sink));
TYPE(dxaws_context_cancel, void(dxaws_context *context));
TYPE(dxaws_context_is_cancelled, _Bool(const dxaws_context *context));
TYPE(dxaws_context_check, dxaws_error *(const dxaws_context *context));
TYPE(dxaws_context_remaining_ms, int64_t(const dxaws_context *context));
TYPE(dxaws_context_now_ms, int64_t(const dxaws_context *context));
TYPE(dxaws_context_monotonic_ms, int64_t(const dxaws_context *context));
TYPE(dxaws_context_jitter, double(const dxaws_context *context));
TYPE(dxaws_context_sleep_ms, dxaws_error *(dxaws_context *context, int64_t ms));
FIRST(dxaws_file_ops, size);
TYPE(MEMBER(dxaws_file_ops, size), size_t);
AFTER(dxaws_file_ops, size, read);
TYPE(MEMBER(dxaws_file_ops, read),
     int (*)(void *self, const char *path, char **content, size_t *content_size));
AFTER(dxaws_file_ops, read, write);
TYPE(MEMBER(dxaws_file_ops, write),
     int (*)(void *self, const char *path, const char *content, size_t content_size));
FIRST(dxaws_process_ops, size);
TYPE(MEMBER(dxaws_process_ops, size), size_t);
AFTER(dxaws_process_ops, size, run);
TYPE(MEMBER(dxaws_process_ops, run),
     int (*)(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
             char **output, char **diagnostics));
TYPE(dxaws_credentials_new,
     dxaws_credentials *(const char *access_key_id, const char *secret_access_key));
TYPE(dxaws_credentials_free, void(dxaws_credentials *credentials));
TYPE(dxaws_credentials_cleanup, void(dxaws_credentials **pointer));
TYPE(dxaws_credentials_set_session_token, void(dxaws_credentials *credentials, const char *token));
TYPE(dxaws_credentials_set_account_id,
     void(dxaws_credentials *credentials, const char *account_id));
TYPE(dxaws_credentials_set_expires_ms, void(dxaws_credentials *credentials, int64_t expires_ms));
TYPE(dxaws_credentials_access_key_id, const char *(const dxaws_credentials *credentials));
TYPE(dxaws_credentials_secret_access_key, const char *(const dxaws_credentials *credentials));
TYPE(dxaws_credentials_session_token, const char *(const dxaws_credentials *credentials));
TYPE(dxaws_credentials_account_id, const char *(const dxaws_credentials *credentials));
TYPE(dxaws_credentials_source, const char *(const dxaws_credentials *credentials));
TYPE(dxaws_credentials_expires_ms,
     _Bool(const dxaws_credentials *credentials, int64_t *expires_ms));
TYPE(dxaws_credentials_process_json, const char *(const dxaws_credentials *credentials));
FIRST(dxaws_credential_source_ops, size);
TYPE(MEMBER(dxaws_credential_source_ops, size), size_t);
AFTER(dxaws_credential_source_ops, size, name);
TYPE(MEMBER(dxaws_credential_source_ops, name), const char *);
AFTER(dxaws_credential_source_ops, name, fetch);
TYPE(MEMBER(dxaws_credential_source_ops, fetch),
     dxaws_error *(*)(void *self, dxaws_context *context, dxaws_credentials **credentials));
TYPE(dxaws_role_new, dxaws_role *(const char *arn));
TYPE(dxaws_role_free, void(dxaws_role *role));
TYPE(dxaws_role_cleanup, void(dxaws_role **pointer));
TYPE(dxaws_role_set_external_id, void(dxaws_role *role, const char *external_id));
TYPE(dxaws_role_set_session_name, void(dxaws_role *role, const char *session_name));
TYPE(dxaws_role_set_duration_s, void(dxaws_role *role, unsigned duration_s));
FIRST(dxaws_transport_ops, size);
TYPE(MEMBER(dxaws_transport_ops, size), size_t);
AFTER(dxaws_transport_ops, size, perform);
TYPE(MEMBER(dxaws_transport_ops, perform),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_transport_request *request,
                      dxaws_transport_response *response));
AFTER(dxaws_transport_ops, perform, start);
TYPE(MEMBER(dxaws_transport_ops, start),
     dxaws_error *(*)(void *self, dxaws_context *context, dxaws_transport_exchange *exchange));
AFTER(dxaws_transport_ops, start, cancel);
TYPE(MEMBER(dxaws_transport_ops, cancel), void (*)(void *self, dxaws_transport_exchange *exchange));
TYPE(dxaws_transport_exchange_request,
     const dxaws_transport_request *(const dxaws_transport_exchange *exchange));
TYPE(dxaws_transport_exchange_response,
     dxaws_transport_response *(dxaws_transport_exchange *exchange));
TYPE(dxaws_transport_exchange_end, void(dxaws_transport_exchange *exchange, dxaws_error *error));
TYPE(dxaws_transport_request_method, const char *(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_url, const char *(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_header_count, size_t(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_header_name,
     const char *(const dxaws_transport_request *request, size_t index));
TYPE(dxaws_transport_request_header_value,
     const char *(const dxaws_transport_request *request, size_t index));
TYPE(dxaws_transport_request_header,
     const char *(const dxaws_transport_request *request, const char *name));
TYPE(dxaws_transport_request_body_size, uint64_t(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_read_body,
     dxaws_error *(const dxaws_transport_request *request, void *buffer, size_t capacity,
                   size_t *count));
TYPE(dxaws_transport_request_rewind_body, dxaws_error *(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_connect_timeout_ms, int64_t(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_timeout_ms, int64_t(const dxaws_transport_request *request));
TYPE(dxaws_transport_request_is_direct, _Bool(const dxaws_transport_request *request));
TYPE(dxaws_transport_response_set_status, void(dxaws_transport_response *response, int status));
TYPE(dxaws_transport_response_add_header,
     void(dxaws_transport_response *response, const char *name, const char *value));
TYPE(dxaws_transport_response_append_body,
     void(dxaws_transport_response *response, const void *data, size_t size));
TYPE(dxaws_session_options_new, dxaws_session_options *(void));
TYPE(dxaws_session_options_free, void(dxaws_session_options *options));
TYPE(dxaws_session_options_cleanup, void(dxaws_session_options **pointer));
TYPE(dxaws_session_options_set_profile, void(dxaws_session_options *options, const char *profile));
TYPE(dxaws_session_options_set_region, void(dxaws_session_options *options, const char *region));
TYPE(dxaws_session_options_set_endpoint_url, void(dxaws_session_options *options, const char *url));
TYPE(dxaws_session_options_set_keys, void(dxaws_session_options *options, const char *access_key_id,
                                          const char *secret, const char *token));
TYPE(dxaws_session_options_set_credential_source,
     void(dxaws_session_options *options, const dxaws_credential_source_ops *ops, void *self));
TYPE(dxaws_session_options_set_max_attempts,
     void(dxaws_session_options *options, unsigned attempts));
TYPE(dxaws_session_options_set_ca_bundle, void(dxaws_session_options *options, const char *path));
TYPE(dxaws_session_options_set_fips, void(dxaws_session_options *options, _Bool fips));
TYPE(dxaws_session_options_set_dualstack, void(dxaws_session_options *options, _Bool dualstack));
TYPE(dxaws_session_options_set_s3_accelerate,
     void(dxaws_session_options *options, _Bool accelerate));
NUMBER(DXAWS_RETRY_MODE_DEFAULT, 0);
NUMBER(DXAWS_RETRY_MODE_STANDARD, 1);
NUMBER(DXAWS_RETRY_MODE_ADAPTIVE, 2);
TYPE(dxaws_session_options_set_retry_mode,
     void(dxaws_session_options *options, dxaws_retry_mode mode));
NUMBER(DXAWS_RETRY_PACE_DEFAULT, 0);
NUMBER(DXAWS_RETRY_PACE_2026, 1);
NUMBER(DXAWS_RETRY_PACE_BEFORE_2026, 2);
TYPE(dxaws_session_options_set_retry_pace,
     void(dxaws_session_options *options, dxaws_retry_pace pace));
NUMBER(DXAWS_BUCKET_ADDRESSING_DEFAULT, 0);
NUMBER(DXAWS_BUCKET_ADDRESSING_AUTO, 1);
NUMBER(DXAWS_BUCKET_ADDRESSING_PATH, 2);
TYPE(dxaws_session_options_set_bucket_addressing,
     void(dxaws_session_options *options, dxaws_bucket_addressing addressing));
NUMBER(DXAWS_CHECKSUM_MODE_DEFAULT, 0);
NUMBER(DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED, 1);
NUMBER(DXAWS_CHECKSUM_MODE_WHEN_REQUIRED, 2);
TYPE(dxaws_session_options_set_request_checksum,
     void(dxaws_session_options *options, dxaws_checksum_mode mode));
TYPE(dxaws_session_options_set_response_checksum,
     void(dxaws_session_options *options, dxaws_checksum_mode mode));
TYPE(dxaws_session_options_set_aws_compute,
     void(dxaws_session_options *options, _Bool aws_compute));
TYPE(dxaws_session_options_set_role, void(dxaws_session_options *options, const dxaws_role *role));
TYPE(dxaws_session_options_unset_role, void(dxaws_session_options *options));
TYPE(dxaws_session_options_set_mfa,
     void(dxaws_session_options *options,
          dxaws_error *(*ask)(void *self, dxaws_context *context, const char *serial, char *code,
                              size_t size),
          void *self));
TYPE(dxaws_session_options_set_proxy, void(dxaws_session_options *options, const char *url));
TYPE(dxaws_session_options_set_environment,
     void(dxaws_session_options *options, const char *(*lookup)(void *self, const char *name),
          void *self));
TYPE(dxaws_session_options_set_file_root, void(dxaws_session_options *options, const char *path));
TYPE(dxaws_session_options_set_files,
     void(dxaws_session_options *options, const dxaws_file_ops *ops, void *self));
TYPE(dxaws_session_options_set_processes,
     void(dxaws_session_options *options, const dxaws_process_ops *ops, void *self));
TYPE(dxaws_session_options_set_transport,
     void(dxaws_session_options *options, const dxaws_transport_ops *ops, void *self));
TYPE(dxaws_session_new,
     dxaws_error *(const dxaws_session_options *options, dxaws_session **session));
TYPE(dxaws_session_ref, dxaws_session *(dxaws_session *session));
TYPE(dxaws_session_unref, dxaws_session *(dxaws_session *session));
TYPE(dxaws_session_cleanup, void(dxaws_session **pointer));
TYPE(dxaws_session_region,
     dxaws_error *(dxaws_session *session, dxaws_context *context, const char **region));
TYPE(dxaws_session_check_credentials,
     dxaws_error *(dxaws_session *session, dxaws_context *context, const char **source));
FIRST(dxaws_reader_ops, size);
TYPE(MEMBER(dxaws_reader_ops, size), size_t);
AFTER(dxaws_reader_ops, size, read);
TYPE(MEMBER(dxaws_reader_ops, read),
     dxaws_error *(*)(void *self, dxaws_context *context, void *buffer, size_t capacity,
                      size_t *count));
AFTER(dxaws_reader_ops, read, rewind);
TYPE(MEMBER(dxaws_reader_ops, rewind), dxaws_error *(*)(void *self, dxaws_context *context));
AFTER(dxaws_reader_ops, rewind, destroy);
TYPE(MEMBER(dxaws_reader_ops, destroy), void (*)(void *self));
FIRST(dxaws_writer_ops, size);
TYPE(MEMBER(dxaws_writer_ops, size), size_t);
AFTER(dxaws_writer_ops, size, write);
TYPE(MEMBER(dxaws_writer_ops, write),
     dxaws_error *(*)(void *self, dxaws_context *context, const void *data, size_t size));
AFTER(dxaws_writer_ops, write, restart);
TYPE(MEMBER(dxaws_writer_ops, restart), dxaws_error *(*)(void *self, dxaws_context *context));
AFTER(dxaws_writer_ops, restart, destroy);
TYPE(MEMBER(dxaws_writer_ops, destroy), void (*)(void *self));
TYPE(dxaws_aws_request_new, dxaws_aws_request *(const char *service, const char *operation,
                                                const char *method, const char *path));
TYPE(dxaws_aws_request_free, void(dxaws_aws_request *request));
TYPE(dxaws_aws_request_cleanup, void(dxaws_aws_request **pointer));
TYPE(dxaws_aws_request_add_path, void(dxaws_aws_request *request, const char *path));
TYPE(dxaws_aws_request_add_path_label, void(dxaws_aws_request *request, const char *label));
TYPE(dxaws_aws_request_set_unsigned, void(dxaws_aws_request *request, _Bool is_unsigned));
TYPE(dxaws_aws_request_set_signing_name, void(dxaws_aws_request *request, const char *name));
TYPE(dxaws_aws_request_set_endpoint_prefix, void(dxaws_aws_request *request, const char *prefix));
TYPE(dxaws_aws_request_set_endpoint_url, void(dxaws_aws_request *request, const char *url));
TYPE(dxaws_aws_request_set_global, void(dxaws_aws_request *request, _Bool global));
TYPE(dxaws_aws_request_set_path_as_is, void(dxaws_aws_request *request, _Bool as_is));
TYPE(dxaws_aws_request_set_payload_header, void(dxaws_aws_request *request, _Bool header));
TYPE(dxaws_aws_request_set_region, void(dxaws_aws_request *request, const char *region));
TYPE(dxaws_aws_request_set_bucket, void(dxaws_aws_request *request, const char *bucket));
TYPE(dxaws_aws_request_add_query,
     void(dxaws_aws_request *request, const char *name, const char *value));
TYPE(dxaws_aws_request_add_header,
     void(dxaws_aws_request *request, const char *name, const char *value));
TYPE(dxaws_aws_request_set_body, void(dxaws_aws_request *request, const void *body, size_t size));
TYPE(dxaws_aws_request_set_body_file, void(dxaws_aws_request *request, const char *path));
TYPE(dxaws_aws_request_set_body_reader,
     void(dxaws_aws_request *request, const dxaws_reader_ops *ops, void *self, uint64_t size));
TYPE(dxaws_aws_request_set_body_hash, void(dxaws_aws_request *request, const char *sha256));
TYPE(dxaws_aws_request_set_answer_writer,
     void(dxaws_aws_request *request, const dxaws_writer_ops *ops, void *self));
TYPE(dxaws_aws_request_set_content_type, void(dxaws_aws_request *request, const char *type));
TYPE(dxaws_aws_request_set_checksum, void(dxaws_aws_request *request, const char *algorithm));
TYPE(dxaws_aws_request_set_unsigned_payload,
     void(dxaws_aws_request *request, _Bool unsigned_payload));
TYPE(dxaws_aws_request_set_unsigned_token, void(dxaws_aws_request *request, _Bool unsigned_token));
TYPE(dxaws_aws_request_set_resource, void(dxaws_aws_request *request, const char *resource));
TYPE(dxaws_aws_call,
     dxaws_error *(dxaws_session *session, dxaws_context *context, dxaws_aws_request *request));
TYPE(dxaws_aws_call_batch, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                         dxaws_aws_request *const *requests, size_t count));
TYPE(dxaws_aws_presign, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                      dxaws_aws_request *request, int64_t expires_s, char **url));
FIRST(dxaws_aws_pages_ops, size);
TYPE(MEMBER(dxaws_aws_pages_ops, size), size_t);
AFTER(dxaws_aws_pages_ops, size, request);
TYPE(MEMBER(dxaws_aws_pages_ops, request), dxaws_aws_request *(*)(void *self, const char *token));
AFTER(dxaws_aws_pages_ops, request, read);
TYPE(MEMBER(dxaws_aws_pages_ops, read),
     dxaws_error *(*)(void *self, const dxaws_aws_request *answer, char **next, _Bool *stop));
TYPE(dxaws_aws_pages, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                    const dxaws_aws_pages_ops *ops, void *self));
TYPE(dxaws_aws_pages_from,
     dxaws_error *(dxaws_session *session, dxaws_context *context, const dxaws_aws_pages_ops *ops,
                   void *self, dxaws_aws_request *first));
TYPE(dxaws_aws_request_error, const dxaws_error *(const dxaws_aws_request *request));
TYPE(dxaws_aws_request_take_error, dxaws_error *(dxaws_aws_request *request));
TYPE(dxaws_aws_request_answer_status, int(const dxaws_aws_request *request));
TYPE(dxaws_aws_request_answer_region, const char *(const dxaws_aws_request *request));
TYPE(dxaws_aws_request_answer_header,
     const char *(const dxaws_aws_request *request, const char *name));
TYPE(dxaws_aws_request_answer_header_count, size_t(const dxaws_aws_request *request));
TYPE(dxaws_aws_request_answer_header_name,
     const char *(const dxaws_aws_request *request, size_t index));
TYPE(dxaws_aws_request_answer_header_value,
     const char *(const dxaws_aws_request *request, size_t index));
TYPE(dxaws_aws_request_answer_body, const char *(const dxaws_aws_request *request, size_t *size));
TYPE(dxaws_session_aws_env,
     dxaws_error *(dxaws_session *session, dxaws_context *context, dxaws_aws_env **env));
TYPE(dxaws_aws_env_free, void(dxaws_aws_env *env));
TYPE(dxaws_aws_env_cleanup, void(dxaws_aws_env **pointer));
TYPE(dxaws_aws_env_account, const char *(const dxaws_aws_env *env));
TYPE(dxaws_aws_env_region, const char *(const dxaws_aws_env *env));
TYPE(dxaws_aws_env_profile, const char *(const dxaws_aws_env *env));
TYPE(dxaws_aws_env_partition, const char *(const dxaws_aws_env *env));
TYPE(dxaws_aws_env_caller_arn, const char *(const dxaws_aws_env *env));
NUMBER(DXAWS_CREDENTIALS_FOUND, 1);
NUMBER(DXAWS_CREDENTIALS_NOTHING, 2);
NUMBER(DXAWS_CREDENTIALS_FAILED, 3);
NUMBER(DXAWS_CREDENTIALS_NOT_ASKED, 4);
TYPE(dxaws_session_credentials_report, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                                     dxaws_credentials_report **report));
TYPE(dxaws_credentials_report_free, void(dxaws_credentials_report *report));
TYPE(dxaws_credentials_report_cleanup, void(dxaws_credentials_report **pointer));
TYPE(dxaws_credentials_report_count, size_t(const dxaws_credentials_report *report));
TYPE(dxaws_credentials_report_source,
     const char *(const dxaws_credentials_report *report, size_t index));
TYPE(dxaws_credentials_report_outcome,
     dxaws_credential_outcome(const dxaws_credentials_report *report, size_t index));
TYPE(dxaws_credentials_report_detail,
     const char *(const dxaws_credentials_report *report, size_t index));
TYPE(dxaws_credentials_report_error, const dxaws_error *(const dxaws_credentials_report *report));
TYPE(dxaws_session_export_credentials, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                                     dxaws_credentials **credentials));
TYPE(dxaws_document_parse, dxaws_error *(const char *json, dxaws_document **document));
TYPE(dxaws_document_text, const char *(const dxaws_document *document));
TYPE(dxaws_document_ref, dxaws_document *(dxaws_document *document));
TYPE(dxaws_document_unref, dxaws_document *(dxaws_document *document));
TYPE(dxaws_document_cleanup, void(dxaws_document **pointer));
TYPE(dxaws_memory_account_new,
     dxaws_error *(const char *path, dxaws_context *context, dxaws_memory_account **account));
TYPE(dxaws_memory_account_ref, dxaws_memory_account *(dxaws_memory_account *account));
TYPE(dxaws_memory_account_unref, dxaws_memory_account *(dxaws_memory_account *account));
TYPE(dxaws_memory_account_cleanup, void(dxaws_memory_account **pointer));
TYPE(dxaws_memory_account_id, const char *(const dxaws_memory_account *account));
TYPE(dxaws_memory_account_clock_ms,
     dxaws_error *(dxaws_memory_account *account, dxaws_context *context, int64_t *clock_ms));
TYPE(dxaws_memory_account_reset,
     dxaws_error *(dxaws_memory_account *account, dxaws_context *context));
TYPE(dxaws_memory_account_fail_next,
     void(dxaws_memory_account *account, const char *service, unsigned count));
TYPE(dxaws_memory_account_calls,
     void(dxaws_memory_account *account, uint64_t *calls, uint64_t *writes));
TYPE(dxaws_plan_parse, dxaws_error *(const char *json, dxaws_plan **plan));
TYPE(dxaws_plan_new_action,
     dxaws_error *(const char *module, const char *kind, const char *resource,
                   const dxaws_document *payload, dxaws_plan **plan));
TYPE(dxaws_plan_format, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_hash, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_free, void(dxaws_plan *plan));
TYPE(dxaws_plan_cleanup, void(dxaws_plan **pointer));
TYPE(dxaws_plan_module, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_resource, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_desired, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_observed, const char *(const dxaws_plan *plan));
TYPE(dxaws_plan_count, size_t(const dxaws_plan *plan));
TYPE(dxaws_plan_at, const dxaws_action *(const dxaws_plan *plan, size_t index));
TYPE(dxaws_plan_is_complete, _Bool(const dxaws_plan *plan));
TYPE(dxaws_action_kind, const char *(const dxaws_action *action));
TYPE(dxaws_action_resource, const char *(const dxaws_action *action));
TYPE(dxaws_action_reason, const char *(const dxaws_action *action));
TYPE(dxaws_action_seconds, int64_t(const dxaws_action *action));
TYPE(dxaws_action_change_count, size_t(const dxaws_action *action));
TYPE(dxaws_action_change_at, _Bool(const dxaws_action *action, size_t index, const char **path,
                                   const char **before, const char **after));
TYPE(dxaws_action_payload, const char *(const dxaws_action *action));
NUMBER(DXAWS_WAIT_DEFAULT, 0);
NUMBER(DXAWS_WAIT_NONE, 1);
NUMBER(DXAWS_WAIT_ACCEPTED, 2);
NUMBER(DXAWS_WAIT_DEPLOYED, 3);
TYPE(dxaws_wait_name, const char *(dxaws_wait wait));
TYPE(dxaws_wait_parse, dxaws_wait(const char *name));
TYPE(dxaws_apply_options_new, dxaws_apply_options *(void));
TYPE(dxaws_apply_options_parse, dxaws_error *(const char *json, dxaws_apply_options **options));
TYPE(dxaws_apply_options_format, char *(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_free, void(dxaws_apply_options *options));
TYPE(dxaws_apply_options_cleanup, void(dxaws_apply_options **pointer));
TYPE(dxaws_apply_options_check, dxaws_error *(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_for,
     dxaws_error *(const dxaws_plan *plan, const dxaws_apply_options *given,
                   dxaws_apply_options **merged));
TYPE(dxaws_apply_options_set_wait, void(dxaws_apply_options *options, dxaws_wait wait));
TYPE(dxaws_apply_options_wait, dxaws_wait(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_set_timeout_ms,
     void(dxaws_apply_options *options, const char *kind, int64_t timeout_ms));
TYPE(dxaws_apply_options_timeout_ms, int64_t(const dxaws_apply_options *options, const char *kind));
TYPE(dxaws_apply_options_set_stop_after, void(dxaws_apply_options *options, const char *kind));
TYPE(dxaws_apply_options_stop_after, const char *(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_set_parallelism, void(dxaws_apply_options *options, int parallelism));
TYPE(dxaws_apply_options_parallelism, int(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_set_allow_destroy, void(dxaws_apply_options *options, const char *name));
TYPE(dxaws_apply_options_allow_destroy, const char *(const dxaws_apply_options *options));
TYPE(dxaws_apply_options_add_adopt, void(dxaws_apply_options *options, const char *identity));
TYPE(dxaws_apply_options_adopts, _Bool(const dxaws_apply_options *options, const char *identity));
FIRST(dxaws_provider_ops, size);
TYPE(MEMBER(dxaws_provider_ops, size), size_t);
AFTER(dxaws_provider_ops, size, name);
TYPE(MEMBER(dxaws_provider_ops, name), const char *);
AFTER(dxaws_provider_ops, name, destroy);
TYPE(MEMBER(dxaws_provider_ops, destroy), void (*)(void *self));
AFTER(dxaws_provider_ops, destroy, read);
TYPE(MEMBER(dxaws_provider_ops, read),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_document *wanted,
                      dxaws_document **observed));
AFTER(dxaws_provider_ops, read, perform);
TYPE(MEMBER(dxaws_provider_ops, perform),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_action *action,
                      const dxaws_document *before, dxaws_document **after));
AFTER(dxaws_provider_ops, perform, supports);
TYPE(MEMBER(dxaws_provider_ops, supports), _Bool (*)(void *self, const char *kind));
TYPE(dxaws_provider_new,
     dxaws_error *(const struct dxaws_module *module, const dxaws_provider_ops *ops, void *self,
                   dxaws_provider **provider));
TYPE(dxaws_provider_ref, dxaws_provider *(dxaws_provider *provider));
TYPE(dxaws_provider_unref, dxaws_provider *(dxaws_provider *provider));
TYPE(dxaws_provider_cleanup, void(dxaws_provider **pointer));
TYPE(dxaws_provider_module, const struct dxaws_module *(const dxaws_provider *provider));
TYPE(dxaws_provider_name, const char *(const dxaws_provider *provider));
TYPE(dxaws_provider_read, dxaws_error *(dxaws_provider *provider, dxaws_context *context,
                                        const dxaws_document *wanted, dxaws_document **observed));
TYPE(dxaws_provider_perform,
     dxaws_error *(dxaws_provider *provider, dxaws_context *context, const dxaws_action *action,
                   const dxaws_document *before, dxaws_document **after));
TYPE(dxaws_provider_supports, _Bool(dxaws_provider *provider, const char *kind));
FIRST(dxaws_provider_parts, size);
TYPE(MEMBER(dxaws_provider_parts, size), size_t);
AFTER(dxaws_provider_parts, size, session);
TYPE(MEMBER(dxaws_provider_parts, session), dxaws_session *);
AFTER(dxaws_provider_parts, session, account);
TYPE(MEMBER(dxaws_provider_parts, account), dxaws_memory_account *);
AFTER(dxaws_provider_parts, account, inner);
TYPE(MEMBER(dxaws_provider_parts, inner), dxaws_provider *);
AFTER(dxaws_provider_parts, inner, path);
TYPE(MEMBER(dxaws_provider_parts, path), const char *);
FIRST(struct dxaws_module, size);
TYPE(MEMBER(struct dxaws_module, size), size_t);
AFTER(struct dxaws_module, size, name);
TYPE(MEMBER(struct dxaws_module, name), const char *);
AFTER(struct dxaws_module, name, version);
TYPE(MEMBER(struct dxaws_module, version), const char *);
AFTER(struct dxaws_module, version, self);
TYPE(MEMBER(struct dxaws_module, self), const void *);
AFTER(struct dxaws_module, self, uses);
TYPE(MEMBER(struct dxaws_module, uses), const char *const *);
AFTER(struct dxaws_module, uses, check);
TYPE(MEMBER(struct dxaws_module, check),
     dxaws_error *(*)(const dxaws_module *module, const dxaws_document *desired));
AFTER(struct dxaws_module, check, plan);
TYPE(MEMBER(struct dxaws_module, plan),
     dxaws_error *(*)(const dxaws_module *module, const dxaws_document *desired,
                      const dxaws_document *current, const dxaws_apply_options *options,
                      dxaws_plan **plan));
AFTER(struct dxaws_module, plan, describe);
TYPE(MEMBER(struct dxaws_module, describe),
     dxaws_error *(*)(const dxaws_module *module, dxaws_document **description));
AFTER(struct dxaws_module, describe, simulate);
TYPE(MEMBER(struct dxaws_module, simulate),
     dxaws_error *(*)(const dxaws_module *module, const dxaws_action *action,
                      const dxaws_document *before, dxaws_document **after));
AFTER(struct dxaws_module, simulate, make);
TYPE(MEMBER(struct dxaws_module, make),
     dxaws_error *(*)(const dxaws_module *module, const char *kind,
                      const dxaws_provider_parts *parts, dxaws_provider **provider));
AFTER(struct dxaws_module, make, open);
TYPE(MEMBER(struct dxaws_module, open),
     dxaws_error *(*)(const dxaws_module *module, dxaws_provider *provider,
                      dxaws_manager *const *used, dxaws_manager **manager));
AFTER(struct dxaws_module, open, ref);
TYPE(MEMBER(struct dxaws_module, ref), dxaws_manager *(*)(dxaws_manager *manager));
AFTER(struct dxaws_module, ref, unref);
TYPE(MEMBER(struct dxaws_module, unref), dxaws_manager *(*)(dxaws_manager *manager));
AFTER(struct dxaws_module, unref, read);
TYPE(MEMBER(struct dxaws_module, read),
     dxaws_error *(*)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                      const dxaws_document *desired, dxaws_document **current));
AFTER(struct dxaws_module, read, apply);
TYPE(MEMBER(struct dxaws_module, apply),
     dxaws_error *(*)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                      const dxaws_plan *plan, const dxaws_apply_options *options, dxaws_plan **rest,
                      dxaws_document **result));
AFTER(struct dxaws_module, apply, step);
TYPE(MEMBER(struct dxaws_module, step),
     dxaws_error *(*)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                      const dxaws_plan *plan, const dxaws_apply_options *options,
                      dxaws_plan **rest));
TYPE(dxaws_session_settings_report,
     dxaws_error *(dxaws_session *session, dxaws_context *context, dxaws_settings_report **report));
TYPE(dxaws_settings_report_free, void(dxaws_settings_report *report));
TYPE(dxaws_settings_report_cleanup, void(dxaws_settings_report **pointer));
TYPE(dxaws_settings_report_count, size_t(const dxaws_settings_report *report));
TYPE(dxaws_settings_report_name, const char *(const dxaws_settings_report *report, size_t index));
TYPE(dxaws_settings_report_value, const char *(const dxaws_settings_report *report, size_t index));
TYPE(dxaws_settings_report_source, const char *(const dxaws_settings_report *report, size_t index));
TYPE(dxaws_settings_report_problem,
     const dxaws_error *(const dxaws_settings_report *report, size_t index));
TYPE(dxaws_session_clock_skew_ms, _Bool(dxaws_session *session, int64_t *skew_ms));
TYPE(dxaws_signable_new,
     dxaws_signable *(const char *service, const char *method, const char *url));
TYPE(dxaws_signable_free, void(dxaws_signable *signable));
TYPE(dxaws_signable_cleanup, void(dxaws_signable **pointer));
TYPE(dxaws_signable_set_region, void(dxaws_signable *signable, const char *region));
TYPE(dxaws_signable_add_header,
     void(dxaws_signable *signable, const char *name, const char *value));
TYPE(dxaws_signable_set_body, void(dxaws_signable *signable, const void *body, size_t size));
TYPE(dxaws_signable_set_body_hash, void(dxaws_signable *signable, const char *hash));
TYPE(dxaws_signable_set_path_as_is, void(dxaws_signable *signable, _Bool as_is));
TYPE(dxaws_signable_set_payload_header, void(dxaws_signable *signable, _Bool header));
TYPE(dxaws_signable_set_unsigned_token, void(dxaws_signable *signable, _Bool unsigned_token));
TYPE(dxaws_sign,
     dxaws_error *(dxaws_session *session, dxaws_context *context, dxaws_signable *signable));
TYPE(dxaws_sign_url, dxaws_error *(dxaws_session *session, dxaws_context *context,
                                   dxaws_signable *signable, int64_t expires_s, char **url));
TYPE(dxaws_signable_header_count, size_t(const dxaws_signable *signable));
TYPE(dxaws_signable_header_name, const char *(const dxaws_signable *signable, size_t index));
TYPE(dxaws_signable_header_value, const char *(const dxaws_signable *signable, size_t index));
TYPE(dxaws_tags_new, dxaws_tags *(void));
TYPE(dxaws_tags_free, void(dxaws_tags *tags));
TYPE(dxaws_tags_cleanup, void(dxaws_tags **pointer));
TYPE(dxaws_tags_set, void(dxaws_tags *tags, const char *key, const char *value));
TYPE(dxaws_tags_remove, void(dxaws_tags *tags, const char *key));
TYPE(dxaws_tags_get, const char *(const dxaws_tags *tags, const char *key));
TYPE(dxaws_tags_count, size_t(const dxaws_tags *tags));
TYPE(dxaws_tags_at,
     _Bool(const dxaws_tags *tags, size_t index, const char **key, const char **value));
TYPE(dxaws_tags_equal, _Bool(const dxaws_tags *left, const dxaws_tags *right));
TYPE(dxaws_tags_check, dxaws_error *(const dxaws_tags *tags));
TYPE(dxaws_core_version, const char *(void));
TYPE(dxaws_dns_version, const char *(void));
NUMBER(DXAWS_DNS_STATUS_UNKNOWN, 0);
NUMBER(DXAWS_DNS_STATUS_OTHER, 1);
NUMBER(DXAWS_DNS_STATUS_PENDING, 2);
NUMBER(DXAWS_DNS_STATUS_INSYNC, 3);
TYPE(dxaws_dns_status_name, const char *(dxaws_dns_status status));
TYPE(dxaws_dns_status_from_name, dxaws_dns_status(const char *name));
TYPE(dxaws_dns_record_new, dxaws_dns_record *(void));
TYPE(dxaws_dns_record_parse, dxaws_error *(const char *json, dxaws_dns_record **record));
TYPE(dxaws_dns_record_format, char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_free, void(dxaws_dns_record *record));
TYPE(dxaws_dns_record_cleanup, void(dxaws_dns_record **pointer));
TYPE(dxaws_dns_record_set_name, void(dxaws_dns_record *record, const char *name));
TYPE(dxaws_dns_record_set_type, void(dxaws_dns_record *record, const char *type));
TYPE(dxaws_dns_record_set_ttl_s, void(dxaws_dns_record *record, int64_t seconds));
TYPE(dxaws_dns_record_unset_ttl_s, void(dxaws_dns_record *record));
TYPE(dxaws_dns_record_add_value, void(dxaws_dns_record *record, const char *value));
TYPE(dxaws_dns_record_clear_values, void(dxaws_dns_record *record));
TYPE(dxaws_dns_record_set_alias_zone_id, void(dxaws_dns_record *record, const char *zone_id));
TYPE(dxaws_dns_record_set_alias_dns_name, void(dxaws_dns_record *record, const char *dns_name));
TYPE(dxaws_dns_record_set_evaluate_target_health, void(dxaws_dns_record *record, _Bool evaluate));
TYPE(dxaws_dns_record_name, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_type, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_ttl_s, _Bool(const dxaws_dns_record *record, int64_t *seconds));
TYPE(dxaws_dns_record_value_count, size_t(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_value_at, const char *(const dxaws_dns_record *record, size_t index));
TYPE(dxaws_dns_record_is_alias, _Bool(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_alias_zone_id, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_alias_dns_name, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_evaluate_target_health, _Bool(const dxaws_dns_record *record));
TYPE(dxaws_dns_zone_free, void(dxaws_dns_zone *zone));
TYPE(dxaws_dns_zone_cleanup, void(dxaws_dns_zone **pointer));
TYPE(dxaws_dns_zone_format, char *(const dxaws_dns_zone *zone));
TYPE(dxaws_dns_zone_id, const char *(const dxaws_dns_zone *zone));
TYPE(dxaws_dns_zone_name, const char *(const dxaws_dns_zone *zone));
TYPE(dxaws_dns_zone_linked_service, const char *(const dxaws_dns_zone *zone));
TYPE(dxaws_dns_change_id, const char *(const dxaws_dns_change *change));
TYPE(dxaws_dns_change_status, dxaws_dns_status(const dxaws_dns_change *change));
TYPE(dxaws_dns_desired_new, dxaws_dns_desired *(void));
TYPE(dxaws_dns_desired_parse, dxaws_error *(const char *json, dxaws_dns_desired **desired));
TYPE(dxaws_dns_desired_format, char *(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_free, void(dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_cleanup, void(dxaws_dns_desired **pointer));
TYPE(dxaws_dns_desired_check, dxaws_error *(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_set_name, void(dxaws_dns_desired *desired, const char *name));
TYPE(dxaws_dns_desired_set_present, void(dxaws_dns_desired *desired, _Bool present));
TYPE(dxaws_dns_desired_set_zone, void(dxaws_dns_desired *desired, const char *zone));
TYPE(dxaws_dns_desired_add_record,
     void(dxaws_dns_desired *desired, const dxaws_dns_record *record));
TYPE(dxaws_dns_desired_clear_records, void(dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_add_former_alias_zone,
     void(dxaws_dns_desired *desired, const char *zone_id));
TYPE(dxaws_dns_desired_clear_former_alias_zones, void(dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_zone, const char *(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_is_present, _Bool(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_record_count, size_t(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_record_at,
     const dxaws_dns_record *(const dxaws_dns_desired *desired, size_t index));
TYPE(dxaws_dns_current_new, dxaws_dns_current *(void));
TYPE(dxaws_dns_current_parse, dxaws_error *(const char *json, dxaws_dns_current **current));
TYPE(dxaws_dns_current_format, char *(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_free, void(dxaws_dns_current *current));
TYPE(dxaws_dns_current_cleanup, void(dxaws_dns_current **pointer));
TYPE(dxaws_dns_current_exists, _Bool(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_record_count, size_t(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_record_at,
     const dxaws_dns_record *(const dxaws_dns_current *current, size_t index));
TYPE(dxaws_dns_current_zone_count, size_t(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_zone_at,
     const dxaws_dns_zone *(const dxaws_dns_current *current, size_t index));
TYPE(dxaws_dns_current_change_count, size_t(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_change_at,
     const dxaws_dns_change *(const dxaws_dns_current *current, size_t index));
TYPE(dxaws_dns_result_format, char *(const dxaws_dns_result *result));
TYPE(dxaws_dns_result_free, void(dxaws_dns_result *result));
TYPE(dxaws_dns_result_cleanup, void(dxaws_dns_result **pointer));
TYPE(dxaws_dns_result_exists, _Bool(const dxaws_dns_result *result));
TYPE(dxaws_dns_result_record_count, size_t(const dxaws_dns_result *result));
TYPE(dxaws_dns_result_record_at,
     const dxaws_dns_record *(const dxaws_dns_result *result, size_t index));
TYPE(dxaws_dns_result_zone_count, size_t(const dxaws_dns_result *result));
TYPE(dxaws_dns_result_zone_at,
     const dxaws_dns_zone *(const dxaws_dns_result *result, size_t index));
TYPE(dxaws_dns_result_change_count, size_t(const dxaws_dns_result *result));
TYPE(dxaws_dns_result_change_at,
     const dxaws_dns_change *(const dxaws_dns_result *result, size_t index));
TYPE(dxaws_dns_manager_new,
     dxaws_error *(dxaws_dns_provider *provider, const dxaws_dns_manager_options *options,
                   dxaws_dns_manager **manager));
TYPE(dxaws_dns_manager_ref, dxaws_dns_manager *(dxaws_dns_manager *manager));
TYPE(dxaws_dns_manager_unref, dxaws_dns_manager *(dxaws_dns_manager *manager));
TYPE(dxaws_dns_manager_cleanup, void(dxaws_dns_manager **pointer));
TYPE(dxaws_dns_manager_get_current,
     dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                   const dxaws_dns_desired *desired, dxaws_dns_current **current));
TYPE(dxaws_dns_manager_get_outputs,
     dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                   const dxaws_dns_desired *desired, dxaws_dns_result **result));
TYPE(dxaws_dns_manager_find_zone, dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                                                const char *name, dxaws_dns_zone **zone));
TYPE(dxaws_dns_desired_plan,
     dxaws_error *(const dxaws_dns_desired *desired, const dxaws_dns_current *current,
                   const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_dns_manager_plan, dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                                           const dxaws_dns_desired *desired,
                                           const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_dns_manager_apply,
     dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context, const dxaws_plan *plan,
                   const dxaws_apply_options *options, dxaws_dns_result **result));
TYPE(dxaws_dns_manager_execute,
     dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                   const dxaws_dns_desired *desired, const dxaws_apply_options *options,
                   dxaws_dns_result **result));
TYPE(dxaws_dns_manager_destroy,
     dxaws_error *(dxaws_dns_manager *manager, dxaws_context *context,
                   const dxaws_dns_desired *desired, const dxaws_apply_options *options,
                   dxaws_dns_result **result));
TYPE(dxaws_dns_module, const dxaws_module *(void));
TYPE(dxaws_acm_version, const char *(void));
NUMBER(DXAWS_ACM_STATUS_UNKNOWN, 0);
NUMBER(DXAWS_ACM_STATUS_OTHER, 1);
NUMBER(DXAWS_ACM_STATUS_PENDING_VALIDATION, 2);
NUMBER(DXAWS_ACM_STATUS_ISSUED, 3);
NUMBER(DXAWS_ACM_STATUS_INACTIVE, 4);
NUMBER(DXAWS_ACM_STATUS_EXPIRED, 5);
NUMBER(DXAWS_ACM_STATUS_VALIDATION_TIMED_OUT, 6);
NUMBER(DXAWS_ACM_STATUS_REVOKED, 7);
NUMBER(DXAWS_ACM_STATUS_FAILED, 8);
TYPE(dxaws_acm_status_name, const char *(dxaws_acm_status status));
TYPE(dxaws_acm_status_from_name, dxaws_acm_status(const char *name));
NUMBER(DXAWS_ACM_VALIDATION_STATUS_UNKNOWN, 0);
NUMBER(DXAWS_ACM_VALIDATION_STATUS_OTHER, 1);
NUMBER(DXAWS_ACM_VALIDATION_STATUS_PENDING_VALIDATION, 2);
NUMBER(DXAWS_ACM_VALIDATION_STATUS_SUCCESS, 3);
NUMBER(DXAWS_ACM_VALIDATION_STATUS_FAILED, 4);
TYPE(dxaws_acm_validation_status_name, const char *(dxaws_acm_validation_status status));
TYPE(dxaws_acm_validation_status_from_name, dxaws_acm_validation_status(const char *name));
TYPE(dxaws_acm_desired_new, dxaws_acm_desired *(const char *domain_name, const char *region));
TYPE(dxaws_acm_desired_parse, dxaws_error *(const char *json, dxaws_acm_desired **desired));
TYPE(dxaws_acm_desired_format, char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_free, void(dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_cleanup, void(dxaws_acm_desired **pointer));
TYPE(dxaws_acm_desired_set_present, void(dxaws_acm_desired *desired, _Bool present));
TYPE(dxaws_acm_desired_set_tag,
     void(dxaws_acm_desired *desired, const char *key, const char *value));
TYPE(dxaws_acm_desired_set_tags, void(dxaws_acm_desired *desired, const dxaws_tags *tags));
TYPE(dxaws_acm_desired_set_key_algorithm,
     void(dxaws_acm_desired *desired, const char *key_algorithm));
TYPE(dxaws_acm_desired_set_keep_validation, void(dxaws_acm_desired *desired, _Bool keep));
TYPE(dxaws_acm_desired_unset_keep_validation, void(dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_set_zone, void(dxaws_acm_desired *desired, const char *zone));
TYPE(dxaws_acm_desired_set_arn, void(dxaws_acm_desired *desired, const char *arn));
TYPE(dxaws_acm_desired_set_record_ttl_s, void(dxaws_acm_desired *desired, int64_t seconds));
TYPE(dxaws_acm_desired_unset_record_ttl_s, void(dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_domain_name, const char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_region, const char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_is_present, _Bool(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_check, dxaws_error *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_current_new, dxaws_acm_current *(void));
TYPE(dxaws_acm_current_parse, dxaws_error *(const char *json, dxaws_acm_current **current));
TYPE(dxaws_acm_current_format, char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_free, void(dxaws_acm_current *current));
TYPE(dxaws_acm_current_cleanup, void(dxaws_acm_current **pointer));
TYPE(dxaws_acm_current_exists, _Bool(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_arn, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_status, dxaws_acm_status(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_key_algorithm, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_not_after_ms, _Bool(const dxaws_acm_current *current, int64_t *moment_ms));
TYPE(dxaws_acm_current_validation_published,
     _Bool(const dxaws_acm_current *current, _Bool *published));
TYPE(dxaws_acm_current_tags, dxaws_tags *(const dxaws_acm_current *current));
TYPE(dxaws_acm_result_format, char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_free, void(dxaws_acm_result *result));
TYPE(dxaws_acm_result_cleanup, void(dxaws_acm_result **pointer));
TYPE(dxaws_acm_result_exists, _Bool(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_domain_name, const char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_region, const char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_arn, const char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_status, dxaws_acm_status(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_not_after_ms, _Bool(const dxaws_acm_result *result, int64_t *moment_ms));
TYPE(dxaws_acm_result_validation_record_name, const char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_validation_record_value, const char *(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_in_use_by_count, size_t(const dxaws_acm_result *result));
TYPE(dxaws_acm_result_in_use_by_at, const char *(const dxaws_acm_result *result, size_t index));
TYPE(dxaws_acm_manager_options_new, dxaws_acm_manager_options *(void));
TYPE(dxaws_acm_manager_options_free, void(dxaws_acm_manager_options *options));
TYPE(dxaws_acm_manager_options_cleanup, void(dxaws_acm_manager_options **pointer));
TYPE(dxaws_acm_manager_options_set_dns,
     void(dxaws_acm_manager_options *options, dxaws_dns_manager *dns));
TYPE(dxaws_acm_manager_new,
     dxaws_error *(dxaws_acm_provider *provider, const dxaws_acm_manager_options *options,
                   dxaws_acm_manager **manager));
TYPE(dxaws_acm_manager_ref, dxaws_acm_manager *(dxaws_acm_manager *manager));
TYPE(dxaws_acm_manager_unref, dxaws_acm_manager *(dxaws_acm_manager *manager));
TYPE(dxaws_acm_manager_cleanup, void(dxaws_acm_manager **pointer));
TYPE(dxaws_acm_manager_get_current,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context,
                   const dxaws_acm_desired *desired, dxaws_acm_current **current));
TYPE(dxaws_acm_manager_get_outputs,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context,
                   const dxaws_acm_desired *desired, dxaws_acm_result **result));
TYPE(dxaws_acm_desired_plan,
     dxaws_error *(const dxaws_acm_desired *desired, const dxaws_acm_current *current,
                   const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_acm_manager_plan, dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context,
                                           const dxaws_acm_desired *desired,
                                           const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_acm_manager_apply,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context, const dxaws_plan *plan,
                   const dxaws_apply_options *options, dxaws_acm_result **result));
TYPE(dxaws_acm_manager_execute,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context,
                   const dxaws_acm_desired *desired, const dxaws_apply_options *options,
                   dxaws_acm_result **result));
TYPE(dxaws_acm_manager_destroy,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context,
                   const dxaws_acm_desired *desired, const dxaws_apply_options *options,
                   dxaws_acm_result **result));
TYPE(dxaws_acm_manager_list_certificates,
     dxaws_error *(dxaws_acm_manager *manager, dxaws_context *context, const char *region,
                   dxaws_acm_certificate_list **list));
TYPE(dxaws_acm_certificate_list_free, void(dxaws_acm_certificate_list *list));
TYPE(dxaws_acm_certificate_list_cleanup, void(dxaws_acm_certificate_list **pointer));
TYPE(dxaws_acm_certificate_list_count, size_t(const dxaws_acm_certificate_list *list));
TYPE(dxaws_acm_certificate_list_at,
     const dxaws_acm_certificate *(const dxaws_acm_certificate_list *list, size_t index));
TYPE(dxaws_acm_certificate_arn, const char *(const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_domain_name, const char *(const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_status, dxaws_acm_status(const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_key_algorithm, const char *(const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_type, const char *(const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_not_after_ms,
     _Bool(const dxaws_acm_certificate *certificate, int64_t *moment_ms));
TYPE(dxaws_acm_certificate_in_use, _Bool(const dxaws_acm_certificate *certificate, _Bool *in_use));
TYPE(dxaws_acm_module, const dxaws_module *(void));
FIRST(dxaws_acm_provider_ops, size);
TYPE(MEMBER(dxaws_acm_provider_ops, size), size_t);
AFTER(dxaws_acm_provider_ops, size, name);
TYPE(MEMBER(dxaws_acm_provider_ops, name), const char *);
AFTER(dxaws_acm_provider_ops, name, destroy);
TYPE(MEMBER(dxaws_acm_provider_ops, destroy), void (*)(void *self));
AFTER(dxaws_acm_provider_ops, destroy, get_current);
TYPE(MEMBER(dxaws_acm_provider_ops, get_current),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_acm_desired *wanted,
                      dxaws_acm_current *current));
AFTER(dxaws_acm_provider_ops, get_current, request_dns_validated_certificate);
TYPE(MEMBER(dxaws_acm_provider_ops, request_dns_validated_certificate), dxaws_acm_action_fn *);
AFTER(dxaws_acm_provider_ops, request_dns_validated_certificate, put_tags);
TYPE(MEMBER(dxaws_acm_provider_ops, put_tags), dxaws_acm_action_fn *);
AFTER(dxaws_acm_provider_ops, put_tags, get_dns_validation_records);
TYPE(MEMBER(dxaws_acm_provider_ops, get_dns_validation_records), dxaws_acm_action_fn *);
AFTER(dxaws_acm_provider_ops, get_dns_validation_records, describe_certificate);
TYPE(MEMBER(dxaws_acm_provider_ops, describe_certificate), dxaws_acm_action_fn *);
AFTER(dxaws_acm_provider_ops, describe_certificate, delete_certificate);
TYPE(MEMBER(dxaws_acm_provider_ops, delete_certificate), dxaws_acm_action_fn *);
AFTER(dxaws_acm_provider_ops, delete_certificate, list_certificates);
TYPE(MEMBER(dxaws_acm_provider_ops, list_certificates), dxaws_acm_action_fn *);
TYPE(dxaws_acm_provider_new,
     dxaws_error *(const dxaws_acm_provider_ops *ops, void *self, dxaws_acm_provider **provider));
TYPE(dxaws_acm_provider_ref, dxaws_acm_provider *(dxaws_acm_provider *provider));
TYPE(dxaws_acm_provider_unref, dxaws_acm_provider *(dxaws_acm_provider *provider));
TYPE(dxaws_acm_provider_cleanup, void(dxaws_acm_provider **pointer));
TYPE(dxaws_acm_provider_base, dxaws_provider *(dxaws_acm_provider *provider));
TYPE(dxaws_acm_provider_from, dxaws_error *(dxaws_provider *base, dxaws_acm_provider **provider));
TYPE(dxaws_acm_current_assign, dxaws_error *(dxaws_acm_current *current, const char *json));
TYPE(dxaws_acm_current_format_all, char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_desired_tags, dxaws_tags *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_key_algorithm, const char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_keep_validation, _Bool(const dxaws_acm_desired *desired, _Bool *keep));
TYPE(dxaws_acm_desired_zone, const char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_arn, const char *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_desired_record_ttl_s, _Bool(const dxaws_acm_desired *desired, int64_t *seconds));
TYPE(dxaws_acm_current_set_exists, void(dxaws_acm_current *current, _Bool exists));
TYPE(dxaws_acm_current_set_domain_name, void(dxaws_acm_current *current, const char *name));
TYPE(dxaws_acm_current_set_region, void(dxaws_acm_current *current, const char *region));
TYPE(dxaws_acm_current_set_arn, void(dxaws_acm_current *current, const char *arn));
TYPE(dxaws_acm_current_set_status, void(dxaws_acm_current *current, dxaws_acm_status status));
TYPE(dxaws_acm_current_set_failure_reason, void(dxaws_acm_current *current, const char *reason));
TYPE(dxaws_acm_current_set_key_algorithm,
     void(dxaws_acm_current *current, const char *key_algorithm));
TYPE(dxaws_acm_current_set_not_after_ms, void(dxaws_acm_current *current, int64_t moment_ms));
TYPE(dxaws_acm_current_set_expires_soon, void(dxaws_acm_current *current, _Bool soon));
TYPE(dxaws_acm_current_set_tags, void(dxaws_acm_current *current, const dxaws_tags *tags));
TYPE(dxaws_acm_current_add_in_use_by, void(dxaws_acm_current *current, const char *arn));
TYPE(dxaws_acm_current_clear_in_use_by, void(dxaws_acm_current *current));
TYPE(dxaws_acm_current_set_validation_record,
     void(dxaws_acm_current *current, const char *name, const char *value));
TYPE(dxaws_acm_current_set_validation_status,
     void(dxaws_acm_current *current, dxaws_acm_validation_status status));
TYPE(dxaws_acm_current_set_validation_published, void(dxaws_acm_current *current, _Bool published));
TYPE(dxaws_acm_current_add_record_shared_with, void(dxaws_acm_current *current, const char *arn));
TYPE(dxaws_acm_current_clear_record_shared_with, void(dxaws_acm_current *current));
TYPE(dxaws_acm_current_add_other, void(dxaws_acm_current *current, const char *arn));
TYPE(dxaws_acm_current_clear_others, void(dxaws_acm_current *current));
TYPE(dxaws_acm_certificate_new, dxaws_acm_certificate *(void));
TYPE(dxaws_acm_certificate_free, void(dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_certificate_cleanup, void(dxaws_acm_certificate **pointer));
TYPE(dxaws_acm_certificate_set_arn, void(dxaws_acm_certificate *certificate, const char *arn));
TYPE(dxaws_acm_certificate_set_domain_name,
     void(dxaws_acm_certificate *certificate, const char *name));
TYPE(dxaws_acm_certificate_set_status,
     void(dxaws_acm_certificate *certificate, dxaws_acm_status status));
TYPE(dxaws_acm_certificate_set_key_algorithm,
     void(dxaws_acm_certificate *certificate, const char *key_algorithm));
TYPE(dxaws_acm_certificate_set_type, void(dxaws_acm_certificate *certificate, const char *type));
TYPE(dxaws_acm_certificate_set_not_after_ms,
     void(dxaws_acm_certificate *certificate, int64_t moment_ms));
TYPE(dxaws_acm_certificate_set_in_use, void(dxaws_acm_certificate *certificate, _Bool in_use));
TYPE(dxaws_acm_current_add_certificate,
     void(dxaws_acm_current *current, const dxaws_acm_certificate *certificate));
TYPE(dxaws_acm_current_clear_certificates, void(dxaws_acm_current *current));
TYPE(dxaws_acm_current_certificate_count, size_t(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_certificate_at,
     const dxaws_acm_certificate *(const dxaws_acm_current *current, size_t index));
TYPE(dxaws_acm_current_domain_name, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_region, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_failure_reason, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_expires_soon, _Bool(const dxaws_acm_current *current, _Bool *soon));
TYPE(dxaws_acm_current_in_use_by_count, size_t(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_in_use_by_at, const char *(const dxaws_acm_current *current, size_t index));
TYPE(dxaws_acm_current_validation_record_name, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_validation_record_value, const char *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_validation_status,
     dxaws_acm_validation_status(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_record_shared_with_count, size_t(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_record_shared_with_at,
     const char *(const dxaws_acm_current *current, size_t index));
TYPE(dxaws_acm_current_other_count, size_t(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_other_at, const char *(const dxaws_acm_current *current, size_t index));
NUMBER(DXAWS_ACM_BREAK_DELETE, 1);
NUMBER(DXAWS_ACM_BREAK_TAGS, 2);
NUMBER(DXAWS_ACM_BREAK_RECORD, 3);
NUMBER(DXAWS_ACM_BREAK_FAIL, 4);
NUMBER(DXAWS_ACM_BREAK_USE, 5);
NUMBER(DXAWS_ACM_BREAK_RELEASE, 6);
NUMBER(DXAWS_ACM_LACKS_BREAK_DELETE, 2);
NUMBER(DXAWS_ACM_LACKS_BREAK_TAGS, 4);
NUMBER(DXAWS_ACM_LACKS_BREAK_RECORD, 8);
NUMBER(DXAWS_ACM_LACKS_BREAK_FAIL, 16);
NUMBER(DXAWS_ACM_LACKS_BREAK_USE, 32);
NUMBER(DXAWS_ACM_LACKS_BREAK_RELEASE, 64);
NUMBER(DXAWS_ACM_LACKS_SEVERAL, 65536);
NUMBER(DXAWS_ACM_LACKS_BREAKING, 126);
FIRST(dxaws_acm_contract_fixture, size);
TYPE(MEMBER(dxaws_acm_contract_fixture, size), size_t);
AFTER(dxaws_acm_contract_fixture, size, self);
TYPE(MEMBER(dxaws_acm_contract_fixture, self), void *);
AFTER(dxaws_acm_contract_fixture, self, level);
TYPE(MEMBER(dxaws_acm_contract_fixture, level), const char *);
AFTER(dxaws_acm_contract_fixture, level, region);
TYPE(MEMBER(dxaws_acm_contract_fixture, region), const char *);
AFTER(dxaws_acm_contract_fixture, region, other_region);
TYPE(MEMBER(dxaws_acm_contract_fixture, other_region), const char *);
AFTER(dxaws_acm_contract_fixture, other_region, zone);
TYPE(MEMBER(dxaws_acm_contract_fixture, zone), const char *);
AFTER(dxaws_acm_contract_fixture, zone, open);
TYPE(MEMBER(dxaws_acm_contract_fixture, open),
     dxaws_error *(*)(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns));
AFTER(dxaws_acm_contract_fixture, open, close);
TYPE(MEMBER(dxaws_acm_contract_fixture, close), void (*)(void *self));
AFTER(dxaws_acm_contract_fixture, close, make_context);
TYPE(MEMBER(dxaws_acm_contract_fixture, make_context),
     dxaws_error *(*)(void *self, dxaws_context **context));
AFTER(dxaws_acm_contract_fixture, make_context, make_name);
TYPE(MEMBER(dxaws_acm_contract_fixture, make_name), void (*)(void *self, char *name, size_t size));
AFTER(dxaws_acm_contract_fixture, make_name, break_state);
TYPE(MEMBER(dxaws_acm_contract_fixture, break_state),
     dxaws_error *(*)(void *self, const char *domain, const char *region,
                      dxaws_acm_contract_breakage breakage));
AFTER(dxaws_acm_contract_fixture, break_state, lacks);
TYPE(MEMBER(dxaws_acm_contract_fixture, lacks), unsigned);
TYPE(dxaws_acm_contract_count, size_t(void));
TYPE(dxaws_acm_contract_name, const char *(size_t index));
TYPE(dxaws_acm_contract_since, const char *(size_t index));
TYPE(dxaws_acm_contract_run,
     dxaws_error *(const dxaws_acm_contract_fixture *fixture, size_t index));
TYPE(dxaws_acm_contract_run_suite,
     dxaws_error *(const dxaws_acm_contract_fixture *fixture, const dxaws_contract_options *options,
                   dxaws_contract_counts *counts));
TYPE(dxaws_acm_provider_new_aws,
     dxaws_error *(dxaws_session *session, dxaws_acm_provider **provider));
TYPE(dxaws_acm_provider_new_memory,
     dxaws_error *(dxaws_memory_account *account, dxaws_acm_provider **provider));
TYPE(dxaws_acm_provider_make, dxaws_error *(const char *kind, const dxaws_provider_parts *parts,
                                            dxaws_acm_provider **provider));
NUMBER(DXAWS_CLOUDFRONT_STATUS_UNKNOWN, 0);
NUMBER(DXAWS_CLOUDFRONT_STATUS_OTHER, 1);
NUMBER(DXAWS_CLOUDFRONT_STATUS_IN_PROGRESS, 2);
NUMBER(DXAWS_CLOUDFRONT_STATUS_DEPLOYED, 3);
TYPE(dxaws_cloudfront_status_name, const char *(dxaws_cloudfront_status status));
TYPE(dxaws_cloudfront_status_from_name, dxaws_cloudfront_status(const char *name));
TYPE(dxaws_cloudfront_error_response_new, dxaws_cloudfront_error_response *(void));
TYPE(dxaws_cloudfront_error_response_parse,
     dxaws_error *(const char *json, dxaws_cloudfront_error_response **response));
TYPE(dxaws_cloudfront_error_response_format,
     char *(const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_free, void(dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_cleanup, void(dxaws_cloudfront_error_response **pointer));
TYPE(dxaws_cloudfront_error_response_set_error_code,
     void(dxaws_cloudfront_error_response *response, int status));
TYPE(dxaws_cloudfront_error_response_set_response_code,
     void(dxaws_cloudfront_error_response *response, int status));
TYPE(dxaws_cloudfront_error_response_set_page,
     void(dxaws_cloudfront_error_response *response, const char *page));
TYPE(dxaws_cloudfront_error_response_set_caching_min_ttl_s,
     void(dxaws_cloudfront_error_response *response, int64_t seconds));
TYPE(dxaws_cloudfront_error_response_unset_caching_min_ttl_s,
     void(dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_error_code,
     int(const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_response_code,
     int(const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_page,
     const char *(const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_error_response_caching_min_ttl_s,
     _Bool(const dxaws_cloudfront_error_response *response, int64_t *seconds));
TYPE(dxaws_cloudfront_version, const char *(void));
TYPE(dxaws_cloudfront_desired_new, dxaws_cloudfront_desired *(const char *name));
TYPE(dxaws_cloudfront_desired_parse,
     dxaws_error *(const char *json, dxaws_cloudfront_desired **desired));
TYPE(dxaws_cloudfront_desired_format, char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_free, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_cleanup, void(dxaws_cloudfront_desired **pointer));
TYPE(dxaws_cloudfront_desired_set_present, void(dxaws_cloudfront_desired *desired, _Bool present));
TYPE(dxaws_cloudfront_desired_leave,
     void(dxaws_cloudfront_desired *desired, const char *attribute));
TYPE(dxaws_cloudfront_desired_set_origin_domain_name,
     void(dxaws_cloudfront_desired *desired, const char *domain_name));
TYPE(dxaws_cloudfront_desired_set_origin_path,
     void(dxaws_cloudfront_desired *desired, const char *path));
TYPE(dxaws_cloudfront_desired_add_alias,
     void(dxaws_cloudfront_desired *desired, const char *alias));
TYPE(dxaws_cloudfront_desired_clear_aliases, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_unset_aliases, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_set_certificate_arn,
     void(dxaws_cloudfront_desired *desired, const char *arn));
TYPE(dxaws_cloudfront_desired_set_default_root_object,
     void(dxaws_cloudfront_desired *desired, const char *object));
TYPE(dxaws_cloudfront_desired_add_error_response,
     void(dxaws_cloudfront_desired *desired, const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_desired_clear_error_responses, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_unset_error_responses, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_set_price_class,
     void(dxaws_cloudfront_desired *desired, const char *price_class));
TYPE(dxaws_cloudfront_desired_set_http_version,
     void(dxaws_cloudfront_desired *desired, const char *version));
TYPE(dxaws_cloudfront_desired_set_minimum_protocol_version,
     void(dxaws_cloudfront_desired *desired, const char *version));
TYPE(dxaws_cloudfront_desired_set_ipv6, void(dxaws_cloudfront_desired *desired, _Bool enabled));
TYPE(dxaws_cloudfront_desired_unset_ipv6, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_set_viewer_protocol_policy,
     void(dxaws_cloudfront_desired *desired, const char *policy));
TYPE(dxaws_cloudfront_desired_set_compress,
     void(dxaws_cloudfront_desired *desired, _Bool compress));
TYPE(dxaws_cloudfront_desired_unset_compress, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_set_cache_policy_id,
     void(dxaws_cloudfront_desired *desired, const char *id));
TYPE(dxaws_cloudfront_desired_set_response_headers_policy_id,
     void(dxaws_cloudfront_desired *desired, const char *id));
TYPE(dxaws_cloudfront_desired_set_enabled, void(dxaws_cloudfront_desired *desired, _Bool enabled));
TYPE(dxaws_cloudfront_desired_unset_enabled, void(dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_set_tag,
     void(dxaws_cloudfront_desired *desired, const char *key, const char *value));
TYPE(dxaws_cloudfront_desired_set_tags,
     void(dxaws_cloudfront_desired *desired, const dxaws_tags *tags));
TYPE(dxaws_cloudfront_desired_name, const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_is_present, _Bool(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_check, dxaws_error *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_current_new, dxaws_cloudfront_current *(void));
TYPE(dxaws_cloudfront_current_parse,
     dxaws_error *(const char *json, dxaws_cloudfront_current **current));
TYPE(dxaws_cloudfront_current_format, char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_free, void(dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_cleanup, void(dxaws_cloudfront_current **pointer));
TYPE(dxaws_cloudfront_current_exists, _Bool(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_id, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_arn, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_domain_name, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_status,
     dxaws_cloudfront_status(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_oac_id, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_enabled,
     _Bool(const dxaws_cloudfront_current *current, _Bool *enabled));
TYPE(dxaws_cloudfront_result_format, char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_free, void(dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_cleanup, void(dxaws_cloudfront_result **pointer));
TYPE(dxaws_cloudfront_result_exists, _Bool(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_name, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_id, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_arn, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_domain_name, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_hosted_zone_id, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_status,
     dxaws_cloudfront_status(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_result_oac_id, const char *(const dxaws_cloudfront_result *result));
TYPE(dxaws_cloudfront_manager_new, dxaws_error *(dxaws_cloudfront_provider *provider,
                                                 const dxaws_cloudfront_manager_options *options,
                                                 dxaws_cloudfront_manager **manager));
TYPE(dxaws_cloudfront_manager_ref, dxaws_cloudfront_manager *(dxaws_cloudfront_manager *manager));
TYPE(dxaws_cloudfront_manager_unref, dxaws_cloudfront_manager *(dxaws_cloudfront_manager *manager));
TYPE(dxaws_cloudfront_manager_cleanup, void(dxaws_cloudfront_manager **pointer));
TYPE(dxaws_cloudfront_manager_get_current,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_cloudfront_desired *desired, dxaws_cloudfront_current **current));
TYPE(dxaws_cloudfront_manager_get_outputs,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_cloudfront_desired *desired, dxaws_cloudfront_result **result));
TYPE(dxaws_cloudfront_desired_plan,
     dxaws_error *(const dxaws_cloudfront_desired *desired, const dxaws_cloudfront_current *current,
                   const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_cloudfront_manager_plan,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options,
                   dxaws_plan **plan));
TYPE(dxaws_cloudfront_manager_apply,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_plan *plan, const dxaws_apply_options *options,
                   dxaws_cloudfront_result **result));
TYPE(dxaws_cloudfront_manager_execute,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options,
                   dxaws_cloudfront_result **result));
TYPE(dxaws_cloudfront_manager_destroy,
     dxaws_error *(dxaws_cloudfront_manager *manager, dxaws_context *context,
                   const dxaws_cloudfront_desired *desired, const dxaws_apply_options *options,
                   dxaws_cloudfront_result **result));
TYPE(dxaws_cloudfront_module, const dxaws_module *(void));
FIRST(dxaws_cloudfront_provider_ops, size);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, size), size_t);
AFTER(dxaws_cloudfront_provider_ops, size, name);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, name), const char *);
AFTER(dxaws_cloudfront_provider_ops, name, destroy);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, destroy), void (*)(void *self));
AFTER(dxaws_cloudfront_provider_ops, destroy, get_current);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, get_current),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_cloudfront_desired *wanted,
                      dxaws_cloudfront_current *current));
AFTER(dxaws_cloudfront_provider_ops, get_current, create_oac);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, create_oac), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, create_oac, create_distribution);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, create_distribution), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, create_distribution, update_distribution);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, update_distribution), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, update_distribution, put_tags);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, put_tags), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, put_tags, disable);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, disable), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, disable, wait_deployed);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, wait_deployed), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, wait_deployed, delete_distribution);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, delete_distribution), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, delete_distribution, delete_oac);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, delete_oac), dxaws_cloudfront_action_fn *);
AFTER(dxaws_cloudfront_provider_ops, delete_oac, update_oac);
TYPE(MEMBER(dxaws_cloudfront_provider_ops, update_oac), dxaws_cloudfront_action_fn *);
TYPE(dxaws_cloudfront_provider_new,
     dxaws_error *(const dxaws_cloudfront_provider_ops *ops, void *self,
                   dxaws_cloudfront_provider **provider));
TYPE(dxaws_cloudfront_provider_ref,
     dxaws_cloudfront_provider *(dxaws_cloudfront_provider *provider));
TYPE(dxaws_cloudfront_provider_unref,
     dxaws_cloudfront_provider *(dxaws_cloudfront_provider *provider));
TYPE(dxaws_cloudfront_provider_cleanup, void(dxaws_cloudfront_provider **pointer));
TYPE(dxaws_cloudfront_provider_base, dxaws_provider *(dxaws_cloudfront_provider *provider));
TYPE(dxaws_cloudfront_provider_from,
     dxaws_error *(dxaws_provider *base, dxaws_cloudfront_provider **provider));
TYPE(dxaws_cloudfront_desired_origin_domain_name,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_origin_path, const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_certificate_arn,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_default_root_object,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_price_class, const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_http_version, const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_minimum_protocol_version,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_viewer_protocol_policy,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_cache_policy_id,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_response_headers_policy_id,
     const char *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_enabled,
     _Bool(const dxaws_cloudfront_desired *desired, _Bool *enabled));
TYPE(dxaws_cloudfront_desired_ipv6, _Bool(const dxaws_cloudfront_desired *desired, _Bool *enabled));
TYPE(dxaws_cloudfront_desired_compress,
     _Bool(const dxaws_cloudfront_desired *desired, _Bool *compress));
TYPE(dxaws_cloudfront_desired_alias_count, size_t(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_alias_at,
     const char *(const dxaws_cloudfront_desired *desired, size_t index));
TYPE(dxaws_cloudfront_desired_error_response_count,
     size_t(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_desired_error_response_at,
     const dxaws_cloudfront_error_response *(const dxaws_cloudfront_desired *desired,
                                             size_t index));
TYPE(dxaws_cloudfront_desired_tags, dxaws_tags *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_current_set_exists, void(dxaws_cloudfront_current *current, _Bool exists));
TYPE(dxaws_cloudfront_current_set_name, void(dxaws_cloudfront_current *current, const char *name));
TYPE(dxaws_cloudfront_current_set_id, void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_arn, void(dxaws_cloudfront_current *current, const char *arn));
TYPE(dxaws_cloudfront_current_set_domain_name,
     void(dxaws_cloudfront_current *current, const char *domain_name));
TYPE(dxaws_cloudfront_current_set_hosted_zone_id,
     void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_comment,
     void(dxaws_cloudfront_current *current, const char *comment));
TYPE(dxaws_cloudfront_current_set_caller_reference,
     void(dxaws_cloudfront_current *current, const char *reference));
TYPE(dxaws_cloudfront_current_set_oac_id, void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_origin_oac_id,
     void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_oac_signing_behavior,
     void(dxaws_cloudfront_current *current, const char *behavior));
TYPE(dxaws_cloudfront_current_set_oac_signing_protocol,
     void(dxaws_cloudfront_current *current, const char *protocol));
TYPE(dxaws_cloudfront_current_set_oac_origin_type,
     void(dxaws_cloudfront_current *current, const char *type));
TYPE(dxaws_cloudfront_current_set_continuous_deployment_policy_id,
     void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_etag, void(dxaws_cloudfront_current *current, const char *etag));
TYPE(dxaws_cloudfront_current_set_document,
     void(dxaws_cloudfront_current *current, const char *document));
TYPE(dxaws_cloudfront_current_set_status,
     void(dxaws_cloudfront_current *current, dxaws_cloudfront_status status));
TYPE(dxaws_cloudfront_current_set_staging, void(dxaws_cloudfront_current *current, _Bool staging));
TYPE(dxaws_cloudfront_current_set_origin_domain_name,
     void(dxaws_cloudfront_current *current, const char *domain_name));
TYPE(dxaws_cloudfront_current_set_origin_path,
     void(dxaws_cloudfront_current *current, const char *path));
TYPE(dxaws_cloudfront_current_set_certificate_arn,
     void(dxaws_cloudfront_current *current, const char *arn));
TYPE(dxaws_cloudfront_current_set_default_root_object,
     void(dxaws_cloudfront_current *current, const char *object));
TYPE(dxaws_cloudfront_current_set_price_class,
     void(dxaws_cloudfront_current *current, const char *price_class));
TYPE(dxaws_cloudfront_current_set_http_version,
     void(dxaws_cloudfront_current *current, const char *version));
TYPE(dxaws_cloudfront_current_set_minimum_protocol_version,
     void(dxaws_cloudfront_current *current, const char *version));
TYPE(dxaws_cloudfront_current_set_viewer_protocol_policy,
     void(dxaws_cloudfront_current *current, const char *policy));
TYPE(dxaws_cloudfront_current_set_cache_policy_id,
     void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_response_headers_policy_id,
     void(dxaws_cloudfront_current *current, const char *id));
TYPE(dxaws_cloudfront_current_set_enabled, void(dxaws_cloudfront_current *current, _Bool enabled));
TYPE(dxaws_cloudfront_current_set_ipv6, void(dxaws_cloudfront_current *current, _Bool enabled));
TYPE(dxaws_cloudfront_current_set_compress, void(dxaws_cloudfront_current *current, _Bool enabled));
TYPE(dxaws_cloudfront_current_add_alias,
     void(dxaws_cloudfront_current *current, const char *alias));
TYPE(dxaws_cloudfront_current_clear_aliases, void(dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_add_error_response,
     void(dxaws_cloudfront_current *current, const dxaws_cloudfront_error_response *response));
TYPE(dxaws_cloudfront_current_clear_error_responses, void(dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_set_tags,
     void(dxaws_cloudfront_current *current, const dxaws_tags *tags));
TYPE(dxaws_cloudfront_current_name, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_hosted_zone_id,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_comment, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_caller_reference,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_origin_oac_id, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_oac_signing_behavior,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_oac_signing_protocol,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_oac_origin_type,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_continuous_deployment_policy_id,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_etag, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_document, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_staging,
     _Bool(const dxaws_cloudfront_current *current, _Bool *staging));
TYPE(dxaws_cloudfront_current_origin_domain_name,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_origin_path, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_certificate_arn,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_default_root_object,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_price_class, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_http_version, const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_minimum_protocol_version,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_viewer_protocol_policy,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_cache_policy_id,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_response_headers_policy_id,
     const char *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_ipv6, _Bool(const dxaws_cloudfront_current *current, _Bool *enabled));
TYPE(dxaws_cloudfront_current_compress,
     _Bool(const dxaws_cloudfront_current *current, _Bool *compress));
TYPE(dxaws_cloudfront_current_alias_count, size_t(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_alias_at,
     const char *(const dxaws_cloudfront_current *current, size_t index));
TYPE(dxaws_cloudfront_current_error_response_count,
     size_t(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_error_response_at,
     const dxaws_cloudfront_error_response *(const dxaws_cloudfront_current *current,
                                             size_t index));
TYPE(dxaws_cloudfront_current_tags, dxaws_tags *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_assign,
     dxaws_error *(dxaws_cloudfront_current *current, const char *json));
TYPE(dxaws_cloudfront_current_format_all, char *(const dxaws_cloudfront_current *current));
NUMBER(DXAWS_CLOUDFRONT_BREAK_COMMENT, 1);
NUMBER(DXAWS_CLOUDFRONT_BREAK_ALIASES, 2);
NUMBER(DXAWS_CLOUDFRONT_BREAK_ERRORS, 3);
NUMBER(DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS, 4);
NUMBER(DXAWS_CLOUDFRONT_BREAK_TAGS, 5);
NUMBER(DXAWS_CLOUDFRONT_BREAK_ENABLED, 6);
NUMBER(DXAWS_CLOUDFRONT_BREAK_ORIGIN, 7);
NUMBER(DXAWS_CLOUDFRONT_BREAK_DELETE, 8);
NUMBER(DXAWS_CLOUDFRONT_BREAK_TAKE, 9);
NUMBER(DXAWS_CLOUDFRONT_BREAK_SIGNING, 10);
NUMBER(DXAWS_CLOUDFRONT_CONTRACT_EVENTUAL, 1);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_COMMENT, 2);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_ALIASES, 4);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS, 8);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS, 16);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS, 32);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_ENABLED, 64);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_ORIGIN, 128);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_DELETE, 256);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE, 512);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING, 1024);
NUMBER(DXAWS_CLOUDFRONT_LACKS_CERTIFICATES, 65536);
NUMBER(DXAWS_CLOUDFRONT_LACKS_BREAKING, 2046);
FIRST(dxaws_cloudfront_contract_fixture, size);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, size), size_t);
AFTER(dxaws_cloudfront_contract_fixture, size, self);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, self), void *);
AFTER(dxaws_cloudfront_contract_fixture, self, level);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, level), const char *);
AFTER(dxaws_cloudfront_contract_fixture, level, flags);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, flags), unsigned);
AFTER(dxaws_cloudfront_contract_fixture, flags, open);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, open),
     dxaws_error *(*)(void *self, dxaws_cloudfront_provider **provider));
AFTER(dxaws_cloudfront_contract_fixture, open, close);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, close), void (*)(void *self));
AFTER(dxaws_cloudfront_contract_fixture, close, make_context);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, make_context),
     dxaws_error *(*)(void *self, dxaws_context **context));
AFTER(dxaws_cloudfront_contract_fixture, make_context, make_name);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, make_name),
     void (*)(void *self, char *name, size_t size));
AFTER(dxaws_cloudfront_contract_fixture, make_name, make_certificate);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, make_certificate),
     dxaws_error *(*)(void *self, const char *domain, char *arn, size_t size));
AFTER(dxaws_cloudfront_contract_fixture, make_certificate, break_state);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, break_state),
     dxaws_error *(*)(void *self, const char *name, const char *id,
                      dxaws_cloudfront_contract_breakage breakage));
AFTER(dxaws_cloudfront_contract_fixture, break_state, lacks);
TYPE(MEMBER(dxaws_cloudfront_contract_fixture, lacks), unsigned);
TYPE(dxaws_cloudfront_contract_count, size_t(void));
TYPE(dxaws_cloudfront_contract_name, const char *(size_t index));
TYPE(dxaws_cloudfront_contract_since, const char *(size_t index));
TYPE(dxaws_cloudfront_contract_run,
     dxaws_error *(const dxaws_cloudfront_contract_fixture *fixture, size_t index));
TYPE(dxaws_cloudfront_contract_run_suite,
     dxaws_error *(const dxaws_cloudfront_contract_fixture *fixture,
                   const dxaws_contract_options *options, dxaws_contract_counts *counts));
TYPE(dxaws_cloudfront_provider_new_aws,
     dxaws_error *(dxaws_session *session, dxaws_cloudfront_provider **provider));
TYPE(dxaws_cloudfront_provider_new_memory,
     dxaws_error *(dxaws_memory_account *account, dxaws_cloudfront_provider **provider));
TYPE(dxaws_cloudfront_provider_make,
     dxaws_error *(const char *kind, const dxaws_provider_parts *parts,
                   dxaws_cloudfront_provider **provider));
FIRST(dxaws_dns_provider_ops, size);
TYPE(MEMBER(dxaws_dns_provider_ops, size), size_t);
AFTER(dxaws_dns_provider_ops, size, name);
TYPE(MEMBER(dxaws_dns_provider_ops, name), const char *);
AFTER(dxaws_dns_provider_ops, name, destroy);
TYPE(MEMBER(dxaws_dns_provider_ops, destroy), void (*)(void *self));
AFTER(dxaws_dns_provider_ops, destroy, get_current);
TYPE(MEMBER(dxaws_dns_provider_ops, get_current),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                      dxaws_dns_current *current));
AFTER(dxaws_dns_provider_ops, get_current, change_records);
TYPE(MEMBER(dxaws_dns_provider_ops, change_records), dxaws_dns_action_fn *);
AFTER(dxaws_dns_provider_ops, change_records, wait_insync);
TYPE(MEMBER(dxaws_dns_provider_ops, wait_insync), dxaws_dns_action_fn *);
TYPE(dxaws_dns_provider_new,
     dxaws_error *(const dxaws_dns_provider_ops *ops, void *self, dxaws_dns_provider **provider));
TYPE(dxaws_dns_provider_ref, dxaws_dns_provider *(dxaws_dns_provider *provider));
TYPE(dxaws_dns_provider_unref, dxaws_dns_provider *(dxaws_dns_provider *provider));
TYPE(dxaws_dns_provider_cleanup, void(dxaws_dns_provider **pointer));
TYPE(dxaws_dns_provider_base, dxaws_provider *(dxaws_dns_provider *provider));
TYPE(dxaws_dns_provider_from, dxaws_error *(dxaws_provider *base, dxaws_dns_provider **provider));
TYPE(dxaws_dns_current_assign, dxaws_error *(dxaws_dns_current *current, const char *json));
TYPE(dxaws_dns_current_format_all, char *(const dxaws_dns_current *current));
TYPE(dxaws_dns_desired_name, const char *(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_former_alias_zone_count, size_t(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_desired_former_alias_zone_at,
     const char *(const dxaws_dns_desired *desired, size_t index));
TYPE(dxaws_dns_zone_new, dxaws_dns_zone *(void));
TYPE(dxaws_dns_zone_parse, dxaws_error *(const char *json, dxaws_dns_zone **zone));
TYPE(dxaws_dns_zone_set_id, void(dxaws_dns_zone *zone, const char *id));
TYPE(dxaws_dns_zone_set_name, void(dxaws_dns_zone *zone, const char *name));
TYPE(dxaws_dns_zone_set_linked_service, void(dxaws_dns_zone *zone, const char *service));
TYPE(dxaws_dns_record_set_zone_id, void(dxaws_dns_record *record, const char *zone_id));
TYPE(dxaws_dns_record_set_routing_identifier,
     void(dxaws_dns_record *record, const char *identifier));
TYPE(dxaws_dns_record_set_traffic_policy, void(dxaws_dns_record *record, const char *policy));
TYPE(dxaws_dns_record_zone_id, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_routing_identifier, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_record_traffic_policy, const char *(const dxaws_dns_record *record));
TYPE(dxaws_dns_current_add_zone, void(dxaws_dns_current *current, const dxaws_dns_zone *zone));
TYPE(dxaws_dns_current_clear_zones, void(dxaws_dns_current *current));
TYPE(dxaws_dns_current_add_record,
     void(dxaws_dns_current *current, const dxaws_dns_record *record));
TYPE(dxaws_dns_current_clear_records, void(dxaws_dns_current *current));
TYPE(dxaws_dns_current_set_change,
     void(dxaws_dns_current *current, const char *id, dxaws_dns_status status));
NUMBER(DXAWS_DNS_LACKS_ADD_ZONE, 1);
NUMBER(DXAWS_DNS_LACKS_PUT_RECORD, 2);
NUMBER(DXAWS_DNS_LACKS_REFUSAL, 4);
FIRST(dxaws_dns_contract_fixture, size);
TYPE(MEMBER(dxaws_dns_contract_fixture, size), size_t);
AFTER(dxaws_dns_contract_fixture, size, self);
TYPE(MEMBER(dxaws_dns_contract_fixture, self), void *);
AFTER(dxaws_dns_contract_fixture, self, level);
TYPE(MEMBER(dxaws_dns_contract_fixture, level), const char *);
AFTER(dxaws_dns_contract_fixture, level, open);
TYPE(MEMBER(dxaws_dns_contract_fixture, open),
     dxaws_error *(*)(void *self, dxaws_dns_provider **provider, char *zone, size_t size));
AFTER(dxaws_dns_contract_fixture, open, close);
TYPE(MEMBER(dxaws_dns_contract_fixture, close), void (*)(void *self));
AFTER(dxaws_dns_contract_fixture, close, make_context);
TYPE(MEMBER(dxaws_dns_contract_fixture, make_context),
     dxaws_error *(*)(void *self, dxaws_context **context));
AFTER(dxaws_dns_contract_fixture, make_context, add_zone);
TYPE(MEMBER(dxaws_dns_contract_fixture, add_zone),
     dxaws_error *(*)(void *self, const char *name, _Bool is_private));
AFTER(dxaws_dns_contract_fixture, add_zone, put_record);
TYPE(MEMBER(dxaws_dns_contract_fixture, put_record),
     dxaws_error *(*)(void *self, const char *json));
AFTER(dxaws_dns_contract_fixture, put_record, lacks);
TYPE(MEMBER(dxaws_dns_contract_fixture, lacks), unsigned);
TYPE(dxaws_dns_contract_count, size_t(void));
TYPE(dxaws_dns_contract_name, const char *(size_t index));
TYPE(dxaws_dns_contract_since, const char *(size_t index));
TYPE(dxaws_dns_contract_run,
     dxaws_error *(const dxaws_dns_contract_fixture *fixture, size_t index));
TYPE(dxaws_dns_contract_run_suite,
     dxaws_error *(const dxaws_dns_contract_fixture *fixture, const dxaws_contract_options *options,
                   dxaws_contract_counts *counts));
TYPE(dxaws_dns_provider_new_aws,
     dxaws_error *(dxaws_session *session, dxaws_dns_provider **provider));
TYPE(dxaws_dns_provider_new_memory,
     dxaws_error *(dxaws_memory_account *account, dxaws_dns_provider **provider));
TYPE(dxaws_dns_memory_create_zone,
     dxaws_error *(dxaws_memory_account *account, dxaws_context *context, const char *name,
                   _Bool is_private, char **zone_id));
TYPE(dxaws_dns_provider_make, dxaws_error *(const char *kind, const dxaws_provider_parts *parts,
                                            dxaws_dns_provider **provider));
TYPE(dxaws_acm_desired_tree, const struct json_t *(const dxaws_acm_desired *desired));
TYPE(dxaws_acm_current_tree, const struct json_t *(const dxaws_acm_current *current));
TYPE(dxaws_acm_current_assign_tree,
     dxaws_error *(dxaws_acm_current *current, const struct json_t *members));
TYPE(dxaws_acm_initial_tree, struct json_t *(void));
TYPE(dxaws_cloudfront_desired_tree, const struct json_t *(const dxaws_cloudfront_desired *desired));
TYPE(dxaws_cloudfront_current_tree, const struct json_t *(const dxaws_cloudfront_current *current));
TYPE(dxaws_cloudfront_current_assign_tree,
     dxaws_error *(dxaws_cloudfront_current *current, const struct json_t *members));
TYPE(dxaws_cloudfront_initial_tree, struct json_t *(void));
TYPE(dxaws_dns_desired_tree, const struct json_t *(const dxaws_dns_desired *desired));
TYPE(dxaws_dns_current_tree, const struct json_t *(const dxaws_dns_current *current));
TYPE(dxaws_dns_current_assign_tree,
     dxaws_error *(dxaws_dns_current *current, const struct json_t *members));
TYPE(dxaws_dns_name_canonical, char *(const char *text, const char **why));
TYPE(dxaws_dns_name_is_within, _Bool(const char *name, const char *zone));
TYPE(dxaws_dns_zone_is_id, _Bool(const char *zone));
TYPE(dxaws_dns_zone_holding, const struct json_t *(const struct json_t *zones, const char *name));
TYPE(dxaws_dns_current_select_zones,
     dxaws_error *(dxaws_dns_current *current, const dxaws_dns_desired *wanted,
                   const struct json_t *candidates));
TYPE(dxaws_dns_current_add_record_tree,
     void(dxaws_dns_current *current, const struct json_t *record));
TYPE(dxaws_error_set_aws,
     void(dxaws_error *error, const char *aws_code, int http_status, const char *request_id));
TYPE(dxaws_error_set_operation, void(dxaws_error *error, const char *operation));
TYPE(dxaws_error_set_resource, void(dxaws_error *error, const char *resource));
TYPE(dxaws_error_set_retryable, void(dxaws_error *error, _Bool retryable));
TYPE(dxaws_error_set_cause, void(dxaws_error *error, dxaws_error *cause));
TYPE(dxaws_error_is_refusal, _Bool(const dxaws_error *error, const char *aws_code));
TYPE(dxaws_error_explain, dxaws_error *(dxaws_error *refusal, dxaws_error *meaning));
TYPE(dxaws_context_emit, void(dxaws_context *context, const char *source, const char *type,
                              dxaws_event_level level, const char *subject, const char *fields));
FIRST(dxaws_deprecation, size);
TYPE(MEMBER(dxaws_deprecation, size), size_t);
AFTER(dxaws_deprecation, size, name);
TYPE(MEMBER(dxaws_deprecation, name), const char *);
AFTER(dxaws_deprecation, name, since);
TYPE(MEMBER(dxaws_deprecation, since), const char *);
AFTER(dxaws_deprecation, since, use);
TYPE(MEMBER(dxaws_deprecation, use), const char *);
TYPE(dxaws_context_tell_deprecated,
     void(dxaws_context *context, const char *source, const char *subject,
          const dxaws_deprecation *deprecation));
TYPE(dxaws_context_is_observed, _Bool(const dxaws_context *context));
TYPE(dxaws_memory_begin, dxaws_error *(dxaws_memory_account *account, dxaws_context *context));
TYPE(dxaws_memory_commit, dxaws_error *(dxaws_memory_account *account));
TYPE(dxaws_memory_abort, void(dxaws_memory_account *account));
TYPE(dxaws_memory_now_ms, int64_t(const dxaws_memory_account *account));
TYPE(dxaws_memory_get, const char *(dxaws_memory_account *account, const char *service,
                                    const char *type, const char *id));
TYPE(dxaws_memory_put, dxaws_error *(dxaws_memory_account *account, const char *service,
                                     const char *type, const char *id, const char *json));
TYPE(dxaws_memory_remove,
     void(dxaws_memory_account *account, const char *service, const char *type, const char *id));
TYPE(dxaws_memory_at, _Bool(dxaws_memory_account *account, const char *service, const char *type,
                            size_t index, const char **id, const char **json));
TYPE(dxaws_memory_next_number, uint64_t(dxaws_memory_account *account, const char *name));
TYPE(dxaws_memory_call, dxaws_error *(dxaws_memory_account *account, dxaws_context *context,
                                      const char *service, const char *operation, _Bool write));
TYPE(dxaws_memory_begin_call,
     dxaws_error *(dxaws_memory_account *account, dxaws_context *context, const char *service,
                   const char *operation, _Bool write));
TYPE(dxaws_memory_end_call, dxaws_error *(dxaws_memory_account *account, dxaws_error *error));
TYPE(dxaws_memory_get_tree, struct json_t *(dxaws_memory_account *account, const char *service,
                                            const char *type, const char *id));
TYPE(dxaws_memory_at_tree,
     _Bool(dxaws_memory_account *account, const char *service, const char *type, size_t index,
           const char **id, struct json_t **document));
TYPE(dxaws_memory_put_tree,
     dxaws_error *(dxaws_memory_account *account, const char *service, const char *type,
                   const char *id, const struct json_t *document));
TYPE(dxaws_memory_refusal,
     dxaws_error *(dxaws_error_kind kind, const char *service, const char *operation,
                   const char *resource, const char *aws_code, int http_status, const char *text));
TYPE(dxaws_truncate_with_hash, char *(const char *name, size_t limit));
NUMBER(DXAWS_S3_BLOCK_PUBLIC_ACLS, 1);
NUMBER(DXAWS_S3_IGNORE_PUBLIC_ACLS, 2);
NUMBER(DXAWS_S3_BLOCK_PUBLIC_POLICY, 4);
NUMBER(DXAWS_S3_RESTRICT_PUBLIC_BUCKETS, 8);
NUMBER(DXAWS_S3_BLOCK_ALL, 15);
NUMBER(DXAWS_S3_STATUS_UNKNOWN, 0);
NUMBER(DXAWS_S3_STATUS_DOES_NOT_EXIST, 1);
NUMBER(DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS, 2);
NUMBER(DXAWS_S3_STATUS_EXISTS_NO_ACCESS, 3);
TYPE(dxaws_s3_status_name, const char *(dxaws_s3_status status));
TYPE(dxaws_s3_status_from_name, dxaws_s3_status(const char *name));
TYPE(dxaws_s3_version, const char *(void));
TYPE(dxaws_s3_desired_new, dxaws_s3_desired *(const char *name, const char *region));
TYPE(dxaws_s3_desired_parse, dxaws_error *(const char *json, dxaws_s3_desired **desired));
TYPE(dxaws_s3_desired_format, char *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_free, void(dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_cleanup, void(dxaws_s3_desired **pointer));
TYPE(dxaws_s3_desired_set_present, void(dxaws_s3_desired *desired, _Bool present));
TYPE(dxaws_s3_desired_leave, void(dxaws_s3_desired *desired, const char *attribute));
TYPE(dxaws_s3_desired_set_versioning, void(dxaws_s3_desired *desired, _Bool enabled));
TYPE(dxaws_s3_desired_unset_versioning, void(dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_set_public_access_block, void(dxaws_s3_desired *desired, unsigned blocks));
TYPE(dxaws_s3_desired_unset_public_access_block, void(dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_set_tag, void(dxaws_s3_desired *desired, const char *key, const char *value));
TYPE(dxaws_s3_desired_set_tags, void(dxaws_s3_desired *desired, const dxaws_tags *tags));
TYPE(dxaws_s3_desired_set_policy_statement,
     void(dxaws_s3_desired *desired, const char *sid, const char *statement));
TYPE(dxaws_s3_desired_unset_policy_statements, void(dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_set_strict, void(dxaws_s3_desired *desired, _Bool strict));
TYPE(dxaws_s3_desired_unset_strict, void(dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_name, const char *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_region, const char *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_is_present, _Bool(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_check, dxaws_error *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_current_new, dxaws_s3_current *(void));
TYPE(dxaws_s3_current_parse, dxaws_error *(const char *json, dxaws_s3_current **current));
TYPE(dxaws_s3_current_format, char *(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_free, void(dxaws_s3_current *current));
TYPE(dxaws_s3_current_cleanup, void(dxaws_s3_current **pointer));
TYPE(dxaws_s3_current_status, dxaws_s3_status(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_region, const char *(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_versioning, _Bool(const dxaws_s3_current *current, _Bool *enabled));
TYPE(dxaws_s3_current_public_access_block,
     _Bool(const dxaws_s3_current *current, unsigned *blocks));
TYPE(dxaws_s3_current_tags, dxaws_tags *(const dxaws_s3_current *current));
TYPE(dxaws_s3_result_format, char *(const dxaws_s3_result *result));
TYPE(dxaws_s3_result_free, void(dxaws_s3_result *result));
TYPE(dxaws_s3_result_cleanup, void(dxaws_s3_result **pointer));
TYPE(dxaws_s3_result_exists, _Bool(const dxaws_s3_result *result));
TYPE(dxaws_s3_result_name, const char *(const dxaws_s3_result *result));
TYPE(dxaws_s3_result_region, const char *(const dxaws_s3_result *result));
TYPE(dxaws_s3_result_arn, const char *(const dxaws_s3_result *result));
TYPE(dxaws_s3_result_domain_name, const char *(const dxaws_s3_result *result));
TYPE(dxaws_s3_manager_new,
     dxaws_error *(dxaws_s3_provider *provider, const dxaws_s3_manager_options *options,
                   dxaws_s3_manager **manager));
TYPE(dxaws_s3_manager_ref, dxaws_s3_manager *(dxaws_s3_manager *manager));
TYPE(dxaws_s3_manager_unref, dxaws_s3_manager *(dxaws_s3_manager *manager));
TYPE(dxaws_s3_manager_cleanup, void(dxaws_s3_manager **pointer));
TYPE(dxaws_s3_manager_get_current,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context,
                   const dxaws_s3_desired *desired, dxaws_s3_current **current));
TYPE(dxaws_s3_manager_get_outputs,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context,
                   const dxaws_s3_desired *desired, dxaws_s3_result **result));
TYPE(dxaws_s3_manager_get_status,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context, const char *name,
                   const char *region, dxaws_s3_status *status));
TYPE(dxaws_s3_desired_plan,
     dxaws_error *(const dxaws_s3_desired *desired, const dxaws_s3_current *current,
                   const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_s3_manager_plan, dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context,
                                          const dxaws_s3_desired *desired,
                                          const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_s3_manager_apply,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context, const dxaws_plan *plan,
                   const dxaws_apply_options *options, dxaws_s3_result **result));
TYPE(dxaws_s3_manager_execute,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context,
                   const dxaws_s3_desired *desired, const dxaws_apply_options *options,
                   dxaws_s3_result **result));
TYPE(dxaws_s3_manager_destroy,
     dxaws_error *(dxaws_s3_manager *manager, dxaws_context *context,
                   const dxaws_s3_desired *desired, const dxaws_apply_options *options,
                   dxaws_s3_result **result));
TYPE(dxaws_s3_module, const dxaws_module *(void));
FIRST(dxaws_s3_provider_ops, size);
TYPE(MEMBER(dxaws_s3_provider_ops, size), size_t);
AFTER(dxaws_s3_provider_ops, size, name);
TYPE(MEMBER(dxaws_s3_provider_ops, name), const char *);
AFTER(dxaws_s3_provider_ops, name, destroy);
TYPE(MEMBER(dxaws_s3_provider_ops, destroy), void (*)(void *self));
AFTER(dxaws_s3_provider_ops, destroy, get_current);
TYPE(MEMBER(dxaws_s3_provider_ops, get_current),
     dxaws_error *(*)(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                      dxaws_s3_current *current));
AFTER(dxaws_s3_provider_ops, get_current, create_bucket);
TYPE(MEMBER(dxaws_s3_provider_ops, create_bucket), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, create_bucket, put_public_access_block);
TYPE(MEMBER(dxaws_s3_provider_ops, put_public_access_block), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, put_public_access_block, put_versioning);
TYPE(MEMBER(dxaws_s3_provider_ops, put_versioning), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, put_versioning, put_tags);
TYPE(MEMBER(dxaws_s3_provider_ops, put_tags), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, put_tags, put_policy);
TYPE(MEMBER(dxaws_s3_provider_ops, put_policy), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, put_policy, destroy_bucket);
TYPE(MEMBER(dxaws_s3_provider_ops, destroy_bucket), dxaws_s3_action_fn *);
AFTER(dxaws_s3_provider_ops, destroy_bucket, get_outputs);
TYPE(MEMBER(dxaws_s3_provider_ops, get_outputs), dxaws_s3_action_fn *);
TYPE(dxaws_s3_provider_new,
     dxaws_error *(const dxaws_s3_provider_ops *ops, void *self, dxaws_s3_provider **provider));
TYPE(dxaws_s3_provider_ref, dxaws_s3_provider *(dxaws_s3_provider *provider));
TYPE(dxaws_s3_provider_unref, dxaws_s3_provider *(dxaws_s3_provider *provider));
TYPE(dxaws_s3_provider_cleanup, void(dxaws_s3_provider **pointer));
TYPE(dxaws_s3_provider_base, dxaws_provider *(dxaws_s3_provider *provider));
TYPE(dxaws_s3_provider_from, dxaws_error *(dxaws_provider *base, dxaws_s3_provider **provider));
TYPE(dxaws_s3_current_assign, dxaws_error *(dxaws_s3_current *current, const char *json));
TYPE(dxaws_s3_current_format_all, char *(const dxaws_s3_current *current));
TYPE(dxaws_s3_desired_versioning, _Bool(const dxaws_s3_desired *desired, _Bool *enabled));
TYPE(dxaws_s3_desired_strict, _Bool(const dxaws_s3_desired *desired, _Bool *strict));
TYPE(dxaws_s3_desired_public_access_block,
     _Bool(const dxaws_s3_desired *desired, unsigned *blocks));
TYPE(dxaws_s3_desired_tags, dxaws_tags *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_policy_statement_count, size_t(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_desired_policy_statement_sid_at,
     const char *(const dxaws_s3_desired *desired, size_t index));
TYPE(dxaws_s3_desired_policy_statement, char *(const dxaws_s3_desired *desired, const char *sid));
TYPE(dxaws_s3_current_set_status, void(dxaws_s3_current *current, dxaws_s3_status status));
TYPE(dxaws_s3_current_set_name, void(dxaws_s3_current *current, const char *name));
TYPE(dxaws_s3_current_set_region, void(dxaws_s3_current *current, const char *region));
TYPE(dxaws_s3_current_set_versioning, void(dxaws_s3_current *current, _Bool enabled));
TYPE(dxaws_s3_current_set_public_access_block, void(dxaws_s3_current *current, unsigned blocks));
TYPE(dxaws_s3_current_set_tags, void(dxaws_s3_current *current, const dxaws_tags *tags));
TYPE(dxaws_s3_current_set_system_tags, void(dxaws_s3_current *current, const dxaws_tags *tags));
TYPE(dxaws_s3_current_set_policy, void(dxaws_s3_current *current, const char *policy));
TYPE(dxaws_s3_current_name, const char *(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_system_tags, dxaws_tags *(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_policy, char *(const dxaws_s3_current *current));
TYPE(dxaws_s3_desired_tree, const struct json_t *(const dxaws_s3_desired *desired));
TYPE(dxaws_s3_current_tree, const struct json_t *(const dxaws_s3_current *current));
TYPE(dxaws_s3_current_assign_tree,
     dxaws_error *(dxaws_s3_current *current, const struct json_t *members));
TYPE(dxaws_s3_initial_tree, struct json_t *(void));
TYPE(dxaws_tree_out_of_memory, _Bool(const struct json_error_t *where, const char *text));
TYPE(dxaws_tree_copy, struct json_t *(const struct json_t *tree));
TYPE(dxaws_document_new, dxaws_error *(struct json_t *tree, dxaws_document **document));
TYPE(dxaws_document_tree, const struct json_t *(const dxaws_document *document));
TYPE(dxaws_plan_new, dxaws_error *(struct json_t *tree, dxaws_plan **plan));
TYPE(dxaws_plan_tree, const struct json_t *(const dxaws_plan *plan));
TYPE(dxaws_plan_desired_tree, const struct json_t *(const dxaws_plan *plan));
TYPE(dxaws_plan_observed_tree, const struct json_t *(const dxaws_plan *plan));
TYPE(dxaws_action_payload_tree, const struct json_t *(const dxaws_action *action));
TYPE(dxaws_apply_options_tree, const struct json_t *(const dxaws_apply_options *options));
NUMBER(DXAWS_S3_BREAK_TAGS, 1);
NUMBER(DXAWS_S3_BREAK_VERSIONING, 2);
NUMBER(DXAWS_S3_BREAK_BLOCK, 3);
NUMBER(DXAWS_S3_BREAK_POLICY, 4);
NUMBER(DXAWS_S3_BREAK_SYSTEM_TAGS, 5);
NUMBER(DXAWS_S3_BREAK_FILL, 6);
NUMBER(DXAWS_S3_BREAK_DELETE, 7);
NUMBER(DXAWS_S3_BREAK_TAKE, 8);
NUMBER(DXAWS_S3_CONTRACT_EVENTUAL, 1);
NUMBER(DXAWS_S3_LACKS_BREAK_TAGS, 2);
NUMBER(DXAWS_S3_LACKS_BREAK_VERSIONING, 4);
NUMBER(DXAWS_S3_LACKS_BREAK_BLOCK, 8);
NUMBER(DXAWS_S3_LACKS_BREAK_POLICY, 16);
NUMBER(DXAWS_S3_LACKS_BREAK_SYSTEM_TAGS, 32);
NUMBER(DXAWS_S3_LACKS_BREAK_FILL, 64);
NUMBER(DXAWS_S3_LACKS_BREAK_DELETE, 128);
NUMBER(DXAWS_S3_LACKS_BREAK_TAKE, 256);
NUMBER(DXAWS_S3_LACKS_BREAKING, 510);
FIRST(dxaws_s3_contract_fixture, size);
TYPE(MEMBER(dxaws_s3_contract_fixture, size), size_t);
AFTER(dxaws_s3_contract_fixture, size, self);
TYPE(MEMBER(dxaws_s3_contract_fixture, self), void *);
AFTER(dxaws_s3_contract_fixture, self, level);
TYPE(MEMBER(dxaws_s3_contract_fixture, level), const char *);
AFTER(dxaws_s3_contract_fixture, level, region);
TYPE(MEMBER(dxaws_s3_contract_fixture, region), const char *);
AFTER(dxaws_s3_contract_fixture, region, flags);
TYPE(MEMBER(dxaws_s3_contract_fixture, flags), unsigned);
AFTER(dxaws_s3_contract_fixture, flags, open);
TYPE(MEMBER(dxaws_s3_contract_fixture, open),
     dxaws_error *(*)(void *self, dxaws_s3_provider **provider));
AFTER(dxaws_s3_contract_fixture, open, close);
TYPE(MEMBER(dxaws_s3_contract_fixture, close), void (*)(void *self));
AFTER(dxaws_s3_contract_fixture, close, make_context);
TYPE(MEMBER(dxaws_s3_contract_fixture, make_context),
     dxaws_error *(*)(void *self, dxaws_context **context));
AFTER(dxaws_s3_contract_fixture, make_context, make_name);
TYPE(MEMBER(dxaws_s3_contract_fixture, make_name), void (*)(void *self, char *name, size_t size));
AFTER(dxaws_s3_contract_fixture, make_name, break_state);
TYPE(MEMBER(dxaws_s3_contract_fixture, break_state),
     dxaws_error *(*)(void *self, const char *bucket, dxaws_s3_contract_breakage breakage));
AFTER(dxaws_s3_contract_fixture, break_state, lacks);
TYPE(MEMBER(dxaws_s3_contract_fixture, lacks), unsigned);
TYPE(dxaws_s3_contract_count, size_t(void));
TYPE(dxaws_s3_contract_name, const char *(size_t index));
TYPE(dxaws_s3_contract_since, const char *(size_t index));
TYPE(dxaws_s3_contract_run, dxaws_error *(const dxaws_s3_contract_fixture *fixture, size_t index));
TYPE(dxaws_s3_contract_run_suite,
     dxaws_error *(const dxaws_s3_contract_fixture *fixture, const dxaws_contract_options *options,
                   dxaws_contract_counts *counts));
TYPE(dxaws_s3_provider_new_aws,
     dxaws_error *(dxaws_session *session, dxaws_s3_provider **provider));
TYPE(dxaws_s3_provider_new_memory,
     dxaws_error *(dxaws_memory_account *account, dxaws_s3_provider **provider));
TYPE(dxaws_s3_provider_make, dxaws_error *(const char *kind, const dxaws_provider_parts *parts,
                                           dxaws_s3_provider **provider));
TYPE(dxaws_website_version, const char *(void));
TYPE(dxaws_website_desired_new,
     dxaws_website_desired *(const char *site, const char *domain, const char *region));
TYPE(dxaws_website_desired_parse, dxaws_error *(const char *json, dxaws_website_desired **desired));
TYPE(dxaws_website_desired_format, char *(const dxaws_website_desired *desired));
TYPE(dxaws_website_desired_free, void(dxaws_website_desired *desired));
TYPE(dxaws_website_desired_cleanup, void(dxaws_website_desired **pointer));
TYPE(dxaws_website_desired_check, dxaws_error *(const dxaws_website_desired *desired));
TYPE(dxaws_website_desired_leave, void(dxaws_website_desired *desired, const char *attribute));
TYPE(dxaws_website_desired_set_present, void(dxaws_website_desired *desired, _Bool present));
TYPE(dxaws_website_desired_set_tags, void(dxaws_website_desired *desired, const dxaws_tags *tags));
TYPE(dxaws_website_desired_set_fallback,
     void(dxaws_website_desired *desired, const char *fallback));
TYPE(dxaws_website_desired_set_protect, void(dxaws_website_desired *desired, _Bool protect));
TYPE(dxaws_website_desired_set_zone, void(dxaws_website_desired *desired, const char *zone));
TYPE(dxaws_website_desired_set_bucket_name, void(dxaws_website_desired *desired, const char *name));
TYPE(dxaws_website_desired_set_versioning, void(dxaws_website_desired *desired, _Bool enabled));
TYPE(dxaws_website_desired_set_certificate_arn,
     void(dxaws_website_desired *desired, const char *arn));
TYPE(dxaws_website_desired_set_manage_dns, void(dxaws_website_desired *desired, _Bool manage));
TYPE(dxaws_website_desired_site, const char *(const dxaws_website_desired *desired));
TYPE(dxaws_website_desired_domain, const char *(const dxaws_website_desired *desired));
TYPE(dxaws_website_desired_bucket, char *(const dxaws_website_desired *desired));
TYPE(dxaws_website_current_format, char *(const dxaws_website_current *current));
TYPE(dxaws_website_current_free, void(dxaws_website_current *current));
TYPE(dxaws_website_current_cleanup, void(dxaws_website_current **pointer));
TYPE(dxaws_website_result_site, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_url, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_bucket, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_certificate_arn, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_distribution_id, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_distribution_domain_name,
     const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_status, const char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_format, char *(const dxaws_website_result *result));
TYPE(dxaws_website_result_free, void(dxaws_website_result *result));
TYPE(dxaws_website_result_cleanup, void(dxaws_website_result **pointer));
TYPE(dxaws_website_manager_options_new, dxaws_website_manager_options *(void));
TYPE(dxaws_website_manager_options_free, void(dxaws_website_manager_options *options));
TYPE(dxaws_website_manager_options_cleanup, void(dxaws_website_manager_options **pointer));
TYPE(dxaws_website_manager_options_set_s3,
     void(dxaws_website_manager_options *options, dxaws_s3_manager *manager));
TYPE(dxaws_website_manager_options_set_dns,
     void(dxaws_website_manager_options *options, dxaws_dns_manager *manager));
TYPE(dxaws_website_manager_options_set_acm,
     void(dxaws_website_manager_options *options, dxaws_acm_manager *manager));
TYPE(dxaws_website_manager_options_set_cloudfront,
     void(dxaws_website_manager_options *options, dxaws_cloudfront_manager *manager));
TYPE(dxaws_website_manager_new,
     dxaws_error *(const dxaws_website_manager_options *options, dxaws_website_manager **manager));
TYPE(dxaws_website_manager_ref, dxaws_website_manager *(dxaws_website_manager *manager));
TYPE(dxaws_website_manager_unref, dxaws_website_manager *(dxaws_website_manager *manager));
TYPE(dxaws_website_manager_cleanup, void(dxaws_website_manager **pointer));
TYPE(dxaws_website_manager_get_current,
     dxaws_error *(dxaws_website_manager *manager, dxaws_context *context,
                   const dxaws_website_desired *desired, dxaws_website_current **current));
TYPE(dxaws_website_manager_plan,
     dxaws_error *(dxaws_website_manager *manager, dxaws_context *context,
                   const dxaws_website_desired *desired, const dxaws_apply_options *options,
                   dxaws_plan **plan));
TYPE(dxaws_website_desired_plan,
     dxaws_error *(const dxaws_website_desired *desired, const dxaws_website_current *current,
                   const dxaws_apply_options *options, dxaws_plan **plan));
TYPE(dxaws_website_manager_apply,
     dxaws_error *(dxaws_website_manager *manager, dxaws_context *context, const dxaws_plan *plan,
                   const dxaws_apply_options *options, dxaws_website_result **result));
TYPE(dxaws_website_manager_execute,
     dxaws_error *(dxaws_website_manager *manager, dxaws_context *context,
                   const dxaws_website_desired *desired, const dxaws_apply_options *options,
                   dxaws_website_result **result));
TYPE(dxaws_website_manager_destroy,
     dxaws_error *(dxaws_website_manager *manager, dxaws_context *context,
                   const dxaws_website_desired *desired, const dxaws_apply_options *options,
                   dxaws_website_result **result));
TYPE(dxaws_website_module, const dxaws_module *(void));
TEXT(DXAWS_ACM_DEFAULT_KEY_ALGORITHM, "RSA_2048");
TEXT(DXAWS_ACM_ERROR_CERTIFICATE_FAILED, "CertificateFailed");
TEXT(DXAWS_ACM_ERROR_CERTIFICATE_IN_USE, "CertificateInUse");
TEXT(DXAWS_ACM_ERROR_CERTIFICATE_NOT_FOUND, "CertificateNotFound");
TEXT(DXAWS_ACM_ERROR_CERTIFICATE_QUOTA, "CertificateQuota");
TEXT(DXAWS_ACM_ERROR_CERTIFICATE_VANISHED, "CertificateVanished");
TEXT(DXAWS_ACM_ERROR_INVALID_ACTION, "InvalidAction");
TEXT(DXAWS_ACM_ERROR_INVALID_RESPONSE, "InvalidResponse");
TEXT(DXAWS_ACM_ERROR_MISSING_DNS, "MissingDns");
TEXT(DXAWS_ACM_ERROR_NO_CERTIFICATE, "NoCertificate");
TEXT(DXAWS_ACM_ERROR_NO_VALIDATION_RECORD, "NoValidationRecord");
TEXT(DXAWS_ACM_ERROR_TOKENS_USED_UP, "TokensUsedUp");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID, "658327ea-f89d-4fab-a63d-7e88639e58f6");
NUMBER(DXAWS_CLOUDFRONT_DEFAULT_ERROR_CACHING_MIN_TTL_S, 10);
TEXT(DXAWS_CLOUDFRONT_DEFAULT_HTTP_VERSION, "http2and3");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_MINIMUM_PROTOCOL_VERSION, "TLSv1.2_2021");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_PRICE_CLASS, "PriceClass_100");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID, "67f7725c-6f97-4210-82d7-5512b31e9d03");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_ROOT_OBJECT, "index.html");
TEXT(DXAWS_CLOUDFRONT_DEFAULT_VIEWER_PROTOCOL_POLICY, "redirect-to-https");
TEXT(DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT, "AliasConflict");
TEXT(DXAWS_CLOUDFRONT_ERROR_CONTINUOUS_DEPLOYMENT, "ContinuousDeployment");
TEXT(DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE, "DistributionGone");
TEXT(DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_NOT_DISABLED, "DistributionNotDisabled");
TEXT(DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE, "InvalidResponse");
TEXT(DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE, "InvalidViewerCertificate");
TEXT(DXAWS_CLOUDFRONT_ERROR_NO_ORIGIN_ACCESS_CONTROL, "NoOriginAccessControl");
TEXT(DXAWS_CLOUDFRONT_ERROR_ORIGIN_ACCESS_CONTROL_IN_USE, "OriginAccessControlInUse");
TEXT(DXAWS_CLOUDFRONT_ERROR_RESOURCE_IN_USE, "ResourceInUse");
TEXT(DXAWS_CLOUDFRONT_ERROR_SEVERAL_DISTRIBUTIONS, "SeveralDistributions");
TEXT(DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION, "StaleDistribution");
TEXT(DXAWS_CLOUDFRONT_HOSTED_ZONE_ID, "Z2FDTNDATAQYW2");
TEXT(DXAWS_CORE_ERROR_BODY, "BodyError");
TEXT(DXAWS_CORE_ERROR_BODY_ENDED, "BodyEnded");
TEXT(DXAWS_CORE_ERROR_CANCELLED, "Cancelled");
TEXT(DXAWS_CORE_ERROR_CA_BUNDLE, "CaBundleError");
TEXT(DXAWS_CORE_ERROR_CERTIFICATE, "CertificateError");
TEXT(DXAWS_CORE_ERROR_CHECKSUM_MISMATCH, "ChecksumMismatch");
TEXT(DXAWS_CORE_ERROR_CONFIG_FILE, "ConfigFileError");
TEXT(DXAWS_CORE_ERROR_CONNECTION, "ConnectionError");
TEXT(DXAWS_CORE_ERROR_CREDENTIAL_PROCESS, "CredentialProcessError");
TEXT(DXAWS_CORE_ERROR_CREDENTIAL_SOURCE, "CredentialSourceError");
TEXT(DXAWS_CORE_ERROR_CREDENTIAL_SOURCE_UNSUPPORTED, "CredentialSourceUnsupported");
TEXT(DXAWS_CORE_ERROR_DEADLINE_EXCEEDED, "DeadlineExceeded");
TEXT(DXAWS_CORE_ERROR_ENDPOINT, "EndpointError");
TEXT(DXAWS_CORE_ERROR_EVENTS_FILE, "EventsFile");
TEXT(DXAWS_CORE_ERROR_EXPIRED_CREDENTIALS, "ExpiredCredentials");
TEXT(DXAWS_CORE_ERROR_FILE, "FileError");
TEXT(DXAWS_CORE_ERROR_INVALID_ANSWER, "InvalidAnswer");
TEXT(DXAWS_CORE_ERROR_INVALID_CLOCK, "InvalidClock");
TEXT(DXAWS_CORE_ERROR_INVALID_CREDENTIALS, "InvalidCredentials");
TEXT(DXAWS_CORE_ERROR_INVALID_DOCUMENT, "InvalidDocument");
TEXT(DXAWS_CORE_ERROR_INVALID_OPTIONS, "InvalidOptions");
TEXT(DXAWS_CORE_ERROR_INVALID_PLAN, "InvalidPlan");
TEXT(DXAWS_CORE_ERROR_INVALID_RESPONSE, "InvalidResponse");
TEXT(DXAWS_CORE_ERROR_INVALID_SINK, "InvalidSink");
TEXT(DXAWS_CORE_ERROR_MEMORY_FILE, "MemoryFile");
TEXT(DXAWS_CORE_ERROR_MFA_REQUIRED, "MfaRequired");
TEXT(DXAWS_CORE_ERROR_MISSING_PROVIDER, "MissingProvider");
TEXT(DXAWS_CORE_ERROR_NO_CREDENTIALS, "NoCredentials");
TEXT(DXAWS_CORE_ERROR_NO_REGION, "NoRegion");
TEXT(DXAWS_CORE_ERROR_NULL_ARGUMENT, "NullArgument");
TEXT(DXAWS_CORE_ERROR_OUT_OF_MEMORY, "OutOfMemory");
TEXT(DXAWS_CORE_ERROR_PARTIAL_CREDENTIALS, "PartialCredentials");
TEXT(DXAWS_CORE_ERROR_PROFILE, "ProfileError");
TEXT(DXAWS_CORE_ERROR_PROFILE_NOT_FOUND, "ProfileNotFound");
TEXT(DXAWS_CORE_ERROR_PROXY, "ProxyError");
TEXT(DXAWS_CORE_ERROR_RANDOM, "RandomError");
TEXT(DXAWS_CORE_ERROR_RECORDING, "Recording");
TEXT(DXAWS_CORE_ERROR_REGION, "RegionError");
TEXT(DXAWS_CORE_ERROR_REPEATED_PAGE, "RepeatedPage");
TEXT(DXAWS_CORE_ERROR_REQUEST, "RequestError");
TEXT(DXAWS_CORE_ERROR_ROLE, "RoleError");
TEXT(DXAWS_CORE_ERROR_SERVICE, "ServiceError");
TEXT(DXAWS_CORE_ERROR_SETTING, "SettingError");
TEXT(DXAWS_CORE_ERROR_SIGNING, "SigningError");
TEXT(DXAWS_CORE_ERROR_SSO_TOKEN, "SsoTokenError");
TEXT(DXAWS_CORE_ERROR_TOKEN_FILE, "TokenFileError");
NUMBER(DXAWS_DNS_DEFAULT_TTL_S, 300);
TEXT(DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE, "AmbiguousHostedZone");
TEXT(DXAWS_DNS_ERROR_BATCH_TOO_LARGE, "BatchTooLarge");
TEXT(DXAWS_DNS_ERROR_CNAME_AT_APEX, "CnameAtApex");
TEXT(DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND, "HostedZoneNotFound");
TEXT(DXAWS_DNS_ERROR_INVALID_DOMAIN_NAME, "InvalidDomainName");
TEXT(DXAWS_DNS_ERROR_INVALID_RESPONSE, "InvalidResponse");
TEXT(DXAWS_DNS_ERROR_LINKED_SERVICE_ZONE, "LinkedServiceZone");
TEXT(DXAWS_DNS_ERROR_RECORDS_CHANGED, "RecordsChanged");
TEXT(DXAWS_DNS_ERROR_RECORD_CONFLICT, "RecordConflict");
TEXT(DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE, "UnsupportedRecordType");
TEXT(DXAWS_EVENT_MEMBER_ACTION, "action");
TEXT(DXAWS_EVENT_MEMBER_ACTIONS, "actions");
TEXT(DXAWS_EVENT_MEMBER_ATTEMPT, "attempt");
TEXT(DXAWS_EVENT_MEMBER_ATTEMPTS, "attempts");
TEXT(DXAWS_EVENT_MEMBER_ATTEMPTS_USED_UP, "attempts_used_up");
TEXT(DXAWS_EVENT_MEMBER_CODE, "code");
TEXT(DXAWS_EVENT_MEMBER_CONNECT_US, "connect_us");
TEXT(DXAWS_EVENT_MEMBER_CREDENTIALS, "credentials");
TEXT(DXAWS_EVENT_MEMBER_DELAY_MS, "delay_ms");
TEXT(DXAWS_EVENT_MEMBER_DNS_US, "dns_us");
TEXT(DXAWS_EVENT_MEMBER_DURATION_MS, "duration_ms");
TEXT(DXAWS_EVENT_MEMBER_ELAPSED_MS, "elapsed_ms");
TEXT(DXAWS_EVENT_MEMBER_ERROR, "error");
TEXT(DXAWS_EVENT_MEMBER_EXPECTED_S, "expected_s");
TEXT(DXAWS_EVENT_MEMBER_EXTENDED_REQUEST_ID, "extended_request_id");
TEXT(DXAWS_EVENT_MEMBER_FIRST_BYTE_US, "first_byte_us");
TEXT(DXAWS_EVENT_MEMBER_HOST, "host");
TEXT(DXAWS_EVENT_MEMBER_HTTP, "http");
TEXT(DXAWS_EVENT_MEMBER_INDEX, "index");
TEXT(DXAWS_EVENT_MEMBER_KIND, "kind");
TEXT(DXAWS_EVENT_MEMBER_MAX_ATTEMPTS, "max_attempts");
TEXT(DXAWS_EVENT_MEMBER_MODULE, "module");
TEXT(DXAWS_EVENT_MEMBER_NAME, "name");
TEXT(DXAWS_EVENT_MEMBER_NOOP, "noop");
TEXT(DXAWS_EVENT_MEMBER_OPERATION, "operation");
TEXT(DXAWS_EVENT_MEMBER_OUTCOME, "outcome");
TEXT(DXAWS_EVENT_MEMBER_PLAN_HASH, "plan_hash");
TEXT(DXAWS_EVENT_MEMBER_RECEIVED_BYTES, "received_bytes");
TEXT(DXAWS_EVENT_MEMBER_REGION, "region");
TEXT(DXAWS_EVENT_MEMBER_REQUEST_ID, "request_id");
TEXT(DXAWS_EVENT_MEMBER_RETRY, "retry");
TEXT(DXAWS_EVENT_MEMBER_REUSED_CONNECTION, "reused_connection");
TEXT(DXAWS_EVENT_MEMBER_SENT_BYTES, "sent_bytes");
TEXT(DXAWS_EVENT_MEMBER_SERVICE, "service");
TEXT(DXAWS_EVENT_MEMBER_SINCE, "since");
TEXT(DXAWS_EVENT_MEMBER_SKEW_MS, "skew_ms");
TEXT(DXAWS_EVENT_MEMBER_STATUS, "status");
TEXT(DXAWS_EVENT_MEMBER_STEP, "step");
TEXT(DXAWS_EVENT_MEMBER_TLS_US, "tls_us");
TEXT(DXAWS_EVENT_MEMBER_TOKENS, "tokens");
TEXT(DXAWS_EVENT_MEMBER_TOTAL, "total");
TEXT(DXAWS_EVENT_MEMBER_TOTAL_US, "total_us");
TEXT(DXAWS_EVENT_MEMBER_USE, "use");
TEXT(DXAWS_EVENT_MEMBER_WARNINGS, "warnings");
TEXT(DXAWS_EVENT_MEMBER_WHY, "why");
TEXT(DXAWS_EVENT_SOURCE_ACM, "dxaws.acm");
TEXT(DXAWS_EVENT_SOURCE_CLOUDFRONT, "dxaws.cloudfront");
TEXT(DXAWS_EVENT_SOURCE_CORE, "dxaws.core");
TEXT(DXAWS_EVENT_SOURCE_DNS, "dxaws.dns");
TEXT(DXAWS_EVENT_SOURCE_S3, "dxaws.s3");
TEXT(DXAWS_EVENT_SOURCE_WEBSITE, "dxaws.website");
TEXT(DXAWS_EVENT_TYPE_AWS_ATTEMPT, "aws.attempt");
TEXT(DXAWS_EVENT_TYPE_AWS_CALL, "aws.call");
TEXT(DXAWS_EVENT_TYPE_CONFIG_IGNORED, "config.ignored");
TEXT(DXAWS_EVENT_TYPE_DEPRECATED_USED, "deprecated.used");
TEXT(DXAWS_EVENT_TYPE_MANAGER_APPLY_DONE, "manager.apply.done");
TEXT(DXAWS_EVENT_TYPE_MANAGER_APPLY_PROGRESS, "manager.apply.progress");
TEXT(DXAWS_EVENT_TYPE_MANAGER_APPLY_START, "manager.apply.start");
TEXT(DXAWS_EVENT_TYPE_MANAGER_EXECUTE_DONE, "manager.execute.done");
TEXT(DXAWS_EVENT_TYPE_MANAGER_PLAN_DONE, "manager.plan.done");
TEXT(DXAWS_EVENT_TYPE_MANAGER_PLAN_START, "manager.plan.start");
TEXT(DXAWS_KNOWN_AFTER_APPLY, "{\"$known\":\"after apply\"}");
TEXT(DXAWS_MODULE_ERROR_INCOMPLETE_PLAN, "IncompletePlan");
TEXT(DXAWS_MODULE_ERROR_INVALID_DESIRED_STATE, "InvalidDesiredStateError");
TEXT(DXAWS_MODULE_ERROR_INVALID_OPTIONS, "InvalidOptions");
TEXT(DXAWS_MODULE_ERROR_INVALID_PROVIDER, "InvalidProvider");
TEXT(DXAWS_MODULE_ERROR_PARTIALLY_APPLIED, "PartiallyApplied");
TEXT(DXAWS_MODULE_ERROR_REPLAY_DIVERGED, "ReplayDiverged");
TEXT(DXAWS_MODULE_ERROR_UNKNOWN_PROVIDER, "UnknownProvider");
TEXT(DXAWS_MODULE_ERROR_UNSUPPORTED_ACTION, "UnsupportedAction");
TEXT(DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE, "UnsupportedAttribute");
TEXT(DXAWS_MODULE_ERROR_WAIT_TIMEOUT, "WaitTimeout");
TEXT(DXAWS_MODULE_ERROR_WRONG_MODULE, "WrongModule");
TEXT(DXAWS_S3_DEFAULT_ENCRYPTION, "SSE-S3");
TEXT(DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED, "BucketAccessDenied");
TEXT(DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS, "BucketAlreadyExists");
TEXT(DXAWS_S3_ERROR_BUCKET_NAME, "BucketNameError");
TEXT(DXAWS_S3_ERROR_BUCKET_NOT_EMPTY, "BucketNotEmpty");
TEXT(DXAWS_S3_ERROR_BUCKET_REGION, "BucketRegionError");
TEXT(DXAWS_S3_ERROR_BUCKET_UNSETTLED, "BucketUnsettled");
TEXT(DXAWS_S3_ERROR_INVALID_ACTION, "InvalidAction");
TEXT(DXAWS_S3_ERROR_INVALID_RESPONSE, "InvalidResponse");
TEXT(DXAWS_S3_ERROR_MISSING_CLOUD_FRONT_INFO, "MissingCloudFrontInfoError");
TEXT(DXAWS_WEBSITE_DEFAULT_FALLBACK, "none");
TEXT(DXAWS_WEBSITE_DEFAULT_HTTP_VERSION, "http2and3");
TEXT(DXAWS_WEBSITE_DEFAULT_MINIMUM_PROTOCOL_VERSION, "TLSv1.2_2021");
TEXT(DXAWS_WEBSITE_DEFAULT_PRICE_CLASS, "PriceClass_100");
TEXT(DXAWS_WEBSITE_ERROR_ALIAS_IN_USE, "AliasInUse");
TEXT(DXAWS_WEBSITE_ERROR_ANOTHER_SITE, "AnotherSite");
TEXT(DXAWS_WEBSITE_ERROR_HOSTED_ZONE_NOT_FOUND, "HostedZoneNotFound");
TEXT(DXAWS_WEBSITE_ERROR_INVALID_PLAN, "InvalidPlan");
TEXT(DXAWS_WEBSITE_ERROR_INVARIANT_VIOLATED, "InvariantViolated");
TEXT(DXAWS_WEBSITE_ERROR_MISSING_MANAGER, "MissingManager");
TEXT(DXAWS_WEBSITE_ERROR_MORE_THAN_PLANNED, "MoreThanPlanned");
TEXT(DXAWS_WEBSITE_ERROR_NOT_OBSERVED, "NotObserved");
TEXT(DXAWS_WEBSITE_ERROR_PROTECTED_SITE, "ProtectedSite");
TEXT(DXAWS_WEBSITE_ERROR_STEP_FAILED, "StepFailed");
