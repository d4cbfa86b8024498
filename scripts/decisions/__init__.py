"""Synthetic decisions on epidural injections whose outcomes follow planted drivers.

It stands apart from the package: the analysis of a corpus is checked with them, and nothing is trained on them.
"""
