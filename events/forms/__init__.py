"""What people type on the public side."""
