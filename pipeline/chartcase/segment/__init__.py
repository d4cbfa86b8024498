"""Record to outline: furniture, sections, encounters, speakers, policy text, sentences.

It stands apart so that finding never asks where in a document it is.
"""
