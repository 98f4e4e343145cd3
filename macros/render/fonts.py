"""The faces that documents embed: those of the site, from npm, made into font files that a document can hold.

npm gives each face in parts (latin, latin-ext), packed for browsers. They are unpacked and put together once, under
``.cache/polices/<digest>/``; the digest covers the parts and this module, so that a new version of either makes a new folder.
"""

import logging
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("latin", "latin-ext")
NEWEST_KNOWN = 3_000_000_000
"""A fixed time stamp for what fontTools would date from the clock, in seconds since 1904."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its npm package, its weight and its style."""

    package: str
    weight: int
    style: str = "normal"

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.package}-{self.weight}-{self.style}.ttf"


TEXT = Face("atkinson-hyperlegible-next", 400)
FACES = (
    TEXT,
    Face("atkinson-hyperlegible-next", 400, "italic"),
    Face("atkinson-hyperlegible-next", 700),
    Face("vollkorn", 600),
)


class FontsMissing(RuntimeError):
    """A face that npm has not installed; the message is French, for who builds the site."""


def fonts_folder(root: Path = ROOT) -> Path:
    """Return the folder that holds every face as a TrueType file, made at the first call; FontsMissing when npm has not run."""
    parts = {face: [_part(root, face, part) for part in PARTS] for face in FACES}
    digest = sha256(Path(__file__).read_bytes())
    for path in (path for paths in parts.values() for path in paths):
        digest.update(path.read_bytes())
    folder = root / ".cache" / "polices" / digest.hexdigest()[:16]
    if not folder.is_dir():
        _make(folder, parts)
    return folder


@cache
def text_font() -> Path:
    """Return the file of the face that text and fields are set in."""
    return fonts_folder() / TEXT.name


def _part(root: Path, face: Face, part: str) -> Path:
    path = root / "node_modules" / "@fontsource" / face.package / "files" / f"{face.package}-{part}-{face.weight}-{face.style}.woff2"
    if not path.is_file():
        raise FontsMissing(
            f"Il manque une police des documents : « {path.relative_to(root).as_posix()} ». Elle vient du paquet npm "
            f"« @fontsource/{face.package} » ; lancez « ./kit build », qui installe les paquets, ou « npm ci »."
        )
    return path


def _make(folder: Path, parts: dict[Face, list[Path]]) -> None:
    """Fill a folder beside the final one and put it in place at once: the first of two processes wins, and both find it whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for face, paths in parts.items():
            _join(paths, making / face.name)
        making.chmod(0o755)
        making.replace(folder)
    except OSError:
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _join(paths: list[Path], target: Path) -> None:
    """Write one TrueType file that has the glyphs of all the parts."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as unpacked:
        plain = [_unpack(path, Path(unpacked)) for path in paths]
        font = Merger().merge([str(path) for path in plain])
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = NEWEST_KNOWN
    font.save(target)


def _unpack(path: Path, folder: Path) -> Path:
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    target = folder / f"{path.stem}.ttf"
    font.save(target)
    return target
