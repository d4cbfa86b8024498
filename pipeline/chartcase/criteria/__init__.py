"""Payer criteria as data, checked against a case with three values and a proof.

It stands apart from the case, which knows nothing of payers, and from delivery, which only shows what stands here.
"""
