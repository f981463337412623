"""HTTP in, HTTP out: parse, call one action or query, render."""
