"""Logging in: staff with a password and a second factor, participants with a code by mail."""
