"""YAML with CloudFormation's short tags: !Ref, !Sub, !GetAtt and !Join mean Ref, Fn::Sub, Fn::GetAtt and Fn::Join.

AWS page: "Intrinsic function reference".
"""

from typing import Any

import yaml

_TAGS = {"!Ref": "Ref", "!Sub": "Fn::Sub", "!GetAtt": "Fn::GetAtt", "!Join": "Fn::Join"}


class TemplateLoader(yaml.SafeLoader):
    """PyYAML's safe loader and the four tags: `yaml.load(text, Loader=TemplateLoader)`."""


def _construct(loader: yaml.SafeLoader, node: yaml.Node) -> dict[str, Any]:
    name = _TAGS[node.tag]
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    raise yaml.constructor.ConstructorError(None, None, f"{node.tag} takes a text or a list", node.start_mark)


for _tag in _TAGS:
    TemplateLoader.add_constructor(_tag, _construct)
