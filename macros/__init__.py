"""Présence: from one YAML definition to every medium. This file is the thin skin that mkdocs-macros loads.

Everything else in the package is plain Python that knows nothing of MkDocs, `macros.hooks` excepted.
"""

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros. A wrong definition stops the build here, before any page is written."""
    from macros.skin import register

    register(env)
