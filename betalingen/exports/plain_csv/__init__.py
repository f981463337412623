"""Tables as a CSV file that programs read."""
