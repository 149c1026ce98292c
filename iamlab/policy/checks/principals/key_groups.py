"""Condition keys that several checks tell apart, in lower case ("AWS global condition context keys")."""

SOURCES = frozenset({"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"})
PRINCIPAL_TAG = "aws:principaltag/"  # what the key of a tag starts with
