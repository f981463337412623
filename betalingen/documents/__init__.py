"""Invoices, credit notes and reminders as files: PDF and UBL. Pure: frozen facts in, bytes out; nothing here knows a model."""
