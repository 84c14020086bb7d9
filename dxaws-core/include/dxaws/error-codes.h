/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors: what dxaws_error_code() gives, and dxaws_error_find() looks for. A code is
 * stable within its domain, and a release only ever adds some; one that is not known is judged by
 * its kind. Before each stand the kinds that it comes with. Constants, for any thread.
 *
 * The codes of a module are in its own header, as DXAWS_S3_ERROR_... in <dxaws/s3-errors.h>.
 */
#ifndef DXAWS_ERROR_CODES_H
#define DXAWS_ERROR_CODES_H

/** @name Core
 * Domain "core". @since 0.9
 * @{ */
/** CANCELLED: a transport went on to read a body that nobody waits for any more. */
#define DXAWS_CORE_ERROR_BODY_ENDED "BodyEnded"
/** INVALID_ARGUMENT: a body cannot be read, or not again. */
#define DXAWS_CORE_ERROR_BODY "BodyError"
/** INVALID_ARGUMENT: the file of certificates to trust cannot be used. */
#define DXAWS_CORE_ERROR_CA_BUNDLE "CaBundleError"
/** CANCELLED: dxaws_context_cancel() was called. */
#define DXAWS_CORE_ERROR_CANCELLED "Cancelled"
/** UNAVAILABLE: a server's certificate is not trusted. */
#define DXAWS_CORE_ERROR_CERTIFICATE "CertificateError"
/** PROTOCOL: what arrived is not what was sent, each time. */
#define DXAWS_CORE_ERROR_CHECKSUM_MISMATCH "ChecksumMismatch"
/** INVALID_ARGUMENT: a shared file has a mistake in the line that is named. */
#define DXAWS_CORE_ERROR_CONFIG_FILE "ConfigFileError"
/** UNAVAILABLE, PROTOCOL: no connection, it broke, or what answers does not speak HTTP. */
#define DXAWS_CORE_ERROR_CONNECTION "ConnectionError"
/** UNAUTHENTICATED, INVALID_ARGUMENT, PROTOCOL: a credential_process failed, cannot be run, or
 * printed something else. */
#define DXAWS_CORE_ERROR_CREDENTIAL_PROCESS "CredentialProcessError"
/** Any kind: the container's endpoint, the instance's metadata service or the program's own source
 * does not answer, answers with something else, or with no credentials. */
#define DXAWS_CORE_ERROR_CREDENTIAL_SOURCE "CredentialSourceError"
/** UNSUPPORTED: a profile gets its credentials in a way that this release does not know. */
#define DXAWS_CORE_ERROR_CREDENTIAL_SOURCE_UNSUPPORTED "CredentialSourceUnsupported"
/** TIMEOUT: the context's deadline passed. */
#define DXAWS_CORE_ERROR_DEADLINE_EXCEEDED "DeadlineExceeded"
/** INVALID_ARGUMENT, UNSUPPORTED: an endpoint is no URL, or there is none of the wanted variant. */
#define DXAWS_CORE_ERROR_ENDPOINT "EndpointError"
/** UNAVAILABLE: an event could not be sent; only dxaws_sink_lost() tells of it. @since 0.9 */
#define DXAWS_CORE_ERROR_EVENT_LOST "EventLost"
/** INVALID_ARGUMENT: the file for events cannot be opened. */
#define DXAWS_CORE_ERROR_EVENTS_FILE "EventsFile"
/** UNAUTHENTICATED: the credentials have expired, and no source has others. */
#define DXAWS_CORE_ERROR_EXPIRED_CREDENTIALS "ExpiredCredentials"
/** INVALID_ARGUMENT: a file cannot be read. */
#define DXAWS_CORE_ERROR_FILE "FileError"
/** PROTOCOL: something else answers in a service's place, such as a proxy or a portal: a 2xx
 * without the service's request id, or a web page. @since 0.9 */
