"""The journal as the audit file that the tax office asks for."""
