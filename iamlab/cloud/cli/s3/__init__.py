"""The high-level commands of the AWS CLI: `aws s3 ls`, `cp`, `sync` and so on, made of the same calls as `aws s3api`.

AWS page: "Using high-level (s3) commands in the AWS CLI".
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from iamlab.cloud import models
from iamlab.cloud.cli.outcome import Outcome, line
from iamlab.cloud.cli.s3 import buckets, listing, options, transfers
from iamlab.cloud.cli.s3.desk import Desk, RefusedError
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.usage import SERVICE_ERROR, UsageError, misused
from iamlab.cloud.state.account import Account

HELP = """AWS S3

  aws s3 ls [s3://BUCKET[/PREFIX]]        buckets, or what is in one (--recursive, --summarize)
  aws s3 cp SOURCE TARGET                 copy a file or an object (--recursive, --exclude, --include)
  aws s3 mv SOURCE TARGET                 move one
  aws s3 rm s3://BUCKET/KEY               delete one (--recursive)
  aws s3 sync SOURCE TARGET               copy what is different (--delete, --exclude, --include)
  aws s3 mb s3://BUCKET                   make a bucket
  aws s3 rb s3://BUCKET                   remove a bucket (--force: with its objects)
  aws s3 presign s3://BUCKET/KEY          a URL that reads one object for a while (--expires-in SECONDS)
  aws s3 website s3://BUCKET              set a website configuration (--index-document, --error-document)

  A SOURCE or TARGET is s3://BUCKET/KEY, or a file of yours. --dryrun shows what would be done.
  `aws s3api help` lists the calls behind these commands.
"""

_COMMANDS: dict[str, Callable[[Desk, Given, Mapping[str, str]], Outcome]] = {
    "cp": transfers.cp,
    "ls": listing.ls,
    "mb": buckets.mb,
    "mv": transfers.mv,
    "rb": buckets.rb,
    "rm": transfers.rm,
    "sync": transfers.sync,
    "website": buckets.website,
}


def choices(words: list[str], account: Account, files: list[str]) -> list[str]:
    """Return what may follow the words after `aws s3`: commands, then options, buckets and files."""
    if not words:
        return [*options.COMMANDS, "help"]
    flags, values = options.COMMANDS.get(words[0], ((), ()))
    return [*flags, *values, *files, *(f"s3://{name}/" for name in account.buckets)]


def run(desk: Desk, words: list[str], files: Mapping[str, str], sign: Callable[[Given], str]) -> Outcome:
    """Run what follows `aws s3`; the answers of its calls are in the outcome, those of a failure, too.

    `sign` makes a presigned URL.
    """
    try:
        if not words or words[0].startswith("-"):
            raise misused("the following arguments are required: subcommand")
        if words[0] not in options.COMMANDS:
            near = models.nearest(words[0], list(options.COMMANDS))
            listed = "\n".join(f"  * {choice}" for choice in near)
            maybe = f", maybe you meant:\n\n{listed}" if near else ". `aws s3 help` lists the choices."
            raise misused(f"argument subcommand: Invalid choice: '{words[0][:100]}'{maybe}")
        given = options.read(words[0], words[1:])
        if words[0] == "presign":
            return Outcome(stdout=line(sign(given)), files=files)
        outcome = _COMMANDS[words[0]](desk, given, files)
    except UsageError as error:
        outcome = Outcome(stderr=line(error.message), exit_code=error.exit_code, files=files)
    except RefusedError as refused:
        outcome = Outcome(stderr=f"\n{refused}\n", exit_code=SERVICE_ERROR, files=files)
    return replace(outcome, answers=tuple(desk.answers))