#define DXAWS_CORE_ERROR_FOREIGN_ANSWER "ForeignAnswer"
/** PROTOCOL: a service answered with something that is not what the operation answers. */
#define DXAWS_CORE_ERROR_INVALID_ANSWER "InvalidAnswer"
/** INVALID_ARGUMENT: a clock lacks a function. */
#define DXAWS_CORE_ERROR_INVALID_CLOCK "InvalidClock"
/** INVALID_ARGUMENT, PROTOCOL: a key, token or time cannot be one. */
#define DXAWS_CORE_ERROR_INVALID_CREDENTIALS "InvalidCredentials"
/** INVALID_ARGUMENT, PROTOCOL: a document is not JSON, or no object. */
#define DXAWS_CORE_ERROR_INVALID_DOCUMENT "InvalidDocument"
/** INVALID_ARGUMENT: what events are to be published on is no name or ARN of a bus. @since 0.9 */
#define DXAWS_CORE_ERROR_INVALID_EVENT_BUS "InvalidEventBus"
/** INVALID_ARGUMENT: what every event is to say is no JSON object. */
#define DXAWS_CORE_ERROR_INVALID_FIELDS "InvalidFields"
/** INVALID_ARGUMENT: options of an apply have a value that cannot be. */
#define DXAWS_CORE_ERROR_INVALID_OPTIONS "InvalidOptions"
/** INVALID_ARGUMENT: a variable of OTLP, or the endpoint, has a value that cannot be. @since 0.9 */
#define DXAWS_CORE_ERROR_INVALID_OTLP "InvalidOtlp"
/** INVALID_ARGUMENT: a document is no plan, or not one of this format. */
#define DXAWS_CORE_ERROR_INVALID_PLAN "InvalidPlan"
/** PROTOCOL: an answer is not the XML that is expected. */
#define DXAWS_CORE_ERROR_INVALID_RESPONSE "InvalidResponse"
/** INVALID_ARGUMENT: a sink lacks a function. */
#define DXAWS_CORE_ERROR_INVALID_SINK "InvalidSink"
/** INVALID_ARGUMENT, TIMEOUT: the file of the simulated account cannot be used, or another process
 * has had it for minutes; it was left alone. */
#define DXAWS_CORE_ERROR_MEMORY_FILE "MemoryFile"
/** UNSUPPORTED, UNAUTHENTICATED: a profile wants a code of a device, and there is none. */
#define DXAWS_CORE_ERROR_MFA_REQUIRED "MfaRequired"
/** INVALID_ARGUMENT: a manager was to be made without a provider. */
#define DXAWS_CORE_ERROR_MISSING_PROVIDER "MissingProvider"
/** UNAUTHENTICATED: no source has credentials. */
#define DXAWS_CORE_ERROR_NO_CREDENTIALS "NoCredentials"
/** INVALID_ARGUMENT: the function of AWS Lambda that is to do it is not there. */
#define DXAWS_CORE_ERROR_NO_FUNCTION "NoFunction"
/** INVALID_ARGUMENT: nothing names a region. */
#define DXAWS_CORE_ERROR_NO_REGION "NoRegion"
/** INVALID_ARGUMENT: an argument is NULL that must not be. */
#define DXAWS_CORE_ERROR_NULL_ARGUMENT "NullArgument"
/** OUT_OF_MEMORY: malloc() failed. */
#define DXAWS_CORE_ERROR_OUT_OF_MEMORY "OutOfMemory"
/** INVALID_ARGUMENT: a key without its secret, or the other way round. */
#define DXAWS_CORE_ERROR_PARTIAL_CREDENTIALS "PartialCredentials"
/** INVALID_ARGUMENT: a profile contradicts itself, or lacks something. */
#define DXAWS_CORE_ERROR_PROFILE "ProfileError"
/** INVALID_ARGUMENT: the profile that is named is in no file. */
#define DXAWS_CORE_ERROR_PROFILE_NOT_FOUND "ProfileNotFound"
/** INVALID_ARGUMENT: a proxy is no URL. */
#define DXAWS_CORE_ERROR_PROXY "ProxyError"
/** INTERNAL: the system has no random numbers. */
#define DXAWS_CORE_ERROR_RANDOM "RandomError"
/** INVALID_ARGUMENT, UNAVAILABLE: a recording cannot be read, or not be written. */
#define DXAWS_CORE_ERROR_RECORDING "Recording"
/** INVALID_ARGUMENT: a region is no DNS label. */
#define DXAWS_CORE_ERROR_REGION "RegionError"
/** PROTOCOL: a list goes round in circles. */
#define DXAWS_CORE_ERROR_REPEATED_PAGE "RepeatedPage"
/** INVALID_ARGUMENT, UNSUPPORTED: a request was not sent, for it cannot be right. */
#define DXAWS_CORE_ERROR_REQUEST "RequestError"
/** UNSUPPORTED: what a function of AWS Lambda is to do is more than it can be given. */
#define DXAWS_CORE_ERROR_REQUEST_TOO_LARGE "RequestTooLarge"
/** INVALID_ARGUMENT: a role or how it is to be assumed is not well formed. */
#define DXAWS_CORE_ERROR_ROLE "RoleError"
/** Any kind: a service refused or failed, and its own code, dxaws_error_aws_code(), decides on the
 * kind. */
