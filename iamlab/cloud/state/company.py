"""The state of one sandbox: a company of accounts, and the time there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from iamlab.cloud import identifiers
from iamlab.cloud.state.account import ROOT, Account, with_own_dictionaries
from iamlab.cloud.state.iam import AccessKey
from iamlab.cloud.state.organization import Organization
from iamlab.cloud.state.s3 import Bucket
from iamlab.cloud.state.sessions import Session


@dataclass(slots=True)
class Company:
    """The accounts, by id; a learner starts at home. Without an organisation there is one account.

    `sessions` are the temporary credentials that were issued, by access key id. `seed` is what the sandbox's keys are
    made from, its own alone. `seconds_ahead` is how far the sandbox's clock was put forward.
    """

    accounts: dict[str, Account]
    home_id: str
    organization: Organization | None = None
    sessions: dict[str, Session] = field(default_factory=dict)
    seed: str = ""
    keys_issued: int = 0
    seconds_ahead: int = 0

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Company":
        """Read back what `to_document` wrote; raises pydantic's ValidationError (a ValueError) for anything else."""
        return _ADAPTER.validate_python(document)

    def to_document(self) -> dict[str, Any]:
        """Return the company as JSON-able values; dates are ISO 8601 text."""
        document: dict[str, Any] = _ADAPTER.dump_python(self, mode="json", exclude_defaults=True)
        return document

    @property
    def home(self) -> Account:
        """The account where a learner starts."""
        return self.accounts[self.home_id]

    def draft(self) -> "Company":
        """Return a copy that can be changed without changing this company."""
        made = with_own_dictionaries(self)
        made.accounts = {account_id: account.draft() for account_id, account in self.accounts.items()}
        made.organization = with_own_dictionaries(self.organization) if self.organization else None
        return made

    def adopt(self, draft: "Company") -> None:
        """Take over everything from a draft of this company."""
        self.accounts, self.organization, self.sessions = draft.accounts, draft.organization, draft.sessions
        self.keys_issued, self.seconds_ahead = draft.keys_issued, draft.seconds_ahead

    def now(self, real: datetime) -> datetime:
        """The sandbox's time at a moment of the real one."""
        return real + timedelta(seconds=self.seconds_ahead)

    def new_key(self, prefix: str = "AKIA") -> tuple[str, str]:
        """Return an access key id and its secret that this sandbox has not handed out before."""
        self.keys_issued += 1
        return (
            identifiers.access_key_id(prefix, self.seed, self.keys_issued),
            identifiers.secret_access_key(self.seed, self.keys_issued),
        )

    def access_keys(self) -> Iterator[tuple[Account, str, AccessKey]]:
        """Every long-term key with its account and its holder: a user's name, or "root"."""
        for account in self.accounts.values():
            yield from ((account, ROOT, key) for key in account.root.access_keys)
            for user in account.users.values():
                yield from ((account, user.name, key) for key in user.access_keys)

    def identities(self) -> list[str]:
        """Return the names that a terminal can act as: root first, then every user, of the account at home.

        Those of the other accounts follow, with the account's name before a slash, as in `production/root`.
        """
        others = sorted((one for one in self.accounts.values() if one is not self.home), key=lambda one: one.name)
        return [
            name if account is self.home else f"{account.name}/{name}"
            for account in (self.home, *others)
            for name in (ROOT, *sorted(account.users))
        ]

    def find_identity(self, name: str) -> tuple[Account, str] | None:
        """Return the account and the user's name (or "root") behind one of the `identities`; None for another."""
        before, slash, own = name.rpartition("/")
        account = self.home if not slash else self.account_named(before)
        return (account, own) if account and (own == ROOT or own in account.users) else None

    def account_named(self, name: str) -> Account | None:
        return next((account for account in self.accounts.values() if account.name == name), None)

    def bucket(self, name: str) -> tuple[Account, Bucket] | None:
        """Return a bucket with the account that owns it."""
        for account in self.accounts.values():
            if name in account.buckets:
                return account, account.buckets[name]
        return None

    def size(self) -> int:
        """Return how many characters it takes to keep all this."""
        return len(_ADAPTER.dump_json(self, exclude_defaults=True))


_ADAPTER: TypeAdapter[Company] = TypeAdapter(Company)
