"""What other issues' translation files give to this one."""

from __future__ import annotations

from pathlib import Path

from kinews_cli.model.translation import Role, Segment, State
from kinews_cli.translating.entry import Entry, Note, fingerprint
from kinews_cli.translating.memory import remembered
from kinews_cli.translating.pofile import TranslationFile

GREETING = "Guten Tag und willkommen zu einer neuen Ausgabe, in der es um „Netze“ geht."
LABEL = "Paper von 2018"


def write(folder: Path, name: str, *entries: Entry) -> None:
    (folder / name).write_bytes(TranslationFile(entries).to_bytes())


def human(source: str, text: str) -> Entry:
    return Entry("paragraph · a", source, text)


def machine(source: str, text: str) -> Entry:
    return Entry("paragraph · b", source, text, fuzzy=True, note=Note("libre", "2026-11-01", fingerprint(text)))


def test_texts_come_with_their_state(tmp_path: Path) -> None:
    write(tmp_path, "004.en.po", human(GREETING, "Good day."), machine(LABEL, "Paper from 2018"))
    found = remembered(tmp_path / "006.en.po", {GREETING, LABEL, "Etwas anderes"})
    assert {source: (entry.text, entry.state) for source, entry in found.items()} == {
        GREETING: ("Good day.", State.ACCEPTED),
        LABEL: ("Paper from 2018", State.MACHINE),
    }


def test_a_human_comes_before_a_machine_and_the_last_issue_before_others(tmp_path: Path) -> None:
    write(tmp_path, "003.en.po", human(LABEL, "The 2018 paper"))
    write(tmp_path, "004.en.po", human(LABEL, "Paper of 2018"), human(GREETING, "Hello."))
    write(tmp_path, "005.en.po", machine(LABEL, "Paper from 2018"), machine(GREETING, "Good day."))
    found = remembered(tmp_path / "006.en.po", {GREETING, LABEL})
    assert (found[LABEL].text, found[GREETING].text) == ("Paper of 2018", "Hello.")


def test_neither_the_own_file_nor_what_is_stale_or_empty_counts(tmp_path: Path) -> None:
    stale = Entry("a", LABEL, "Paper from 2017", fuzzy=True, previous="Paper von 2017")
    write(tmp_path, "005.en.po", stale, Entry("b", GREETING))
    write(tmp_path, "006.en.po", human(GREETING, "Good day."))
    assert remembered(tmp_path / "006.en.po", {GREETING, LABEL}) == {}


def test_a_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "004.en.po", human(LABEL, "Paper of 2018"))
    (tmp_path / "005.en.po").write_text(f'msgid "{LABEL}\nmsgstr "broken', "utf-8")
    (tmp_path / "007.en.po").mkdir()
    (tmp_path / "008.en.po").symlink_to("nowhere")
    assert remembered(tmp_path / "006.en.po", {LABEL})[LABEL].text == "Paper of 2018"


def test_a_taken_text_stands_in_its_own_place(tmp_path: Path) -> None:
    write(tmp_path, "004.en.po", human(LABEL, "Paper of 2018"))
    segment = Segment("label · neues", LABEL, Role.LABEL, 9)
    file = TranslationFile()
    file.merge([segment, Segment("label · anderes", "Anderes", Role.LABEL, 10)])
    assert file.reuse(remembered(tmp_path / "006.en.po", {LABEL, "Anderes"})) == 1
    assert file.rendering(segment).text == "Paper of 2018"
    assert [entry.context for entry in file.entries] == ["label · neues", "label · anderes"]
    assert len(file.pending()) == 1
