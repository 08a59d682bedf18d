from __future__ import annotations

import pytest

from kinews_cli.translating.glossary import Glossary, Term
from kinews_cli.translating.verify import (
    error_text,
    fault,
    lost_numbers,
    lost_urls,
    odd_length,
    swapped,
    unwrapped,
    wrong_language,
)

GERMAN = "Die Forscher haben ein neues Netz trainiert, das Bilder von Katzen und Hunden unterscheidet."
ENGLISH = "The researchers have trained a new network that tells images of cats and dogs apart."
LONG = (
    "Das Modell erkennt Vögel an ihrem Gesang. Neben einer Straße gelingt ihm das nur selten. "
    "Im Wald irrt es sich dagegen fast nie."
)
LONG_EN = (
    "The model recognizes birds by their song. Next to a road it rarely succeeds. "
    "In the forest it is hardly ever wrong."
)


def reason(source: str, answer: str | None) -> str:
    found = fault(source, answer)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (GERMAN, ENGLISH),
        (LONG, LONG_EN),
        ("DeepFaceLab", "DeepFaceLab"),
        ("Die Zeit", "Die Zeit"),
        ("Training", "Training"),
        ("Youtube Video", "Youtube Video"),
        ("MIT Technology Review", "MIT Technology Review"),
        ("Max Planck Institute", "Max Planck Institute"),
        ("Süddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Spektrum der Wissenschaft", "Spektrum der Wissenschaft"),
        ("Universität Tübingen", "Universität Tübingen"),
        ("heise online", "heise online"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("Karl der Große", "Karl der Große"),
        ("Jürgen Schmidhuber", "Jürgen Schmidhuber"),
        ("Wasserstein GAN", "Wasserstein GAN"),
        ("Doppelgänger", "Doppelgänger"),
        ("KI-Campus", "KI-Campus"),
        ("Rat der Stadt", "Rat der Stadt"),
        ("Diffusion Models und GANs", "Diffusion models and GANs"),
        ("Generative Adversarial Networks Pipeline", "Generative Adversarial Networks Pipeline"),
        ("Es kostet 1.000,5 Euro pro Jahr.", "It costs 1,000.5 euros a year."),
        ("Das ist ein Fehler.", "That's an error."),
        ("Zu viele Anfragen bremsen den Dienst.", "Too many requests slow down the service."),
        ("Der Server meldete Too Many Requests.", "The server said Too Many Requests."),
        ("Nicht gefunden", "Not found"),
        ("Bitte später noch einmal versuchen.", "Please try again later."),
        ("Alle Cookies ablehnen", "Reject all cookies"),
        ("Übersetzung: ein Beispiel", "Translation: an example"),
        ("Es war sehr, sehr, sehr kalt.", "It was very, very, very cold."),
        ("Ein <div> ist ein Kasten.", "A <div> is a box."),
        (
            "Sie sagte: „Ich weiß es nicht und werde es nie wissen.“",
            'She said: "Ich weiß es nicht" - and that she would never know.',
        ),
        ("KI-Spiele", "Games that are played by machines"),
        ("Das Netz schreibt (meistens) gute Texte usw.", "The network writes (mostly) good texts and so on"),
        ("Hinweis: Das Netz ist noch neu.", "Note: the network is still new."),
        ("Das Netz ist neu (Anmerkung der Redaktion).", "The network is new (note from the editors)."),
        ("Das Netz lernt. Es wächst täglich weiter.", "The network learns and keeps growing every day."),
        (
            "Das Bundesamt für Sicherheit in der Informationstechnik warnt vor dem Programm.",
            "The Bundesamt für Sicherheit in der Informationstechnik warns of the program.",
        ),
        ("Jedes Gerät hat ein Profil. Das Profil ist wichtig.", "Each device has a profile. A profile is important."),
    ],
)
def test_a_good_translation_passes(source: str, answer: str) -> None:
    assert fault(source, answer) is None


