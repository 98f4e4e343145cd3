"""What the model alone can't see: names that collide, formulas that point nowhere, lists that contradict each other.

Each check yields faults as (path in the YAML, received, expected, hint); texts are French. `macros.catalog` adds file and line.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros import prose
from macros.answers import answer_problems
from macros.expressions import Expr, Ref, dependencies, find_cycle, references, result_kind, row_dependencies
from macros.library import Library
from macros.links.registry import Registry
from macros.model import (
    AnyField,
    CheckField,
    ChoiceField,
    Clause,
    ComputedField,
    DateField,
    Definition,
    MultiChoiceField,
    NumberField,
    ScaleField,
    Section,
    TableField,
)  # fmt: skip
from macros.problems import did_you_mean, shown

Path = tuple[str | int, ...]
Fault = tuple[Path, str, str, str]
_SECRET = re.compile(r"\b(mots? de passe|mdp|password|code pin)\b", re.IGNORECASE)


def definition_faults(definition: Definition, library: Library, registry: Registry) -> Iterator[Fault]:
    """Yield the faults of one definition; formulas are looked at once the questions are right, examples once formulas are."""
    yield from _library_names(definition, library)
    for path, section in _indexed(("sections",), definition.sections):
        yield from _section_faults(path, section, definition, registry)
    for stage in (_questions(definition, library), _all_formulas(definition), _examples(definition, library)):
        found = list(stage)
        yield from found
        if found:
            return


def _questions(definition: Definition, library: Library) -> Iterator[Fault]:
    yield from _duplicates(definition)
    for path, field in walk_fields(definition):
        yield from _field_faults(path, field, library)
        yield from _variant_faults(path, field.only, definition)


def _all_formulas(definition: Definition) -> Iterator[Fault]:
    fields = {field.id: field for field in definition.fields()}
    for path, section in _indexed(("sections",), definition.sections):
        if section.when is not None:
            yield from _formula_faults((*path, "when"), section.when, fields, None)
        for clause_path, clause in _indexed((*path, "clauses"), section.clauses):
            if clause.when is not None:
                yield from _formula_faults((*clause_path, "when"), clause.when, fields, None)
    for path, field in walk_fields(definition):
        for inner, expr, row in _formulas(path, field):
            yield from _formula_faults(inner, expr, fields, row)
    yield from _cycles(definition)


def walk_fields(definition: Definition) -> Iterator[tuple[Path, AnyField]]:
    """Yield every field, those of clauses included, with its path in the YAML."""
    for section_path, section in _indexed(("sections",), definition.sections):
        yield from _indexed((*section_path, "fields"), section.fields)
        for clause_path, clause in _indexed((*section_path, "clauses"), section.clauses):
            yield from _indexed((*clause_path, "fields"), clause.fields)


def normalised(label: str) -> str:
    """Return a label as it is compared: no case, accent, punctuation or double space."""
    plain = unicodedata.normalize("NFD", label.lower().replace("œ", "oe"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _indexed(path: Path, items: Iterable[Any]) -> Iterator[tuple[Path, Any]]:
    for position, item in enumerate(items):
        yield (*path, position), item


def _duplicates(definition: Definition) -> Iterator[Fault]:
    names = [(path, field.id) for path, field in walk_fields(definition)]
    sections = list(_indexed(("sections",), definition.sections))
    clauses = [item for path, section in sections for item in _indexed((*path, "clauses"), section.clauses)]
    for group in (names, [(path, section.id) for path, section in sections], [(path, clause.id) for path, clause in clauses]):
        count = Counter(name for _, name in group)
        for path, name in group:
            if count[name] > 1:
                yield (*path, "id"), f"« {name} » {count[name]} fois", "un identifiant par élément, unique dans la fiche", ""


def _library_names(definition: Definition, library: Library) -> Iterator[Fault]:
    if definition.step and definition.step not in library.steps:
        yield ("step",), shown(definition.step), "une étape de templates/library/steps.yml", did_you_mean(definition.step, library.steps)
    for position, role in enumerate(definition.roles):
        if role not in library.roles:
            yield ("roles", position), shown(role), "un rôle de templates/library/roles.yml", did_you_mean(role, library.roles)
    yield from sources_faults((), definition.sources, library)
    for path, section in _indexed(("sections",), definition.sections):
        yield from sources_faults(path, section.sources, library)
        for clause_path, clause in _indexed((*path, "clauses"), section.clauses):
            yield from sources_faults(clause_path, clause.sources, library)


def sources_faults(path: Path, sources: Iterable[str], library: Library) -> Iterator[Fault]:
    """Yield the founding items that do not exist."""
    for position, source in enumerate(sources):
        if source not in library.sources.items:
            hint = did_you_mean(source, library.sources.items)
            yield (*path, "sources", position), shown(source), "un item de templates/library/sources.yml", hint


def _section_faults(path: Path, section: Section, definition: Definition, registry: Registry) -> Iterator[Fault]:
    if not (section.body or section.fields or section.clauses):
        yield path, "une partie vide", "un texte (« body »), des champs ou des clauses", ""
    yield from _variant_faults(path, section.only, definition)
    yield from _prose_faults((*path, "body"), section.body, registry)
    for blank in prose.blanks(section.body):
        yield (*path, "body"), f"[[{blank}]]", "des blancs dans les clauses seulement", "Faites-en une clause."
    for clause_path, clause in _indexed((*path, "clauses"), section.clauses):
        yield from _clause_faults(clause_path, clause, definition, registry)


def _clause_faults(path: Path, clause: Clause, definition: Definition, registry: Registry) -> Iterator[Fault]:
    yield from _variant_faults(path, clause.only, definition)
    own = {field.id: field for field in clause.fields}
    used: set[str] = set()
    for variant, text in clause.text.items():
        where = (*path, "text", variant) if variant else (*path, "text")
        if variant and variant not in definition.variants:
            yield where, shown(variant), "une variante déclarée", did_you_mean(variant, definition.variants)
        found = prose.blanks(text)
        used.update(found)
        for blank, count in Counter(found).items():
            if blank not in own:
                yield where, f"[[{blank}]]", "un champ de cette clause", did_you_mean(blank, own)
            elif count > 1:
                yield where, f"[[{blank}]] {count} fois", "un blanc une seule fois par texte", ""
            elif isinstance(own[blank], TableField | MultiChoiceField | ComputedField):
                yield where, f"[[{blank}]], {own[blank].kind}", "un champ qui tient dans une phrase", ""
        yield from _prose_faults(where, text, registry)
    missing = [variant for variant in definition.variants if "" not in clause.text and variant not in clause.text]
    for variant in missing if not clause.only else [v for v in missing if v in clause.only]:
        yield (*path, "text"), "rien", f"un texte pour la variante « {variant} », ou « only »", ""
    for field_path, field in _indexed((*path, "fields"), clause.fields):
        if field.id not in used:
            yield field_path, "un champ sans blanc", f"[[{field.id}]] dans le texte, ou un champ de la partie", ""
        for key in ("when", "only", "territory", "profile"):
            if getattr(field, key):
                yield (*field_path, key), f"« {key} » sur un blanc", f"« {key} » sur un champ de la partie ; un blanc suit sa clause", ""


def _prose_faults(path: Path, text: prose.Prose, registry: Registry) -> Iterator[Fault]:
    for href in prose.hrefs(text):
        key = href.removeprefix("lien:")
        if href.startswith("lien:") and key not in registry.links:
            yield path, shown(href), "une clé de templates/library/links.yml", did_you_mean(key, registry.links)
        elif not href.startswith(("lien:", "/")):
            yield path, shown(href), "« lien:clé » (adresse extérieure) ou une adresse du site qui commence par /", ""


def _variant_faults(path: Path, only: Iterable[str], definition: Definition) -> Iterator[Fault]:
    for position, variant in enumerate(only):
        if variant not in definition.variants:
            yield (*path, "only", position), shown(variant), "une variante déclarée par la fiche", did_you_mean(variant, definition.variants)


def _field_faults(path: Path, field: AnyField, library: Library) -> Iterator[Fault]:
    yield from sources_faults(path, field.sources, library)
    yield from _kind_faults(path, field, library)
    yield from _bind_faults(path, field, library)
    if isinstance(field, TableField):
        yield from _table_faults(path, field, library)


def _bind_faults(path: Path, field: AnyField, library: Library) -> Iterator[Fault]:
    if field.bind is None:
        return
    shared = library.binds.get(field.bind)
    if shared is None:
        hint = did_you_mean(field.bind, library.binds)
        yield (*path, "bind"), shown(field.bind), "une réponse partagée de templates/library/binds.yml", hint
    elif shared.kind != field.kind:
        yield (*path, "bind"), f"un champ « {field.kind} »", f"un champ « {shared.kind} », comme partout où « {field.bind} » est partagé", ""


def _kind_faults(path: Path, field: AnyField, library: Library) -> Iterator[Fault]:
    match field:
        case ChoiceField() | MultiChoiceField():
            yield from _option_faults(path, field, library)
        case ScaleField():
            if field.min >= field.max:
                yield (*path, "max"), str(field.max), f"plus que la note la plus basse ({field.min})", ""
            for anchor in field.anchors:
                if not field.min <= anchor <= field.max:
                    yield (*path, "anchors"), str(anchor), f"une note de {field.min} à {field.max}", ""
        case NumberField(min=float(low), max=float(high)) if low > high:
            yield (*path, "max"), f"{high:g}", f"au moins {low:g}, la plus petite valeur", ""
        case ComputedField():
            yield from _reading_faults(path, field)
    if not isinstance(field, ComputedField) and field.secret is None and _SECRET.search(field.label):
        hint = "Demandez qui le détient et ajoutez « secret: never »."
        yield (*path, "label"), shown(field.label), "une question qui ne fait pas écrire de mot de passe", hint


def _option_faults(path: Path, field: ChoiceField | MultiChoiceField, library: Library) -> Iterator[Fault]:
    if field.options_from and field.options_from not in library.options:
        hint = did_you_mean(field.options_from, library.options)
        yield (*path, "options_from"), shown(field.options_from), "une liste de templates/library/options.yml", hint
    elif len(field.options) < 2:
        yield path, f"{len(field.options)} option", "deux options au moins, ou « options_from »", ""
    seen: dict[str, str] = {}
    for option_id, option in field.options.items():
        yield from sources_faults((*path, "options", option_id), option.sources, library)
        for label in (option.label, *option.was_labels):
            other = seen.setdefault(normalised(label), option_id)
            if other != option_id:
                yield (*path, "options", option_id), shown(label), f"un libellé différent de celui de « {other} »", ""


def _reading_faults(path: Path, field: ComputedField) -> Iterator[Fault]:
    bounds = [step.up_to for step in field.reading]
    for position, bound in enumerate(bounds):
        last = position == len(bounds) - 1
        if (bound is None) != last:
            expected = "pas de « up_to » au dernier palier" if last else "« up_to » à chaque palier sauf le dernier"
            yield (*path, "reading", position), "rien" if bound is None else f"up_to: {bound:g}", expected, ""
    known = [bound for bound in bounds if bound is not None]
    if field.reading and (kind := result_kind(field.value)) not in ("number", "any"):
        yield (*path, "reading"), f"une formule qui donne {_GIVEN[kind]}", "des paliers pour un nombre seulement", ""
    if known != sorted(set(known)):
        yield (*path, "reading"), ", ".join(f"{bound:g}" for bound in known), "des bornes qui montent", ""


def _table_faults(path: Path, table: TableField, library: Library) -> Iterator[Fault]:
    columns = [column.id for column in table.columns]
    for column_path, column in _indexed((*path, "columns"), table.columns):
        if columns.count(column.id) > 1:
            yield (*column_path, "id"), f"« {column.id} » {columns.count(column.id)} fois", "un identifiant par colonne", ""
        for key in ("bind", "when", "only", "territory", "profile"):
            if getattr(column, key):
                yield (*column_path, key), f"« {key} » sur une colonne", f"« {key} » sur la table", ""
        yield from sources_faults(column_path, column.sources, library)
        yield from _kind_faults(column_path, column, library)
    rows = [row.id for row in table.fixed_rows]
    for row_path, row in _indexed((*path, "rows"), table.fixed_rows):
        yield from sources_faults(row_path, row.sources, library)
        if rows.count(row.id) > 1:
            yield (*row_path, "id"), f"« {row.id} » {rows.count(row.id)} fois", "un identifiant par ligne", ""
    if not rows and table.key is None:
        yield path, "rien", "« key: » suivi de la colonne qui dit de quelle ligne on parle", ""
    elif table.key and (table.key not in columns or isinstance(table.column(table.key), ComputedField | CheckField | ScaleField)):
        yield (*path, "key"), shown(table.key), "une colonne à remplir de la table", did_you_mean(table.key, columns)


def _formulas(path: Path, field: AnyField) -> Iterator[tuple[Path, Expr, TableField | None]]:
    if field.when is not None:
        yield (*path, "when"), field.when, None
    if isinstance(field, ComputedField):
        yield (*path, "value"), field.value, None
    if isinstance(field, TableField):
        for column_path, column in _indexed((*path, "columns"), field.columns):
            if isinstance(column, ComputedField):
                yield (*column_path, "value"), column.value, field


def _formula_faults(path: Path, expr: Expr, fields: Mapping[str, AnyField], row: TableField | None) -> Iterator[Fault]:
    if path[-1] == "when" and result_kind(expr) not in ("boolean", "any"):
        yield path, f"une formule qui donne {_GIVEN[result_kind(expr)]}", "une condition : compare, and, or, not", ""
    for ref in references(expr):
        known, expected = _known(ref, fields, row)
        if known is not None and ref.id not in known:
            yield (*path, *ref.path), shown(ref.id), expected, did_you_mean(ref.id, known)
        elif ref.role in ("field", "column", "row_column") and (kind := _misused(ref, fields, row)):
            yield (*path, *ref.path), f"« {ref.id} », de nature « {kind} »", f"un champ qui donne {_WANTED[ref.use]}", ""


def _known(ref: Ref, fields: Mapping[str, AnyField], row: TableField | None) -> tuple[Iterable[str] | None, str]:
    """Return the names that a reference may take, None when any text will do, and what they are in French."""
    match ref.role:
        case "table":
            return [name for name, field in fields.items() if isinstance(field, TableField)], "une table de la fiche"
        case "field":
            return [name for name, field in fields.items() if not isinstance(field, TableField)], "un champ de la fiche"
        case "column":
            return _column_ids(fields.get(ref.table or "")), f"une colonne de la table « {ref.table} »"
        case "row_column":
            return _column_ids(row) if row else [], "une colonne de la même table" if row else "{field: …} : « column » ne vaut que dans une table"
        case _:
            options = getattr(_target(ref.owner, fields, row), "options", None)
            return options, f"une option de « {ref.owner.id if ref.owner else ''} »"


def _column_ids(table: AnyField | None) -> list[str] | None:
    return [column.id for column in table.columns] if isinstance(table, TableField) else None if table is None else []


def _target(ref: Ref | None, fields: Mapping[str, AnyField], row: TableField | None) -> Any:
    if ref is None:
        return None
    table = row if ref.role == "row_column" else fields.get(ref.table) if ref.table else None
    return table.column(ref.id) if isinstance(table, TableField) else fields.get(ref.id)


_NUMBERS = (NumberField, ScaleField, ComputedField)
_FITTING: dict[str, tuple[type, ...]] = {
    "number": _NUMBERS, "weight": _NUMBERS, "date": (DateField, ComputedField), "condition": (ComputedField,),
    "marks": (ChoiceField, MultiChoiceField, CheckField),
}  # fmt: skip
_GIVEN = {"number": "un nombre", "boolean": "oui ou non", "date": "une date", "text": "un texte", "empty": "rien"}
_WANTED = {"number": "un nombre", "weight": "un nombre", "date": "une date", "condition": "une condition calculée", "marks": "une option"}


def _misused(ref: Ref, fields: Mapping[str, AnyField], row: TableField | None) -> str | None:
    """Return the kind of what is referred to when it can't give what is asked of it."""
    target, fitting = _target(ref, fields, row), _FITTING.get(ref.use)
    return target.kind if target is not None and fitting and not isinstance(target, fitting) else None


