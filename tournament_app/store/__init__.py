"""The file or server a tournament lives in. ``Store.run`` is the only way in."""