@pytest.mark.parametrize("answer", [None, "", " \u00a0\n"])
def test_nothing_is_no_answer(answer: str | None) -> None:
    assert "empty" in reason(GERMAN, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.",
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
        "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS",
        "'AUTO' IS AN INVALID SOURCE LANGUAGE . EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO",
        "Our systems have detected unusual traffic from your computer network.",
        "Before you continue to the translator",
        "Too many requests, slow down",
        "Slowdown: 30 per 1 minute",
        "Please contact the server operator to get an API key",
        "Quota for this billing period has been exceeded, message: Quota Exceeded",
        "You have reached your daily limit of free translations for now.",
        "503 Service Temporarily Unavailable",
        "An unexpected error occurred while the text was being processed.",
        "We use cookies and data to deliver and maintain Google services.",
        "Zu viele Anfragen. Bitte versuchen Sie es später erneut.",
        "Bevor Sie zu Google weitergehen: Wir verwenden Cookies und Daten.",
        '{"responseStatus": 429, "responseDetails": "wait for some hours please"}',
        "Traceback (most recent call last): in the file server.py, line 3",
        "The remote service has blocked this request because its account is out of credits.",
        "null",
        "undefined",
        "Here is the translation: " + ENGLISH,
        "Translation: " + ENGLISH,
        "As an AI language model, I would say: " + ENGLISH,
        "I'm sorry, but I can't help with the text about cats and dogs.",
        ENGLISH + " Translated with DeepL.com (free version)",
        ENGLISH + "<|im_end|>",
    ],
)
def test_what_services_say_is_no_translation(answer: str) -> None:
    assert "message" in reason(GERMAN, answer)
    assert error_text(GERMAN, answer) is not None


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("<html><body>The researchers have trained a new network.</body></html>", "markup"),
        ("The researchers <div class='x'>have trained</div> a new network for images of cats.", "markup"),
        ("The researchers&#39; new network tells images of cats and images of dogs apart.", "markup"),
        (ENGLISH + " ```", "markup"),
        ("{xq1} " + ENGLISH, "placeholder"),
        (ENGLISH + " XQBX", "placeholder"),
        (ENGLISH + " __PH0__", "placeholder"),
        (ENGLISH + " {{ 1 }}", "placeholder"),
        (ENGLISH + " \ufffd", "garbled"),
        ("\x07" + ENGLISH, "garbled"),
        (ENGLISH.replace("cats", "cÃ¤ts"), "garbled"),
        (ENGLISH.replace("cats", "⁇"), "garbled"),
    ],
)
def test_what_the_text_does_not_hold(answer: str, what: str) -> None:
    assert what in reason(GERMAN, answer)


