"""Paying later, on an invoice and by bank transfer."""
