"""Content controls of LibreOffice (``loext:content-control``), the twins of Word's: same tags, same titles, same texts."""

from macros.render.odt.text import span
from macros.render.story.prompts import TICKED_BOX, UNTICKED, short_title
from macros.render.story.tree import Place
from macros.render.xml import escaped


class Controls:
    """The controls of one document, and their numbers."""

    def __init__(self, language: str) -> None:
        self.language, self.count = language, 0

    def write(self, place: Place) -> str:
        """Return the control of a place, inside its paragraph."""
        self.count += 1
        names = f'loext:alias="{escaped(short_title(place.control))}" loext:tag="{place.control.name}" loext:id="{self.count}"'
        if place.kind == "box":
            states = f'loext:checkbox="true" loext:checked="false" loext:checked-state="{TICKED_BOX}" loext:unchecked-state="{UNTICKED}"'
            return f"<loext:content-control {states} {names}>{span(UNTICKED, 'Tick')}</loext:content-control>"
        kind, items = self._type(place)
        prompt = span(place.prompt, "BlankPrompt" if place.inline else "PlaceholderText")
        return f'<loext:content-control loext:showing-place-holder="true" {kind} {names}>{items}{prompt}</loext:content-control>'

    def _type(self, place: Place) -> tuple[str, str]:
        match place.kind:
            case "date":
                return f'loext:date="true" loext:date-format="dd/MM/yyyy" loext:date-rfc-language-tag="{self.language}"', ""
            case "list":
                first = f'<loext:list-item loext:value="{escaped(place.prompt)}"/>'
                items = [f'<loext:list-item loext:display-text="{label}" loext:value="{label}"/>' for label in map(escaped, place.choices)]
                return 'loext:dropdown="true"', first + "".join(items)
        return 'loext:plain-text="true"', ""
