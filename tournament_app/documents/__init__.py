"""Printed documents in Vietnamese: rows in, PDF bytes out."""
