"""Every way the data can change: one frozen dataclass each, named in the imperative."""
