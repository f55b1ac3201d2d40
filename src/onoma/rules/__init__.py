"""Recognizers without a model: gazetteers, patterns, values and codes, each with a check."""
