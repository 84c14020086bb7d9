/* SPDX-License-Identifier: MIT */
/** @file
 * The names in events: sources, types and members. Made by scripts/events of docs/events.json; what
 * each means is in docs/events.md. Constants, for any thread. A release only ever adds some.
 */
#ifndef DXAWS_EVENT_TYPES_H
#define DXAWS_EVENT_TYPES_H

/** @name What dxaws_event_source() gives
 * @since 0.9
 * @{ */
#define DXAWS_EVENT_SOURCE_ACM "dxaws.acm"
#define DXAWS_EVENT_SOURCE_CLOUDFRONT "dxaws.cloudfront"
#define DXAWS_EVENT_SOURCE_CONTENT "dxaws.content"
#define DXAWS_EVENT_SOURCE_CORE "dxaws.core"
#define DXAWS_EVENT_SOURCE_DNS "dxaws.dns"
#define DXAWS_EVENT_SOURCE_FUNCTION "dxaws.function"
#define DXAWS_EVENT_SOURCE_S3 "dxaws.s3"
#define DXAWS_EVENT_SOURCE_WEBSITE "dxaws.website"
/** @} */

/** @name What dxaws_event_type() gives
 * @since 0.9
 * @{ */
#define DXAWS_EVENT_TYPE_AWS_ATTEMPT "aws.attempt"
#define DXAWS_EVENT_TYPE_AWS_CALL "aws.call"
#define DXAWS_EVENT_TYPE_BUCKET_EMPTYING "bucket.emptying"
#define DXAWS_EVENT_TYPE_CONFIG_IGNORED "config.ignored"
#define DXAWS_EVENT_TYPE_CONFIG_UNREAD "config.unread"
#define DXAWS_EVENT_TYPE_DEPRECATED_USED "deprecated.used"
#define DXAWS_EVENT_TYPE_MANAGER_APPLY_DONE "manager.apply.done"
#define DXAWS_EVENT_TYPE_MANAGER_APPLY_PROGRESS "manager.apply.progress"
#define DXAWS_EVENT_TYPE_MANAGER_APPLY_START "manager.apply.start"
#define DXAWS_EVENT_TYPE_MANAGER_EXECUTE_DONE "manager.execute.done"
#define DXAWS_EVENT_TYPE_MANAGER_PLAN_DONE "manager.plan.done"
#define DXAWS_EVENT_TYPE_MANAGER_PLAN_START "manager.plan.start"
#define DXAWS_EVENT_TYPE_MANAGER_READ_WAITING "manager.read.waiting"
/** @} */

/** @name Members of dxaws_event_fields()
 * @since 0.9
 * @{ */
#define DXAWS_EVENT_MEMBER_ACTION "action"
#define DXAWS_EVENT_MEMBER_ACTIONS "actions"
#define DXAWS_EVENT_MEMBER_ATTEMPT "attempt"
#define DXAWS_EVENT_MEMBER_ATTEMPTS "attempts"
#define DXAWS_EVENT_MEMBER_ATTEMPTS_USED_UP "attempts_used_up"
#define DXAWS_EVENT_MEMBER_CODE "code"
#define DXAWS_EVENT_MEMBER_CONNECT_US "connect_us"
#define DXAWS_EVENT_MEMBER_CREDENTIALS "credentials"
#define DXAWS_EVENT_MEMBER_DELAY_MS "delay_ms"
#define DXAWS_EVENT_MEMBER_DNS_US "dns_us"
#define DXAWS_EVENT_MEMBER_DURATION_MS "duration_ms"
#define DXAWS_EVENT_MEMBER_ELAPSED_MS "elapsed_ms"
#define DXAWS_EVENT_MEMBER_ERROR "error"
#define DXAWS_EVENT_MEMBER_EXPECTED_S "expected_s"
#define DXAWS_EVENT_MEMBER_EXTENDED_REQUEST_ID "extended_request_id"
#define DXAWS_EVENT_MEMBER_FIRST_BYTE_US "first_byte_us"
#define DXAWS_EVENT_MEMBER_HOST "host"
#define DXAWS_EVENT_MEMBER_HTTP "http"
#define DXAWS_EVENT_MEMBER_INDEX "index"
#define DXAWS_EVENT_MEMBER_KIND "kind"
#define DXAWS_EVENT_MEMBER_MAX_ATTEMPTS "max_attempts"
#define DXAWS_EVENT_MEMBER_MODULE "module"
#define DXAWS_EVENT_MEMBER_NAME "name"
#define DXAWS_EVENT_MEMBER_NOOP "noop"
#define DXAWS_EVENT_MEMBER_OPERATION "operation"
#define DXAWS_EVENT_MEMBER_OUTCOME "outcome"
#define DXAWS_EVENT_MEMBER_PLAN_HASH "plan_hash"
#define DXAWS_EVENT_MEMBER_RECEIVED_BYTES "received_bytes"
#define DXAWS_EVENT_MEMBER_REGION "region"
#define DXAWS_EVENT_MEMBER_REMOVED "removed"
#define DXAWS_EVENT_MEMBER_REQUEST_ID "request_id"
#define DXAWS_EVENT_MEMBER_RETRY "retry"
#define DXAWS_EVENT_MEMBER_REUSED_CONNECTION "reused_connection"
#define DXAWS_EVENT_MEMBER_SENT_BYTES "sent_bytes"
#define DXAWS_EVENT_MEMBER_SERVICE "service"
#define DXAWS_EVENT_MEMBER_SINCE "since"
#define DXAWS_EVENT_MEMBER_SKEW_MS "skew_ms"
#define DXAWS_EVENT_MEMBER_STATUS "status"
#define DXAWS_EVENT_MEMBER_STEP "step"
#define DXAWS_EVENT_MEMBER_TLS_US "tls_us"
#define DXAWS_EVENT_MEMBER_TOKENS "tokens"
#define DXAWS_EVENT_MEMBER_TOTAL "total"
#define DXAWS_EVENT_MEMBER_TOTAL_US "total_us"
#define DXAWS_EVENT_MEMBER_USE "use"
#define DXAWS_EVENT_MEMBER_WARNINGS "warnings"
#define DXAWS_EVENT_MEMBER_WHY "why"
/** @} */

#endif
