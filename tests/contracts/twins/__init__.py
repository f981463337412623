"""Contributions of nobody: for each contract a sound one, and what may be wrong with one."""
