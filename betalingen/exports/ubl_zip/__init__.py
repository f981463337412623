"""E-invoices of a period, in one file."""
