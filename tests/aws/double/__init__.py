# SPDX-License-Identifier: MIT
"""An AWS double for tests: moto, held to the rules of the real services.

moto alone is no oracle: it loses a distribution's origin access control, ignores If-Match, never looks
at DNS before it issues a certificate, does not page and does not verify signatures.  This package
imports moto, replaces the operations that matter here by strict ones, and serves the result on a
loopback port.  Start it with ``python3 -m double`` with ``tests/aws`` on PYTHONPATH.
"""
