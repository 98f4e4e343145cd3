"""The links that the template left where answers go, made into form fields.

Typst writes where each link stands, its page, its place among the tags and in the tab order; only what it is changes here.
Each trap of the programs that fill forms is told where it is avoided.
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from macros.model import (
    BaseField,
    DateField,
    LongTextField,
    MultiChoiceField,
    PersonField,
    ScaleField,
    TextField,
    UrlField,
)  # fmt: skip
from macros.names import split_name
from macros.outline import Control, Outline, choices
from macros.render.pdf.field_font import add_field_font
from macros.render.pdf.lists import list_size, offered, text_size
from macros.render.pdf.tags import elements

PREFIX = "https://field.invalid/"
FONT = "/Webdings"
"""The resource name of the font: Chrome's engine takes another font for ’ œ – … unless it believes this one to be symbols."""
NO_CHOICE = " "
TICK = "Oui"
USUAL_SIZE, CELL_SIZE = 10.0, 8.5
LINE_HEIGHT = 20.0
BORDER = 1.5
"""What is left free between the edge of a box and its field, in points."""

_PRINT, _MULTILINE, _RADIO, _COMBO = 1 << 2, 1 << 12, 1 << 15, 1 << 17
_INK = "0.106 0.137 0.251"
_KEPT = frozenset({"/Type", "/Rect", "/StructParent", "/P", "/F"})


class FieldsDiffer(RuntimeError):
    """The fields of the document are not those of the outline: a fault of the template, never of an author."""


def add_fields(pdf: Pdf, sheet: Outline) -> None:
    """Make a field of each place to write; FieldsDiffer unless they are exactly the controls of the outline."""
    form = _Form(pdf, sheet)
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if place := place_of(annotation):
                form.add(annotation, place, page.obj)
    form.finish()


def is_multiline(control: Control) -> bool:
    """Say whether a control takes several lines: in a cell, long words have to wrap."""
    in_cell = len(split_name(control.name)) == 3
    return isinstance(control.field, LongTextField) or (in_cell and isinstance(control.field, TextField | UrlField | PersonField))


def place_of(annotation: Object) -> str | None:
    """Return the name that a link to a place to write holds, or None for another annotation."""
    action = annotation.get("/A")
    address = "" if action is None else str(action.get("/URI", ""))
    return address.removeprefix(PREFIX) if address.startswith(PREFIX) else None


