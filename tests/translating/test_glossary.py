from __future__ import annotations

import pytest

from kinews_cli.errors import ConfigError, InputError
from kinews_cli.translating.glossary import (
    Glossary,
    Term,
    quoted_english,
    read_glossary,
    starter_glossary,
)


def glossary(*lines: str) -> Glossary:
    return read_glossary("\n".join(lines).encode(), "glossary.tsv")


def found(lines: str | tuple[str, ...], text: str) -> list[str]:
    known = glossary(*((lines,) if isinstance(lines, str) else lines))
    matches = known.in_text(text)
    assert all(text[match.start : match.end] == match.written for match in matches)
    return [match.written for match in matches]


class TestTheFile:
    def test_a_line_is_german_english_and_perhaps_a_note(self) -> None:
        known = glossary("neuronales Netz\tneural network\tnot: net", "BigGAN\t=", "Rauschen\tnoise")
        assert known.terms == (
            Term("neuronales Netz", "neural network", "not: net", 1),
            Term("BigGAN", "BigGAN", "", 2, keeps=True),
            Term("Rauschen", "noise", "", 3),
        )

    def test_the_same_in_both_columns_is_kept_too(self) -> None:
        (term,) = glossary("Whisper\tWhisper").terms
        assert term.keeps

    def test_comments_and_blank_lines_are_passed_over_and_counted(self) -> None:
        known = glossary(
            "# Netze", "", "  # more", "KI\tAI\t# an abbreviation", "C#\tC#", "Netz\tnetwork # not the web"
        )
        assert [(term.german, term.english, term.line) for term in known.terms] == [
            ("KI", "AI", 4),
            ("C#", "C#", 5),
            ("Netz", "network", 6),
        ]

    @pytest.mark.parametrize("content", [b"\xef\xbb\xbfKI\tAI\r\nNetz\tnetwork\r\n", b"KI\tAI\rNetz\tnetwork"])
    def test_marks_and_line_ends_of_other_systems_do_not_matter(self, content: bytes) -> None:
        assert read_glossary(content, "glossary.tsv").pairs() == (("KI", "AI"), ("Netz", "network"))

    def test_the_same_entry_twice_is_one(self) -> None:
        assert len(glossary("KI\tAI", "KI\tAI\tyes").terms) == 1

    def test_forms_of_one_word_may_have_entries_of_their_own(self) -> None:
        known = glossary("Netz\tnetwork", "Netze\tnets")
        assert [match.term.english for match in known.in_text("Das Netz, die Netze, der Netzen")] == [
            "network",
            "nets",
            "nets",
        ]

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            ("Netz network", "glossary.tsv:2: there is no tab"),
            ("Netz    network", "glossary.tsv:2: there are blanks instead of a tab"),
            ("Netz", "glossary.tsv:2: there is no tab"),
            ("Netz # \tnetwork", "glossary.tsv:2: there is no tab"),
            ("\tnetwork", "glossary.tsv:2: there is no German term"),
            ("Netz\t", "glossary.tsv:2: 'Netz' has no English term. Write one, or = to leave it as it is."),
            ("Netz\t \tnote", "glossary.tsv:2: 'Netz' has no English term"),
            ("Netz\t-", "glossary.tsv:2: '-' has no letter"),
            ("—\tdash", "glossary.tsv:2: '—' has no letter"),
            ("KI\tartificial intelligence", "glossary.tsv:2: 'KI' has another English term in line 1"),
            ("KI\t=", "glossary.tsv:2: 'KI' has another English term in line 1"),
            ("x" * 201 + "\tx", "glossary.tsv:2: a term has 201 characters, more than 200"),
        ],
    )
    def test_what_is_no_entry_is_named_with_its_line(self, line: str, what: str) -> None:
        with pytest.raises(ConfigError) as error:
            glossary("KI\tAI", line)
        assert what in str(error.value)

    def test_what_is_not_utf_8_is_named_with_its_line(self) -> None:
        with pytest.raises(InputError, match=r"glossary\.tsv:2: is not UTF-8\. Save the file as UTF-8"):
            read_glossary("KI\tAI\nGröße\tsize\n".encode("cp1252"), "glossary.tsv")

    def test_a_huge_file_is_refused_before_it_is_read(self) -> None:
        with pytest.raises(InputError, match="larger than 1 MB"):
            read_glossary(b"\xff" * (2**20 + 1), "glossary.tsv")

    def test_what_commands_a_terminal_gets_neither_into_terms_nor_into_messages(self) -> None:
        assert glossary("N\u202eetz\tnet\x1bwork").pairs() == (("Netz", "network"),)
        with pytest.raises(ConfigError) as error:
            read_glossary(b"Netz", "\x1b[31m.tsv")
        assert "\x1b" not in str(error.value)

    def test_the_fingerprint_changes_with_terms_but_not_with_notes_and_order(self) -> None:
        one = glossary("KI\tAI\tnote", "Netz\tnetwork")
        assert one.fingerprint == glossary("Netz\tnetwork", "# x", "KI\tAI").fingerprint
        assert one.fingerprint != glossary("KI\tAI", "Netz\tnet").fingerprint
        assert len(one.fingerprint) == 12


