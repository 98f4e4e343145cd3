"""The colours and faces of text documents, said once for every format."""

LOOK = {
    "ink": "1b2340",
    "accent": "204690",
    "soft": "41475e",
    "prompt": "5c6175",
    "control": "6b6d7d",
    "rule": "aab1c4",
    "tint": "e6edfb",
    "text_face": "Calibri",
    "text_fallback": "Carlito",
    "title_face": "Cambria",
    "title_fallback": "Caladea",
    "tick_face": "MS Gothic",
    "tick_fallback": "Segoe UI Symbol",
}
"""What the ``$names`` of the parts kept in files stand for; soft text keeps 9:1 on white, prompts 6:1."""
