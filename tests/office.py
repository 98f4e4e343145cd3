"""A real LibreOffice, without a window, in a profile of its own: documents opened and saved again, or laid out as PDF."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "pdf": "pdf",
}


def program() -> str:
    """Return the LibreOffice that `./kit` found, or the one on the PATH. Raise RuntimeError when there is none."""
    found = os.environ.get("OFFICE") or shutil.which("soffice")
    if not found:
        raise RuntimeError("LibreOffice is missing: `./kit test --tout` and `./kit planche` find or install it")
    return found


def saved(files: Sequence[Path], extension: str, folder: Path) -> list[Path]:
    """Open files and save each under the same name with another extension (or the same) in ``folder``; return the new files.

    Raise RuntimeError, with what LibreOffice printed, when one is missing.
    """
    out = folder / f"en-{extension}"
    out.mkdir(exist_ok=True)
    profile = (folder / "profil").as_uri()
    command = [program(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", FILTERS[extension], "--outdir", str(out)]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True)
    made = [out / f"{file.stem}.{extension}" for file in files]
    if missing := [file.name for file in made if not file.exists()]:
        raise RuntimeError(f"LibreOffice did not give {missing}: {done.stdout}{done.stderr}")
    return made


def to_pdf(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return documents as the PDF that LibreOffice prints, by the same names."""
    files = []
    for rank, (name, content) in enumerate(documents.items()):
        file = folder / f"{rank}-{name}"
        file.write_bytes(content)
        files.append(file)
    made = saved(files, "pdf", folder) if files else []
    return {name: file.read_bytes() for name, file in zip(documents, made, strict=True)}