class TestFound:
    @pytest.mark.parametrize("term", ["neuronales Netz", "neuronale Netz", "Neuronales Netz"])
    @pytest.mark.parametrize(
        "written",
        [
            "neuronales Netz",
            "neuronale Netze",
            "neuronalen Netzen",
            "neuronalem Netz",
            "Neuronale Netze",
            "NEURONALE NETZE",
        ],
    )
    def test_endings_of_adjectives_change(self, term: str, written: str) -> None:
        assert found(f"{term}\tneural network", f"Es sind {written}.") == [written]

    @pytest.mark.parametrize(
        ("term", "written"),
        [
            ("neuronales Netz", "neuronalen Netzes"),
            ("Generatives Gegnerisches Netz", "Generativer Gegnerischer Netze"),
            ("Künstliche Intelligenz", "künstlicher Intelligenz"),
            ("Rauschen", "Rauschens"),
            ("Sprachmodell", "Sprachmodelle"),
            ("Sprachmodell", "Sprachmodellen"),
            ("Datensatz", "Datensätze"),
            ("Datensatz", "Datensätzen"),
            ("Datensatz", "Datensa\u0308tze"),
            ("Zusammenhang", "Zusammenhänge"),
            ("Baum", "Bäume"),
            ("Ergebnis", "Ergebnisse"),
            ("Forscherin", "Forscherinnen"),
            ("Forscher", "Forscherinnen"),
            ("Kind", "Kindern"),
            ("Zentrum", "Zentren"),
            ("Thema", "Themen"),
            ("Kriterium", "Kriterien"),
            ("Risiko", "Risiken"),
            ("Matrix", "Matrizen"),
            ("Index", "Indizes"),
            ("Algorithmus", "Algorithmen"),
            ("Gedanke", "Gedankens"),
            ("Größe", "Größen"),
            ("Transformer", "Transformern"),
            ("GAN", "GANs"),
            ("verrauscht", "verrauschter"),
            ("Deep Learning", "Deep-Learning"),
            ("Deep Learning", "Deep\u00a0Learning"),
            ("Deep-Learning", "Deep Learning"),
            ("Netzwerk", "Netz\u00adwerke"),
            ("C++", "C++"),
            ("t3n", "t3n"),
        ],
    )
    def test_inflected_terms(self, term: str, written: str) -> None:
        assert found(f"{term}\tx", f"Was {written} bedeutet") == [written]

    @pytest.mark.parametrize(
        ("term", "text"),
        [
            ("Netz", "Netzwerk, Internetz, vernetzt, netz"),
            ("Rauschen", "im Rausch, sie rauschen"),
            ("CLIP", "ein Clip, Clips, ECLIPSE"),
            ("KI", "Ski, ki, Kies, KIT"),
            ("Daten", "das Date, ein Datum"),
            ("Modell", "Modellierung, modelliert"),
            ("Deep Learning", "Deep. Learning, Deep (Learning)"),
            ("neuronales Netz", "neuronales und anderes Netz"),
            ("C++", "C und D"),
            ("Netz", "https://example.org/Netz und Netz@example.org und `Netz` und www.Netz.de"),
        ],
    )
    def test_other_words(self, term: str, text: str) -> None:
        assert found(f"{term}\tx", text) == []

    def test_part_of_a_compound_with_a_hyphen(self) -> None:
        assert found("KI\tAI", "Das KI-Modell und die Nicht-KI.") == ["KI", "KI"]

    def test_the_longest_entry_wins(self) -> None:
        lines = ("Netz\tnetwork", "neuronales Netz\tneural network", "tiefes neuronales Netz\tdeep neural network")
        text = "Tiefe neuronale Netze, ein neuronales Netz, ein Netz"
        assert found(lines, text) == ["Tiefe neuronale Netze", "neuronales Netz", "Netz"]

    def test_the_longest_entry_wins_over_one_that_begins_earlier(self) -> None:
        lines = ("starkes Lernen\tx", "Lernen aus Daten\ty")
        assert found(lines, "starkes Lernen aus Daten") == ["Lernen aus Daten"]

    def test_a_text_may_end_within_a_term(self) -> None:
        assert found(("Netz\tx", "Netz Netz Netz\ty"), "Netz Netz") == ["Netz", "Netz"]

    def test_in_order_and_each_time(self) -> None:
        assert found(("KI\tAI", "Netz\tnetwork"), "Netz KI Netz") == ["Netz", "KI", "Netz"]

    def test_hostile_texts(self) -> None:
        known = starter_glossary()
        for text in (
            "KI " * 20_000,
            "`" * 50_000,
            "a" * 50_000,
            "neuronale " * 20_000,
            "„" * 50_000,
            "-\u0308" * 50_000,
        ):
            assert len(known.in_text(text)) in {0, 20_000}
            assert quoted_english(text) == ()


