"""Records with a life of their own, which derive definitions: a process gives a checklist, a workshop a preparation list.

They add no second form model: what is filled, kept and printed is always a `macros.model.Definition`.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from macros.model import Definition, FieldId, Month, Plain, Record, Slug, Sources
from macros.names import MAX_NAME

SUFFIX = "-liste"
RESULT = "bilan_fait"
"""The field that counts what is done in a derived checklist: no step nor thing has this identifier."""

RecordId = Annotated[Slug, StringConstraints(max_length=MAX_NAME - len(SUFFIX))]


class Step(Record):
    """One step of a process."""

    id: FieldId = Field(description="Identifiant de l’étape.")
    title: Plain = Field(description="Ce qu’on fait : un verbe, un objet.")
    who: FieldId = Field(description="Rôle qui s’en charge (templates/library/roles.yml).")
    minutes: int = Field(ge=1, le=2400, description="Durée, en minutes.")
    input: Plain = Field(description="Ce qu’il faut avoir en main.")
    output: Plain = Field(description="Ce qu’on tient à la fin.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")


class Process(Record):
    """A way of doing things that comes back: what sets it off, its steps, who holds each."""

    id: RecordId = Field(description="Identifiant, le même que le nom du fichier.")
    version: int = Field(ge=1, strict=True, description="Entier, augmenté quand une étape disparaît.")
    title: Plain = Field(description="Nom du processus.")
    purpose: Plain = Field(description="À quoi il sert, en une phrase.")
    trigger: Plain = Field(description="Ce qui le déclenche.")
    review: Month = Field(description="Mois de la dernière relecture, 2026-11.")
    step: Slug | None = Field(None, description="Étape du guide.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    steps: tuple[Step, ...] = Field(min_length=2, max_length=30, description="Les étapes, dans l’ordre.")

    @property
    def minutes(self) -> int:
        """How long the whole takes when one step follows the other, in minutes."""
        return sum(step.minutes for step in self.steps)


class Material(Record):
    """A thing to have in the room."""

    id: FieldId = Field(description="Identifiant de l’objet.")
    label: Plain = Field(description="L’objet, avec sa quantité.")


class Activity(Record):
    """A timed part of a workshop."""

    id: FieldId = Field(description="Identifiant de l’activité.")
    kind: Literal["intro", "exercise", "sharing", "break"] = Field(description="intro, exercise, sharing ou break.")
    title: Plain = Field(description="Titre de l’activité.")
    minutes: int = Field(ge=1, le=240, description="Durée, en minutes.")
    method: Plain | None = Field(None, description="Comment on s’y prend.")
    sheets: tuple[Slug, ...] = Field((), description="Fiches utilisées.")
    notes: Plain | None = Field(None, description="Pour la personne qui anime.")


class Workshop(Record):
    """A session that a trainer runs."""

    id: RecordId = Field(description="Identifiant, le même que le nom du fichier.")
    version: int = Field(ge=1, strict=True, description="Entier, augmenté quand un objet de la liste disparaît.")
    title: Plain = Field(description="Titre de l’atelier.")
    purpose: Plain = Field(description="À quoi il sert, en une phrase.")
    objectives: tuple[Plain, ...] = Field(min_length=1, description="Ce que chacun saura faire : un verbe qu’on peut observer.")
    audience: Plain = Field(description="Pour qui.")
    prerequisites: Plain = Field(description="Ce qu’il faut savoir ou avoir.")
    size: tuple[int, int] = Field(description="Nombre de participants, du plus petit au plus grand.")
    room: Plain = Field(description="La salle et sa disposition.")
    review: Month = Field(description="Mois de la dernière relecture, 2026-11.")
    step: Slug | None = Field(None, description="Étape du guide.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    material: tuple[Material, ...] = Field(min_length=1, description="Ce qu’il faut apporter.")
    activities: tuple[Activity, ...] = Field(min_length=2, description="Le déroulé, dans l’ordre.")

    @property
    def minutes(self) -> int:
        """How long the session lasts, breaks included, in minutes."""
        return sum(activity.minutes for activity in self.activities)


RECORDS: dict[str, type[Process] | type[Workshop]] = {"processes": Process, "workshops": Workshop}


def derive(record: Process | Workshop) -> Definition:
    """Return the checklist that a record gives: the steps of a process, or what a workshop needs in the room."""
    items = _process_items(record) if isinstance(record, Process) else _workshop_items(record)
    fields = [{"kind": "check", **item} for item in items]
    done = {"count": {"fields": [item["id"] for item in items], "where": ["oui"]}}
    result = {
        "id": RESULT, "kind": "computed", "label": "Points faits", "help": "Nombre de points où vous avez répondu « oui ».",
        "value": done, "reading": [{"up_to": len(items) - 1, "text": "Il reste des points ouverts."}, {"text": "Tout est fait."}],
    }  # fmt: skip
    return Definition.model_validate({
        "id": record.id + SUFFIX, "kind": "checklist", "version": record.version, "title": f"{record.title} : liste de contrôle",
        "purpose": record.purpose, "minutes": min(480, max(5, record.minutes)), "people": "la personne qui s’en charge", "review": record.review,
        "step": record.step, "sources": record.sources,
        "sections": [{"id": "points", "title": "À faire", "fields": fields}, {"id": "bilan", "title": "Bilan", "fields": [result]}],
    })  # fmt: skip


def _process_items(process: Process) -> list[dict[str, Any]]:
    return [
        {"id": step.id, "label": step.title, "help": f"Avec : {step.input}. À la fin : {step.output}.", "sources": step.sources}
        for step in process.steps
    ]


def _workshop_items(workshop: Workshop) -> list[dict[str, Any]]:
    return [{"id": item.id, "label": item.label, "help": "Dans la salle, vérifié avant l’arrivée du groupe."} for item in workshop.material]
