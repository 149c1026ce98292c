"""YAML with CloudFormation's short tags: !Ref, !Sub, !GetAtt and so on mean Ref, Fn::Sub and Fn::GetAtt.

AWS page: "Intrinsic function reference".
"""

from typing import Any

import yaml

from iamlab.cloud.template.functions import CONDITIONS, FUNCTIONS

_PLAIN = ("Ref", "Condition")  # these have no Fn:: before them
_TAGS = {f"!{name.removeprefix('Fn::')}": name for name in (*_PLAIN, *FUNCTIONS, *CONDITIONS)}


class TemplateLoader(yaml.SafeLoader):
    """PyYAML's safe loader and the tags: `yaml.load(text, Loader=TemplateLoader)`."""


def _construct(loader: yaml.SafeLoader, node: yaml.Node) -> dict[str, Any]:
    name = _TAGS[node.tag]
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.MappingNode):  # !Select [0, !Split ...] and !Base64 with the long form in it
        return {name: loader.construct_mapping(node, deep=True)}
    raise yaml.constructor.ConstructorError(None, None, f"{node.tag} takes a value", node.start_mark)


for _tag in _TAGS:
    TemplateLoader.add_constructor(_tag, _construct)
