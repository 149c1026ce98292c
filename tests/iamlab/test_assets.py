"""Browser assets out of installed packages."""

import pytest
from django.contrib.staticfiles import finders

from iamlab.assets import PACKAGE_ASSETS, PackageAssetsFinder

NAMES = [f"{folder}/{name}" for folder, (_, _, names) in PACKAGE_ASSETS.items() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_every_asset_that_pages_use_is_in_its_package(name: str) -> None:
    assert finders.find(name)


def test_nothing_else_of_the_packages_is_served() -> None:
    assert finders.find("ace/mode-python.js") is None
    assert finders.find("ace/../ace/ace.js") is None


def test_the_list_holds_exactly_the_assets() -> None:
    listed = {f"{storage.prefix}/{name}" for name, storage in PackageAssetsFinder().list([])}  # type: ignore[attr-defined]
    assert listed == set(NAMES)
