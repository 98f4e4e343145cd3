import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from macros.render.fonts import FACES, ROOT, FontsMissing, fonts_folder, text_font


def test_every_face_has_the_letters_of_latin_and_of_its_extension() -> None:
    for face in FACES:
        glyphs = TTFont(fonts_folder() / face.name).getBestCmap()
        assert {ord(char) for char in "éèàçùâêîôûëïüœŒæÆ«»’–—…€−\u00a0ŁłŠšŽžŸ"} <= glyphs.keys(), face.name


def test_faces_may_be_embedded() -> None:
    assert [TTFont(fonts_folder() / face.name)["OS/2"].fsType for face in FACES] == [0] * len(FACES)


def test_second_call_makes_nothing_again() -> None:
    before = text_font().stat().st_mtime_ns
    assert fonts_folder() / text_font().name == text_font()
    assert text_font().stat().st_mtime_ns == before


def test_two_processes_make_the_same_fonts_at_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    program = (
        "import sys; from pathlib import Path; from macros.render import fonts; "
        "fonts.FACES = (fonts.TEXT,); print(fonts.fonts_folder(Path(sys.argv[1])))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    outputs = [process.communicate() for process in running]
    assert [errors for _, errors in outputs] == ["", ""]
    assert len({folder for folder, _ in outputs}) == 1
    made = Path(outputs[0][0].strip())
    assert [path.name for path in made.parent.iterdir()] == [made.name], "Il reste un dossier de travail."
    assert [(path.name, path.read_bytes()) for path in made.iterdir()] == [(text_font().name, text_font().read_bytes())]


def test_missing_package_is_named_in_french(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"« @fontsource/atkinson-hyperlegible-next » ; lancez « \./kit build »"):
        fonts_folder(tmp_path)
