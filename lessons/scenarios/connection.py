"""The way into a sandbox for real clients: an endpoint, and the key of one of its identities."""

import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from iamlab.cloud.call import Call
from iamlab.cloud.callers import ACTIVE
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.company import Company
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.models import Sandbox

REGION = "us-east-1"


@dataclass(frozen=True)
class Connection:
    """What a client has to know. `session_token` is None for a long-term key."""

    endpoint_url: str
    access_key_id: str
    secret_access_key: str
    session_token: str | None = None
    region: str = REGION

    def environment(self) -> dict[str, str]:
        """The variables that the AWS CLI, the SDKs and Terraform read, in the order in which people write them."""
        token = {"AWS_SESSION_TOKEN": self.session_token} if self.session_token else {}
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            **token,
            "AWS_DEFAULT_REGION": self.region,
        }

    def lines(self) -> str:
        """The variables as lines for a shell."""
        return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in self.environment().items())


def endpoint(address: str) -> str:
    """The endpoint URL of a lab at an address, or at the one that the settings give for it.

    Clients of Amazon S3 put a bucket before a name, but not before a number, and few machines know bucket.localhost.
    """
    found = urlsplit((settings.PUBLIC_URL or address).rstrip("/"))
    host = found.netloc.replace("localhost", "127.0.0.1") if found.hostname == "localhost" else found.netloc
    return f"{found.scheme}://{host}{found.path}/aws"


def connection(sandbox: Sandbox, identity: str, endpoint_url: str) -> Connection | None:
    """The connection of a user or a root user by their first active key; None where they have none."""
    company = Company.from_document(sandbox.company)
    found = company.find_identity(identity)
    for account, name, key in company.access_keys():
        if found and key.status == ACTIVE and (account.id, name) == (found[0].id, found[1]):
            return Connection(endpoint_url, key.id, key.secret)
    return None


def role_connection(sandbox: Sandbox, account_id: str, role: str, endpoint_url: str) -> Connection:
    """The connection of a new session of a role, which the sandbox's own terminal then has as its default profile.

    Raises SandboxBusyError.
    """
    given = sandboxes.start_session(sandbox, account_id, role)["Credentials"]
    return Connection(endpoint_url, given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


def make_key(sandbox: Sandbox, identity: str) -> None:
    """Give a user or a root user an access key: the account's root user makes it, which is an event of the trail.

    Raises ServiceError as IAM does (two keys are the most), and for an identity that is not there; SandboxBusyError.
    """
    found = Company.from_document(sandbox.company).find_identity(identity)
    if found is None:
        raise ServiceError("NoSuchEntity", f"There is no identity {identity[:200]} here.", 404)
    before, slash, name = identity.rpartition("/")
    parameters = {} if name == ROOT else {"UserName": name}
    answer = sandboxes.call(sandbox, Call("iam", "CreateAccessKey", parameters, identity=f"{before}{slash}{ROOT}"))
    if answer.error:
        raise answer.error
