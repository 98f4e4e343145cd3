"""Say things, run long steps with signs of life, hand over to a job."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parents[2]

HEARTBEAT = 10.0
"""Seconds between two signs of life of a long step."""

TAIL = 12
"""How many lines of a failed step's log are shown."""

REASONS = (
    (
        r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|invalid peer certificate",
        "le certificat du serveur de paquets est refusé ; si votre réseau a le sien, indiquez son fichier dans les "
        "variables PIP_CERT, SSL_CERT_FILE et NODE_EXTRA_CA_CERTS.",
    ),
    (
        r"Temporary failure in name resolution|Name or service not known|getaddrinfo|ENOTFOUND|EAI_AGAIN|dns error"
        r"|ECONNREFUSED|ECONNRESET|ETIMEDOUT|Connection refused|Connection reset|[Tt]imed out|Network is unreachable"
        r"|Could not resolve|Failed to fetch|client error \(Connect\)|NewConnectionError|No matching distribution",
        "le serveur de paquets n’a pas répondu ; vérifiez la connexion à Internet, puis relancez la commande, qui "
        "reprendra à cette étape.",
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch|EINTEGRITY",
        "un paquet reçu n’est pas celui que le fichier de verrouillage attend ; ne forcez rien, réessayez d’un "
        "autre réseau et signalez-le si l’échec se répète.",
    ),
    (
        r"ensurepip",
        "ce Python ne sait pas créer d’environnement ; sous Debian ou Ubuntu, installez le paquet python3-venv, "
        "puis relancez la commande.",
    ),
    (
        r"No space left on device|ENOSPC",
        "le disque est plein ; libérez un gigaoctet, puis relancez la commande.",
    ),
)
"""What a log may hold, and the sentence it calls for."""


class SetupError(Exception):
    """A step of the set-up failed; the message is for the reader, in French."""


def say(text: str) -> None:
    """Print a line about the set-up, beside the job's own output."""
    print(text, file=sys.stderr, flush=True)


def explain(title: str, log: str) -> str:
    """Return one sentence on why a step failed, and the end of its log."""
    reason = next((text for pattern, text in REASONS if re.search(pattern, log)), "le journal la donne.")
    tail = "\n".join(f"  {line}" for line in log.strip().splitlines()[-TAIL:])
    return f"Cette étape a échoué : {title} ; cause : {reason}\n{tail}"


def run_step(title: str, duration: str, argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
    """Run one step of the set-up, showing that it is alive; `duration` is a rough wait, in words.

    Raises SetupError with the likely cause when it fails.
    """
    say(f"→ {title} ({duration})…")
    start = time.monotonic()
    with tempfile.TemporaryFile() as log:
        try:
            status = _wait(argv, env, log, start)
        except OSError as error:
            raise SetupError(explain(title, str(error))) from error
        if status:
            log.seek(0)
            raise SetupError(explain(title, log.read().decode(errors="replace")))
    say(f"  fait en {time.monotonic() - start:.0f} s")


def _wait(argv: Sequence[str | Path], env: Mapping[str, str] | None, log: IO[bytes], start: float) -> int:
    # close_fds=False lets the child inherit the lock taken by `alone`: killed or not, we are not alone until it ends.
    process = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=env, cwd=ROOT, close_fds=False
    )
    try:
        while True:
            try:
                return process.wait(HEARTBEAT)
            except subprocess.TimeoutExpired:
                say(f"  … {time.monotonic() - start:.0f} s")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def output_of(argv: Sequence[str | Path]) -> str:
    """Return what a program prints, or an empty text when it is missing or fails."""
    try:
        done = subprocess.run(argv, capture_output=True, text=True, errors="replace", cwd=ROOT, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep two set-ups of one copy of the project apart; `path` is any file of it (Windows: no guard)."""
    if sys.platform == "win32":
        yield
        return
    with path.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Une autre mise en place est en cours : j’attends qu’elle finisse.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.set_inheritable(handle.fileno(), True)
        yield


def stop_on_termination() -> None:
    """Make a request to terminate unwind the program, so that children and temporary files go with it."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def hand_over(argv: Sequence[str], env: Mapping[str, str]) -> NoReturn:
    """Become the job: its output, its exit status and Ctrl-C are its own."""
    os.chdir(ROOT)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.execve(argv[0], list(argv), dict(env))
    try:
        sys.exit(subprocess.call(argv, env=env))
    except KeyboardInterrupt:
        sys.exit(130)
