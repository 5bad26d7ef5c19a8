"""The same places as the store's tests: a file, and a server where there is one."""

from tests.store.conftest import place, server

__all__ = ["place", "server"]
