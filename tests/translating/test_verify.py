from __future__ import annotations

import pytest

from kinews_cli.translating.verify import fault

GERMAN = "Die Forscher haben ein neues Netz trainiert, das Bilder von Katzen und Hunden unterscheidet."
ENGLISH = "The researchers have trained a new network that tells images of cats and dogs apart."


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (GERMAN, ENGLISH),
        ("DeepFaceLab", "DeepFaceLab"),
        ("Die Zeit", "Die Zeit"),
        ("Training", "Training"),
        ("Diffusion Models und GANs", "Diffusion models and GANs"),
        ("Generative Adversarial Networks Pipeline", "Generative Adversarial Networks Pipeline"),
        ("Es kostet 1.000,5 Euro pro Jahr.", "It costs 1,000.5 euros a year."),
        ("Das ist ein Fehler.", "That's an error."),
        ("Zu viele Anfragen bremsen den Dienst.", "Too many requests slow down the service."),
        ("Der Server meldete Too Many Requests.", "The server said Too Many Requests."),
        ("Es war sehr, sehr, sehr kalt.", "It was very, very, very cold."),
        ("Ein <div> ist ein Kasten.", "A <div> is a box."),
        (
            "Sie sagte: „Ich weiß es nicht und werde es nie wissen.“",
            'She said: "Ich weiß es nicht" - and that she would never know.',
        ),
        ("KI-Spiele", "Games that are played by machines"),
    ],
)
def test_a_good_translation_passes(source: str, answer: str) -> None:
    assert fault(source, answer) is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "empty"),
        ("", "empty"),
        (" \u00a0\n", "empty"),
        ("Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.", "message"),
        ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.", "message"),
        ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "message"),
        ("Our systems have detected unusual traffic from your computer network.", "message"),
        ("Before you continue to the translator", "message"),
        ("Too many requests, slow down", "message"),
        (GERMAN, "is the German text"),
        (GERMAN.upper(), "is the German text"),
        (
            "Die Forscher haben ein Netz trainiert, das die Bilder von Katzen und von Hunden gut unterscheidet.",
            "still German",
        ),
        ("The researchers.", "shorter"),
        (ENGLISH * 4, "longer"),
        ("The researchers have trained trained trained a new network that tells cats from dogs.", "repeats"),
        ("<html><body>The researchers have trained a new network.</body></html>", "markup"),
        ("The researchers <div class='x'>have trained</div> a new network for images of cats.", "markup"),
    ],
)
def test_what_is_no_translation_is_called_so(answer: str | None, reason: str) -> None:
    found = fault(GERMAN, answer)
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("source", "answer", "reason"),
    [
        ("2018 waren es 3 Netze.", "In 2018 there were networks.", "number 3"),
        ("Die 3 Netze und noch 3.", "The 3 networks and more.", "number 3"),
        ("Mehr unter https://example.org/katzen heute.", "More at https://example.org/cats today.", "address"),
        ("Artikel bei t3n", "artikel bei t3n", "German"),
    ],
)
def test_numbers_addresses_and_labels(source: str, answer: str, reason: str) -> None:
    found = fault(source, answer)
    assert found is not None
    assert reason in found
