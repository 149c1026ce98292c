"""The commands of the AWS CLI that are no single operation: `aws s3`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from iamlab.cloud import models
from iamlab.cloud.callers import authenticate
from iamlab.cloud.cli import credentials, endpoints, environment, global_options, s3, service_errors, signing
from iamlab.cloud.cli.global_options import GlobalOptions
from iamlab.cloud.cli.outcome import Outcome
from iamlab.cloud.cli.s3 import presign
from iamlab.cloud.cli.s3.desk import Desk
from iamlab.cloud.cli.s3.options import Given
from iamlab.cloud.cli.s3.presign import SigningKeys
from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.usage import CONFIGURATION_ERROR, SERVICE_ERROR, UsageError
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Call

_FIRST_CALL = "ListBuckets"  # what credentials are checked for, whatever the command calls


def run(
    session: TerminalSession, words: list[str], options: GlobalOptions, files: Mapping[str, str], piped: str | None
) -> Outcome:
    """Sign in and run what follows `aws s3`. The Region of the options is that of the environment or the profile.

    `piped` is what the command before printed, if there is one.
    """
    if words == ["help"] or words[1:] == ["help"]:
        return Outcome(stdout=s3.HELP, files=files)
    region = options.region or global_options.DEFAULT_REGION
    endpoints.check("s3", region)
    name = options.profile
    source = credentials.source_of(session.company, session.identity, name, files) if options.sign else None
    try:
        caller = signing.signed(session, source, "s3", files) if source else signing.anonymous(files)
    except signing.SignInError as refused:
        model = models.operation("sts" if refused.operation else "s3", refused.operation or _FIRST_CALL)
        text = f"\n{service_errors.sentence(model, refused.error)}\n"
        return Outcome(stderr=text, exit_code=SERVICE_ERROR, answers=refused.answers, files=files)
    desk = Desk(session.handle, caller.identity, caller.access_key, region, piped)

    def sign(given: Given) -> str:
        exported = environment.exported(files)
        endpoint = exported.get("AWS_ENDPOINT_URL_S3") or exported.get("AWS_ENDPOINT_URL", "")
        real = session.now - timedelta(seconds=session.company.seconds_ahead)
        return presign.presigned(given, _keys(session, caller), region, endpoint, real)

    outcome = s3.run(desk, words, caller.files, sign)
    return replace(outcome, answers=(*caller.answers, *outcome.answers))


def _keys(session: TerminalSession, caller: signing.Signed) -> SigningKeys:
    """Return the credentials that sign for a caller; of one of the lab's identities, the first key that works."""
    company = session.company
    try:
        who = authenticate(
            company, Call("s3", _FIRST_CALL, {}, caller.identity, access_key=caller.access_key), session.now
        )
    except ServiceError as error:
        raise UsageError(f"\n{error.message}", CONFIGURATION_ERROR) from None
    found = company.sessions.get(who.access_key_id)
    if found:
        return SigningKeys(found.access_key_id, found.secret, found.token)
    secret = next((key.secret for _, _, key in company.access_keys() if key.id == who.access_key_id), None)
    if secret is None:
        raise UsageError(
            "\nUnable to locate credentials. A URL is signed with an access key, and this identity has none:"
            " make one with `aws iam create-access-key`.",
            CONFIGURATION_ERROR,
        )
    return SigningKeys(who.access_key_id, secret)