@pytest.mark.parametrize(
    ("source", "answer", "what"),
    [
        (GERMAN, GERMAN, "is the German text"),
        (GERMAN, GERMAN.upper(), "is the German text"),
        ("Artikel bei t3n", "artikel bei t3n", "is the German text"),
        ("Neuer Artikel", "Neuer Artikel", "is the German text"),
        ("Paper von 2017", "Paper von 2017", "is the German text"),
        ("Neuronale Netze einfach erklärt", "Neuronale Netze einfach erklärt", "is the German text"),
        ("Fassung im Tagungsband", "Fassung im Tagungsband", "is the German text"),
        ("1. Vorbereiten", "1. Vorbereiten", "is the German text"),
        ("1. Extraktion", "1. Extraktion", "is the German text"),
        ("Außerdem", "Außerdem.", "is the German text"),
        ("Quelle", "Quelle", "is the German text"),
        ("Sprachmodelle", "Sprachmodelle", "is the German text"),
        ("Kuriose Fundstücke", "Kuriose Fundstücke", "is the German text"),
        ("Zahl der Woche", "Zahl der Woche", "is the German text"),
        ("Neuer Artikel", "Neuer Artikel New article", "holds the German text"),
        ("Neuer Artikel", "New article (Neuer Artikel)", "holds the German text"),
        (
            GERMAN,
            "Die Forscher haben ein Netz trainiert, das die Bilder von Katzen und von Hunden gut unterscheidet.",
            "still German",
        ),
        ("Ein Artikel über das Netz", "Artikel über ein Netz", "still German"),
        (LONG, LONG_EN.replace("Next to a road it rarely", "Neben einer Straße gelingt ihm das nur"), "leaves German"),
        (
            LONG,
            LONG_EN.replace(
                "Next to a road it rarely succeeds", "An der Straße ist das nur selten so und auch nicht leicht"
            ),
            "still German",
        ),
        (
            "Willkommen zur zwölften Ausgabe! Es geht um Stimmen.",
            "Willkommen zur zwölften Ausgabe! It is about voices.",
            "German",
        ),
    ],
)
def test_what_stayed_german(source: str, answer: str, what: str) -> None:
    assert what in reason(source, answer)


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("Les chercheurs ont entraîné un nouveau réseau qui distingue des images de chats et de chiens.", "French"),
        ("Los investigadores han entrenado una nueva red que distingue imágenes de gatos y perros.", "Spanish"),
        ("De onderzoekers hebben een nieuw netwerk getraind dat beelden van katten en honden onderscheidt.", "Dutch"),
        ("Исследователи обучили новую сеть, которая различает изображения кошек и собак.", "another language"),
    ],
)
def test_other_languages(answer: str, language: str) -> None:
    assert reason(GERMAN, answer) == f"the answer is in {language}"
    assert wrong_language(GERMAN, answer) == f"the answer is in {language}"


@pytest.mark.parametrize(
    "note",
    [
        " (Note: I kept the placeholders.)",
        " (I kept the names.)",
        " [Translator's note: a pun]",
        " (Translated from German)",
        "\n\n**Note:** The names were kept.",
        " Translator’s note: a pun.",
    ],
)
def test_a_note_is_no_part_of_the_text(note: str) -> None:
    assert "note" in reason(GERMAN, ENGLISH + note)


@pytest.mark.parametrize("wrapping", ['"*"', "„*“", "“*”", "»*«", "'*'", "‘*’", '["*"]', "['*']", ' "*"\n'])
def test_marks_around_the_whole_answer_are_not_the_texts(wrapping: str) -> None:
    assert unwrapped(GERMAN, wrapping.replace("*", ENGLISH)) == ENGLISH
    assert unwrapped("Das sagt „Anna“ heute.", wrapping.replace("*", "“Anna” says so.")) == "“Anna” says so."


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("„Ja“", '"Yes"'),
        ('Er sagt: "Ja"', '"Yes"'),
        ("Anna sagt „Ja“ und Otto sagt „Nein“.", '"Yes" says Anna, and Otto says "no"'),
        ("[1] Ein Netz", "['a']"),
        ("Ein Netz", '""'),
        ("Ein Netz", '"'),
        ("", '"a"'),
        (GERMAN, ENGLISH),
    ],
)
def test_marks_that_may_be_the_texts_stay(source: str, answer: str) -> None:
    assert unwrapped(source, answer) == answer


@pytest.mark.parametrize("text", [GERMAN, "Artikel bei t3n", "Tagungsband"])
def test_a_copy_is_still_german_whoever_made_it(text: str) -> None:
    assert "German" in (wrong_language(text, text) or "")


def test_names_in_other_languages_stay() -> None:
    assert fault("Bericht in Le Monde diplomatique", "Report in Le Monde diplomatique") is None


