"""Where and when a line runs, and who typed it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from iamlab.cloud.cli.pipelines import MAX_COMMANDS
from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.past import Past
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company


@dataclass(slots=True)
class TerminalSession:
    """`identity` is whom the learner chose; `begun` the sandbox's time at which the line began to run."""

    company: Company
    identity: str
    begun: datetime
    past: Past
    _ahead: int = field(init=False)
    _commands_left: int = field(default=MAX_COMMANDS, init=False)

    def __post_init__(self) -> None:
        self._ahead = self.company.seconds_ahead

    @property
    def now(self) -> datetime:
        """The sandbox's time: the line itself may put the clock forward."""
        return self.begun + timedelta(seconds=self.company.seconds_ahead - self._ahead)

    @property
    def account(self) -> Account:
        """The account of whom the learner chose."""
        found = self.company.find_identity(self.identity)
        return found[0] if found else self.company.home

    def handle(self, call: Call) -> Answer:
        return handle(self.company, call, self.now, self.past)

    def count_command(self) -> None:
        """Raise UsageError when a line runs too many commands, those inside `$(...)` included."""
        self._commands_left -= 1
        if self._commands_left < 0:
            raise UsageError(f"This terminal runs {MAX_COMMANDS} commands at a time. Paste fewer.")
