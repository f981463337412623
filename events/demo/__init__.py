"""Content for the demo: everything with a date, and the people who came."""
