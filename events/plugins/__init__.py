"""Whole features that may be taken away: each folder has its models, screens, texts and tests, and goes as it came."""
