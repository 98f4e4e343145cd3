"""THE list of the files of a definition. An edition is added once, here; its file is ``<id>[-<variante>]<suffix>.<extension>``.

The renderers are imported when a document is made and not before: a build that finds every document ready never loads them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from macros.documents.source import Source


@dataclass(frozen=True, slots=True)
class Edition:
    """One file of a definition: how its name ends, what it is called, what it is good for.

    ``renderer`` is the package that makes it: the file is made anew when its code changes. ``exists`` tells which definitions
    have it.
    """

    suffix: str
    extension: str
    name: str
    purpose: str
    renderer: str
    make: Callable[[Source], bytes]
    exists: Callable[[Source], bool]

    def file(self, source: Source) -> str:
        """Return the name of its file."""
        return f"{source.name}{self.suffix}.{self.extension}"


def _a4(source: Source) -> bytes:
    from macros.render.pdf import render_pdf

    return render_pdf(source.outline())


def _letter(source: Source) -> bytes:
    from macros.render.pdf import LETTER, render_pdf

    return render_pdf(source.outline(language="fr-CA"), LETTER)


def _bare(source: Source) -> bytes:
    from macros.render.pdf import render_pdf

    return render_pdf(source.outline(guided=False))


def _more_rows(source: Source) -> bytes:
    from macros.outline import continued
    from macros.render.pdf import render_pdf

    sheet = continued(source.outline(guided=False))
    assert sheet is not None, "exists() promises a table that takes more rows"
    return render_pdf(sheet)


def _example(source: Source) -> bytes:
    from macros.render.pdf import render_pdf

    return render_pdf(source.example())


def _thumbnail(source: Source) -> bytes:
    from macros.render.pdf import thumbnail

    return thumbnail(source.outline())


def _docx(source: Source) -> bytes:
    from macros.render.docx import render_docx

    return render_docx(source.outline())


def _odt(source: Source) -> bytes:
    from macros.render.odt import render_odt

    return render_odt(source.outline())


def _xlsx(source: Source) -> bytes:
    from macros.render.xlsx import render_xlsx

    return render_xlsx(source.outline())


def _always(source: Source) -> bool:
    return True


def _extends(source: Source) -> bool:
    return source.extends


def _has_example(source: Source) -> bool:
    return source.definition.first_example() is not None


def _tabular(source: Source) -> bool:
    return source.tabular


_PDF = "macros.render.pdf"
EDITIONS = (
    Edition("", "pdf", "PDF", "à remplir à l’écran, ou à imprimer et à remplir au stylo", _PDF, _a4, _always),
    Edition("", "docx", "Word", "à remplir dans Word, et à réécrire pour votre organisation", "macros.render.docx", _docx, _always),
    Edition("", "odt", "LibreOffice", "à remplir dans LibreOffice Writer, et à réécrire", "macros.render.odt", _odt, _always),
    Edition("", "xlsx", "Tableur", "pour les tableaux\u00a0: calculs faits, lignes à volonté", "macros.render.xlsx", _xlsx, _tabular),
    Edition("-exemple", "pdf", "Exemple rempli", "à lire avant de commencer, ou à montrer", _PDF, _example, _has_example),
    Edition("-sans-aide", "pdf", "PDF sans explications", "plus court, quand vous connaissez la fiche", _PDF, _bare, _always),
    Edition("-suite", "pdf", "PDF, lignes en plus", "quand les tableaux imprimés ne suffisent pas", _PDF, _more_rows, _extends),
    Edition("-lettre", "pdf", "PDF au format Lettre", "pour les imprimantes du Québec", _PDF, _letter, _always),
)
THUMBNAIL = Edition("", "png", "Aperçu", "la première page en petit", _PDF, _thumbnail, _always)
