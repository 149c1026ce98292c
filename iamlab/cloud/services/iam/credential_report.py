"""The report on everybody's credentials. AWS page: "Generate credential reports for your AWS account".

Times are in UTC, and a user has at most two keys and two certificates, so that the column about further ones never has
anything to say: AWS leaves it out then, and so does this.
"""

import csv
import io
from collections.abc import Mapping
from datetime import datetime, timedelta

from iamlab.cloud import identifiers, last_used, passwords
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.last_used import KeyUse
from iamlab.cloud.mfa import devices_of
from iamlab.cloud.services.iam.credential_holders import Holder
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.iam.root_password import root_password
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.iam import AccessKey, CredentialReport, SigningCertificate, User
from iamlab.cloud.text import time_text

_GOOD_FOR = timedelta(hours=4)
_GONE = 410
_SLOTS = 2
_ROOT = "<root_account>"
_NONE, _UNKNOWN, _UNSUPPORTED = "N/A", "no_information", "not_supported"
_KEY_COLUMNS = ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
_CERTIFICATE_COLUMNS = ("active", "last_rotated")
_COLUMNS = (
    "user",
    "arn",
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "password_next_rotation",
    "mfa_active",
    *(f"access_key_{slot}_{column}" for slot in (1, 2) for column in _KEY_COLUMNS),
    *(f"cert_{slot}_{column}" for slot in (1, 2) for column in _CERTIFICATE_COLUMNS),
)

Row = list[str]


def generate_credential_report(call: Invocation) -> Output:
    """A report that is less than four hours old stays the account's report."""
    held = call.account.credential_report
    if held and call.now < held.generated + _GOOD_FOR:
        return {"State": "COMPLETE"}
    rows = [list(_COLUMNS), *_rows(call)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    call.account.credential_report = CredentialReport(call.now, text.getvalue().removesuffix("\n"))
    why = "The existing report has expired" if held else "No report exists"
    return {"State": "STARTED", "Description": f"{why}. Starting a new report generation task"}


def get_credential_report(call: Invocation) -> Output:
    held = call.account.credential_report
    if held is None:
        raise ServiceError(
            "ReportNotPresent",
            "The credential report does not exist. To generate a credential report, use GenerateCredentialReport.",
            _GONE,
        )
    if call.now >= held.generated + _GOOD_FOR:
        raise ServiceError(
            "ReportExpired",
            "The most recent credential report has expired. To generate a new credential report, use"
            " GenerateCredentialReport.",
            _GONE,
        )
    return {"Content": held.content.encode(), "ReportFormat": "text/csv", "GeneratedTime": held.generated}


def _rows(call: Invocation) -> list[Row]:
    used = last_used.last_uses(call.past())
    users = sorted(call.account.users.values(), key=lambda user: user.name.lower())
    return [_root_row(call, used), *(_user_row(call, user, used) for user in users)]


def _root_row(call: Invocation, used: Mapping[str, KeyUse]) -> Row:
    account = call.account
    who = [_ROOT, identifiers.root_arn(account.id), time_text(account.created)]
    since = root_password(call.company, account)
    password = ["true", _UNKNOWN, time_text(since)] if since else ["false", _NONE, _NONE]
    return [
        *who,
        *password,
        _UNSUPPORTED,
        _flag(devices_of(account, None)),
        *_keys_and_certificates(account.root, used),
    ]


def _user_row(call: Invocation, user: User, used: Mapping[str, KeyUse]) -> Row:
    account, profile = call.account, user.login_profile
    who = [user.name, identifiers.iam_arn(account.id, "user", user.path, user.name), time_text(user.created)]
    password = ["false", _NONE, _NONE, _NONE]
    if profile:  # there is no console here, so that nobody has signed in
        due = _when(passwords.expires(profile, account.password_policy))
        password = ["true", _UNKNOWN, time_text(passwords.last_changed(profile)), due]
    return [*who, *password, _flag(devices_of(account, user)), *_keys_and_certificates(user, used)]


def _keys_and_certificates(holder: Holder, used: Mapping[str, KeyUse]) -> Row:
    keys = [_key(key, used) for key in holder.access_keys] + [["false", *[_NONE] * 4]] * _SLOTS
    certificates = [_certificate(one) for one in holder.signing_certificates] + [["false", _NONE]] * _SLOTS
    return [cell for cells in (*keys[:_SLOTS], *certificates[:_SLOTS]) for cell in cells]


def _key(key: AccessKey, uses: Mapping[str, KeyUse]) -> Row:
    used = uses.get(key.id) or (KeyUse(*key.used) if key.used else None)
    last = [time_text(used.at), used.region, used.service] if used else [_NONE] * 3
    return [_flag(key.status == "Active"), time_text(key.created), *last]


def _certificate(one: SigningCertificate) -> Row:
    return [_flag(one.status == "Active"), time_text(one.uploaded)]


def _flag(present: object) -> str:
    return "true" if present else "false"


def _when(moment: datetime | None) -> str:
    return time_text(moment) if moment else _NONE


OPERATIONS: Operations = {
    # AWS calls it reading, although it leaves a report behind.
    "GenerateCredentialReport": Operation(
        "iam:GenerateCredentialReport", everything, generate_credential_report, writes=True
    ),
    "GetCredentialReport": Operation("iam:GetCredentialReport", everything, get_credential_report),
}
