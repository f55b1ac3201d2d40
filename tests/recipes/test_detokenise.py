import pytest
from detokenise import detokenise
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Mr. Smith 's house , he said .", "Mr. Smith's house, he said."),
        ("I do n't think we 'll go !", "I don't think we'll go!"),
        ("I ' ve seen Trump ' s boat", "I've seen Trump's boat"),
        ("the workers ' union", "the workers' union"),
        ('He said " no way " twice .', 'He said "no way" twice.'),
        ("He said `` no '' .", 'He said "no".'),
        ("' courageous achievement ' at a fair", "'courageous achievement' at a fair"),
        ("It cost $ 5 ( 3 % more )", "It cost $5 (3% more)"),
        ("-LRB- AP -RRB- news", "(AP) news"),
        ("at 12 : 46 and / or later", "at 12:46 and/or later"),
        ("a list : one ; two", "a list: one; two"),
        ("@ jane meets # London", "@jane meets #London"),
        ("the police - and others", "the police - and others"),
        ("wow ! ! !", "wow!!!"),
        ('the end "', 'the end"'),
        ('" The start', '"The start'),
    ],
)
def test_detokenise_writes_what_a_person_would_type(tokens: str, text: str) -> None:
    assert detokenise(tokens.split()).text == text


def test_detokenise_joins_hyphens_only_where_told() -> None:
    words = ["a", "short", "-", "lived", "plan", "-", ",", "yes"]
    assert detokenise(words, join_hyphens=True).text == "a short-lived plan -, yes"
    assert detokenise(words).text == "a short - lived plan -, yes"


@given(st.lists(st.text(alphabet="ab'\"-/:.,()#@’s", min_size=1, max_size=4), max_size=12), st.booleans())
def test_detokenise_places_every_word_where_it_stands(words: list[str], join: bool) -> None:
    text, places = detokenise(words, join_hyphens=join)
    codes = {"''": '"'}
    assert [text[start:end] for start, end in places] == [codes.get(word, word) for word in words]
    assert text.replace(" ", "") == "".join(codes.get(word, word) for word in words)
