"""A blank document as the page's programs fill it: a script, which also loads from file://, where a request does not.

``presence.documents["audit-d-image.pdf"] = {"extension": "pdf", "base64": "…", "plan": {…}}``; a continuation, « …-suite.pdf », is a plan alone.
"""

import base64
from typing import Any

from macros.documents.pdf_continuation import continuation
from macros.documents.pdf_plan import plan
from macros.script_data import script

CONTINUATION = "-suite.pdf"


def page_script(name: str, extension: str, content: bytes) -> bytes:
    """Return the script of a document; ``name`` is that of its file."""
    return script("documents", page_document(name, extension, content), name)


def page_document(name: str, extension: str, content: bytes) -> dict[str, Any]:
    """Return what the page knows of a document."""
    if name.endswith(CONTINUATION):
        return {"extension": extension, "plan": continuation(content)}
    planned = {"plan": plan(content)} if extension == "pdf" else {}
    return {"extension": extension, "base64": base64.b64encode(content).decode(), **planned}
