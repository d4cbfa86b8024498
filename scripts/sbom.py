"""Prints what is installed as a CycloneDX list: names, versions, licences as the packages state them.

It stands apart because only the installation knows: the lock file has no licences.
"""

import json
import sys
from importlib.metadata import Distribution, distributions

_LONGEST = 80


def licence(package: Distribution) -> str:
    """The licence as stated: expression, else classifiers, else the first line of the field; "unknown" for none."""
    stated = package.metadata.get("License-Expression")
    if stated:
        return stated
    classified = [
        value.rpartition("::")[2].strip()
        for key, value in package.metadata.items()
        if key == "Classifier" and value.startswith("License ::")
    ]
    lines = (package.metadata.get("License") or "").strip().splitlines()
    return "; ".join(classified) or (lines[0][:_LONGEST] if lines else "unknown")


def main() -> int:
    """Print the list, by name."""
    found = {package.metadata["Name"]: package for package in distributions()}
    parts = [
        {
            "type": "library",
            "name": name,
            "version": package.version,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{package.version}",
            "licenses": [{"license": {"name": licence(package)}}],
        }
        for name, package in sorted(found.items(), key=lambda item: item[0].lower())
    ]
    print(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": parts}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
