"""A case or an assessment as files for people and other programs.

It stands apart so that nothing that is known depends on how it is shown.
"""
