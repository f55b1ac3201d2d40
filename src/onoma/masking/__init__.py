"""Entities replaced by placeholders or pseudonyms, and restored.

`Masker` is for texts that come back, as from a translator: every placeholder stands for exactly the text that it
replaced. `Redactor` is for texts that go out: every mention of a value gets the value's one pseudonym, in all
documents, and `leaks` says what is left. Both write into a key, which is kept apart in a file of its own.
"""

from onoma.masking.key_file import open_key, read_key, save_key
from onoma.masking.labels import identifying
from onoma.masking.mask_key import MaskKey
from onoma.masking.masker import Masker
from onoma.masking.names_key import NAME_STYLES, NamesKey
from onoma.masking.origins import Origins
from onoma.masking.redactor import Leak, Redactor
from onoma.masking.styles import STYLES
from onoma.masking.unmask import Unmasked, unmask

__all__ = [
    "NAME_STYLES",
    "STYLES",
    "Leak",
    "MaskKey",
    "Masker",
    "NamesKey",
    "Origins",
    "Redactor",
    "Unmasked",
    "identifying",
    "open_key",
    "read_key",
    "save_key",
    "unmask",
]
