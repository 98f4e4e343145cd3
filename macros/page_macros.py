"""What a page may call: a form, its downloads, a filled example, an index of sheets, a provenance mark, a dated fact.

`PageMacros` knows the catalog and, through ``link``, how to reach another page from the one being written. It knows nothing of MkDocs.
"""

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any

from markupsafe import Markup

from macros.catalog import Catalog
from macros.downloads import Download, Shelf
from macros.facts import Fact
from macros.french import duration, rough_date, size
from macros.model import MAX_SOURCES, Definition
from macros.outline import outline
from macros.places import places
from macros.problems import did_you_mean
from macros.render.filled import render_example
from macros.render.html import render_form
from macros.render.markup import el, join

Link = Callable[[str], str]
"""From an address of the site's root (`fiches/x/`, a download) or « lien:key » to what stands in the page's href."""


class MacroProblem(Exception):
    """A macro called with something that does not exist; the message is French, for the author of the page."""


def check_call(name: str, signature: Signature, args: Sequence[Any], options: Mapping[str, Any]) -> None:
    """Raise MacroProblem, with the right way to call it, when a macro is given arguments that it does not take."""
    known = list(signature.parameters)
    usage = f"On l’appelle ainsi : {name}({', '.join(map(_usage, signature.parameters.values()))})."
    for option in options:
        if option not in known:
            raise MacroProblem(f"« {name} » ne connaît pas « {option} ». {did_you_mean(option, known)} {usage}".replace("  ", " "))
    try:
        bound = signature.bind(*args, **options)
    except TypeError:
        raise MacroProblem(f"« {name} » n’est pas appelée avec les bons arguments. {usage}") from None
    for key, given in bound.arguments.items():
        for value in given if isinstance(given, tuple) else (given,):
            if not isinstance(value, signature.parameters[key].annotation):
                raise MacroProblem(f"« {name} » ne prend pas {value!r} comme « {key} ». {usage}")


def _usage(parameter: Parameter) -> str:
    if parameter.kind is Parameter.VAR_POSITIONAL:
        return f"{parameter.name}, …"
    return parameter.name if parameter.default is Parameter.empty else f"{parameter.name}=…"


