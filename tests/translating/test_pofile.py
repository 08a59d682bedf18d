"""The translation file over its life, as editors, tools and careless hands leave it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.errors import TranslationFileError
from kinews_cli.model.translation import Role, Segment, State
from kinews_cli.translating.pofile import TranslationFile, read_translation_file

DAY = "2026-11-23"
LONG = (
    "Die Forscher haben ein neues Netz mit sehr vielen Bildern von Katzen trainiert, und zwar so lange, bis es jede "
    'einzelne Katze auf jedem Bild "zuverlässig" erkennen konnte.'
)
A_SEGMENT = Segment("paragraph · neue-netze", "Ein Absatz über Netze und Bilder.", Role.PARAGRAPH, 7)
CHANGED = Segment("paragraph · neue-netze", "Ein Absatz über neue Netze und Bilder.", Role.PARAGRAPH, 7)
SEGMENTS = (
    Segment("issue title", "KI News #9", Role.ISSUE_TITLE, 1),
    A_SEGMENT,
    Segment("paragraph · neue-netze", LONG, Role.PARAGRAPH, 9),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "009.en.po"


def a_file(*segments: Segment) -> TranslationFile:
    file = TranslationFile()
    file.merge(segments or SEGMENTS)
    return file


def reread(file: TranslationFile, path: Path, *segments: Segment) -> TranslationFile:
    """What the next run sees."""
    path.write_bytes(file.to_bytes())
    read = read_translation_file(path)
    read.merge(segments or SEGMENTS)
    return read


def states(file: TranslationFile) -> Counter[State]:
    return Counter(entry.state for entry in file.entries)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def msgfmt(path: Path) -> subprocess.CompletedProcess[str]:
    if shutil.which("msgfmt") is None:
        assert not os.environ.get("KINEWS_REQUIRE_MSGFMT"), "gettext is not installed"
        pytest.skip("gettext is not installed")
    return subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", path], capture_output=True, text=True, check=False
    )


class TestLife:
    def test_a_missing_file_is_an_empty_one(self, path: Path) -> None:
        file = read_translation_file(path)
        file.merge(SEGMENTS)
        assert file.pending() == SEGMENTS
        assert states(file) == {State.UNTRANSLATED: 3}

    def test_a_machines_answer_is_machine_in_the_next_run(self, path: Path) -> None:
        file = a_file()
        file.propose(A_SEGMENT, "A paragraph.", "libre", DAY)
        read = reread(file, path)
        assert read.rendering(A_SEGMENT).state is State.MACHINE
        assert read.rendering(A_SEGMENT).text == "A paragraph."
        assert A_SEGMENT not in read.pending()

    @pytest.mark.parametrize("flag", ["#, fuzzy\n", ""])
    def test_a_humans_text_is_accepted_with_and_without_the_flag(self, path: Path, flag: str) -> None:
        file = a_file()
        file.propose(A_SEGMENT, "A paragraph.", "libre", DAY)
        path.write_bytes(file.to_bytes())
        edit(path, "A paragraph.", "One paragraph.")
        edit(path, "#, fuzzy\n", flag)
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        read.propose(A_SEGMENT, "Overwritten!", "libre", DAY)
        assert read.rendering(A_SEGMENT).text == "One paragraph."
        assert read.rendering(A_SEGMENT).state is State.ACCEPTED
        assert reread(read, path).rendering(A_SEGMENT).state is State.ACCEPTED

    def test_removing_the_flag_accepts(self, path: Path) -> None:
        file = a_file()
        file.propose(A_SEGMENT, "A paragraph.", "libre", DAY)
        path.write_bytes(file.to_bytes())
        edit(path, "#, fuzzy\n", "")
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert states(read)[State.ACCEPTED] == 1

    def test_from_accepted_over_stale_to_accepted(self, path: Path) -> None:
        path.write_bytes(a_file(A_SEGMENT).to_bytes())
        edit(path, 'Bilder."\nmsgstr ""', 'Bilder."\nmsgstr "By hand."')
        stale = read_translation_file(path)
        stale.merge([CHANGED])
        assert stale.pending() == (CHANGED,)
        stale.propose(CHANGED, "By machine.", "libre", DAY)
        written = reread(stale, path, CHANGED)
        assert written.pending() == ()
        assert written.rendering(CHANGED).state is State.STALE
        assert written.rendering(CHANGED).text == "By machine."
        text = path.read_text("utf-8")
        assert '#| msgid "Ein Absatz über Netze und Bilder."' in text
        assert 'msgstr "By hand."' in text
        assert "#. proposal for the new source: By machine." in text
        edit(path, "By hand.", "By hand, again.")
        settled = read_translation_file(path)
        settled.merge([CHANGED])
        assert settled.rendering(CHANGED).text == "By hand, again."
        assert settled.rendering(CHANGED).state is State.ACCEPTED
        assert b"proposal" not in settled.to_bytes()

    def test_a_humans_text_without_source_rests_at_the_end_and_comes_back(self, path: Path) -> None:
        path.write_bytes(a_file(A_SEGMENT).to_bytes())
        edit(path, 'Bilder."\nmsgstr ""', 'Bilder."\nmsgstr "By hand."')
        gone = read_translation_file(path)
        gone.merge(SEGMENTS[:1])
        resting = reread(gone, path, *SEGMENTS[:1])
        assert '#~ msgstr "By hand."' in path.read_text("utf-8")
        assert reread(resting, path).rendering(A_SEGMENT).state is State.ACCEPTED

    def test_a_machines_text_without_source_is_dropped(self, path: Path) -> None:
        file = a_file()
        file.propose(A_SEGMENT, "A paragraph.", "libre", DAY)
        file.merge(SEGMENTS[:1])
        assert b"A paragraph." not in file.to_bytes()

    def test_a_translators_comment_stays(self, path: Path) -> None:
        path.write_bytes(a_file().to_bytes())
        edit(path, 'msgctxt "issue title"', '# Never "AI Newspaper".\nmsgctxt "issue title"')
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert '# Never "AI Newspaper".\nmsgctxt "issue title"' in read.to_bytes().decode()


class TestBytes:
    def test_the_same_entries_give_the_same_bytes(self, path: Path) -> None:
        file = a_file()
        file.propose(SEGMENTS[2], "A long text, well-known. " * 12, "libre", DAY)
        once = file.to_bytes()
        assert reread(file, path).to_bytes() == once

    def test_an_inserted_line_changes_nothing_but_the_new_entry(self) -> None:
        before = a_file().to_bytes().decode().split("\n\n")
        new = Segment("paragraph · neue-netze", "Ganz neu.", Role.PARAGRAPH, 7)
        after = a_file(SEGMENTS[0], new, *SEGMENTS[1:]).to_bytes().decode().split("\n\n")
        assert [block for block in after if "Ganz neu." not in block] == before

    def test_entries_stand_in_the_order_of_the_text(self) -> None:
        text = a_file().to_bytes().decode()
        assert text.index("KI News #9") < text.index("Ein Absatz") < text.index("Die Forscher")

    def test_lines_are_short(self) -> None:
        file = a_file()
        file.propose(SEGMENTS[2], "The researchers have trained a network. " * 8, "libre", DAY)
        assert max(map(len, file.to_bytes().decode().split("\n"))) <= 80

    def test_a_header_that_an_editor_filled_stays(self, path: Path) -> None:
        path.write_bytes(a_file().to_bytes())
        edit(
            path, '"Last-Translator: \\n"', '"Last-Translator: Ada <ada@example.org>\\n"\n"X-Generator: Poedit 3.4\\n"'
        )
        text = read_translation_file(path).to_bytes().decode()
        assert "Ada <ada@example.org>" in text
        assert "X-Generator: Poedit 3.4" in text


class TestAsEditorsLeaveIt:
    def test_rewrapped_with_reordered_comments(self, path: Path) -> None:
        file = a_file(A_SEGMENT)
        path.write_bytes(file.to_bytes())
        edit(path, 'Bilder."\nmsgstr ""', 'Bilder."\nmsgstr "By hand."')
        stale = read_translation_file(path)
        stale.merge([CHANGED])
        proposal = "A paragraph about state-of-the-art networks and images, with a well-known text that is long."
        stale.propose(CHANGED, proposal, "libre", DAY)
        path.write_bytes(stale.to_bytes())
        other = polib.pofile(str(path), wrapwidth=40)
        for entry in other:
            entry.comment = (
                "\n".join(reversed(entry.comment.split("\n"))) if "proposal" not in entry.comment else entry.comment
            )
        other.save()
        assert path.read_bytes() != stale.to_bytes()
        read = read_translation_file(path)
        read.merge([CHANGED])
        assert read.rendering(CHANGED).text == proposal
        assert read.to_bytes() == stale.to_bytes()

    def test_windows_line_ends_and_a_byte_order_mark(self, path: Path) -> None:
        file = a_file()
        file.propose(A_SEGMENT, "A paragraph.", "libre", DAY)
        path.write_bytes(b"\xef\xbb\xbf" + file.to_bytes().replace(b"\n", b"\r\n"))
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.to_bytes() == file.to_bytes()

    def test_without_header(self, path: Path) -> None:
        path.write_text('msgctxt "issue title"\nmsgid "KI News #9"\nmsgstr "AI News #9"\n', "utf-8")
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.rendering(SEGMENTS[0]).state is State.ACCEPTED
        assert b"charset=UTF-8" in read.to_bytes()

    def test_without_context(self, path: Path) -> None:
        path.write_text('msgid "KI News #9"\nmsgstr "AI News #9"\n', "utf-8")
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.rendering(SEGMENTS[0]).text == "AI News #9"

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"# only a comment\n"])
    def test_with_nothing_in_it(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.pending() == SEGMENTS

    def test_in_the_character_set_that_its_header_names(self, path: Path) -> None:
        text = a_file().to_bytes().decode().replace("UTF-8", "ISO-8859-1").replace("·", "\u00b7")
        path.write_bytes(text.encode("latin-1"))
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.to_bytes() == a_file().to_bytes()

    @pytest.mark.parametrize("charset", ["ISO-8859-1", "windows-1252", "US-ASCII"])
    def test_converted_to_utf_8_with_the_old_header(self, path: Path, charset: str) -> None:
        path.write_bytes(a_file().to_bytes().replace(b"UTF-8", charset.encode()))
        assert read_translation_file(path).to_bytes() == a_file().to_bytes()

    def test_with_contexts_or_texts_that_others_have_too(self, path: Path) -> None:
        entries = [
            'msgctxt "a"\nmsgid "b"',
            'msgctxt "b"\nmsgid "a"',
            'msgctxt "a"\nmsgid "a"',
            'msgid "a"',
            'msgid "b"',
        ]
        text = "".join(f'{entry}\nmsgstr "c"\n' for entry in entries)
        path.write_text(f'{text}#~ msgid "a"\n#~ msgstr "d"\n', "utf-8")
        assert len(read_translation_file(path).entries) == len(entries)

    def test_in_the_template_of_gettext_it_is_utf_8(self, path: Path) -> None:
        path.write_bytes(a_file().to_bytes().replace(b"UTF-8", b"CHARSET"))
        assert read_translation_file(path).to_bytes() == a_file().to_bytes()

    @pytest.mark.parametrize("charset", ["windows-1252", "CP1252", "ISO_8859-15", "latin1", "iso-8859-1"])
    def test_in_the_character_sets_of_old_editors(self, path: Path, charset: str) -> None:
        path.write_bytes(a_file().to_bytes().decode().replace("UTF-8", charset).encode(charset))
        assert read_translation_file(path).to_bytes() == a_file().to_bytes()

    @pytest.mark.parametrize(
        "charset", ["KLINGON", "punycode", "idna", "utf-7", "utf-16", "iso-8859-12", "hex", "mbcs"]
    )
    def test_in_no_other_one(self, path: Path, charset: str) -> None:
        path.write_bytes(a_file().to_bytes().replace(b"UTF-8", charset.encode()) + b"# x\n" * 100_000)
        with pytest.raises(TranslationFileError, match=f"009.en.po:11: the character set {charset} is not read here"):
            read_translation_file(path)

    def test_the_last_entry_counts_whatever_stands_behind_it(self, path: Path) -> None:
        text = 'msgctxt "issue title"\nmsgid "KI News #9"\nmsgstr "AI News #9"\n#.\n'
        path.write_text(text, "utf-8")
        assert len(read_translation_file(path).entries) == 1

    def test_a_stray_line_end_in_a_translation_is_mended(self, path: Path) -> None:
        path.write_text('msgctxt "issue title"\nmsgid "KI News #9"\nmsgstr "AI News #9\\n"\n', "utf-8")
        read = read_translation_file(path)
        read.merge(SEGMENTS)
        assert read.rendering(SEGMENTS[0]).text == "AI News #9"


GOOD = 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n'


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"what is this?\n", 1, "no valid gettext"),
        (GOOD.encode() + b'\nmsgctxt "x"\nmsgid "y"\n', 6, "no valid gettext: the last entry is cut off"),
        (GOOD.encode() + b'\nmsgctxt "x"\nmsgid "y"\nmsgstr "z\n', 7, "quotation mark"),
        (GOOD.encode() + b'\nmsgctxt "x"\nmsgid "y"\nmsgstr "a "z""\n', 7, "quotation mark"),
        (GOOD.encode() + b'\nmsgctxt "x"\nmsgid "y"\nmsgstr ""\n"z\n', 8, "quotation mark"),
        (GOOD.encode() + b'#~ msgid "y\n#~ msgstr "z"\n', 4, "quotation mark"),
        (b"<<<<<<< HEAD\n" + GOOD.encode(), 1, "merge conflict"),
        (GOOD.encode() + b"\n" + GOOD.encode(), 5, "for the second time, after line 1;"),
        # pasted twice, and not as a whole
        (GOOD.encode() * 2 + b'msgctxt "x"\nmsgid "y"\n', 4, "for the second time, after line 1;"),
        (
            GOOD.encode() + b'#, fuzzy\nmsgctxt ""\n"a"\nmsgid ""\n"b"\nmsgstr "d"\n',
            5,
            "for the second time, after line 1;",
        ),
        (b'msgid "b"\nmsgstr ""\n\n# x\nmsgid "b"\nmsgstr "c"\n', 5, "for the second time, after line 1;"),
        (b'msgid "b"\nmsgid_plural "bs"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', 1, "plural"),
        (b'msgctxt "a"\nmsgid "gr\xfcn"\nmsgstr "green"\n', 2, "byte 22 of the file is not utf-8"),
        (b"\x00\x01\x02", 1, "no valid gettext"),
    ],
)
def test_an_unreadable_file_is_named_with_its_line_and_left_as_it_is(
    path: Path, content: bytes, line: int, reason: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(TranslationFileError) as caught:
        read_translation_file(path)
    assert f"009.en.po:{line}: " in str(caught.value)
    assert reason in str(caught.value)
    assert path.read_bytes() == content


def test_what_is_no_plain_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(TranslationFileError):
        read_translation_file(path)


# all that UTF-8 can hold: lone surrogates cannot occur, they are refused where text comes in
HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.lists(
    st.sampled_from(
        ['"', "\\", "\n", "\r", "\t", "\u2028", "\x85", "\x0b", "\x0c", "n", " ", "-", "#~ ", "msgid", "Netz"]
    ),
    min_size=1,
    max_size=200,
).map("".join)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_texts_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, context: str, source: str, text: str
) -> None:
    path = tmp_path_factory.mktemp("po") / "x.po"
    segment = Segment(context, source, Role.PARAGRAPH, 1)
    file = a_file(segment)
    file.propose(segment, text, "libre", DAY)
    read = reread(file, path, segment)
    assert read.entries[0].key == (context, source)
    assert read.entries[0].text.strip("\n") == file.entries[0].text.strip("\n")
    assert read.to_bytes() == reread(read, path, segment).to_bytes()


class TestMsgfmt:
    def test_accepts_what_is_written_without_a_warning(self, path: Path) -> None:
        file = a_file()
        file.propose(A_SEGMENT, 'A "paragraph" \\ with\u2028all\tkinds.', "libre", DAY)
        path.write_bytes(file.to_bytes())
        result = msgfmt(path)
        assert (result.returncode, result.stderr) == (0, "")

    def test_accepts_every_state(self, path: Path) -> None:
        file = a_file()
        for segment in SEGMENTS:
            file.propose(segment, "A text.\n", "libre", DAY)
        path.write_bytes(file.to_bytes().replace(b"#, fuzzy\n", b""))
        read = read_translation_file(path)
        read.merge([CHANGED])
        read.propose(CHANGED, "Another.", "libre", DAY)
        assert states(read)[State.STALE] == 1
        assert len(read.obsolete) == 2
        path.write_bytes(read.to_bytes())
        assert msgfmt(path).returncode == 0

    def test_accepts_what_was_refused_and_reads_it_back(self, path: Path) -> None:
        file = a_file()
        file.refuse(
            A_SEGMENT, "google", DAY, 'the answer is a message of the service ("that\'s an error"), and long at that'
        )
        read = reread(file, path, A_SEGMENT)
        assert read.entries[0].refusal == next(entry.refusal for entry in file.entries if entry.refusal)
        assert read.rendering(A_SEGMENT).refused is not None
        assert (msgfmt(path).returncode, msgfmt(path).stderr) == (0, "")
        read.propose(A_SEGMENT, "A text.", "libre", DAY)
        assert b"refused" not in read.to_bytes()

    def test_accepts_hostile_texts(self, path: Path) -> None:
        segments = [
            Segment(f"paragraph · {n}", text, Role.PARAGRAPH, n)
            for n, text in enumerate(
                ["\nx", "x\n", 'a "b" \\n c', "%s {0} \\", "\u2028\x85x", "a\\", "x\x01\x1b", "a\tb\rc"]
            )
        ]
        file = a_file(*segments)
        for segment in segments:
            file.propose(segment, "y", "libre", DAY)
        path.write_bytes(file.to_bytes().replace(b"#, fuzzy\n", b""))
        read = read_translation_file(path)
        read.merge(segments)
        path.write_bytes(read.to_bytes())
        assert states(read)[State.ACCEPTED] == len(segments)
        assert (msgfmt(path).returncode, msgfmt(path).stderr) == (0, "")
