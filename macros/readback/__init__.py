"""Answers back: filled PDF, DOCX, ODT, XLSX and JSON files, made by any program, read into the nested form of `macros.answers`.

`read_file` reads one; `python -m macros.readback` reads files and folders. A file is judged by its contents, never by its name, and
opened within limits; one that can't be read raises `Refusal`, whose message is one French sentence.
"""

from macros.readback.reading import Reading, merge, read_bytes, read_file
from macros.readback.refusal import Refusal
from macros.readback.targets import Answer, How

__all__ = ["Answer", "How", "Reading", "Refusal", "merge", "read_bytes", "read_file"]
