"""Packages of a Debian-like system, installed when we may."""

import os
import shutil
from collections.abc import Sequence

from macros.kit.process import SetupError, run_step, say


def apt_install(title: str, duration: str, packages: Sequence[str], sources: Sequence[str] = ()) -> bool:
    """Install packages after a look at the list of what there is; tell whether it could be done.

    ``title`` and ``duration`` say what is going on; ``sources`` are options of apt-get for where packages come from.
    """
    apt = shutil.which("apt-get")
    if not apt or os.name == "nt" or os.geteuid() != 0:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run_step("Liste des paquets du système", "quelques secondes", [apt, *sources, "update"], env)
        run_step(title, duration, [apt, *sources, "install", "-y", *packages], env)
    except SetupError as error:
        say(str(error))
        return False
    return True
