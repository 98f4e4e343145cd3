"""The model: what a worksheet, a checklist or a request for proposals is made of. Frozen, typed, no input or output.

One form model serves every medium: a Definition holds sections, a section holds prose, fields and clauses. Processes and
workshops (`macros.records`) derive definitions of this same model. `macros.catalog` is what turns YAML into it; texts reach it
with their typography made right, rich texts as a tree (`macros.prose`), formulas as expressions (`macros.expressions`).

Field descriptions are French: they become the hover help of YAML editors through `macros.schema`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from macros import prose
from macros.expressions import Expr, ExpressionError, parse
from macros.names import NameProblem, check_id, check_row_id, check_slug
from macros.problems import reject
from macros.typography import typography

CHECK_ANSWERS = {
    "oui": "Oui",
    "partiellement": "Partiellement",
    "non": "Non",
    "ne_sait_pas": "Ne sait pas",
    "non_concerne": "Non concerné",
}
KINDS = {"worksheets": "worksheet", "checklists": "checklist", "rfp": "rfp"}
MAX_SOURCES = 4


def _named(check: Any) -> AfterValidator:
    def validate(text: str) -> str:
        try:
            return check(text)
        except NameProblem as problem:
            raise reject(problem.expected, hint=problem.hint) from None

    return AfterValidator(validate)


def _expression(data: object) -> Expr:
    try:
        return parse(data)
    except ExpressionError as error:
        raise reject(error.expected, received=error.received, hint=error.hint, path=error.path) from None


def _rich(data: object) -> prose.Prose:
    if not isinstance(data, str):
        raise reject("du texte")
    try:
        return prose.parse(typography(data))
    except prose.ProseProblem as problem:
        raise reject(str(problem), received=problem.received) from None


def _quoted_whole(text: str) -> str:
    """A quotation mark without its pair tells of a text cut short: « # » opens a comment in YAML."""
    if text.count("«") != text.count("»"):
        raise reject("des guillemets « et » par paires", hint='Un « # » a peut-être coupé le texte : mettez-le entre guillemets "…".')
    return text


def _texts_by_variant(data: object) -> object:
    return {"": data} if isinstance(data, str) else data


Slug = Annotated[str, _named(check_slug)]
FieldId = Annotated[str, _named(check_id)]
RowId = Annotated[str, _named(check_row_id)]
Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_quoted_whole), AfterValidator(typography)]
Rich = Annotated[Any, BeforeValidator(_rich), WithJsonSchema({"type": "string"})]
Expression = Annotated[Any, BeforeValidator(_expression), WithJsonSchema({"format": "expression"})]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
BindKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z_]+)+$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^S[0-4]-[A-Z]{3}-\d\d$")]
Sources = Annotated[tuple[SourceId, ...], Field(max_length=MAX_SOURCES)]
Territory = Literal["FR", "QC", "BE", "CH"]
Profile = Literal["benevole", "petite_equipe", "salarie", "tpe"]
Level = Literal["débutant", "intermédiaire", "avancé"]