class TestUsed:
    @pytest.mark.parametrize(
        ("line", "source", "answer"),
        [
            ("neuronales Netz\tneural network", "Neuronale Netze", "Neural networks"),
            ("neuronales Netz\tneural network", "des neuronalen Netzes", "the neural network's size"),
            ("neuronales Netz\tneural network", "neuronaler Netze", "the Neural Networks' size"),
            ("maschinelles Lernen\tmachine learning", "Maschinelles Lernen", "A machine-learning model"),
            ("Datensatz\tdataset", "Datensätze", "Two data sets"),
            ("Datensatz\tdata set", "Datensätze", "Two datasets"),
            ("Analyse\tanalysis", "Analysen", "Many analyses"),
            ("Bibliothek\tlibrary", "Bibliotheken", "Some libraries"),
            ("Testdaten\ttest data", "Testdaten", "on test data"),
            ("Neuronale Netze\tneural networks", "Neuronale Netze", "a neural network"),
            ("trainieren\ttrain", "trainieren", "They trained it"),
            ("feinabstimmen\tfine-tune", "feinabstimmen", "Fine-tuning it"),
            ("KI\tAI", "KI-Modelle", "AI models"),
            ("verrauscht\tnoisy", "verrauschter", "the noisiest one"),
            ("groß\tlarge", "größer", "larger"),
            ("groß\tbig", "groß", "bigger"),
            ("BigGAN\t=", "BigGANs Bilder", "BigGAN's images"),
            ("BigGAN\t=", "BigGANs Bilder", "BigGAN’s images"),
            ("GAN\t=", "Zwei GANs", "Two GANs"),
            ("Transformer\t=", "mit Transformern", "with Transformers"),
            ("Stable Diffusion\t=", "Mit Stable Diffusion.", "(Stable Diffusion)"),
            ("Nvidia\t=", "NVIDIA", "NVIDIA"),
        ],
    )
    def test_english_may_be_inflected(self, line: str, source: str, answer: str) -> None:
        assert glossary(line).missing(source, answer) == ()

    @pytest.mark.parametrize(
        ("line", "source", "answer"),
        [
            ("neuronales Netz\tneural network", "Neuronale Netze", "Neural nets"),
            ("neuronales Netz\tneural network", "Neuronale Netze", "Neural, networks"),
            ("Rauschen\tnoise", "Das Rauschen", "It is noiseless"),
            ("Zug\ttrain", "Der Zug", "The trainer"),
            ("KI\tAI", "Die KI", "The ai in the chair"),
            ("BigGAN\t=", "BigGAN", "Biggan"),
            ("Stable Diffusion\t=", "Stable Diffusion", "stable diffusion"),
            ("CLIP\t=", "CLIP", "CLIPPER"),
            ("Spiegel\t=", "Der Spiegel", "The mirror"),
        ],
    )
    def test_what_is_not_used_is_told_where_it_stands(self, line: str, source: str, answer: str) -> None:
        (match,) = glossary(line).missing(source, answer)
        assert source[match.start : match.end] == match.written

    def test_a_term_is_told_once(self) -> None:
        (match,) = glossary("Netz\tnetwork").missing("Ein Netz, zwei Netze", "A net, two nets")
        assert match.written == "Netz"


