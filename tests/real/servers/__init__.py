"""One module per program; see server.py."""
