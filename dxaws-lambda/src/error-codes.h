/* SPDX-License-Identifier: MIT */
/* The codes of errors of the domain "lambda": what the function itself refuses. Those of an
 * operation are its module's. */
#ifndef DXAWS_LAMBDA_ERROR_CODES_H
#define DXAWS_LAMBDA_ERROR_CODES_H

/** INVALID_ARGUMENT: _HANDLER, DXAWS_ADAPTER or another setting of the function is wrong. */
#define DXAWS_LAMBDA_ERROR_INVALID_SETTING "InvalidSetting"
/** INVALID_ARGUMENT: the payload is no request. */
#define DXAWS_LAMBDA_ERROR_INVALID_REQUEST "InvalidRequest"
/** PERMISSION: an operation that _HANDLER does not have. */
#define DXAWS_LAMBDA_ERROR_OPERATION_NOT_HOSTED "OperationNotHosted"
/** UNSUPPORTED: no module has that operation. */
#define DXAWS_LAMBDA_ERROR_UNKNOWN_OPERATION "UnknownOperation"
/** UNSUPPORTED: the reply is larger than Lambda returns. */
#define DXAWS_LAMBDA_ERROR_REPLY_TOO_LARGE "ReplyTooLarge"
/** UNSUPPORTED: the reply is more than the request says that a state may have. */
#define DXAWS_LAMBDA_ERROR_STATE_TOO_LARGE "StateTooLarge"
/** TIMEOUT: what a step waits for takes longer than it may. */
#define DXAWS_LAMBDA_ERROR_WAIT_TIMEOUT "WaitTimeout"
/** NOT_FOUND: what was kept for a state is gone. */
#define DXAWS_LAMBDA_ERROR_STATE_LOST "StateLost"
/** UNAVAILABLE, NOT_FOUND: a visitor is not served the site; there is no distribution. */
#define DXAWS_LAMBDA_ERROR_NOT_SERVED "NotServed"
/** UNAVAILABLE: the Runtime API cannot be spoken to. */
#define DXAWS_LAMBDA_ERROR_RUNTIME_API "RuntimeApi"

#endif
