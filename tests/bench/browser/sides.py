"""The two sides of the comparison: where each shows the sheet, and how the bench speaks to it."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.browser.questions import SIZES, answers, definition, definition_id, named_answers, survey
from tests.site.project import build_site, write_mini_project

HERE = Path(__file__).parent
PROBE = (HERE / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Side:
    """One way to show the sheet. What is JavaScript is told so."""

    name: str
    address: str
    """Where the sheet of ``{size}`` fields is, from the root of the server."""
    first: str
    """The selector of the first text control."""
    taken: str
    """JavaScript: a function of that control, true when the page holds what it says."""
    field: str
    """The selector of the control of the question ``{name}``."""
    cell: str
    """The selector of the first cell of the table ``{name}``."""
    fill: str
    """JavaScript: a function that writes answers into the sheet."""
    pdf: str
    """The selector of the button that makes a filled PDF."""

    def probe(self) -> str:
        """Return the script that runs before the page's own."""
        return f"(() => {{\nconst CONTROL = {json.dumps(self.first)}\nconst TAKEN = {self.taken}\n{PROBE}}})()"


OURS = Side(
    name="Présence",
    address="presence/fiches/comparaison-{size}/",
    first='form.sheet input[type="text"]',
    taken="(control) => globalThis.presence?.sheets?.[0]?.answers()[control.name] === control.value",
    field='form.sheet [name="{name}"]',
    cell='form.sheet [name="{name}__1__titre"]',
    fill="(answers) => globalThis.presence.sheets[0].change(answers, 'Réponses de la comparaison.')",
    pdf='.sheet-bar--head button:has-text("PDF rempli")',
)
THEIRS = Side(
    name="SurveyJS 2.5",
    address="survey-{size}/",
    first='#survey input[type="text"]',
    taken="(control) => globalThis.survey?.getValue(control.closest('[data-name]').dataset.name) === control.value",
    field='[data-name="{name}"] :is(input, textarea)',
    cell='[data-name="{name}"] tbody :is(input, textarea)',
    fill="(answers) => { globalThis.survey.data = answers }",
    pdf="#pdf",
)
SIDES = (OURS, THEIRS)


def filled(side: Side, size: int) -> Mapping[str, Any]:
    """Return the answers as a side takes them."""
    return named_answers(size) if side is OURS else answers(size)


def write_sides(root: Path) -> Path:
    """Build our site, documents included, and lay SurveyJS's pages beside it; return the folder to serve."""
    project, served = root / "projet", root / "servi"
    project.mkdir()
    write_mini_project(project, {}, {f"worksheets/{definition_id(size)}.yml": definition(size) for size in SIZES})
    build_site(project, served / "presence")
    for size in SIZES:
        page = served / f"survey-{size}"
        page.mkdir()
        shutil.copyfile(HERE / "survey.html", page / "index.html")
        shutil.copyfile(HERE / "survey.js", page / "survey.js")
        (page / "sheet.js").write_text(f"globalThis.sheet = {json.dumps(survey(size), ensure_ascii=False)}\n", encoding="utf-8")
        (page / "node_modules").symlink_to(HERE / "node_modules", target_is_directory=True)
    return served
