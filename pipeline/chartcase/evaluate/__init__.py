"""Score extracted facts against gold: what was found, what was right, and what should never have been said."""
