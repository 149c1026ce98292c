"""`lab`: what only this lab has: the sandbox's clock, the codes of MFA devices, and tokens of identity providers."""

from iamlab.cloud import clock, totp
from iamlab.cloud.cli import lab_tokens
from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.spans import seconds
from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.text import time_text

HELP = """The lab's own commands. AWS has none of them.

  lab clock                     the time in your sandbox
  lab clock advance 91d         put the clock forward (s, m, h, d or w), so that keys grow old and sessions expire;
                                it never goes back: start the account over for that
  lab code SERIAL [next]        the code that a virtual MFA device shows now, or will show next
  lab token web-identity        a token as an OpenID Connect provider gives it to somebody:
      --provider URL_OR_ARN --subject WHO --audience CLIENT_ID
      [--expires 1h] [--amr METHOD] [--email ADDRESS] [--azp CLIENT_ID]
      [--tag KEY=VALUE] [--transitive KEY] [--source-identity NAME]
  lab token saml                an assertion as a SAML provider gives it to somebody, good for five minutes:
      --provider NAME_OR_ARN --role ROLE_ARN --subject WHO --session-name NAME
      [--duration SECONDS] [--tag KEY=VALUE] [--transitive KEY] [--source-identity NAME]
  lab help                      this page

A token is printed on one line. Keep it in a file or in a variable:

  lab token web-identity --provider token.actions.githubusercontent.com --subject repo:acme/app:ref:refs/heads/main \\
      --audience sts.amazonaws.com > token.jwt
  aws sts assume-role-with-web-identity --role-arn ARN --role-session-name deploy \\
      --web-identity-token file://token.jwt

A profile with mfa_serial needs a code: put it before the command, as in `LAB_MFA_CODE=123456 aws ...`,
or `LAB_MFA_CODE=$(lab code SERIAL) aws ...`.
"""


def run(session: TerminalSession, words: list[str]) -> str:
    """Return what a `lab` command prints; raises UsageError."""
    match words:
        case [] | ["help"]:
            return HELP
        case ["clock"]:
            return f"{time_text(session.now)}\n"
        case ["clock", "advance", *spans] if spans:
            _advance(session, spans)
            return f"It is {time_text(session.now)} now.\n"
        case ["code", serial] | ["code", serial, "next"]:
            return f"{_code(session, serial, following=len(words) > 2)}\n"
        case ["token", kind, *options] if kind in lab_tokens.KINDS:
            return lab_tokens.KINDS[kind](session, options) + "\n"
    raise UsageError(f"lab: {' '.join(words)[:100]}: there is no such command. `lab help` lists them.", 1)


def _code(session: TerminalSession, serial: str, following: bool) -> str:
    """What the learner's authenticator shows; every device of the sandbox is the learner's."""
    devices = {arn: one for account in session.company.accounts.values() for arn, one in account.mfa_devices.items()}
    device = devices.get(serial)
    if device is None:
        known = ", ".join(list(devices)[:10]) or "none; `aws iam create-virtual-mfa-device` makes one"
        raise UsageError(f"lab: there is no MFA device {serial[:100]}. There are: {known}.", 1)
    return totp.codes(device.seed, session.now)[following]


def _advance(session: TerminalSession, spans: list[str]) -> None:
    try:
        clock.advance(session.company, sum(map(seconds, spans)))
    except ValueError as error:
        raise UsageError(f"lab: {error}", 1) from None
