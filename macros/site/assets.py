"""Files the site publishes without keeping them in ``docs/``: fonts, icons, the search language file."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .errors import SiteError

_FONTSOURCE = "@fontsource-variable"
_FONTS = {
    "atkinson-hyperlegible-next": ("latin-wght-normal", "latin-wght-italic", "latin-ext-wght-normal"),
    "vollkorn": ("latin-wght-normal", "latin-ext-wght-normal"),
}
_LUNR = "assets/javascripts/lunr"
_LUNR_FRENCH = f"{_LUNR}/min/lunr.fr.min.js"
_LUNR_KEPT = {_LUNR_FRENCH, f"{_LUNR}/min/lunr.stemmer.support.min.js"}
# What the folding file wraps: without it, it would fail in the reader's browser only.
_LUNR_NEEDS = (".fr=function(", ".Pipeline.registerFunction(")
_FOLDING = Path(__file__).with_name("lunr_folding.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """One published file: its address from the root of the site, and its bytes."""

    uri: str
    content: bytes


def site_assets(root: Path, theme: Path) -> Iterator[Asset]:
    """Yield what the site adds: fonts of ``root/node_modules``, icons of ``root/overrides``, the search file.

    ``theme`` is the folder of the installed theme's templates. Raise SiteError when a package is missing.
    """
    yield from _fonts(root / "node_modules")
    yield from _icons(root / "overrides" / ".icons" / "presence")
    yield Asset(_LUNR_FRENCH, _search_language(theme / _LUNR_FRENCH))


def is_unwanted(uri: str) -> bool:
    """Tell whether a file of the theme is of no use here: source maps, its own icon, search in other languages."""
    if uri.startswith(f"{_LUNR}/"):
        return uri not in _LUNR_KEPT
    return fnmatch(uri, "assets/*.map") or uri == "assets/images/favicon.png"


def _fonts(node_modules: Path) -> Iterator[Asset]:
    for name, styles in _FONTS.items():
        package = node_modules / _FONTSOURCE / name
        for style in styles:
            file = f"{name}-{style}.woff2"
            yield Asset(f"assets/polices/{file}", _read_package(package / "files" / file))
        yield Asset(f"assets/polices/{name}-licence.txt", _read_package(package / "LICENSE"))


def _read_package(path: Path) -> bytes:
    if path.is_file():
        return path.read_bytes()
    raise SiteError(
        f"Il manque {path.name}, une police du site.\n"
        f"  cherché dans : {path.parent}\n"
        "  attendu : les paquets npm de package-lock.json\n"
        "  « ./kit build » les installe ; si la police a changé de nom, corrigez macros/site/assets.py."
    )


def _icons(folder: Path) -> Iterator[Asset]:
    for icon in sorted(folder.glob("*.svg")):
        yield Asset(f"assets/icones/{icon.name}", icon.read_bytes())


def _search_language(installed: Path) -> bytes:
    """Return the theme's French search file followed by ours, which folds accents."""
    if not installed.is_file():
        raise SiteError(f"Le thème installé n’a plus {_LUNR_FRENCH} : la recherche sans accents est à revoir.")
    theirs = installed.read_text(encoding="utf-8")
    for needed in _LUNR_NEEDS:
        if needed not in theirs:
            raise SiteError(f"{_LUNR_FRENCH} ne contient plus « {needed} » : la recherche sans accents est à revoir.")
    return f"{theirs.rstrip()}\n{_FOLDING.read_text(encoding='utf-8')}".encode()
