"""Removes what identifies a patient from text, cases and page pictures, or writes nothing.

It stands apart from extraction, which must never change a word of what it reads.
"""
