"""`aws help`, `aws iam help`, `aws iam create-user help`: short pages made from the service models."""

import re
import textwrap
from html.parser import HTMLParser

from botocore.model import OperationModel, Shape

from iamlab.cloud import models
from iamlab.cloud.cli import bootstrapping, function_code
from iamlab.cloud.cli.arguments import options
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.unsimulated import can_answer

_WIDTH = 88
CONFIGURE = """AWS CONFIGURE

  aws configure list                 what is set, and where each value comes from
  aws configure list-profiles        the identities of the account, and your own profiles
  aws configure get NAME             one setting
  aws configure set region NAME      the region of calls that name none; `output` likewise
  aws configure set NAME VALUE       aws_access_key_id, aws_secret_access_key, aws_session_token; for a profile that
                                     assumes a role: role_arn and source_profile, and mfa_serial, external_id,
                                     role_session_name, duration_seconds
  aws configure import --csv file://KEYS.csv

  Each takes --profile NAME. Keys are kept in ~/.aws/credentials, all else in ~/.aws/config.
  The environment wins over the files: AWS_PROFILE, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
  AWS_SESSION_TOKEN. Set it with `export NAME=VALUE`, for one command with `NAME=VALUE aws ...`.
"""


def overview() -> str:
    """Return the page of `aws help`: what the lab simulates, then every service name."""
    ours = sorted(word for word, name in models.services().items() if name in SIMULATED)
    return "\n".join(
        [
            "AWS",
            "",
            "  aws [options] SERVICE OPERATION [parameters]",
            "",
            "SIMULATED HERE",
            "",
            _columns(ours),
            "",
            "  Calls of every other service are authorised as AWS authorises them, and answered with nothing.",
            "  `aws SERVICE help` lists a service's operations.",
            "  Every command takes --query, --output json|text|table|yaml, --profile and --region.",
            "  Lists take --max-items. `aws s3 help` shows the commands for files and objects: ls, cp, sync and so on.",
            "",
            "EVERY SERVICE",
            "",
            _columns(list(models.services())),
            "",
        ]
    )


def service_page(service: str, word: str) -> str:
    """Return the page of `aws iam help`; `service` is botocore's name, `word` the command line's."""
    ours = SIMULATED.get(service, {})
    known = models.operations(service)
    done = [name for name, operation in known.items() if operation in ours]
    decided = [name for name, operation in known.items() if operation not in ours and can_answer(service, operation)]
    rest = [name for name in known if name not in {*done, *decided}]
    lines = [word.upper(), "", _paragraph(models.service(service).documentation), ""]
    for title, names in (
        ("SIMULATED OPERATIONS", done),
        ("AUTHORISED, BUT NOT CARRIED OUT", decided),
        ("NOT SIMULATED YET", rest),
    ):
        if names:
            lines += [title, "", _columns(names), ""]
    return "\n".join(lines)


def operation_page(service: str, word: str, model: OperationModel) -> str:
    """Return the page of `aws iam create-user help`: what it does and every option."""
    simulated = model.name in SIMULATED.get(service, {})
    required = model.input_shape.required_members if model.input_shape else []
    name = next(name for name, operation in models.operations(service).items() if operation == model.name)
    lines = [f"AWS {word.upper()} {name.upper()}", "", _paragraph(model.documentation), ""]
    if not simulated and can_answer(service, model.name):
        lines += ["  This lab decides whether you may call this, but does not carry it out yet.", ""]
    elif not simulated:
        lines += ["  This lab does not simulate this operation yet.", ""]
    lines += ["OPTIONS", ""]
    for option, (member, shape) in options(model).items():
        need = "required" if member in required else "optional"
        lines += [f"  {option} ({_type(shape)}, {need})", _paragraph(shape.documentation, "      ", sentences=1), ""]
    for option, purpose in bootstrapping.options(service, model.name).items():
        lines += [f"  {option} (string, required)", f"      {purpose}", ""]
    for option, purpose in function_code.options(service, model.name).items():
        lines += [f"  {option} (blob, optional)", f"      {purpose}", ""]
    if model.has_streaming_output:
        lines += ["  outfile (file name, required)", "      The workspace file that the content is saved in.", ""]
    return "\n".join(lines)


def _type(shape: Shape) -> str:
    return f"list of {shape.member.type_name}s" if shape.type_name == "list" else str(shape.type_name)


def _columns(words: list[str]) -> str:
    return textwrap.fill("  ".join(words), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _paragraph(html: str, indent: str = "  ", sentences: int = 3) -> str:
    text = " ".join(_Text.of(html).split())
    short = " ".join(re.split(r"(?<=[.!?]) ", text)[:sentences])
    return textwrap.fill(short, _WIDTH, initial_indent=indent, subsequent_indent=indent)


class _Text(HTMLParser):
    """Collects the text of the models' HTML documentation."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        return "".join(parser.parts)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li"):
            self.parts.append(" ")
