"""What the page of a learner's accounts shows: one context for the page and its parts."""

from datetime import UTC, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from iamlab.cloud.state.company import Company
from lessons.accounts.authenticator import shown_devices
from lessons.accounts.clock_form import STEPS
from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.document_reviews import of_calls
from lessons.learners.models import Learner
from lessons.scenarios import history
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.format import Scenario
from lessons.scenarios.format import scenario as find_scenario
from lessons.scenarios.line_form import LineForm
from lessons.scenarios.models import Sandbox

SHOWN_ENTRIES = 50


def scenario_or_404(slug: str) -> Scenario:
    """The scenario of that name. Raises Http404."""
    try:
        return find_scenario(slug)
    except ContentError as error:
        raise Http404("There is no such account.") from error


def account(learner: Learner | None, slug: str, line: str = "", refusals: list[str] | None = None) -> dict[str, Any]:
    """The context of the whole page. `line` is a command to put back into the box, `refusals` say why."""
    scenario, found = scenario_or_404(slug), sandboxes.find(learner, slug)
    entries = history.latest(found, SHOWN_ENTRIES) if found else []
    identity = entries[-1].identity if entries else scenario.default_identity
    company = company_of(slug, found)
    return {
        "trail": way(slug),
        "slug": slug,
        "scenario": scenario,
        "sandbox": found,
        "entries": entries,
        "reviews": of_calls(entries[-1].calls) if entries else [],
        "refusals": refusals or [],
        "line_form": line_form(slug, company, identity, line),
        **tools(slug, company, dict(found.files) if found else {}),
    }


def tools(slug: str, company: Company, files: dict[str, str]) -> dict[str, Any]:
    """The context of what is beside the terminal."""
    now = company.now(datetime.now(UTC))
    return {
        "slug": slug,
        "now": now,
        "ahead": company.seconds_ahead,
        "steps": STEPS,
        "devices": shown_devices(company, now),
        "files": sorted(name for name in files if not name.startswith(".")),
        "identities": company.identities(),
    }


def way(slug: str, *titles: str) -> list[dict[str, str]]:
    """The way to a scenario's page, or to what is below it."""
    found = [
        {"title": "Accounts", "url": reverse("accounts:index")},
        {"title": scenario_or_404(slug).title, "url": reverse("accounts:account", args=[slug]) if titles else ""},
    ]
    return [*found, *({"title": title, "url": ""} for title in titles)]


def line_form(slug: str, company: Company, identity: str, line: str = "") -> LineForm:
    """The terminal's form, which offers the identities that there are now."""
    initial = {"identity": identity, "line": line}
    return LineForm(reverse("accounts:run", args=[slug]), company.identities(), initial=initial)


def company_of(slug: str, found: Sandbox | None) -> Company:
    """The company as it stands: the learner's own, or before the first change the scenario's."""
    return Company.from_document(found.company) if found else scenario_or_404(slug).build()
