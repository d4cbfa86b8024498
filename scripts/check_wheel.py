"""Build the wheel and hold its content against what git tracks.

It stands apart because a file that is missing from the wheel, or one too many, shows nowhere in a checkout.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

TOP = Path(__file__).resolve().parents[1]
HOMES = {"pipeline/chartcase/": "chartcase/", "rules/": "chartcase/rules/", "models/": "chartcase/models/"}
SUFFIXES = {
    "pipeline/chartcase/": {".py", ".typed", ".html", ".css", ".js", ".svg", ".typ"},
    "rules/": {".yaml"},
    "models/": {".json", ".md"},
}


def build(folder: Path) -> Path:
    """The wheel of this checkout, built into `folder` without network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl"))


def content(wheel: Path) -> set[str]:
    """The wheel's files without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def tracked() -> set[str]:
    """Files that git tracks under the package, the rules and the models."""
    command = ["git", "ls-files", "-z", "--cached", "--", *HOMES]
    listed = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout.split("\0")
    return {name for name in listed if name and (TOP / name).is_file()}


def expected(files: set[str]) -> tuple[set[str], set[str]]:
    """Where `files` belong in the wheel, and those of no suffix that is shipped."""
    places: set[str] = set()
    strange: set[str] = set()
    for name in files:
        home = next(home for home in HOMES if name.startswith(home))
        path = PurePosixPath(name)
        if path.suffix in SUFFIXES[home] or path.name == "py.typed":
            places.add(HOMES[home] + name.removeprefix(home))
        else:
            strange.add(name)
    return places, strange


def faults(shipped: set[str], files: set[str]) -> list[str]:
    """One sentence for each file that is missing, too many, or of no suffix that is shipped."""
    places, strange = expected(files)
    return [
        *(f"not in the wheel, but tracked: {name}" for name in sorted(places - shipped)),
        *(f"in the wheel, but not tracked: {name}" for name in sorted(shipped - places)),
        *(f"tracked in a place that is shipped, but of no suffix that is: {name}" for name in sorted(strange)),
    ]


def main() -> int:
    """Print the faults; 1 if there is one."""
    with tempfile.TemporaryDirectory() as folder:
        shipped = content(build(Path(folder)))
    found = faults(shipped, tracked())
    for fault in found:
        print(fault)
    print(f"The wheel holds {len(shipped)} files.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
