# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Start and stop the AWS double from a shell script. Source it after python.sh; ROOT must be set.

# The one pair of keys that the double knows, for the caller.
# shellcheck disable=SC2034
DOUBLE_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE
# shellcheck disable=SC2034
DOUBLE_SECRET_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

# Start a double on a free port and wait until it answers. Arguments go to it as they are
# (--latency-ms 40, --deploy-seconds 1, ...). Sets DOUBLE_URL, DOUBLE_PID and DOUBLE_LOG.
double_start() {
    double_python=$(test_python) || {
        echo "double: no python3 with boto3 and moto >= 5.2.1; run scripts/setup --test" >&2
        return 1
    }
    DOUBLE_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/double.XXXXXX")
    DOUBLE_LOG=$DOUBLE_FOLDER/requests.log
    : >"$DOUBLE_FOLDER/out" # the server's own redirection may come later than the first look
    env -i PATH="$PATH" HOME="$DOUBLE_FOLDER" PYTHONPATH="$ROOT/tests/aws" PYTHONDONTWRITEBYTECODE=1 \
        "$double_python" -m double --port 0 --log "$DOUBLE_LOG" "$@" \
        >"$DOUBLE_FOLDER/out" 2>"$DOUBLE_FOLDER/err" &
    DOUBLE_PID=$!
    double_tries=0
    while :; do
        double_port=$(sed -n 's/^listening //p' "$DOUBLE_FOLDER/out")
        if [ -n "$double_port" ]; then
            # shellcheck disable=SC2034  # for the caller
            DOUBLE_URL=http://127.0.0.1:$double_port
            return 0
        fi
        double_tries=$((double_tries + 1))
        if [ "$double_tries" -gt 600 ] || ! kill -0 "$DOUBLE_PID" 2>/dev/null; then
            echo "double: it did not start:" >&2
            tail -n 20 "$DOUBLE_FOLDER/err" >&2
            double_stop
            return 1
        fi
        sleep 0.1
    done
}

# Stop the double that double_start started, and remove its files.
double_stop() {
    if [ -n "${DOUBLE_PID:-}" ]; then
        kill "$DOUBLE_PID" 2>/dev/null || :
        wait "$DOUBLE_PID" 2>/dev/null || :
        DOUBLE_PID=
    fi
    if [ -n "${DOUBLE_FOLDER:-}" ]; then
        rm -rf "$DOUBLE_FOLDER"
        DOUBLE_FOLDER=
    fi
}
