"""What the playground offers to begin with, out of lessons/content/playground."""

from functools import lru_cache
from typing import Any

from iamlab.policy import PolicyType, pretty
from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import CONTENT, ContentModel

_FILE = CONTENT / "playground" / "examples.yaml"


class Example(ContentModel):
    """A policy, and a request to decide with it."""

    id: str
    title: str
    policy_type: PolicyType = PolicyType.IDENTITY
    policy: dict[str, Any]
    action: str
    resource: str
    context: str = ""
    patterns: str = ""

    def fields(self) -> dict[str, str]:
        """The example as the form has it."""
        fields = self.model_dump(exclude={"id", "title", "policy"}) | {"policy": pretty(self.policy)}
        return {name: str(value) for name, value in fields.items()}


class _ExamplesFile(ContentModel):
    examples: list[Example]


@lru_cache(maxsize=1)
def examples() -> dict[str, Example]:
    """The examples by their ids, in order. Raises ContentError."""
    return {example.id: example for example in yaml_files.load(_FILE, _ExamplesFile).examples}