def _cycles(definition: Definition) -> Iterator[Fault]:
    graph: dict[str, set[str]] = {}
    where: dict[str, Path] = {}
    for path, field in walk_fields(definition):
        where[field.id] = path
        for _, expr, _row in _formulas(path, field):
            graph.setdefault(field.id, set()).update(dependencies(expr))
        if isinstance(field, TableField):
            graph.get(field.id, set()).discard(field.id)
            rows = {column.id: row_dependencies(column.value) for column in field.columns if isinstance(column, ComputedField)}
            if cycle := find_cycle(rows):
                yield path, " → ".join(cycle), "des colonnes qui ne se calculent pas l’une par l’autre", ""
    if cycle := find_cycle(graph):
        yield where[cycle[0]], " → ".join(cycle), "des champs qui ne dépendent pas l’un de l’autre en rond", ""


def _examples(definition: Definition, library: Library) -> Iterator[Fault]:
    for path, example in _indexed(("examples",), definition.examples):
        if example.organisation not in library.organisations:
            hint = did_you_mean(example.organisation, library.organisations)
            yield (*path, "organisation"), shown(example.organisation), "une organisation de templates/library/organisations.yml", hint
        for problem in answer_problems(definition, example.answers):
            yield (*path, "answers", *problem.path), problem.received, problem.expected, problem.hint
