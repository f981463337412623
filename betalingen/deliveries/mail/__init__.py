"""Invoices and credit notes by mail: the PDF to read, the UBL to book."""
