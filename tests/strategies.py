"""Hypothesis strategies: answers that any definition can hold, awkward texts, and small definitions of every kind of field."""

from typing import Any

from hypothesis import strategies as st

from macros.lock import Lock, with_codes
from macros.model import (
    AnyField,
    CheckField,
    ChoiceField,
    ComputedField,
    DateField,
    Definition,
    MultiChoiceField,
    NumberField,
    ScaleField,
    TableField,
)
from macros.names import NameProblem, check_id, check_row_id

AWKWARD = (
    "<script>alert('x')</script>",
    '" onmouseover="alert(1)',
    "</textarea></form>",
    "{{ worksheet('x') }} {% raw %} {# x #}",
    "une ligne\n\n\ndeux lignes\r\n\r\ntrois",
    "\r\r\x0b\x0c\x85\u2028\u2029",
    "\x00\x01\x02\x03\x1b[31m\x7f\ufffe",
    "    code\n# titre\n| a | b |\n- puce",
    "« À l’œuvre\u202f! »\u00a0: “non”, 5\u202f000\u00a0€",
    "[[champ]] **gras** [lien](lien:cnil) `code` &lt;b&gt; &#10;",
    "e\u0301 ÿ 日本 😀 \u200f\u202eesrever",
    "long " * 400,
    "0",
    "None",
)
texts = st.sampled_from(AWKWARD) | st.text(max_size=40)


def _writable(text: str) -> bool:
    """Tell whether an author could write this text in a definition: not blank, its quotation marks by pairs."""
    return bool(text.strip()) and text.count("«") == text.count("»")


printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30).filter(
    _writable
)
labels = st.sampled_from([text for text in AWKWARD if text.isprintable()]) | printable


def answer(field: AnyField) -> st.SearchStrategy[Any]:
    """Return the answers that a field can hold, nothing included."""
    match field:
        case TableField():
            return rows(field)
        case MultiChoiceField():
            return st.lists(st.sampled_from(sorted(field.options)), unique=True)
        case ChoiceField() | CheckField():
            return st.sampled_from(["", *sorted(field.options)])
        case ScaleField():
            return st.integers(field.min, field.max)
        case NumberField():
            return st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
        case DateField():
            return st.just("") | st.dates().map(str)
    return texts


def rows(table: TableField) -> st.SearchStrategy[Any]:
    """Return the rows that a table can hold: their key is always there."""
    optional = {column.id: answer(column) for column in table.columns if not isinstance(column, ComputedField)}
    if table.fixed_rows:
        row_ids = st.sampled_from([row.id for row in table.fixed_rows])
        return st.dictionaries(row_ids, st.fixed_dictionaries({}, optional=optional), max_size=3)
    needed = {table.key: optional.pop(table.key).filter(bool)}
    return st.lists(st.fixed_dictionaries(needed, optional=optional), max_size=3)


def answers(definition: Definition) -> st.SearchStrategy[dict[str, Any]]:
    """Return the answers that a definition can hold."""
    fields = {field.id: answer(field) for field in definition.fields() if not isinstance(field, ComputedField)}
    return st.fixed_dictionaries({}, optional=fields)


def _usable(check: Any) -> Any:
    def usable(text: str) -> bool:
        try:
            return bool(check(text))
        except NameProblem:
            return False

    return usable


ids = st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(_usable(check_id))
row_ids = st.from_regex(r"[a-z]{4,12}", fullmatch=True).filter(_usable(check_row_id))
_SIMPLE = ("text", "longtext", "url", "person", "date", "number", "check", "choice", "scale")


def _options() -> st.SearchStrategy[dict[str, str]]:
    return st.lists(ids, min_size=2, max_size=4, unique=True).map(lambda found: {key: f"Option {key}" for key in found})


@st.composite
def field_data(draw: Any, kind: str, field_id: str) -> dict[str, Any]:
    """Draw a field as its YAML would say it."""
    data = {"id": field_id, "kind": kind, "label": draw(labels), "help": draw(labels)}
    data |= draw(st.fixed_dictionaries({}, optional={"why": labels, "example": labels, "secret": st.just("never")}))
    if kind in ("choice", "multichoice"):
        data["options"] = draw(_options())
    if kind == "number":
        data |= draw(st.fixed_dictionaries({}, optional={"unit": labels, "integer": st.booleans()}))
    if kind == "table":
        data |= draw(table_data())
    return data


@st.composite
def table_data(draw: Any) -> dict[str, Any]:
    """Draw what a table has besides its label: columns, rows and key."""
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    columns = [
        draw(field_data("text", names[0])),
        *(draw(field_data(draw(st.sampled_from(_SIMPLE)), name)) for name in names[1:]),
    ]
    for column in columns:
        column.pop("why", None)
    fixed = st.lists(row_ids, min_size=1, max_size=3, unique=True).map(
        lambda found: [{"id": row, "label": row} for row in found]
    )
    return draw(
        st.sampled_from([{"columns": columns, "key": names[0], "rows": 3}, {"columns": columns, "rows": draw(fixed)}])
    )


@st.composite
def definitions(draw: Any) -> Definition:
    """Draw a small definition, with its codes: fields of every kind, a total, a text that may be long or odd."""
    names = draw(st.lists(ids, min_size=2, max_size=5, unique=True))
    fields = [draw(field_data(draw(st.sampled_from([*_SIMPLE, "multichoice", "table"])), name)) for name in names[1:]]
    total = {"count": {"fields": names[1:]}}
    computed = {"id": names[0], "kind": "computed", "label": "Total", "help": "Réponses données.", "value": total}
    data = {
        "id": "petite-fiche", "version": 1, "title": draw(labels), "purpose": draw(labels), "minutes": 5, "people": "une personne",
        "review": "2026-11", "sections": [{"id": "partie", "title": draw(labels), "fields": [computed, *fields]}],
    }  # fmt: skip
    return with_codes(Definition.model_validate(data), Lock({}))
