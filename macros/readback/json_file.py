"""Files of answers in JSON (`macros.answers.file`)."""

from macros.answers import AnswersFileError, read
from macros.readback.findings import Contents, Place
from macros.readback.refusal import Refusal, damaged
from macros.readback.sniff import text_of


def read_json(data: bytes) -> Contents:
    """Return what a file of answers holds. Raise Refusal when it is another JSON file."""
    text = text_of(data)
    if text is None:
        raise damaged()
    try:
        file = read(text)
    except AnswersFileError as error:
        raise Refusal("json", str(error)) from None
    return Contents(said=(str(file.identity),), loose=tuple(Place(name, value) for name, value in file.answers.items()), file=file)
