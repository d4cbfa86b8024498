"""One small module a fact type: from a mention and its neighbourhood to typed values."""
