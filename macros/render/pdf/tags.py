"""The tree of tags of a PDF, that screen readers follow."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf


def elements(pdf: Pdf) -> Iterator[Object]:
    """Yield every element of the tree, parents first; with a stack, as the tree may be deep."""
    waiting: list[Object] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Array):
            waiting.extend(found)
        elif isinstance(found, Dictionary) and "/S" in found:
            yield found
            if "/K" in found:
                waiting.append(found.K)


def name_rows(pdf: Pdf) -> None:
    """Tell readers that the first cell of each row of a table is its heading; Typst only knows the headings of columns.

    Other cells lose their list of headings, which names columns only: without it, readers go by the scope of each heading.
    """
    for body in elements(pdf):
        for row in _kids(body) if body.S == "/TBody" else ():
            for rank, cell in enumerate(_kids(row)):
                looks = [value for value in _listed(cell.get("/A")) if value.get("/O") != "/Table"]
                if rank == 0 and cell.S == "/TD":
                    cell.S = Name.TH
                    looks.append(Dictionary(O=Name.Table, Scope=Name.Row))
                cell.A = Array(looks)


def drop_suspects(pdf: Pdf) -> None:
    """Drop the word that no tag is doubtful: that is the default, and poppler complains of it."""
    if "/Suspects" in pdf.Root.MarkInfo:
        del pdf.Root.MarkInfo["/Suspects"]


def _kids(element: Object) -> list[Object]:
    return [kid for kid in _listed(element.get("/K")) if isinstance(kid, Dictionary)]


def _listed(value: Object | None) -> list[Object]:
    return [] if value is None else list(value) if isinstance(value, Array) else [value]
