import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_documents import TEXTS, documents

from onoma import Document, Entity
from onoma.masking import NamesKey, Redactor
from onoma.masking.surrogates import surrogate
from onoma.masking.words import folded_words


def found(text: str, *mentions: tuple[str, str]) -> Document:
    """A document in which the first occurrence of each mention is an entity of that label."""
    spans = [(text.index(mention), mention, label) for label, mention in mentions]
    return Document(text, tuple(Entity(start, start + len(mention), label) for start, mention, label in spans))


def redacted(*given_documents: Document, key: NamesKey | None = None, keep: tuple[str, ...] = ()) -> list[str]:
    redactor = Redactor(key or NamesKey(), keep)
    for document in given_documents:
        redactor.learn(document)
    texts = [redactor.redact(document.text) for document in given_documents]
    assert not any(redactor.leaks(text) for text in texts)
    return texts


def one(text: str, *mentions: tuple[str, str], keep: tuple[str, ...] = ()) -> str:
    return redacted(found(text, *mentions), keep=keep)[0]


JANE = ("PERSON", "Jane Doe")


def test_same_value_has_the_same_pseudonym_in_all_documents() -> None:
    texts = redacted(found("Jane Doe met Bob.", JANE, ("PERSON", "Bob")), found("Bob left Paris.", ("LOC", "Paris")))
    assert texts == ["Person-1 met Person-2.", "Person-2 left Place-1."]


@pytest.mark.parametrize(
    "written",
    [
        "JANE DOE", "jane doe", "Jane\n   Doe", "jane-doe", "jane_doe", "Jane, Doe", "janedoe", "Jáne Döe",
        "J\u200bane Doe", "Ｊａｎｅ Ｄｏｅ", "JaneDoe's", "@janedoe1985", "Jane\u00a0Doe",
    ],
)  # fmt: skip
def test_value_is_replaced_however_it_is_written(written: str) -> None:
    text = one(f"Jane Doe; then {written} again", JANE)
    assert text.startswith("Person-1; then ")
    assert text.endswith(" again")
    assert folded_words(written.replace("'s", ""))[0] not in folded_words(text)
    assert text.count("Person-1") == 2


def test_parts_of_a_name_are_replaced_unless_in_small_letters() -> None:
    text = one("Jane Doe. Ms DOE and Jane's doe, a deer.", JANE)
    assert text == "Person-1. Ms Person-1 and Person-1's doe, a deer."


def test_surname_alone_belongs_to_the_one_who_bears_it_titles_or_not() -> None:
    texts = redacted(found("Dr. Doe came.", ("PERSON", "Dr. Doe")), found("It was Jane Doe, Doe!", JANE))
    assert texts == ["Person-1 came.", "It was Person-1, Person-1!"]
    assert one("Dr. Jane Doe; Jane Doe", ("PERSON", "Dr. Jane Doe")) == "Person-1; Person-1"


def test_surname_of_two_people_has_a_pseudonym_of_its_own() -> None:
    text = one("Jane Doe and John Doe: the Does, Mr Doe, Jane.", JANE, ("PERSON", "John Doe"))
    assert text == "Person-1 and Person-2: the Does, Mr Person-3, Person-1."


def test_parts_of_other_values_stay() -> None:
    assert one("University of Texas, in Texas", ("ORG", "University of Texas")) == "Organization-1, in Texas"


def test_long_values_are_found_inside_words_and_short_ones_are_not() -> None:
    assert one("Londoners of London", ("LOC", "London")) != "Londoners of London"
    text = one(
        "Ada, London, New York: Canada's Londoners and New Yorkers",
        ("PERSON", "Ada"),
        ("LOC", "London"),
        ("LOC", "New York"),
    )
    assert text == "Person-1, Place-1, Place-2: Canada's Place-1 and Place-2"


def test_values_in_scripts_without_blanks_are_found_within_a_row() -> None:
    assert one("王小明说王小明2", ("PERSON", "王小明")) == "Person-1 说 Person-1 2"


def test_entity_that_cuts_a_word_takes_all_of_it() -> None:
    assert one("an iPhones case, iPhone", ("PRODUCT", "iPhone")) == "an Product-1 case, Product-1"