@pytest.mark.parametrize(
    ("source", "answer", "what"),
    [
        (GERMAN, "The researchers.", "shorter"),
        (GERMAN, ENGLISH + " And then they did many other things that nobody has asked for.", "longer"),
        (
            "Neuer Artikel",
            "New article, in which the author explains at great length what the matter is all about",
            "longer",
        ),
        (GERMAN, "The researchers have trained a new network that tells", "breaks off"),
        (GERMAN, "The researchers have trained a new network that tells images of cats and", "breaks off"),
        (GERMAN, ENGLISH.removesuffix(" apart."), "breaks off"),
        (GERMAN, ENGLISH.replace(" dogs apart.", ","), "breaks off"),
        (LONG, "The model recognizes birds by their song. Next to a road it rarely succeeds.", "missing"),
        (
            LONG,
            "The model recognizes birds by their song alone. Next to a road it rarely succeeds in doing that.",
            "missing",
        ),
    ],
)
def test_too_little_and_too_much(source: str, answer: str, what: str) -> None:
    assert what in reason(source, answer)


def test_lengths_are_not_judged_in_short_texts() -> None:
    assert odd_length("Gesichtserkennung", "Faces") is None
    assert odd_length("KI", "Artificial intelligence") is None
    assert odd_length(GERMAN, "Researchers.") is not None


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (GERMAN, "The researchers have trained trained trained a new network that tells cats from dogs."),
        (GERMAN, "The researchers have trained the the network that tells images of cats and dogs apart."),
        (GERMAN, "The researchers have trained a new network a new network for images of cats and dogs."),
        (GERMAN, "The researchers have trained cats and dogs, and cats and dogs, and cats and dogs apart."),
        (LONG, LONG_EN.replace("In the forest it is hardly ever wrong", "The model recognizes birds by their song")),
    ],
)
def test_repetitions(source: str, answer: str) -> None:
    assert "repeats" in reason(source, answer)


def test_the_text_may_repeat_itself_too() -> None:
    assert fault("Das ist ein Netz. Das ist ein Netz.", "This is a net. This is a net.") is None


class TestNumbers:
    @pytest.mark.parametrize(
        ("source", "answer", "lost"),
        [
            ("2018 waren es 3 Netze.", "In 2018 there were networks.", ("3",)),
            ("Die 3 Netze und noch 3.", "The 3 networks and more.", ("3",)),
            ("Es sind 1.000,5 Euro", "It is 1,000.5 euros", ()),
            ("Die 3 Netze", "The three networks", ()),
            ("Das 2. Netz", "The second network", ()),
            ("Am 12.06. um 14 Uhr", "On June 12 at 2 p.m.", ()),
            ("Am 12.06. um 14 Uhr", "On June 12", ("14",)),
            ("Die 80er Jahre", "The 1980s", ()),
            ("1.000.000 Bilder", "1 million images", ()),
            ("9" * 5000, "none", ("9" * 5000,)),
        ],
    )
    def test_lost(self, source: str, answer: str, lost: tuple[str, ...]) -> None:
        assert lost_numbers(source, answer) == lost

    @pytest.mark.parametrize(
        ("source", "answer"),
        [
            ("Es sind zwei Netze in einem.", "There are 2 networks in 1."),
            ("Eine dreidimensionale Karte", "A 3D map"),
            ("Um 2 Uhr nachmittags, am 3. Juni", "At 14:00 in the afternoon, on 06/3"),
            ("Rund hundert Bilder", "About 100 images"),
            ("Mit 255 Zeichen", "With 255 characters, and 255 is a lot"),
        ],
    )
    def test_a_word_may_become_a_number(self, source: str, answer: str) -> None:
        assert fault(source, answer) is None

    def test_invented(self) -> None:
        assert "a number that the text has not: 47" in reason(GERMAN, ENGLISH.replace("a new network", "47 networks"))

    def test_what_is_no_digit_of_ours_is_no_number(self) -> None:
        assert fault("Die Zahl ٣ und ²", "The number ٣ and ²") is None


def test_addresses_are_kept() -> None:
    source = "Mehr unter https://example.org/katzen heute."
    assert "address https://example.org/katzen" in reason(source, "More at https://example.org/cats today.")
    assert lost_urls(source, "More at https://example.org/katzen today.") == ()


