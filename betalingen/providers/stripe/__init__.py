"""Paying online through Stripe Checkout."""
