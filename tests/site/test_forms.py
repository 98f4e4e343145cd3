"""Every sheet is a real form: the controls that its definition asks for, each named, described and usable without a script."""

from collections import Counter
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup, Tag

from macros.catalog import Catalog, load_catalog
from macros.model import AnyField, CheckField, ChoiceField, Definition, MultiChoiceField, ScaleField, TableField
from tests.site.pages import Pages, url_of
from tests.site.project import ROOT

CONTROLS = ("input", "select", "textarea", "output")


@dataclass(frozen=True)
class Form:
    """The form of a sheet, and what its page holds by identifier."""

    definition: Definition
    form: Tag
    ids: dict[str, Tag]
    labels: dict[str, Tag]

    @classmethod
    def of(cls, definition: Definition, page: BeautifulSoup) -> "Form":
        (form,) = page.select("form[data-worksheet]")
        labels = {label["for"]: label for label in form.find_all("label", attrs={"for": True})}
        return cls(definition, form, {element["id"]: element for element in page.find_all(id=True)}, labels)

    def controls(self) -> list[Tag]:
        return self.form.find_all(CONTROLS)

    def name(self, control: Tag) -> str:
        """Return the accessible name of a control, by the order that browsers follow."""
        if control.get("aria-labelledby"):
            return self._texts(control["aria-labelledby"])
        return control.get("aria-label", "").strip() or _text(self.labels.get(control.get("id")) or control.find_parent("label"))

    def is_described(self, control: Tag) -> bool:
        """Tell whether every description of a control, or else of its group, leads to a text."""
        group = control.find_parent("fieldset")
        keys = control.get("aria-describedby") or (group.get("aria-describedby", "") if group else "")
        return bool(keys) and all(self._texts(key) for key in keys.split())

    def _texts(self, keys: str) -> str:
        return " ".join(_text(self.ids.get(key)) for key in keys.split()).strip()


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT)


@pytest.fixture(scope="module")
def forms(catalog: Catalog, site_pages: Pages) -> dict[str, Form]:
    """The form of every sheet, by identifier."""
    return {name: Form.of(definition, site_pages[f"fiches/{name}/index.html"]) for name, definition in catalog.definitions.items()}


def asked(definition: Definition) -> Counter[str]:
    """Return how many controls of each name the form must hold: one, but for the radio buttons of a question."""
    variant = next(iter(definition.variants), None)
    names: Counter[str] = Counter()
    for section in definition.sections:
        if section.only and variant not in section.only:
            continue
        for field in section.fields:
            if not field.only or variant in field.only:
                names.update(_names(field))
        for clause in section.clauses:
            if not clause.only or variant in clause.only:
                names.update({field.id: 1 for field in clause.fields})
    return names


def _names(field: AnyField) -> dict[str, int]:
    match field:
        case TableField():
            rows = [row.id for row in field.fixed_rows] or range(1, field.rows + 1)
            return {f"{field.id}__{row}__{column.id}": 1 for row in rows for column in field.columns}
        case MultiChoiceField():
            return {f"{field.id}__{option}": 1 for option in field.options}
        case ChoiceField() | CheckField():
            return {field.id: len(field.options)}
        case ScaleField():
            return {field.id: field.max - field.min + 1}
    return {field.id: 1}


def test_the_form_says_which_definition_it_is(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        with subtests.test(sheet=name):
            assert (sheet.form["data-worksheet"], sheet.form["data-version"]) == (name, str(sheet.definition.version))


def test_a_form_holds_each_control_that_is_asked_once_and_no_other(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        with subtests.test(sheet=name):
            assert Counter(control.get("name") for control in sheet.controls()) == asked(sheet.definition)


def test_controls_are_named(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        with subtests.test(sheet=name):
            assert [control["name"] for control in sheet.controls() if not sheet.name(control)] == []


def test_controls_or_their_group_are_described(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        with subtests.test(sheet=name):
            assert [control["name"] for control in sheet.controls() if not sheet.is_described(control)] == []


def test_names_tell_the_controls_of_a_group_apart(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        names = Counter((sheet.name(control), group_id(control)) for control in sheet.controls())
        with subtests.test(sheet=name):
            assert [text for text, count in names.items() if count > 1] == []


def test_groups_of_buttons_have_their_question_as_legend(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        with subtests.test(sheet=name):
            buttons = sheet.form.select("input[type=radio], input[type=checkbox]")
            assert [button["name"] for button in buttons if not button.find_parent("fieldset")] == []
            for fieldset in sheet.form.find_all("fieldset"):
                assert fieldset.find(True).name == "legend"
                assert _text(fieldset.legend)


def test_values_of_buttons_and_lists_are_the_identifiers_of_options(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        for field in sheet.definition.fields():
            if isinstance(field, ChoiceField | CheckField) and field.id in asked(sheet.definition):
                with subtests.test(sheet=name, field=field.id):
                    buttons = [button["value"] for button in sheet.form.find_all("input", attrs={"name": field.id})]
                    listed = [option["value"] for option in sheet.form.select(f"select[name='{field.id}'] option") if option["value"]]
                    assert (buttons or listed) == list(field.options)


def test_tables_have_a_caption_and_scoped_headers(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        for number, table in enumerate(page.find_all("table"), 1):
            with subtests.test(page=url_of(name), table=number):
                region = table.find_parent(class_="table-scroll")
                assert region["tabindex"] == "0"
                assert (table.caption and table.caption.get_text(strip=True)) or region.get("aria-label")
                headers = table.find_all("th")
                assert headers
                assert [th for th in headers if th.get("scope") not in ("row", "col")] == []


def test_tables_to_fill_name_their_rows_and_columns(forms, subtests: pytest.Subtests):
    for name, sheet in forms.items():
        for table in sheet.form.find_all("table"):
            with subtests.test(sheet=name, table=table.caption.get_text()):
                columns = len(table.thead.find_all("th"))
                for row in table.tbody.find_all("tr"):
                    header, *cells = row.find_all(["th", "td"], recursive=False)
                    assert (header.name, header["scope"]) == ("th", "row")
                    assert header.get_text(strip=True)
                    assert [cell.name for cell in cells] == ["td"] * (columns - 1)


def test_nothing_of_a_page_waits_for_a_script(site_pages: Pages, subtests: pytest.Subtests):
    for name, page in site_pages.items():
        article = page.select_one("article.md-content__inner")
        with subtests.test(page=url_of(name)):
            assert article.select("[hidden], [inert], [disabled], [aria-hidden=true]:not(svg), noscript, template") == []
            assert article.select("button:not([popovertarget])") == []
            assert [b["popovertarget"] for b in article.select("button") if not page.find(id=b["popovertarget"], popover=True)] == []


def group_id(control: Tag) -> str:
    group = control.find_parent("fieldset") or control.find_parent(attrs={"role": "group"})
    return group.get("id") or group.get("aria-labelledby") or "" if group else ""


def _text(element: Tag | None) -> str:
    return " ".join(element.get_text(" ").split()) if element else ""
