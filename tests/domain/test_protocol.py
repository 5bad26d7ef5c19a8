"""The hash of a list and the seed of a hall, worked out again from what the rule says."""

from __future__ import annotations

from hashlib import sha256
from unicodedata import normalize

from tournament_app.domain.protocol import canonical_list, in_fours, list_hash, public_seed

LIST = 'draw 1\nCL-05\n{"kind":"knockout","note":"ổn"}\n1\tSở Y tế\t1\tĐỗ A - Lê B\t-\n2\tSở Tư pháp\t2\tVũ C\t1\n'


def test_the_list_is_what_the_rule_says() -> None:
    rows = [(1, "Sở Y tế", 1, "Đỗ A - Lê B", None), (2, "Sở Tư pháp", 2, "Vũ C", 1)]
    decomposed = [(1, normalize("NFD", "Sở Y tế"), 1, "Đỗ A - Lê B", None), rows[1]]
    form = {"note": "ổn", "kind": "knockout"}
    assert canonical_list("CL-05", form, rows) == canonical_list("CL-05", form, decomposed) == LIST
    assert list_hash(LIST) == sha256(LIST.encode()).hexdigest()


def test_frozen_hash_and_seed() -> None:
    assert list_hash(LIST) == "dfbd9ef57721b645fb1ba04dc08b7f01ed13f235930b8b5ed7498cd7fcd578e9"
    assert (
        public_seed(list_hash(LIST), ["6 2 5", "38"])
        == "5a50f04159c0bf65f14135d3342d89837b389457188ce63a82251e877565c7fe"
    )


def test_the_seed_is_the_hash_of_hash_and_hall() -> None:
    digest = "ab" * 32
    assert public_seed(digest, [" số 38 ", "Đ"]) == sha256((digest + "\nsố 38\nĐ").encode()).hexdigest()
    given = [public_seed(digest, hall) for hall in ([], ["3", "8"], ["38"], ["8", "3"])]
    assert len(set(given)) == 4


def test_a_hash_is_read_in_fours() -> None:
    assert in_fours("a1b2c3") == "A1B2 C3"
