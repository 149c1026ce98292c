"""The names that the grammar knows: elements by their place, effects, versions, kinds of principals, operators."""

from iamlab.policy import PolicyType
from iamlab.policy.conditions.operators import NAMES, NULL, Quantifier
from iamlab.policy.grammar import (
    EFFECTS,
    GRAMMARS,
    POLICY_ELEMENTS,
    PRINCIPAL_KINDS,
    STATEMENT_ELEMENTS,
    VERSIONS,
    Need,
)
from lessons.curriculum.completion.suggestion import Suggestion

_ABOUT_ELEMENTS = {
    "Version": "The version of the policy language. Write 2012-10-17: the older one knows no policy variables.",
    "Id": "A name for the whole document.",
    "Statement": "The statements, each of which allows or denies something.",
    "Sid": "A name for the statement.",
    "Effect": "Whether the statement allows or denies.",
    "Principal": "Who the statement is about.",
    "NotPrincipal": "Everybody except those named here.",
    "Action": "What the statement is about.",
    "NotAction": "Every action except those named here.",
    "Resource": "The ARNs that the actions work on.",
    "NotResource": "Every resource except those named here.",
    "Condition": "When the statement applies.",
}
_ABOUT_PRINCIPALS = {
    "AWS": "Accounts, users, roles and role sessions, by ARN or account number.",
    "Service": "AWS services, such as lambda.amazonaws.com.",
    "Federated": "Identity providers, for trust policies.",
    "CanonicalUser": "An account by its canonical user ID, for Amazon S3.",
}
_SERVICES = (
    "apigateway",
    "cloudfront",
    "cloudtrail",
    "codebuild",
    "ec2",
    "ecs-tasks",
    "events",
    "lambda",
    "logs",
    "s3",
    "sns",
    "sqs",
    "states",
)
_PRINCIPALS = {
    "AWS": (
        Suggestion("arn:aws:iam::111122223333:root", "account", "The account: its own policies say who in it."),
        Suggestion("arn:aws:iam::111122223333:user/NAME", "user"),
        Suggestion("arn:aws:iam::111122223333:role/NAME", "role"),
        Suggestion("arn:aws:sts::111122223333:assumed-role/ROLE/SESSION", "session"),
        Suggestion("*", "anybody", "Everybody, in every account."),
    ),
    "Service": tuple(Suggestion(f"{name}.amazonaws.com", "service") for name in _SERVICES),
    "Federated": (
        Suggestion("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", "provider"),
        Suggestion("arn:aws:iam::111122223333:saml-provider/NAME", "provider"),
        Suggestion("cognito-identity.amazonaws.com", "provider"),
    ),
}
_ABOUT_OPERATORS = {
    "String": "text",
    "Numeric": "a number",
    "Date": "a date",
    "Bool": "true or false",
    "Binary": "binary data in Base64",
    "IpAddress": "an IP address or a range of them",
    "NotIpAddress": "an IP address or a range of them",
    "Arn": "an ARN",
}


def document_elements() -> tuple[Suggestion, ...]:
    return tuple(Suggestion(name, "element", _ABOUT_ELEMENTS[name]) for name in POLICY_ELEMENTS)


def statement_elements(policy_type: PolicyType) -> tuple[Suggestion, ...]:
    """The elements that a statement of such a policy can have."""
    grammar = GRAMMARS[policy_type]
    left_out = ("Principal",) * (grammar.principal is Need.FORBIDDEN) + ("Resource",) * (
        grammar.resource is Need.FORBIDDEN
    )
    return tuple(
        Suggestion(name, "element", _ABOUT_ELEMENTS[name])
        for name in STATEMENT_ELEMENTS
        if name.removeprefix("Not") not in left_out
    )


def versions() -> tuple[Suggestion, ...]:
    return tuple(Suggestion(name, "version") for name in VERSIONS)


def effects() -> tuple[Suggestion, ...]:
    return tuple(Suggestion(name, "effect") for name in EFFECTS)


def principal_kinds() -> tuple[Suggestion, ...]:
    return tuple(Suggestion(name, "principals", _ABOUT_PRINCIPALS[name]) for name in PRINCIPAL_KINDS)


def principals(kind: str) -> tuple[Suggestion, ...]:
    """What entries of a kind look like."""
    return _PRINCIPALS.get(kind, ())


def operators(prefix: str) -> tuple[Suggestion, ...]:
    """The condition operators; those for several values once their prefix is begun."""
    for quantifier in Quantifier:
        if prefix.lower().startswith(quantifier[:6].lower()):
            return tuple(_operator(f"{quantifier}:{name}", name) for name in NAMES)
    plain = tuple(_operator(name, name) for name in NAMES)
    several = tuple(Suggestion(f"{quantifier}:", "several values") for quantifier in Quantifier)
    if_exists = tuple(_operator(f"{name}IfExists", name) for name in NAMES if name != NULL)
    return (*plain, *several, *if_exists)


def _operator(name: str, base: str) -> Suggestion:
    if base == NULL:
        return Suggestion(name, "operator", "Whether the request has the key at all: true if it must not.")
    kind = next(words for start, words in _ABOUT_OPERATORS.items() if base.startswith(start))
    also = ", if the request has the key" if name.endswith("IfExists") else ""
    return Suggestion(name, "operator", f"Compares {kind}{also}.")
