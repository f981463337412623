"""The journal as Exact Online reads it."""