def test_abbreviation_is_not_meant_by_a_word_in_small_letters() -> None:
    text = one("US, IT: who told us? The US.", ("LOC", "US"), ("ORG", "IT"))
    assert text == "Place-1, Organization-1: who told us? The Place-1."
    assert one("KIM, kim", ("PERSON", "KIM")) == "Person-1, Person-1"


def test_common_words_that_were_replaced_are_counted() -> None:
    redactor = Redactor(NamesKey())
    redactor.learn(found("Will Creditor", ("PERSON", "Will"), ("ORG", "Creditor")))
    assert redactor.redact("I will, and Will will, said the creditor") == (
        "I Person-1, and Person-1 Person-1, said the Organization-1"
    )
    assert redactor.small == {"will": 2, "creditor": 1}


def test_kept_values_stay() -> None:
    assert one("May met Jane Doe in May", ("PERSON", "May"), JANE, keep=("may", "DOE")) == "May met Person-1 in May"


def test_entity_without_letter_or_digit_is_counted_and_stays() -> None:
    redactor = Redactor(NamesKey())
    redactor.learn(Document("a !", (Entity(2, 3, "PERSON"),)))
    assert (redactor.redact("a !"), redactor.n_without_letters) == ("a !", 1)


def test_pseudonym_that_a_text_holds_by_chance_is_not_given_away() -> None:
    assert one("Person-1 met Bob", ("PERSON", "Bob")) == "Person-1 met Person-2"


def test_later_run_goes_on_with_the_key_and_leaves_old_pseudonyms() -> None:
    key = NamesKey()
    [first] = redacted(found("Jane Doe called", JANE), key=key)
    key = NamesKey.from_json(key.to_json())
    again = Document(first, (Entity(0, 8, "PERSON"),))
    texts = redacted(again, found("John Doe, Jane Doe, Doe", ("PERSON", "John Doe")), key=key)
    assert texts == ["Person-1 called", "Person-2, Person-1, Person-1"]


def test_leaks_say_where_and_whose() -> None:
    redactor = Redactor(NamesKey())
    redactor.learn(found("Jane Doe", JANE))
    redactor.redact("")
    [leak] = redactor.leaks("so Person-1 is jane-doe")
    assert (leak.start, leak.end, leak.text, leak.value) == (15, 23, "jane-doe", "Jane Doe")


def test_made_up_names_are_no_words_of_the_texts() -> None:
    [text] = redacted(found(f"{surrogate('Person', 1)} is not Jane Doe", JANE), key=NamesKey("names"))
    assert text == f"{surrogate('Person', 1)} is not {surrogate('Person', 2)}"


@pytest.mark.parametrize("kind", ["Person", "Organization", "Place", "Email", "Link", "Phone", "Other"])
def test_made_up_names_never_come_twice(kind: str) -> None:
    assert len({surrogate(kind, number) for number in range(1, 3_001)}) == 3_000


@pytest.mark.parametrize("style", ["number", "names"])
@given(st.lists(documents(labels=("PERSON", "LOC", "NUMBER")), max_size=4), TEXTS)
def test_no_value_is_left(style: str, given_documents: list[Document], other: str) -> None:
    key = NamesKey(style)
    redactor = Redactor(key)
    for document in given_documents:
        redactor.learn(document, [other])
    values = {
        document.text_of(entity)
        for document in given_documents
        for entity in document.entities
        if not any(e is not entity and e.overlaps(entity) for e in document.entities)
    }
    for text in (*(document.text for document in given_documents), other):
        out = redactor.redact(text)
        assert not redactor.leaks(out)
        assert redactor.redact(out) == out
        _assert_none_left(out, key, values)


def _assert_none_left(out: str, key: NamesKey, values: set[str]) -> None:
    """As plainly as can be, apart from what the redactor itself uses: no value in the words between pseudonyms."""
    for start, end, _ in reversed(key.find(out)):
        out = out[:start] + "\0" + out[end:]
    for part in out.split("\0"):
        row = f" {' '.join(folded_words(part))} "
        for value in values:
            folded = " ".join(folded_words(value))
            if value.isupper() and value not in part:
                continue  # an abbreviation is not meant by a small word
            assert not folded or f" {folded} " not in row or not _near(part, value)


def _near(part: str, value: str) -> bool:
    """Whether it stands there as one name, and not as words far apart."""
    return value.casefold() in part.casefold()
