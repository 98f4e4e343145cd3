"""When `kit` installs, what it says of a failure, what an interruption leaves behind, which browser it takes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.kit import chromium, packages, process
from macros.kit.process import ROOT, SetupError, explain, run_step
from macros.kit.steps import Step, ensure, ensure_within, remembered


class Installer:
    """A step that counts its installations and leaves a program behind."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lock, self.count = folder, folder / "some.lock", 0
        self.lock.write_text("a==1")
        self.step = Step(folder / "made" / ".kit.json", (self.lock,), self.install)

    def install(self) -> dict[str, Path]:
        self.count += 1
        program = self.folder / "program"
        program.touch()
        return {"PROGRAM": program}

    def ensure(self) -> dict[str, str]:
        return ensure(self.step, guard=self.lock)


@pytest.fixture
def installer(tmp_path: Path) -> Installer:
    return Installer(tmp_path)


def test_second_call_installs_nothing_and_remembers_the_program(installer: Installer) -> None:
    first, second = installer.ensure(), installer.ensure()
    assert installer.count == 1
    assert first == second == {"PROGRAM": str(installer.folder / "program")}


def break_lock(installer: Installer) -> None:
    installer.lock.write_text("a==2")


def break_record(installer: Installer) -> None:
    installer.step.record.write_text('{"fingerprint": ')


def remove_record(installer: Installer) -> None:
    installer.step.record.unlink()


def remove_program(installer: Installer) -> None:
    (installer.folder / "program").unlink()


def forget_programs(installer: Installer) -> None:
    installer.step.record.write_text(json.dumps([]))


@pytest.mark.parametrize("damage", [break_lock, break_record, remove_record, remove_program, forget_programs])
def test_change_or_damage_installs_again(installer: Installer, damage: Callable[[Installer], None]) -> None:
    installer.ensure()
    damage(installer)
    assert remembered(installer.step) is None
    installer.ensure()
    assert installer.count == 2
    assert remembered(installer.step) is not None


def test_step_may_need_another_one(installer: Installer) -> None:
    outer = Step(
        installer.folder / "outer.json",
        (installer.lock,),
        lambda: {"A": Path(ensure_within(installer.step)["PROGRAM"])},
    )
    assert ensure(outer, guard=installer.lock) == {"A": str(installer.folder / "program")}
    assert installer.count == 1


def test_other_python_installs_again(installer: Installer, monkeypatch: pytest.MonkeyPatch) -> None:
    installer.ensure()
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert remembered(installer.step) is None


