"""Fact types, the structured case, and what follows from its facts.

It stands apart as the value that everything after extraction reads.
"""
