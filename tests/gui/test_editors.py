"""Every field of the editors is reached by the keys and has a name to be read aloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


@pytest.mark.parametrize("what", ["format", "scoring", "ranking"])
def test_everything_is_reached_by_tab_and_named(opened, what: str) -> None:
    editor = opened(what)
    reached: list[QWidget] = []
    here = editor.nextInFocusChain()
    while here is not editor:
        if here.isVisibleTo(editor) and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(here)
        here = here.nextInFocusChain()
    fields = [widget for widget in editor.fields.widgets.values() if widget.isVisibleTo(editor)]
    assert set(fields) <= set(reached)
    assert editor.confirm in reached
    for widget in fields:
        assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
