"""The server that tests may use: one database, emptied between them."""

from __future__ import annotations


def emptied(url: str) -> str:
    """The database at *url* with nothing in it."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url
