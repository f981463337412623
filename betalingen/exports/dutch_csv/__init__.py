"""Tables as a CSV file that a Dutch Excel opens as it should."""
