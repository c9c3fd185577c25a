"""Third-party CSS from installed packages, by name: nothing is copied into the repository."""

import importlib.util
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ASSETS = {"bootstrap/css/bootstrap.min.css": "bootstrap"}  # address below /static/ -> package


def _root(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(next(iter(spec.submodule_search_locations))).parent


class PackagedAssets(BaseFinder):
    """Finds the files named in ASSETS, and no others of those packages."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file's place, or nothing."""
        found = str(_root(ASSETS[path]) / path) if path in ASSETS else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Any) -> Any:
        """Yield each asset for collectstatic."""
        for path, package in ASSETS.items():
            yield path, FileSystemStorage(location=_root(package))


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names; source maps are not collected, so their references are left alone."""

    manifest_strict = False
    patterns = tuple(
        (glob, tuple(p for p in found if "sourceMappingURL" not in str(p)))
        for glob, found in CompressedManifestStaticFilesStorage.patterns
    )
