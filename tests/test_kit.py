"""What `kit` says, how it refuses an old Python, what it gives to jobs, how it builds."""

import ast
import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from macros.kit import build as building
from macros.kit.commands import COMMANDS, job_environment, pytest_arguments
from macros.kit.process import ROOT


def kit(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script as a reader does."""
    return subprocess.run(
        [sys.executable, ROOT / "kit", *arguments],
        capture_output=True, encoding="utf-8", env={**os.environ, **variables}, timeout=60,
    )  # fmt: skip


def test_alone_lists_each_command_with_a_line() -> None:
    done = kit()
    listed = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if line.startswith("  "))
    assert done.returncode == 0
    assert list(listed) == ["serve", "build", "test", "links", "coverage", "answers", "lock", "schema", "planche", "bench"]
    assert all(len(line) > 20 for line in listed.values())


def test_misspelt_command_gets_a_suggestion_and_fails() -> None:
    done = kit("bulid")
    assert done.returncode == 2
    assert "«\u00a0bulid\u202f». Vouliez-vous dire «\u00a0build\u202f»\u202f?" in done.stderr


def test_command_like_no_other_gets_the_list_only() -> None:
    done = kit("zzz")
    assert done.returncode == 2
    assert "Vouliez-vous" not in done.stderr
    assert "  serve " in done.stderr


def test_french_survives_a_terminal_without_it() -> None:
    assert "récrit le schéma" in kit(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii").stdout


@pytest.mark.parametrize("version", [(3, 6, 0), (3, 11, 4), (3, 11, 2, "final", 0)])
def test_old_python_gets_one_french_sentence(version: tuple[int, ...]) -> None:
    sentence = runpy.run_path(str(ROOT / "kit"))["objection"](version)
    assert sentence.startswith("Présence demande Python 3.11.5 ou plus récent")
    assert ".".join(map(str, version[:3])) in sentence
    assert "\n" not in sentence
    assert sentence.count(". ") == 0


@pytest.mark.parametrize("version", [(3, 11, 5), (3, 12, 0), (4, 0, 0)])
def test_recent_python_is_accepted(version: tuple[int, ...]) -> None:
    assert runpy.run_path(str(ROOT / "kit"))["objection"](version) == ""


def test_refusal_is_printed_and_fails(tmp_path: Path) -> None:
    old = "import sys, runpy; sys.version_info = (3, 9, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", old, ROOT / "kit"], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "3.9.1" in done.stderr


def test_script_parses_on_an_old_python() -> None:
    tree = ast.parse((ROOT / "kit").read_text(encoding="utf-8"), feature_version=(3, 5))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]


def test_oldest_python_agrees_with_pyproject() -> None:
    oldest = runpy.run_path(str(ROOT / "kit"))["OLDEST"]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ] == ">=" + ".".join(map(str, oldest))


def test_set_up_needs_the_standard_library_only() -> None:
    for module in (ROOT / "macros/kit").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("macros.kit") or name.split(".")[0] in sys.stdlib_module_names, module


def test_job_gets_what_makes_two_builds_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    env = job_environment({"NODE": "/usr/bin/node"})
    assert env["SOURCE_DATE_EPOCH"].isdigit()
    assert (env["NODE"], env["PYTHONPATH"], env["NO_MKDOCS_2_WARNING"]) == ("/usr/bin/node", str(ROOT), "1")


def test_date_already_chosen_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "123")
    assert job_environment({})["SOURCE_DATE_EPOCH"] == "123"


def test_long_tests_wait_for_tout() -> None:
    assert pytest_arguments(["-k", "x"]) == ["-m", "not long", "-k", "x"]
    assert pytest_arguments(["--tout", "-k", "x"]) == ["-k", "x"]
    assert "--numprocesses" in pytest_arguments([])


@pytest.mark.parametrize("name", COMMANDS)
def test_command_runs_a_module_that_exists(name: str) -> None:
    module = COMMANDS[name].module
    place = ROOT / module.replace(".", "/")
    assert module in {"mkdocs", "pytest"} or place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()


def builder(code: str) -> list[str]:
    """Return a stand-in for MkDocs that does `code` with `site`, the folder it is asked to fill."""
    return [sys.executable, "-c", f"import sys, pathlib; site = pathlib.Path(sys.argv[-1]); {code}"]


FILL = "site.mkdir(); (site / 'index.html').write_text('new'); "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    os.utime(tmp_path / "site/index.html", (0, 0))
    return tmp_path


def test_good_build_takes_the_place_of_the_old_one_in_silence(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "site/stale.html").touch()
    assert building.build(builder(FILL + "print('INFO    -  Building documentation...')"), os.environ, project) == 0
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]
    assert (project / "site/index.html").read_text() == "new"
    assert [path.name for path in project.iterdir()] == ["site"]
    assert capfd.readouterr() == ("", "")


def test_first_build_makes_the_site(tmp_path: Path) -> None:
    assert building.build(builder(FILL), os.environ, tmp_path) == 0
    assert (tmp_path / "site/index.html").read_text() == "new"


@pytest.mark.parametrize("code", [FILL + "sys.exit(1)", "sys.exit(1)", FILL + "raise ValueError('bad page')"])
def test_failed_build_leaves_the_site_as_it_was(project: Path, code: str) -> None:
    assert building.build(builder(code), os.environ, project) == 1
    assert (project / "site/index.html").read_text() == "old"
    assert (project / "site/index.html").stat().st_mtime == 0
    assert [path.name for path in project.iterdir()] == ["site"]


def test_swap_that_fails_brings_the_old_site_back(project: Path) -> None:
    with pytest.raises(FileNotFoundError):
        building.swap(project / "missing", project / "site", project / "aside")
    assert (project / "site/index.html").read_text() == "old"


def test_failed_build_tells_its_errors_only(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = [
        "INFO    -  Cleaning site directory", "  and more about it",
        "WARNING -  Doc file 'index.md' contains a link", "  attendu\u00a0: une page",
        "INFO    -  Documentation built", "Traceback (most recent call last):", "  File x", "Aborted with 1 warnings",
    ]  # fmt: skip
    building.build(builder(f"print({chr(10).join(log)!r}); sys.exit(1)"), {**os.environ, "PYTHONUTF8": "1"}, project)
    assert capfd.readouterr().err.splitlines() == [
        log[2].removeprefix("WARNING -  "), log[3], "", log[5], log[6], "", "Construction abandonnée\u00a0: site/ n’a pas changé.",
    ]  # fmt: skip


def test_interrupted_build_leaves_nothing_behind(project: Path) -> None:
    read_end, write_end = os.pipe()
    code = FILL + f"import os, signal; os.write({write_end}, b'x'); signal.pause()"
    script = (
        "import os, subprocess, sys; from pathlib import Path; from macros.kit.build import build\n"
        "from macros.kit.process import stop_on_termination\n"
        f"start = subprocess.Popen; subprocess.Popen = lambda *a, **k: start(*a, pass_fds=[{write_end}], **k)\n"
        f"stop_on_termination(); build({builder(code)!r}, os.environ, Path(sys.argv[1]))"
    )
    kit_process = subprocess.Popen(
        [sys.executable, "-c", script, project], env={**os.environ, "PYTHONPATH": str(ROOT)}, pass_fds=[write_end]
    )
    os.read(read_end, 1)
    kit_process.terminate()
    kit_process.wait(30)
    os.close(read_end)
    os.close(write_end)
    assert [path.name for path in project.iterdir()] == ["site"]
    assert (project / "site/index.html").read_text() == "old"
