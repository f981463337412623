"""The admin of the site: registers, dashboard, colleagues, help."""
