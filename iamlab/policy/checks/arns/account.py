"""What is wrong with the account of a resource's ARN ("IAM policy validation check reference")."""

from collections.abc import Iterator

from iamlab.catalog.arn_formats import ArnFormat
from iamlab.policy.checks.arns.complaint import Complaint
from iamlab.policy.checks.arns.pattern import ArnPattern, Field
from iamlab.policy.findings import shown
from iamlab.policy.variables import Wild

_DIGITS = 12
# Account fields of what AWS owns ("IAM identifiers"; "Amazon EC2 Image Builder": images of the AWS Marketplace).
_AWS_OWNED = ("aws", "aws-marketplace")


def of_account(pattern: ArnPattern, like: ArnFormat | None) -> Iterator[Complaint]:
    """What to say of the fifth field. `like` is the format of the resource where this field does not go with it."""
    field, written = pattern.field("account"), pattern.written[4]
    if like and field.parts:
        yield Complaint(
            "ARN_ACCOUNT_NOT_ALLOWED",
            f"This ARN names the account {shown(written)}, but the ARNs of such resources have none: {like.example}. "
            "Leave the field between the colons empty.",
            "Leave the account out",
            pattern.having("account", ""),
        )
    elif like:
        yield Complaint(
            "MISSING_ARN_ACCOUNT",
            f"The fifth field of this ARN is empty; it needs the 12 digits of an account there, or * for any: "
            f"{like.example}.",
            "Write * for any account",
            pattern.having("account", "*"),
        )
    elif field.parts and not _may_be_account(field):
        digits = written.replace("-", "").replace(" ", "")
        mends = len(digits) == _DIGITS and digits.isascii() and digits.isdigit()
        yield Complaint(
            "INVALID_ARN_ACCOUNT",
            f"{shown(written)} is not an account ID. An account ID has exactly 12 digits, like 111122223333.",
            f"Write {digits}" if mends else "",
            pattern.having("account", digits) if mends else "",
        )


def _may_be_account(field: Field) -> bool:
    """Whether some account ID, or a name that AWS uses in its place, matches."""
    texts = [part for part in field.parts if isinstance(part, str)]
    fixed = sum(map(len, texts)) + field.parts.count(Wild.ANY_CHARACTER)
    fits = fixed <= _DIGITS if Wild.ANY_TEXT in field.parts else fixed == _DIGITS
    return (fits and all(text.isascii() and text.isdigit() for text in texts)) or field.matches_any(_AWS_OWNED)
