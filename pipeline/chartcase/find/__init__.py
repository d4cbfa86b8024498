"""Record and outline to facts, by rules that are data.

It stands apart as the only stage that makes facts.
"""
