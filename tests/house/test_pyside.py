"""PySide6 6.12.0 on Python 3.11 drops a reference to None at each data() that returns None, until the process dies."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QIdentityProxyModel, QModelIndex, Qt

CALLS = 5_000


class Blank(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return 1

    def columnCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return 1

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_data_that_returns_none_keeps_every_reference_to_none():
    model, proxy = Blank(), QIdentityProxyModel()
    proxy.setSourceModel(model)  # its data() reaches ours through C++, as a view does
    index = proxy.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        assert proxy.data(index) is None
    assert sys.getrefcount(None) > before - CALLS // 10


def test_the_release_that_dies_is_excluded():
    import PySide6

    assert PySide6.__version__ != "6.12.0"