#define DXAWS_CORE_ERROR_SERVICE "ServiceError"
/** INVALID_ARGUMENT: a variable or a property of the profile has no such value. */
#define DXAWS_CORE_ERROR_SETTING "SettingError"
/** INVALID_ARGUMENT: what is to be signed cannot be. */
#define DXAWS_CORE_ERROR_SIGNING "SigningError"
/** UNAUTHENTICATED: there is no valid token of single sign-on. */
#define DXAWS_CORE_ERROR_SSO_TOKEN "SsoTokenError"
/** INVALID_ARGUMENT: the file of a web identity's token has none. */
#define DXAWS_CORE_ERROR_TOKEN_FILE "TokenFileError"
/** @} */

/** @name Every module
 * Given by each module, in its own domain, beside those of its header. @since 0.9
 * @{ */
/** CONFLICT: what is in the way carries the mark of somebody else, and is not to be adopted. */
#define DXAWS_MODULE_ERROR_ANOTHERS_RESOURCE "AnothersResource"
/** INVALID_STATE: a plan has values that are known only after an earlier one was applied. */
#define DXAWS_MODULE_ERROR_INCOMPLETE_PLAN "IncompletePlan"
/** INVALID_ARGUMENT: a Desired has a value that cannot be; the message names attribute and value.
 */
#define DXAWS_MODULE_ERROR_INVALID_DESIRED_STATE "InvalidDesiredStateError"
/** INVALID_ARGUMENT: options of an apply do not go with the plan. */
#define DXAWS_MODULE_ERROR_INVALID_OPTIONS "InvalidOptions"
/** INVALID_ARGUMENT: a provider's functions lack what each provider has. */
#define DXAWS_MODULE_ERROR_INVALID_PROVIDER "InvalidProvider"
/** CONFLICT: what is in the way is not ours; the message says how to adopt it. */
#define DXAWS_MODULE_ERROR_NOT_OURS "NotOurs"
/** PARTIAL: a plan was applied, and what is read back afterwards is not so; the cause, if any, is
 * why it cannot be planned with. @since 0.9 */
#define DXAWS_MODULE_ERROR_NOT_AS_APPLIED "NotAsApplied"
/** PARTIAL: some actions were done, or one in part; the cause says what stopped it. */
#define DXAWS_MODULE_ERROR_PARTIALLY_APPLIED "PartiallyApplied"
/** INVALID_STATE: what is asked of a replay is not what was recorded. */
#define DXAWS_MODULE_ERROR_REPLAY_DIVERGED "ReplayDiverged"
/** STALE: what a plan is for is not there, or not in this account. */
#define DXAWS_MODULE_ERROR_STALE_PLAN "StalePlan"
/** CONFLICT: with the tags of others there, a resource would have more than AWS allows. */
#define DXAWS_MODULE_ERROR_TOO_MANY_TAGS "TooManyTags"
/** UNSUPPORTED: a module has no provider of that kind. */
#define DXAWS_MODULE_ERROR_UNKNOWN_PROVIDER "UnknownProvider"
/** UNSUPPORTED: a provider cannot do what an action asks for. */
#define DXAWS_MODULE_ERROR_UNSUPPORTED_ACTION "UnsupportedAction"
/** UNSUPPORTED: a provider does not report what a Desired manages. */
#define DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE "UnsupportedAttribute"
/** TIMEOUT: what was waited for did not come in time. */
#define DXAWS_MODULE_ERROR_WAIT_TIMEOUT "WaitTimeout"
/** INVALID_ARGUMENT: a plan is of another module. */
#define DXAWS_MODULE_ERROR_WRONG_MODULE "WrongModule"
/** @} */

#endif
