"""The glossary: AWS's own terms in plain words."""

from functools import lru_cache

from pydantic import RootModel

from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import CONTENT, ContentModel


class Term(ContentModel):
    term: str
    definition: str


class _Glossary(RootModel[dict[str, Term]]):
    pass


@lru_cache(maxsize=1)
def glossary() -> dict[str, Term]:
    """Terms by slug. Raises ContentError when the file is wrong."""
    return yaml_files.load(CONTENT / "glossary.yaml", _Glossary).root
