"""Content controls of Word (``w:sdt``): a tag that names them, a title, a text that stands there until they are filled."""

from macros.outline import Control
from macros.render.docx.runs import run
from macros.render.story.prompts import short_title
from macros.render.story.tree import Place
from macros.render.xml import escaped

_TICK_STATES = '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'


class Controls:
    """The controls of one document: their numbers, and the texts that come back when they are emptied (text, style -> name)."""

    def __init__(self, language: str) -> None:
        self.language, self.count, self.prompts = language, 0, dict[tuple[str, str], str]()

    def number(self) -> int:
        """Return a number that no other control of the document has."""
        self.count += 1
        return self.count

    def write(self, place: Place) -> str:
        """Return the control of a place, as a run of its paragraph."""
        if place.kind == "box":
            return self._box(place)
        written, prompted = ("Blank", "BlankPrompt") if place.inline else ("Response", "PlaceholderText")
        part = self.prompts.setdefault((place.prompt, prompted), f"Presence{len(self.prompts) + 1}")
        return (
            f'<w:sdt><w:sdtPr><w:rPr><w:rStyle w:val="{written}"/></w:rPr>{self._names(place.control)}'
            f'<w:placeholder><w:docPart w:val="{part}"/></w:placeholder><w:showingPlcHdr/>{self._type(place)}</w:sdtPr>'
            f"<w:sdtContent>{run(place.prompt, prompted)}</w:sdtContent></w:sdt>"
        )

    def _names(self, control: Control) -> str:
        return f'<w:alias w:val="{escaped(short_title(control))}"/><w:tag w:val="{control.name}"/><w:id w:val="{self.number()}"/>'

    def _box(self, place: Place) -> str:
        style = '<w:rPr><w:rStyle w:val="Tick"/></w:rPr>'
        return (
            f'<w:sdt><w:sdtPr>{style}{self._names(place.control)}<w14:checkbox><w14:checked w14:val="0"/>{_TICK_STATES}</w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r>{style}<w:t>{place.prompt}</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def _type(self, place: Place) -> str:
        match place.kind:
            case "date":
                return (
                    f'<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="{self.language}"/>'
                    '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
                )
            case "list":
                first = f'<w:listItem w:value="{escaped(place.prompt)}"/>'
                items = [f'<w:listItem w:displayText="{label}" w:value="{label}"/>' for label in map(escaped, place.choices)]
                return f"<w:dropDownList>{first}{''.join(items)}</w:dropDownList>"
        return '<w:text w:multiLine="1"/>'
