"""Recognising: the picture of a page to words with boxes and an honest confidence.

It stands apart from the readers of files, which hand over pictures and know no engine.
"""
