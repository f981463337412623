"""What may change: one verb per module. Whoever locks two things locks the assignment before the work on it."""
