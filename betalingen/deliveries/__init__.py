"""Built-in ways by which an invoice reaches the customer."""