class PageMacros:
    """The macros, for one page at a time; ``begin`` says which one, before each macro or once a page."""

    def __init__(self, catalog: Catalog, link: Link, shelf: Callable[[], Shelf]) -> None:
        self.catalog, self.link, self.shelf = catalog, link, shelf
        self.page_key: object = None
        self.marks = 0

    def begin(self, page_key: object) -> None:
        """Say which page is being written, by anything that tells it from the others; on a new one, provenance marks start from 1."""
        if page_key is not self.page_key:
            self.page_key, self.marks = page_key, 0

    def worksheet(self, definition_id: str, variant: str | None = None) -> str:
        """Return the form of a worksheet or of a request for proposals; ``variant`` is the first one declared when not said."""
        definition = self._definition(definition_id, "worksheet", "rfp")
        if variant is not None and variant not in definition.variants:
            hint = did_you_mean(variant, definition.variants) or "Cette fiche n’a pas de variante."
            raise MacroProblem(f"La fiche « {definition_id} » n’a pas de variante « {variant} ». {hint}")
        return render_form(outline(definition, resolve=self.link, variant=variant))

    def checklist(self, definition_id: str, level: int = 3) -> str:
        """Return the form of a checklist; ``level`` is the heading level of its sections: 2 on its own page, one more in that of its step.

        The search finds it on its own page only.
        """
        form = render_form(outline(self._definition(definition_id, "checklist"), resolve=self.link), level=level)
        return form if level == 2 else el("div", {"data-search-exclude": True}, form)

    def downloads(self, definition_id: str) -> str:
        """Return the list of a definition's files, each with its format, its size and what it is good for."""
        files = self.shelf().files[self._definition(definition_id).id]
        return el("div", {"class": "downloads"}, el("ul", None, *map(self._download, files)))

    def take_away(self, definition_id: str, anchor: str = "fichiers") -> str:
        """Return, on one line, the forms of a definition in each format; ``anchor`` is where the page lists every file."""
        links = [
            part for file in self.shelf().files[self._definition(definition_id).id] if file.form
            for part in (el("a", {"href": self.link(file.path), "download": True}, _name(file)), f" ({size(len(file.content))}) · ")
        ]  # fmt: skip
        every = el("a", {"href": f"#{anchor}"}, "tous les fichiers")
        return el("p", {"class": "take-away"}, "Emporter cette fiche\u00a0: ", *links, every) if links else ""

    def kit(self) -> str:
        """Return the link to the archive of all the files; nothing when the site is built without its documents."""
        file = self.shelf().kit
        return el("div", {"class": "downloads"}, el("ul", None, self._download(file))) if file else ""

    def example(self, definition_id: str, index: int = 0, folded: bool = False) -> str:
        """Return a filled example; ``index`` counts the examples that are not hidden, from 0; ``folded`` shows it on demand."""
        definition = self._definition(definition_id)
        shown = [example for example in definition.examples if not example.hidden]
        if not 0 <= index < len(shown):
            known = f"on compte à partir de 0 et elle en montre {len(shown)}"
            raise MacroProblem(f"L’exemple n° {index} de la fiche « {definition_id} » n’existe pas : {known}.")
        organisation = self.catalog.library.organisations[shown[index].organisation]
        caption = el("p", {"class": "filled__who"}, el("strong", None, organisation.name), f" · {organisation.kind}, {organisation.place}")
        name = f"exemple-{index + 1}" if index else "exemple"
        content = join([caption, render_example(outline(definition, answers=shown[index].answers), name=name)])
        summary = el("summary", None, f"{definition.title}\u00a0: l’exemple rempli")
        # The search finds an example on the page of its sheet, not again where a step shows it.
        return el("details", {"class": "folded", "data-search-exclude": True}, summary, content) if folded else content

    def sheets(
        self, step: str | None = None, max_minutes: int | None = None, role: str | None = None, level: int = 3, pictures: bool = False
    ) -> str:
        """Return cards of the sheets of a step, of a role, or that fit in a duration; all of them when nothing is said.

        ``level`` is the first heading level: of the cards of one step, of the steps' titles above the cards of several. ``pictures``
        adds the first page in small and the formats.
        """
        library = self.catalog.library
        for name, value, known in (("une étape connue", step, library.steps), ("un rôle connu", role, library.roles)):
            if value is not None and value not in known:
                raise MacroProblem(f"« {value} » n’est pas {name}. {did_you_mean(value, known)}".strip())
        found = [
            definition for definition in self.catalog.definitions.values()
            if step in (None, definition.step) and (role is None or role in definition.roles)
            and (max_minutes is None or definition.minutes <= max_minutes)
        ]  # fmt: skip
        if not found:
            raise MacroProblem("Aucune fiche ne répond à cet appel de « sheets ».")
        if step is not None:
            return self._cards(found, level, pictures)
        groups = {key: [definition for definition in found if definition.step == key] for key in [*library.steps, None]}
        titled = ((library.steps[key] if key else "Pour toutes les étapes", group) for key, group in groups.items() if group)
        return join(part for title, group in titled for part in (el(f"h{level}", None, title), self._cards(group, level + 1, pictures)))

    def source(self, *item_ids: str) -> str:
        """Return a discreet mark that opens to one to four founding items and the text each comes from."""
        if not 1 <= len(item_ids) <= MAX_SOURCES:
            raise MacroProblem(f"« source » prend d’un à {MAX_SOURCES} items, pas {len(item_ids)}.")
        self.marks += 1
        note_id = f"provenance-{self.marks}"
        apart = {"data-search-exclude": True}
        label = f"{_texts(item_ids)}, provenance\u00a0: {', '.join(item_ids)}"
        button = el("button", {**apart, "type": "button", "class": "provenance", "popovertarget": note_id, "aria-label": label}, _texts(item_ids))
        items = (self._item(item_id) for item_id in item_ids)
        return join([button, el("span", {**apart, "popover": True, "id": note_id, "class": "provenance__note"}, *items)])

    def fact(self, fact_id: str) -> str:
        """Return a dated statement with its source; the foot of the page says what is known of its links (`macros.links.page_note`)."""
        fact = self.catalog.facts.get(fact_id)
        if fact is None:
            raise MacroProblem(f"Le fait « {fact_id} » n’existe pas. {did_you_mean(fact_id, self.catalog.facts)}".strip())
        link = self.catalog.registry.resolve(fact.link)
        anchor = el("a", {"class": "fact__source", "href": link.url}, fact.source)
        note = el("span", {"class": "fact__note"}, " (", anchor, _dated(fact), ")")
        return el("span", {"class": "fact"}, fact.statement, note)

    def sources(self, definition_id: str) -> str:
        """Return, folded, where the questions of a definition come from; nothing when it carries no founding item."""
        rows = [
            el("li", None, el("strong", None, place.name), " ", join(self._item(item_id) for item_id in place.sources))
            for place in places(self._definition(definition_id))
        ]
        if not rows:
            return ""
        return el("details", {"class": "origins"}, el("summary", None, "D’où viennent ces questions"), el("ul", None, *rows))

    def _definition(self, definition_id: str, *kinds: str) -> Definition:
        try:
            definition = self.catalog.definition(definition_id)
        except LookupError as error:
            raise MacroProblem(str(error)) from None
        if kinds and definition.kind not in kinds:
            macro = "checklist" if definition.kind == "checklist" else "worksheet"
            raise MacroProblem(f"« {definition_id} » est de nature « {definition.kind} » : appelez {macro}('{definition_id}').")
        return definition

    def _download(self, file: Download) -> Markup:
        anchor = el("a", {"href": self.link(file.path), "download": True}, _name(file))
        extension = file.extension.upper()
        told = [] if extension in _name(file) else [extension]
        meta = el("span", {"class": "downloads__meta"}, f"({', '.join([*told, size(len(file.content))])})")
        return el("li", None, anchor, " ", meta, "\u00a0: ", el("span", {"class": "downloads__purpose"}, file.purpose))

    def _cards(self, definitions: Sequence[Definition], level: int, pictures: bool) -> Markup:
        return el("ul", {"class": "cards"}, *(self._card(definition, level, pictures) for definition in definitions))

    def _card(self, definition: Definition, level: int, pictures: bool) -> Markup:
        meta = [el("p", {"class": "card__meta"}, f"{duration(definition.minutes)} · {definition.people}")]
        picture = None
        if pictures:
            picture = self._picture(definition)
            formats = dict.fromkeys(file.name for file in self.shelf().files[definition.id] if file.form)
            meta.append(el("p", {"class": "card__meta"}, " · ".join(formats)))
        content = (picture, el(f"h{level}", None, definition.title), el("p", None, definition.purpose), *meta)
        return el("li", {"class": "card card--fiches"}, el("a", {"href": self.link(f"fiches/{definition.id}.md")}, *content))

    def _picture(self, definition: Definition) -> Markup | None:
        """Show the first page in small; its title says all that there is to say of it."""
        file = self.shelf().thumbnails.get(definition.id)
        if file is None:
            return None
        width, height = struct.unpack(">II", file.content[16:24])  # where a PNG says its size
        size_ = {"width": width, "height": height, "loading": "lazy"}
        return el("img", {"class": "card__picture", "src": self.link(file.path), "alt": "", "role": "presentation", **size_})

    def _item(self, item_id: str) -> Markup:
        sources = self.catalog.library.sources
        item = sources.items.get(item_id)
        if item is None:
            raise MacroProblem(f"L’item « {item_id} » n’existe pas. {did_you_mean(item_id, sources.items)}".strip())
        text = sources.text_of(item_id)
        origin = el("span", {"class": "provenance__text"}, f" {text.title} ({text.author}, {text.published})")
        return el("span", {"class": "provenance__item"}, el("span", {"class": "provenance__id"}, item_id), f" {item.gist}", origin)


def _dated(fact: Fact) -> str:
    """Return what follows the title of a fact's source: its date, unless the title ends with it."""
    said = rough_date(fact.source_date) if fact.source_date else "sans date"
    title = " ".join((fact.source or "").split())
    return "" if re.search(rf"\b{re.escape(' '.join(said.split()))}\W*$", title) else f", {said}"


def _name(file: Download) -> str:
    """Return what a file is called, its variant included."""
    return f"{file.name}, {file.variant}" if file.variant else file.name


def _texts(item_ids: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(item_id.split("-")[0] for item_id in item_ids))
