"""The same flow over many files, and what a folder of past decisions says.

It stands apart because one record never needs it.
"""
