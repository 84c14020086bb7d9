# SPDX-License-Identifier: MIT
"""A custom runtime that hands each invocation on to the Invoke API at HOST, and its answer back. Ends with its server."""
import http.client
import json
import os


def exchange(server, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(server)
    connection.request(method, path, body, headers or {})
    answered = connection.getresponse()
    text = answered.read()
    connection.close()
    return answered, text


def hand_on(name, body):
    """The last part of the path that the answer goes to, and the answer."""
    answered, text = exchange(os.environ["HOST"], "POST", "/2015-03-31/functions/%s/invocations" % name, body)
    if answered.status == 200:
        return ("error" if answered.getheader("X-Amz-Function-Error") else "response"), text
    told = {"errorType": "Lambda." + answered.getheader("x-amzn-ErrorType", "ServiceException"),
            "errorMessage": text.decode()}
    return "error", json.dumps(told).encode()


def main():
    runtime, name = os.environ["AWS_LAMBDA_RUNTIME_API"], os.environ["AWS_LAMBDA_FUNCTION_NAME"]
    while True:
        asked, body = exchange(runtime, "GET", "/2018-06-01/runtime/invocation/next")
        if asked.status != 200:
            return
        where, text = hand_on(name, body)
        exchange(runtime, "POST", "/2018-06-01/runtime/invocation/%s/%s" % (
            asked.getheader("Lambda-Runtime-Aws-Request-Id"), where), text, {"Content-Type": "application/json"})


try:
    main()
except OSError:
    pass  # the server is gone