class Record(BaseModel):
    """What every part of the model has in common: frozen, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Option(Record):
    """One answer of a choice. Answers store its identifier; the label is only what people read."""

    label: Plain = Field(description="Ce que la personne lit.")
    help: Plain | None = Field(None, description="Une précision, sous le libellé.")
    was_labels: tuple[Plain, ...] = Field((), description="Anciens libellés, reconnus dans les fichiers déjà remplis.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")


def _option(data: object) -> object:
    return {"label": data} if isinstance(data, str) else data


Options = Mapping[FieldId, Annotated[Option, BeforeValidator(_option)]]


class BaseField(Record):
    """What every field has. ``code`` is the visible short code (B3), given by the lock, never written by hand."""

    kind: str
    id: FieldId = Field(description="Identifiant stable : minuscules, chiffres, soulignés, 24 caractères au plus.")
    label: Plain = Field(description="La question, comme on la poserait de vive voix.")
    help: Plain = Field(description="Ce qu’il faut écrire. Sert d’infobulle et de description aux lecteurs d’écran.")
    why: Plain | None = Field(None, description="Pourquoi on le demande.")
    example: Plain | None = Field(None, description="Un exemple de réponse, court.")
    code: str = Field("", description="Code visible, donné par le verrou.")
    bind: BindKey | None = Field(None, description="Réponse partagée avec les autres fiches, par exemple organisation.nom.")
    when: Expression | None = Field(None, description="Condition : le champ n’est demandé que si elle est vraie.")
    only: tuple[Slug, ...] = Field((), description="Variantes où le champ figure ; toutes si la clé manque.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    territory: tuple[Territory, ...] = Field((), description="Territoires concernés ; tous si la clé manque.")
    profile: tuple[Profile, ...] = Field((), description="Profils concernés ; tous si la clé manque.")
    review: Month | None = Field(None, description="Mois de la dernière relecture du champ, 2026-11.")
    secret: Literal["never"] | None = Field(None, description="« never » : ce champ ne doit jamais contenir un mot de passe.")


class TextField(BaseField):
    """A short answer on one line."""

    kind: Literal["text"]


class LongTextField(BaseField):
    """An answer of several lines."""

    kind: Literal["longtext"]
    lines: int = Field(3, ge=2, le=30, description="Lignes à écrire sur le papier.")


class UrlField(BaseField):
    """An address of the web."""

    kind: Literal["url"]


class PersonField(BaseField):
    """Someone's name, never a service."""

    kind: Literal["person"]


class DateField(BaseField):
    """A day, stored as 2026-11-23; what can't be read as a day keeps its raw text."""

    kind: Literal["date"]


class NumberField(BaseField):
    """A number; what can't be read as one keeps its raw text."""

    kind: Literal["number"]
    unit: Plain | None = Field(None, description="Unité affichée : h, €, personnes…")
    min: float | None = Field(None, description="Plus petite valeur vraisemblable.")
    max: float | None = Field(None, description="Plus grande valeur vraisemblable.")
    integer: bool = Field(False, description="Vrai si seuls les nombres entiers ont un sens.")


class CheckField(BaseField):
    """A yes or no question that also takes the three honest answers in between (CHECK_ANSWERS)."""

    kind: Literal["check"]

    @property
    def options(self) -> dict[str, Option]:
        """The five answers."""
        return _CHECK_OPTIONS


class OfferingField(BaseField):
    """A field that offers options, its own or a shared list that the catalog puts in their place."""

    options: Options = Field(default_factory=dict, description="identifiant: Libellé")
    options_from: FieldId | None = Field(None, description="Liste de templates/library/options.yml, à la place de « options ».")

    @model_validator(mode="after")
    def _one_list(self) -> Self:
        if self.options and self.options_from:
            raise reject("« options » ou « options_from », pas les deux", received=self.options_from, path=("options_from",))
        return self


class ChoiceField(OfferingField):
    """One answer among options."""

    kind: Literal["choice"]


class MultiChoiceField(OfferingField):
    """Several answers among options."""

    kind: Literal["multichoice"]


class ScaleField(BaseField):
    """A mark between two bounds, with words for the marks that need them."""

    kind: Literal["scale"]
    min: int = Field(1, ge=0, le=1, description="Note la plus basse, 0 ou 1.")
    max: int = Field(5, ge=2, le=10, description="Note la plus haute, 10 au plus.")
    anchors: Mapping[int, Plain] = Field(default_factory=dict, description="Ce que veut dire une note : {1: Jamais, 5: Toujours}.")


class ReadingStep(Record):
    """What a result means, up to a bound included; the last step has no bound."""

    up_to: float | None = Field(None, description="Borne comprise ; absente du dernier palier.")
    text: Plain = Field(description="Ce que le résultat veut dire et ce qu’il faut faire.")


