"""The local worksheet of a reviewer and its audit store.

It stands apart because it shows a case and never extracts one.
"""