class _Form:
    """The form of one document, field by field."""

    def __init__(self, pdf: Pdf, sheet: Outline) -> None:
        self.pdf = pdf
        self.controls = {control.name: control for control in sheet.controls()}
        self.font = add_field_font(pdf)
        self.resources = Dictionary(Font=Dictionary({FONT: self.font}))
        self.fields: dict[str, Object] = {}
        self.places: set[str] = set()
        self.widgets: set[tuple[int, int]] = set()

    def add(self, annotation: Object, place: str, page: Object) -> None:
        """Make a widget of a link, and its field, or a button of a group when an option follows the name."""
        name, _, option = place.partition("/")
        control = self.controls.get(name)
        if control is None or place in self.places:
            raise FieldsDiffer(f"« {place} » n’est pas un champ de la fiche, ou y est deux fois.")
        self.places.add(place)
        self.widgets.add(annotation.objgen)
        _make_widget(annotation, page)
        if option:
            self.radio(annotation, control, option)
        elif isinstance(control.field, MultiChoiceField):
            self.tick(annotation, control)
        elif labels := offered(control.field):
            self.chosen(annotation, control, labels)
        else:
            self.text(annotation, control)

    def radio(self, widget: Object, control: Control, option: str) -> None:
        """A button of a group; both have a tooltip, for readers that say one or the other."""
        group = self.fields.get(control.name)
        if group is None:
            group = self.pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=_RADIO, V=Name.Off, Kids=Array()))
            self.declare(group, control)
        widget.Parent = group
        widget.TU = String(f"{control.title}\u00a0: {_option_label(control.field, option)}")
        self.button(widget, option, _dot, "l")
        group.Kids.append(widget)

    def tick(self, widget: Object, control: Control) -> None:
        widget.FT, widget.V = Name.Btn, Name.Off
        self.declare(widget, control)
        self.button(widget, TICK, _check, "4")

    def button(self, widget: Object, state: str, draw: Any, caption: str) -> None:
        """Draw both states: a box without its « off » drawing can't be cleared everywhere. ``caption`` is for who draws anew."""
        width, height = _size(widget)
        on, off = self.drawing(width, height, draw(width, height)), self.drawing(width, height, b"")
        widget.AP = Dictionary(N=Dictionary({f"/{state}": on, "/Off": off}))
        widget.AS, widget.MK = Name.Off, Dictionary(CA=String(caption))

    def chosen(self, widget: Object, control: Control, labels: list[str]) -> None:
        """A list whose values are its labels, since several programs show the value; its first line takes an answer back.

        Where one of them would be cut, a text that wraps: it takes a label or its number.
        """
        width, height = _size(widget)
        if size := list_size(labels, width - 2 * BORDER, _usual_size(control)):
            widget.FT, widget.Ff, widget.V = Name.Ch, _COMBO, String(NO_CHOICE)
            widget.Opt = Array([String(label) for label in [NO_CHOICE, *labels]])
            self.written(widget, control, size)
        else:
            widget.FT, widget.Ff, widget.V = Name.Tx, _MULTILINE, String("")
            self.written(widget, control, text_size(labels, width - 2 * BORDER, height - 3, _usual_size(control)))
            widget.TU = String(f"{widget.TU} {_numbered(labels)}")

    def text(self, widget: Object, control: Control) -> None:
        widget.FT, widget.V = Name.Tx, String("")
        if is_multiline(control):
            widget.Ff = _MULTILINE
        self.written(widget, control, _usual_size(control))

    def written(self, widget: Object, control: Control, size: float) -> None:
        """Finish a field of text: inside its box, in its font, with an empty drawing so that no reader has to make one."""
        # Firefox writes a line at the foot of its field: in a high box, the field is only the middle of it.
        highest = float("inf") if int(widget.get("/Ff", 0)) & _MULTILINE else LINE_HEIGHT
        _inset(widget, BORDER, max(0.5, (_size(widget)[1] - highest) / 2))
        widget.DA = String(f"{FONT} {size} Tf {_INK} rg")
        widget.AP = Dictionary(N=self.drawing(*_size(widget), b"/Tx BMC EMC", self.resources))
        self.declare(widget, control)

    def declare(self, field: Object, control: Control) -> None:
        field.T, field.TU = String(control.name), String(_tooltip(control))
        self.fields[control.name] = field

    def drawing(self, width: float, height: float, content: bytes, resources: Dictionary | None = None) -> Object:
        box = Array([0, 0, round(width, 2), round(height, 2)])
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources or Dictionary())

    def finish(self) -> None:
        """Declare the form, with the standard fonts that some programs look for, and give its fields their tags."""
        self.check()
        standard = {"/Helv": Name.Helvetica, "/ZaDb": Name.ZapfDingbats}
        fonts = {key: self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base)) for key, base in standard.items()}
        fonts["/Helv"].Encoding = Name.WinAnsiEncoding
        resources = Dictionary(Font=Dictionary({FONT: self.font, **fonts}))
        appearance = String(f"{FONT} 10 Tf {_INK} rg")
        self.pdf.Root.AcroForm = self.pdf.make_indirect(Dictionary(Fields=Array(list(self.fields.values())), DR=resources, DA=appearance))
        for element in elements(self.pdf):
            self.retag(element)

    def check(self) -> None:
        """Refuse a form where a field, or a button of a group, is missing."""
        missing = sorted(self.controls.keys() - self.fields.keys())
        for name, field in self.fields.items():
            if "/Kids" in field and len(field.Kids) != len(offered(self.controls[name].field)):
                missing.append(f"{name} (un choix au moins)")
        if missing:
            raise FieldsDiffer("Champs de la fiche absents du document : " + ", ".join(missing))

    def retag(self, element: Object) -> None:
        """Make a form tag of the link tag of a field, with nothing else inside: its box is decoration."""
        if element.S != "/Link":
            return
        kids = list(element.K) if isinstance(element.K, Array) else [element.K]
        owned = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.objgen in self.widgets]
        if owned:
            element.S, element.K = Name.Form, owned[0] if len(owned) == 1 else Array(owned)


