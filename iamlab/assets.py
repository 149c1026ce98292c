"""Third-party browser assets, taken from installed packages: exactly the files the pages use."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# Folder under static/ -> (package, folder inside it, files)
PACKAGE_ASSETS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "htmx": ("django_htmx", "static/django_htmx", ("htmx-2.min.js",)),
    "ace": (
        "django_ace",
        "static/django_ace/ace",
        ("ace.js", "mode-json.js", "ext-language_tools.js"),
    ),
}


class _PackageStorage(FileSystemStorage):
    """A folder of an installed package; `prefix` is where its files appear under static/."""

    def __init__(self, prefix: str, location: Path) -> None:
        super().__init__(location=str(location))
        self.prefix = prefix


class PackageAssetsFinder(BaseFinder):
    """A static files finder over PACKAGE_ASSETS."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storages = {
            prefix: _PackageStorage(prefix, Path(str(files(package).joinpath(folder))))
            for prefix, (package, folder, _) in PACKAGE_ASSETS.items()
        }
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        prefix, _, name = path.partition("/")
        if prefix in PACKAGE_ASSETS and name in PACKAGE_ASSETS[prefix][2]:
            found = self.storages[prefix].path(name)
            return [found] if find_all else found
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for prefix, (_, _, names) in PACKAGE_ASSETS.items():
            for name in names:
                yield name, self.storages[prefix]
