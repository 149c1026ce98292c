"""What the terminal says when a line never reaches the service."""

from dataclasses import dataclass

USAGE_ERROR = 252  # AWS page: "Command line return codes in the AWS CLI"
CONFIGURATION_ERROR = 253
SERVICE_ERROR = 254
GENERAL_ERROR = 255

SYNOPSIS = """usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
"""


@dataclass(eq=False)
class UsageError(Exception):
    """`message` goes to standard error; `exit_code` is the AWS CLI's."""

    message: str
    exit_code: int = USAGE_ERROR


def misused(message: str) -> UsageError:
    """Return the error of a wrong argument, led by the synopsis as the AWS CLI prints it."""
    return UsageError(f"\n{SYNOPSIS}\naws: error: {message}")


def bad_value(option: str, message: str) -> UsageError:
    return UsageError(f"\nError parsing parameter '{option}': {message}")
