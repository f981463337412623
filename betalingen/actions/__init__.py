"""Each verb that changes money has a file of its own: one mutation with its checks, its lock and its audit line."""