def _make_widget(annotation: Object, page: Object) -> None:
    """Make a widget of a link annotation: only where it stands is kept, in page order."""
    for key in [key for key in annotation.keys() if key not in _KEPT]:  # noqa: SIM118 (a pikepdf object is no dict)
        del annotation[key]
    x0, y0, x1, y1 = (float(value) for value in annotation.Rect)
    annotation.Rect = _rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    annotation.Subtype, annotation.F, annotation.P = Name.Widget, _PRINT, page


def _inset(widget: Object, across: float, along: float) -> None:
    x0, y0, x1, y1 = (float(value) for value in widget.Rect)
    widget.Rect = _rectangle(x0 + across, y0 + along, x1 - across, y1 - along)


def _rectangle(*values: float) -> Array:
    return Array([round(value, 2) for value in values])


def _size(widget: Object) -> tuple[float, float]:
    x0, y0, x1, y1 = (float(value) for value in widget.Rect)
    return x1 - x0, y1 - y0


def _usual_size(control: Control) -> float:
    return CELL_SIZE if len(split_name(control.name)) == 3 else USUAL_SIZE


def _tooltip(control: Control) -> str:
    """Return what a program shows, and what a screen reader says, of a field: its title, what to write, in which form."""
    form = " (jj/mm/aaaa)" if isinstance(control.field, DateField) else ""
    return _ended(f"{control.title}{form}") + f" {control.help}"


def _ended(sentence: str) -> str:
    """Return a sentence with its full stop, unless it ends with a sign that stands for one."""
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def _numbered(labels: list[str]) -> str:
    """Say what can be written where the choices are not a list."""
    return "Écrire un choix ou son numéro\u00a0: " + "\u00a0; ".join(f"{rank} = {label}" for rank, label in enumerate(labels, 1)) + "."


def _option_label(field: BaseField, option: str) -> str:
    if isinstance(field, ScaleField):
        anchor = field.anchors.get(int(option))
        return f"{option} · {anchor}" if anchor else option
    return str(choices(field)[option].label)


def _dot(width: float, height: float) -> bytes:
    """Draw a disc, of four curves: no font is needed to see it."""
    x, y, r = width / 2, height / 2, min(width, height) * 0.28
    k = r * 0.5523
    quarters = (((r, k), (k, r), (0, r)), ((-k, r), (-r, k), (-r, 0)), ((-r, -k), (-k, -r), (0, -r)), ((k, -r), (r, -k), (r, 0)))
    curves = (" ".join(f"{x + across:.2f} {y + along:.2f}" for across, along in quarter) + " c" for quarter in quarters)
    return f"q {_INK} rg {x + r:.2f} {y:.2f} m {' '.join(curves)} f Q".encode("ascii")


def _check(width: float, height: float) -> bytes:
    """Draw a tick, of two strokes."""
    corners = ((0.2, 0.52), (0.42, 0.26), (0.82, 0.78))
    points = [f"{across * width:.2f} {along * height:.2f}" for across, along in corners]
    return f"q {_INK} RG {width * 0.13:.2f} w 1 J 1 j {points[0]} m {points[1]} l {points[2]} l S Q".encode("ascii")
