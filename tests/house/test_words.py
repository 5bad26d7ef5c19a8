"""Every sentence can be found in the syntax tree and has its Vietnamese; no file of words holds one nobody says."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from string import Formatter
from typing import TYPE_CHECKING

from tests.house.source import ROOT, modules, none, place, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

I18N = ROOT / "resources" / "i18n" / "vi"
VIETNAMESE = re.compile(r"[ăâđêôơưáàãéèíìĩóòõúùũý\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]", re.IGNORECASE)
BRACES = re.compile(r"\{.*?\}")
SAYS_WHAT_IT_IS_GIVEN = {
    "tournament_app/words.py": "tr() and Text() themselves",
    "tournament_app/store/history.py": "says again what an audit row kept",
    "tournament_app/queries/history.py": "says again what an audit row kept",
    "tournament_app/queries/draw.py": "says again what the record of a draw kept",
}
FILLED_LATER = {
    "tournament_app/domain/reasons.py": "the figures first, then the name of an entry by whoever shows it",
    "tournament_app/domain/marks.py": "the figures first, then the name of an entry by whoever shows it",
    "tournament_app/domain/swiss_check.py": "the points first, then the names of the entries by whoever shows it",
}
VIETNAMESE_IS_MEANT = {
    "tournament_app/documents/": "documents are Vietnamese",
    "tournament_app/exchange/": "recognises what delegations write",
    "tournament_app/domain/people.py": "the alphabet, and the titles put before a name",
    "tournament_app/domain/entries.py": "recognises a name's sex",
    "tournament_app/domain/marks.py": "recognises a time written in words",
    "tournament_app/queries/entries.py": "recognises the words of an office's name, to shorten it",
    "tournament_app/queries/prints.py": "rows of documents",
    "tournament_app/queries/print_head.py": "rows of documents",
    "tournament_app/queries/print_entries.py": "rows of documents",
    "tournament_app/queries/print_bracket.py": "rows of documents",
    "tournament_app/queries/print_results.py": "rows of documents",
    "tournament_app/queries/print_sheets.py": "rows of documents",
    "tournament_app/queries/print_draw.py": "rows of documents",
    "tournament_app/queries/print_swiss.py": "rows of documents",
    "tournament_app/queries/print_heats.py": "rows of documents",
    "tournament_app/queries/prints_draw.py": "rows of documents",
    "tournament_app/queries/tournament.py": "days of the week and the edition as documents print them",
    "tournament_app/rehearsal.py": "the robot's name in the journal",
    "tournament_app/sample.py": "the sample's own data",
    "tournament_app/store/backup.py": "the name of a file",
}
NO_SENTENCE = {"đ", "Đ", "Tiếng Việt", "Tiếng Việt / English"}
"""A letter that has no parts for NFD to take apart, and a language's own name."""


def said_by(file: Path) -> set[str]:
    """The names under which *file* knows tr(), Text() and say() of the program's words."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.module == "tournament_app.words"
        for alias in node.names
        if alias.name in ("tr", "Text", "say")
    }


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every tr(), Text() and say() of the program."""
    for file in modules():
        names = said_by(file)
        for node in ast.walk(tree(file)) if place(file) != "tournament_app/words.py" else ():
            if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name) and node.func.id in names:
                yield file, node


def literals() -> dict[str, str]:
    """Each sentence of the program and the first place it is said at."""
    found: dict[str, str] = {}
    for file, node in calls():
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.setdefault(first.value, place(file, node))
    return found


def words() -> dict[str, dict[str, str]]:
    return {file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(I18N.glob("*.toml"))}


def fields(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


def test_the_first_argument_is_a_sentence_not_something_made_at_run_time():
    found = [
        f"{place(file, node)} {ast.unparse(node.args[0])}"
        for file, node in calls()
        if place(file) not in SAYS_WHAT_IT_IS_GIVEN
        and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    none(found)


def test_every_sentence_has_its_vietnamese():
    known = {key for part in words().values() for key in part}
    own_words = {text: where for text, where in literals().items() if re.search(r"[A-Za-z]", BRACES.sub("", text))}
    none([f"{where} {text!r}" for text, where in own_words.items() if text not in known])


def test_a_translation_fills_the_same_fields():
    none([key for part in words().values() for key, text in part.items() if fields(key) != fields(text)])


def test_a_sentence_gets_the_fields_it_names():
    found = []
    for file, node in calls():
        first = node.args[0]
        given = {keyword.arg for keyword in node.keywords}
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and None not in given:
            wanted = {re.split(r"[.\[]", name)[0] for name in fields(first.value)}
            if given - wanted or (wanted - given and place(file) not in FILLED_LATER):
                found.append(f"{place(file, node)} {first.value!r} has {sorted(wanted)}, is given {sorted(given)}")
    none(found)


def test_no_translation_is_left_over():
    said = literals()
    none([f"{name} {key!r}" for name, part in words().items() for key in part if key not in said])


def test_no_sentence_is_translated_in_two_files():
    count = Counter(key for part in words().values() for key in part)
    none([key for key, n in count.items() if n > 1])


def test_no_translation_is_empty_or_still_english():
    none([key for part in words().values() for key, text in part.items() if not text.strip()])


def test_vietnamese_stands_in_the_words_not_in_the_code():
    found = []
    for file in modules():
        if place(file).startswith(tuple(VIETNAMESE_IS_MEANT)):
            continue
        docstrings = {
            id(node.value) for node in ast.walk(tree(file)) if isinstance(node, ast.Expr)
        }  # a string that stands alone explains something
        found += [
            f"{place(file, node)} {node.value!r}"
            for node in ast.walk(tree(file))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
            and node.value not in NO_SENTENCE
            and VIETNAMESE.search(node.value)
        ]
    none(found)


def test_every_exception_to_these_rules_still_exists():
    listed = (*VIETNAMESE_IS_MEANT, *SAYS_WHAT_IT_IS_GIVEN, *FILLED_LATER)
    none([name for name in listed if not list(ROOT.glob(f"{name.rstrip('/')}*"))])


def help_pages(code: str) -> set[str]:
    return {file.stem for file in (ROOT / "resources" / "help" / code).glob("*.md")}


def test_help_is_written_for_every_screen_in_both_languages():
    from tournament_app.gui.pages import PAGES

    assert help_pages("vi") == help_pages("en") == {spec.key for spec in PAGES} | {"glossary"}


def test_every_help_that_is_asked_for_is_written():
    asked = {
        node.value.value: place(file, node)
        for file in modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "help_topic" in ast.unparse(node).partition("=")[0]
        and isinstance(node.value, ast.Constant)
        and node.value.value
    }
    none([f"{where} {topic}" for topic, where in asked.items() if topic not in help_pages("vi")])