class TestQuotedEnglish:
    @pytest.mark.parametrize(
        "quoted",
        ["No Code", "realism score", "query", "value", "Attention Is All You Need", "state of the art", "deep fake"],
    )
    @pytest.mark.parametrize("marks", ["„*“", "„*”", '"*"', "“*”", "»*«", "«*»", "‚*‘"])
    def test_stays(self, quoted: str, marks: str) -> None:
        text = f"Sie nennen es {marks.replace('*', quoted)} im Text."
        assert [text[start:end] for start, end in quoted_english(text)] == [quoted]

    @pytest.mark.parametrize(
        "quoted",
        [
            "Quellgesicht", "Die Zeit", "Der Spiegel", "Haus im Wald", "Training", "Name", "Test", "kein Code", "rot", "echt",
            "Sommer am Meer", "Stiftung Warentest", "neuronales Netz", "Stern", "Generator", "La La Land", "KI", "2018", "…",
        ],
    )  # fmt: skip
    def test_german_names_and_what_could_be_either_do_not_count(self, quoted: str) -> None:
        assert quoted_english(f'Das Wort "{quoted}" im Text.') == ()

    def test_several_in_order_but_not_what_stands_between_them(self) -> None:
        text = 'Zu "query" gehört der "key", die "Frage" nicht.'
        assert [text[start:end] for start, end in quoted_english(text)] == ["query", "key"]


class TestTheStarter:
    def test_it_is_a_good_glossary(self) -> None:
        known = starter_glossary()
        assert 120 <= len(known.terms) <= 250
        assert starter_glossary() is known

    def test_each_term_is_found_and_its_own_english_is_accepted(self) -> None:
        known = starter_glossary()
        for term in known.terms:
            assert [match.term for match in known.in_text(f"Zu {term.german} mehr.")] == [term]
            assert known.missing(term.german, f"More on {term.english}.") == ()

    def test_words_of_two_meanings_are_not_in_it(self) -> None:
        text = "Im Netz, das Geschlecht, ein Datensatz, die Verzerrung, die Auflösung, ein Modell, der Clip, der Rausch"
        assert starter_glossary().in_text(text) == ()

    def test_english_terms_lose_the_capitals_that_german_gives_them(self) -> None:
        known = starter_glossary()
        assert known.missing("Diffusion Models und GANs", "Diffusion models and GANs") == ()
        assert known.missing("Im Latent Space", "In latent space") == ()