def test_installation_cut_short_does_not_pass_for_finished(
    installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    installer.ensure()
    before = installer.lock.read_text()
    break_lock(installer)
    cut = Step(installer.step.record, installer.step.inputs, lambda: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        ensure(cut, guard=installer.lock)
    installer.lock.write_text(before)
    assert remembered(installer.step) is None


def test_half_made_environment_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment, lock = tmp_path / ".venv", tmp_path / "empty.lock"
    lock.write_text("# nothing\n")
    (environment / "bin").mkdir(parents=True)
    (environment / "bin/python").write_text("cut short")
    (environment / "stale").touch()
    monkeypatch.setattr(packages.shutil, "which", lambda name: None)
    monkeypatch.setattr(packages, "run_step", lambda title, duration, argv: commands.append(list(map(str, argv))))
    commands: list[list[str]] = []
    packages.install_environment(environment, lock, "Essai", "rien")
    assert not environment.exists()
    assert commands[0][1:] == ["-m", "venv", str(environment)]
    assert {"--require-hashes", "--no-deps", str(lock)} <= set(commands[1])


def test_uv_is_preferred_when_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(packages.shutil, "which", lambda name: "/somewhere/uv" if name == "uv" else None)
    monkeypatch.setattr(packages, "run_step", lambda title, duration, argv: commands.append(list(map(str, argv))))
    packages.install_environment(tmp_path / ".venv", tmp_path / "some.lock", "Essai", "rien")
    assert [command[0] for command in commands] == ["/somewhere/uv", "/somewhere/uv"]
    assert "--require-hashes" in commands[1]


@pytest.mark.parametrize(
    ("said", "taken"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("v18.20.4", False), ("", False)]
)
def test_machine_npm_is_taken_when_its_node_is_recent_enough(
    said: str, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(packages, "output_of", lambda argv: said)
    assert (packages.machine_npm((20, 19, 0)) is not None) == taken


def test_node_without_npm_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda name: "/usr/bin/node" if name == "node" else None)
    monkeypatch.setattr(packages, "output_of", lambda argv: "v24.0.0")
    assert packages.machine_npm((20, 19, 0)) is None


def test_second_call_costs_well_under_a_second(installer: Installer) -> None:
    installer.ensure()
    start = time.process_time()
    for _ in range(20):
        installer.ensure()
    assert (time.process_time() - start) / 20 < 0.02


def test_step_shows_its_beginning_its_life_and_its_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "HEARTBEAT", 0.05)
    read_end, write_end = os.pipe()
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if text.startswith("  … "):
            os.write(write_end, b"go")

    monkeypatch.setattr(process, "say", say)
    os.set_inheritable(read_end, True)
    run_step("Essai", "un instant", [sys.executable, "-c", f"import os; os.read({read_end}, 2)"])
    os.close(read_end)
    os.close(write_end)
    assert said[0] == "→ Essai (un instant)…"
    assert said[1].startswith("  … ")
    assert said[-1].startswith("  fait en ")


@pytest.mark.parametrize(
    ("log", "cause"),
    [
        (
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "connexion à Internet",
        ),
        ("npm error code ENOTFOUND", "connexion à Internet"),
        ("error: Failed to fetch: `https://registry.invalid/simple/`", "connexion à Internet"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "fichier de verrouillage"),
        ("npm error code EINTEGRITY", "fichier de verrouillage"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "NODE_EXTRA_CA_CERTS"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Max retries: timed out", "PIP_CERT"),
        ("ensurepip is not available", "python3-venv"),
        ("OSError: [Errno 28] No space left on device", "disque"),
        ("something else", "journal"),
    ],
)
def test_failure_is_one_sentence_then_the_end_of_the_log(log: str, cause: str) -> None:
    lines = explain("Paquets", "\n".join([*["…"] * 50, log])).splitlines()
    assert lines[0].startswith("Cette étape a échoué\u00a0: Paquets")
    assert cause in lines[0]
    assert lines[-1].strip() == log
    assert len(lines) == 1 + process.TAIL


def test_failing_step_stops_the_set_up_with_its_log() -> None:
    with pytest.raises(SetupError, match=r"(?s)Essai.*bad luck"):
        run_step("Essai", "un instant", [sys.executable, "-c", "import sys; sys.exit('bad luck')"])


def test_step_whose_program_is_missing_is_explained_too() -> None:
    with pytest.raises(SetupError, match="Cette étape a échoué"):
        run_step("Essai", "un instant", ["/nowhere/at/all"])


ENTER = """
import sys
from pathlib import Path
from macros.kit.process import alone, run_step
with alone(Path(sys.argv[1])):
"""
HOLD = "import os, sys; os.write(int(sys.argv[1]), b'!'); os.read(int(sys.argv[2]), 1)"


def test_second_set_up_waits_for_the_children_of_a_killed_one(tmp_path: Path) -> None:
    guard = tmp_path / "guard"
    guard.touch()
    started, start = os.pipe()
    stop, stopped = os.pipe()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    step = f"    run_step('long', '', [sys.executable, '-c', {HOLD!r}, '{start}', '{stop}'])"
    first = subprocess.Popen(
        [sys.executable, "-c", ENTER + step, guard], env=env, pass_fds=[start, stop], stderr=subprocess.DEVNULL
    )
    assert os.read(started, 1) == b"!"
    first.kill()
    first.wait()
    second = subprocess.Popen(
        [sys.executable, "-c", ENTER + "    print('entered')", guard],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert second.stderr is not None
    assert "j’attends" in second.stderr.readline()
    assert second.poll() is None
    os.write(stopped, b"!")
    assert second.communicate(timeout=30)[0] == "entered\n"
    for end in (started, start, stop, stopped):
        os.close(end)


def browser(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def test_named_chromium_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = browser(tmp_path / "mine", "Chromium 156")
    monkeypatch.setenv("CHROMIUM", str(path))
    assert chromium.chromium() == {"CHROMIUM": str(path)}


def test_named_chromium_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SetupError, match="«\u00a0/nowhere/chromium\u202f»"):
        chromium.chromium()


def test_stub_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path / "chromium", "please install the snap")
    real = browser(tmp_path / "google-chrome", "Google Chrome 156")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(chromium, "NAMES", ("chromium", "google-chrome"))
    assert chromium.install_chromium() == {"CHROMIUM": real}


def test_without_any_browser_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> list[str | None]:
        return [None, "", "/nowhere"]

    for way in ("on_path", "by_playwright", "by_apt"):
        monkeypatch.setattr(chromium, way, nothing)
    with pytest.raises(SetupError, match=r"installez le paquet «\u00a0chromium\u202f»"):
        chromium.install_chromium()