class ComputedField(BaseField):
    """A result worked out from the other answers, with its reading."""

    kind: Literal["computed"]
    value: Expression = Field(description="La formule.")
    unit: Plain | None = Field(None, description="Unité affichée.")
    decimals: int = Field(0, ge=0, le=3, description="Décimales affichées.")
    reading: tuple[ReadingStep, ...] = Field((), description="Paliers : {up_to: 2, text: …}, le dernier sans « up_to ».")


class FixedRow(Record):
    """A row that the definition names; its identifier stands in the control names."""

    id: RowId = Field(description="Identifiant de la ligne, 12 caractères au plus.")
    label: Plain = Field(description="L’intitulé de la ligne.")
    help: Plain | None = Field(None, description="Une précision sous l’intitulé.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")


ColumnField = Annotated[
    TextField | LongTextField | UrlField | PersonField | DateField | NumberField | CheckField | ChoiceField | ScaleField | ComputedField,
    Field(discriminator="kind"),
]


def _rows_tag(data: object) -> str:
    return "nombre" if isinstance(data, int | float | str) else "liste"


Rows = Annotated[
    Annotated[int, Field(ge=1, le=60), Tag("nombre")] | Annotated[tuple[FixedRow, ...], Field(min_length=1), Tag("liste")],
    Discriminator(_rows_tag),
]


class TableField(BaseField):
    """Rows of columns: rows that the reader adds (``key`` tells which row is which) or rows fixed by the definition."""

    kind: Literal["table"]
    columns: tuple[ColumnField, ...] = Field(min_length=1, max_length=26, description="Les colonnes : des champs, sauf table et multichoice.")
    rows: Rows = Field(description="Un nombre de lignes imprimées (le lecteur en ajoute), ou la liste des lignes fixes.")
    key: FieldId | None = Field(None, description="Colonne qui dit de quelle ligne on parle ; exigée si le lecteur ajoute des lignes.")

    @property
    def fixed_rows(self) -> tuple[FixedRow, ...]:
        """The declared rows; empty when rows are added by the reader."""
        return self.rows if isinstance(self.rows, tuple) else ()

    @property
    def row_ids(self) -> tuple[str | int, ...]:
        """What stands for each printed row in the control names."""
        return tuple(row.id for row in self.rows) if isinstance(self.rows, tuple) else tuple(range(1, self.rows + 1))

    def column(self, column_id: str) -> "Column | None":
        """Return the column of that identifier, or None."""
        return next((column for column in self.columns if column.id == column_id), None)


Column = TextField | LongTextField | UrlField | PersonField | DateField | NumberField | CheckField | ChoiceField | ScaleField | ComputedField
AnyField = Column | MultiChoiceField | TableField
FieldSpec = Annotated[AnyField, Field(discriminator="kind")]
FIELD_KINDS: dict[str, type[BaseField]] = {
    "text": TextField, "longtext": LongTextField, "check": CheckField, "choice": ChoiceField, "multichoice": MultiChoiceField,
    "scale": ScaleField, "date": DateField, "number": NumberField, "url": UrlField, "person": PersonField, "table": TableField,
    "computed": ComputedField,
}  # fmt: skip


_TEXTS_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


