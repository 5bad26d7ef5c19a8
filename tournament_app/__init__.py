"""A desk for multi-sport workplace tournaments, from the first registration form to the last certificate."""

__version__ = "0.1.0"
