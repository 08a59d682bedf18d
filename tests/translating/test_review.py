from __future__ import annotations

from kinews_cli.model.translation import Rendering, Role, Segment, State
from kinews_cli.translating.glossary import Glossary, Term
from kinews_cli.translating.review import Look, review

GLOSSARY = Glossary((Term("neuronales Netz", "neural network"),))


def looks(*pairs: tuple[str, Rendering]) -> tuple[Look, ...]:
    return review(
        {
            Segment(f"paragraph · {line}", text, Role.PARAGRAPH, line): known
            for line, (text, known) in enumerate(pairs, 1)
        },
        GLOSSARY,
    )


def accepted(text: str) -> Rendering:
    return Rendering(text, State.ACCEPTED)


def machine(text: str) -> Rendering:
    return Rendering(text, State.MACHINE)


def test_what_is_well_deserves_no_look() -> None:
    assert looks(("Ein neuronales Netz von 2018", machine("A neural network from 2018"))) == ()


def test_the_worst_comes_first_with_its_reason() -> None:
    found = looks(
        ("Das neuronale Netz", machine("The web")),
        ("Ein Satz", Rendering("Ein Satz", State.UNTRANSLATED, "the answer is empty")),
        ("Alt und neu", Rendering("Old", State.STALE)),
        ("Es waren 7 Netze", machine("There were networks")),
        ("Siehe https://example.org/a", accepted("See there")),
    )
    assert [(look.segment.line, look.reasons[0]) for look in found] == [
        (5, "the translation lacks the address https://example.org/a"),
        (4, "the translation lacks the number 7"),
        (3, "changed since its translation was accepted"),
        (2, "not translated"),
        (1, "the translation does not use neuronale Netz = neural network"),
    ]
    assert found[3].reasons[1] == "the engine's answer was not used: the answer is empty"


def test_what_a_human_answers_for_comes_before_what_a_machine_wrote() -> None:
    found = looks(("Von 7 Netzen", machine("Of networks")), ("Von 8 Netzen", accepted("Of networks")))
    assert [look.segment.line for look in found] == [2, 1]


def test_one_segment_is_listed_once_with_all_its_reasons() -> None:
    (look,) = looks(("Das neuronale Netz von 2018", machine("The web")))
    assert look.reasons == (
        "the translation lacks the number 2018",
        "the translation does not use neuronale Netz = neural network",
    )
