"""The screens of colleagues."""