def test_names_of_the_glossary_and_what_is_protected_must_be_there() -> None:
    glossary = Glossary((Term("Spiegel", "Spiegel", keeps=True), Term("Netz", "network")))
    source = "Der Spiegel über das Netz"
    assert fault(source, "The mirror on the network", glossary=glossary) == "the answer lacks Spiegel"
    assert fault(source, "Spiegel on the net", glossary=glossary) is None, "a term is a finding, no fault"
    assert fault(source, "Spiegel on the net", protected=("(0,1)", "Spiegel")) == "the answer lacks (0,1)"
    assert fault("Er und er", "x and y", protected=("x", "x")) == "the answer lacks x"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "the " * 20_000,
        "a" * 100_000,
        "{" * 50_000,
        "<" * 50_000,
        "1." * 30_000,
        ". A" * 30_000,
        "„a " * 30_000,
        "[" * 50_000,
        "\n" * 50_000 + "x",
        "*" * 50_000,
        "(note " + "." * 50_000,
        "(note) " * 10_000 + "x",
        "Das ist ein Netz. " * 5_000,
    ],
)
def test_hostile_answers_are_judged_in_reasonable_time(text: str) -> None:
    fault(GERMAN, text)
    fault(text, text[:-1])
    unwrapped(GERMAN, text)


SOURCES = [
    "Willkommen zur zwölften Ausgabe! Diesmal geht es um Stimmen und Satelliten.",
    "Das Team der Universität Tübingen hat 1.200 Stunden Tonaufnahmen gesammelt.",
    "Eine Katze mit dem Fell eines Elefanten halten die meisten Netze für einen Elefanten.",
    "Nach 40 Tagen Training gewann das Programm 100 Partien gegen seinen Vorgänger.",
    "Das Verfahren stammt von OpenAI, heißt CLIP und verbindet Bilder mit Texten.",
    "Ein Pinguin auf einem Fahrrad, gemalt wie von Rembrandt, dauert etwa 20 Sekunden.",
]
ANSWERS = [
    "Welcome to the twelfth issue! This time it is about voices and satellites.",
    "The team at the University of Tübingen has collected 1,200 hours of sound recordings.",
    "Most networks take a cat with the skin of an elephant for an elephant.",
    "After 40 days of training, the program won 100 games against its predecessor.",
    "The method comes from OpenAI, is called CLIP and connects images with texts.",
    "A penguin on a bicycle, painted as if by Rembrandt, takes about 20 seconds.",
]


class TestSwapped:
    def test_a_good_batch_is_in_order(self) -> None:
        assert swapped(SOURCES, ANSWERS) == ()

    @pytest.mark.parametrize("answers", [ANSWERS[::-1], ANSWERS[1:] + ANSWERS[:1], ANSWERS[-2:] + ANSWERS[:-2]])
    def test_a_batch_out_of_order_is_named_as_a_whole(self, answers: list[str]) -> None:
        assert swapped(SOURCES, answers) == tuple(range(6))

    def test_two_that_changed_places_are_named(self) -> None:
        answers = list(ANSWERS)
        answers[1], answers[4] = answers[4], answers[1]
        assert swapped(SOURCES, answers) == (1, 4)

    def test_labels_fit_each_others_places(self) -> None:
        labels = ["Artikel", "Neuer Artikel", "Vortrag", "Quelle", "Werkzeug"]
        answers = ["Article", "New article", "Talk", "Source", "Tool"]
        assert swapped(labels, answers) == ()
        assert swapped(labels[2:], answers[2:][::-1]) == (), "nobody can tell"

    @pytest.mark.parametrize("count", [0, 1])
    def test_no_batch(self, count: int) -> None:
        assert swapped(SOURCES[:count], ANSWERS[:count]) == ()

    def test_empty_answers_are_nobodys(self) -> None:
        assert swapped(SOURCES, [""] * 6) == ()
