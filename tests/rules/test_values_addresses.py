"""EMAIL, URL and PHONE: where they begin and end, and what only looks like one."""

import pytest
from marked_values import check

EMAIL = [
    'write to [a.b@example.com](EMAIL "a.b@example.com").',
    "write to <[a.b@example.com](EMAIL)>, or ([c+d@mail.example.co.uk](EMAIL)).",
    "mailto:[bob_smith99@example.org](EMAIL)",
    "[o'neil@example.ie](EMAIL), [jane-doe@sub.example.museum](EMAIL)",
]

URL = [
    'see [https://example.org/a?b=c&d=1#e](URL "https://example.org/a?b=c&d=1#e").',
    "see ([https://example.org/a](URL)) now",
    "see [http://example.com/a_b](URL), [ftp://files.example.com](URL)",
    "see [www.example.com](URL)!",
    "see [example.org/help](URL), [example.com](URL).",
    "buy at [bestbuy.com](URL) or [shop.example.co.uk](URL)",
    "[janedoe.example.net/work](URL)",
    "is [example.io](URL) up?",
]

PHONE = [
    'call [(303) 555-0142](PHONE "+13035550142")',
    'call [303-555-0142](PHONE "+13035550142")',
    'call [303.555.0142](PHONE "+13035550142")',
    'call [303 555 0142](PHONE "+13035550142")',
    'call [+1 303 555 0142](PHONE "+13035550142")',
    'call [+1-303-555-0142](PHONE "+13035550142")',
    'call [+1 (303) 555-0142](PHONE "+13035550142")',
    'call [1-800-555-0199](PHONE "+18005550199")',
    'call [(303) 555-0142 ext. 12](PHONE "+13035550142;ext=12")',
    'call [303-555-0142 x34](PHONE "+13035550142;ext=34")',
    'call [303-555-0142, ext 34](PHONE "+13035550142;ext=34")',
    'call [1-800-555-GIFT](PHONE "+18005554438")',
    'call [+44 20 7946 0958](PHONE "+442079460958")',
    'call [+44 (0)20 7946 0958](PHONE "+442079460958")',
    'call [020 7946 0958](PHONE "02079460958")',
    'call [07700 900456](PHONE "07700900456")',
    'call [+49 30 23125 042](PHONE "+493023125042")',
    'call [+49 (0)30 23125-042](PHONE "+493023125042")',
    'call [030 23125042](PHONE "03023125042")',
    'call [+33 1 99 00 12 34](PHONE "+33199001234")',
    'call [01 99 00 12 34](PHONE "0199001234")',
    'call [+61 2 5550 1234](PHONE "+61255501234")',
    'call [0049 30 23125042](PHONE "+493023125042")',
    'call [555-0121](PHONE "5550121") now',
    'phone [3035550142](PHONE "+13035550142")',
    'call [+919876543210](PHONE "+919876543210")',
    'call [0800 555 0100](PHONE "08005550100")',
]

NONE = [
    "report.pdf, Node.js and setup.py",
    "Ask @handle, or jane at example dot com.",
    "localhost and http: alone",
    "It was late.The end",
    "order 4482-19937, tracking 9400111899223857268501",
    "SSN 123-45-6789, card 4111 1111 1111 1111",
    "IBAN DE89 3704 0044 0532 0130 00",
    "the host 192.168.1.24 answers",
    "ISBN 978-0-306-40615-7",
    "e.g. this, i.e. that, U.S. Army, a.m. or p.m.",
]


@pytest.mark.parametrize("marked", [*EMAIL, *URL])
def test_addresses_end_before_the_punctuation_of_the_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", PHONE)
def test_phones_are_e164_where_the_country_is_clear(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("text", NONE)
def test_what_looks_like_an_address_is_none(text: str) -> None:
    check(text)
