"""The learning journey: what participants of an edition do between its sessions. See README.md."""