class Clause(Record):
    """A passage of a contract or a rule with blanks in its sentences, why it is there and when to drop it."""

    id: FieldId = Field(description="Identifiant de la clause.")
    title: Plain = Field(description="Intitulé.")
    text: Annotated[Mapping[str, Rich], BeforeValidator(_texts_by_variant), WithJsonSchema(_TEXTS_SCHEMA)] = Field(
        description="Le texte, avec ses blancs [[champ]] ; ou un texte par variante."
    )
    why: Plain = Field(description="Pourquoi elle est là.")
    drop: Plain | None = Field(None, description="Quand la retirer.")
    feeds: tuple[FieldId, ...] = Field((), description="Critères de choix que la réponse alimente.")
    when: Expression | None = Field(None, description="Condition : la clause ne figure que si elle est vraie.")
    only: tuple[Slug, ...] = Field((), description="Variantes où la clause figure ; toutes si la clé manque.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    fields: tuple[FieldSpec, ...] = Field((), description="Les champs de ses blancs.")

    def text_for(self, variant: str | None) -> prose.Prose:
        """Return the text of a variant, or the only one there is."""
        return self.text.get(variant or "") or next(iter(self.text.values()))


class Section(Record):
    """A part of a definition: prose, fields, clauses, in this order. ``letter`` opens the codes of its fields."""

    id: FieldId = Field(description="Identifiant de la partie.")
    title: Plain = Field(description="Intitulé de la partie.")
    letter: str = Field("", description="Lettre des codes, donnée par le verrou.")
    body: Rich = Field((), description="Texte d’introduction : paragraphes, listes, gras, liens.")
    when: Expression | None = Field(None, description="Condition : la partie ne figure que si elle est vraie.")
    only: tuple[Slug, ...] = Field((), description="Variantes où la partie figure ; toutes si la clé manque.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    fields: tuple[FieldSpec, ...] = Field((), description="Les champs.")
    clauses: tuple[Clause, ...] = Field((), description="Les clauses à blancs.")


class Example(Record):
    """Answers of a fictional organisation. Pages show the first that is not hidden; tests run all of them."""

    organisation: Slug = Field(description="Organisation de templates/library/organisations.yml.")
    title: Plain | None = Field(None, description="Ce que cet exemple met à l’épreuve.")
    hidden: bool = Field(False, description="Vrai : exemple de test, jamais montré.")
    answers: Mapping[str, Any] = Field(description="Réponses, par identifiant de champ.")


class Definition(Record):
    """One sheet: the unit that is filled, kept, printed and sent."""

    folder: ClassVar[str] = "worksheets"

    id: Slug = Field(description="Identifiant, le même que le nom du fichier.")
    kind: Literal["worksheet", "checklist", "rfp"] = Field("worksheet", description="Donné par le dossier.")
    version: int = Field(ge=1, strict=True, description="Entier, augmenté quand un champ disparaît ou change de nature.")
    title: Plain = Field(description="Titre de la fiche.")
    purpose: Plain = Field(description="À quoi elle sert, en une phrase.")
    minutes: int = Field(ge=5, le=480, description="Durée, en minutes.")
    people: Plain = Field(description="Qui doit être là.")
    level: Level = Field("débutant", description="débutant, intermédiaire ou avancé.")
    step: Slug | None = Field(None, description="Étape du guide.")
    order: int = Field(100, ge=1, description="Rang de la fiche dans son étape : 1 pour la première à remplir.")
    roles: tuple[FieldId, ...] = Field((), description="Rôles concernés.")
    baseline: bool = Field(False, description="Vrai : la fiche se refait à six et douze mois pour comparer.")
    personal_data: bool = Field(False, description="Vrai : la fiche contiendra des données personnelles.")
    review: Month = Field(description="Mois de la dernière relecture, 2026-11.")
    tags: tuple[Plain, ...] = Field((), description="Mots que l’on tape pour trouver la fiche et que ses titres n’ont pas.")
    variants: Mapping[Slug, Plain] = Field(default_factory=dict, description="Variantes : {simplifie: Simplifié, detaille: Détaillé}.")
    sources: Sources = Field((), description="Items d’origine, quatre au plus.")
    sections: tuple[Section, ...] = Field(min_length=1, max_length=26, description="Les parties.")
    examples: tuple[Example, ...] = Field((), description="Exemples de réponses.")

    def fields(self) -> Iterator[AnyField]:
        """Yield every field in reading order, those of clauses included, columns excepted."""
        for section in self.sections:
            yield from section.fields
            for clause in section.clauses:
                yield from clause.fields

    def field(self, field_id: str) -> AnyField | None:
        """Return the field of that identifier, or None."""
        return next((field for field in self.fields() if field.id == field_id), None)

    def first_example(self) -> Example | None:
        """Return the example that pages show, or None."""
        return next((example for example in self.examples if not example.hidden), None)


_CHECK_OPTIONS = {key: Option(label=label) for key, label in CHECK_ANSWERS.items()}
