"""The journal as AFAS Profit reads it."""
