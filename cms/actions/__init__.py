"""What changes the state of the site: one file for each verb."""
