"""Every kind of page, in every state that looks different: the name, and how a visitor comes to see it.

Each function gets the page and the visitor's `hand` (a client that works without the browser) and leaves the page open.
"""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page

from lessons.exercises.models import Submission
from lessons.learners.models import Learner
from lessons.quiz.format import ChoiceTask, knowledge_check
from lessons.teaching.sign_in import instructor_link
from tests.browser.workbench import write
from tests.exercises.answers import BUCKET_ONLY, RIGHT, SLUG
from tests.exercises.forms import submit

POLICY = f"/exercises/{SLUG}/"
TERMINAL = "/exercises/give-jane-an-identity/"
ACCOUNT = "/accounts/first-team/"
TRAIL = f"{ACCOUNT}trail/"
LESSONS = ("policies", "how-a-request-is-decided")  # and the first one below, with an example decided
State = Callable[[Page, Client], None]


def _at(address: str) -> State:
    def state(page: Page, hand: Client) -> None:
        page.goto(address)

    return state


def _handed_in(answer: str) -> State:
    def state(page: Page, hand: Client) -> None:
        submit(hand, SLUG, answer)
        page.goto(POLICY)
        page.locator("#results .results").wait_for()
        for folded in (".counter .why", ".probe >> nth=0", ".hints details >> nth=0"):
            if page.locator(folded).count():
                page.locator(folded).locator("> summary").click()

    return state


def _refused(page: Page, hand: Client) -> None:
    page.goto(POLICY)
    write(page, " ")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Not submitted yet").wait_for()


def _draft(page: Page, hand: Client) -> None:
    page.goto(POLICY)
    page.evaluate(f"localStorage.setItem('draft:exercise:{SLUG}', '{{')")
    page.reload()
    page.get_by_role("button", name="Restore my draft").wait_for()


def _completion(page: Page, hand: Client) -> None:
    page.goto(POLICY)
    write(page, '{"Action": "s3:GetObj"}')
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("e")
    page.locator(".ace_autocomplete .ace_line").first.wait_for()


def _playground(example: str) -> State:
    def state(page: Page, hand: Client) -> None:
        page.goto(f"/playground/?example={example}")
        page.locator(".trace").wait_for()
        for why in page.locator(".finding-why > summary").all()[:1]:
            why.click()
        page.locator("#expansion summary").click()

    return state


def _mended(page: Page, hand: Client) -> None:
    page.goto("/playground/?example=bucket-and-objects")
    page.wait_for_load_state()
    page.get_by_role("button", name="Fix").first.click()
    page.get_by_role("button", name="Undo").wait_for()


def _decided_example(page: Page, hand: Client) -> None:
    page.goto("/lessons/why-iam/")
    example = page.locator("#try-nobody-said-yes")
    example.get_by_role("button", name="Decide").click()
    example.locator(".trace").wait_for()


def _undecided_example(page: Page, hand: Client) -> None:
    page.goto("/lessons/why-iam/")
    example = page.locator("#try-nobody-said-yes")
    example.get_by_label("Policy").fill('{"Version": [}')
    example.get_by_role("button", name="Decide").click()
    example.locator(".problems").wait_for()


def _calls(hand: Client) -> None:
    for identity, line in (
        ("my-admin", "aws sts get-caller-identity"),
        ("my-admin", "aws iam create-user --user-name jane.doe"),
        ("jane.doe", "aws iam create-user --user-name mallory"),
        ("my-admin", "aws iam creat-user"),
    ):
        hand.post(f"{TERMINAL}run/", {"identity": identity, "line": line})


def _terminal_with_entries(page: Page, hand: Client) -> None:
    _calls(hand)
    page.goto(TERMINAL)
    page.locator(".entry.refused .why > summary").click()


def _refused_line(page: Page, hand: Client) -> None:
    page.goto(TERMINAL)
    page.locator("#line").fill(" ")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("Type a command").wait_for()


def _graded_account(page: Page, hand: Client) -> None:
    _terminal_with_entries(page, hand)
    page.get_by_role("button", name="Hand in this account").click()
    page.locator("#results .counter").wait_for()


def _used_account(page: Page, hand: Client) -> None:
    for line in (
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone"
        " --bootstrap-method Base32StringSeed --outfile seed",
        "aws iam list-users --profile my-admin",
    ):
        hand.post(f"{ACCOUNT}run/", {"identity": "my-admin", "line": line})
    hand.post(f"{ACCOUNT}clock/", {"seconds": 86_400})
    page.goto(ACCOUNT)
    for folded in ("Put the clock forward", "Start over", "Why?"):
        page.locator("summary", has_text=folded).first.click()


def _file(page: Page, hand: Client) -> None:
    hand.post(f"{ACCOUNT}files/", {"name": "policy.json", "text": "{}"})
    page.goto(f"{ACCOUNT}files/?name=policy.json")


def _refused_file(page: Page, hand: Client) -> None:
    page.goto(f"{ACCOUNT}files/")
    page.get_by_label("File name").fill("../policy.json")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("cannot be a file name here").wait_for()


def _connected(page: Page, hand: Client) -> None:
    hand.post(f"{ACCOUNT}connection/", {"identity": "my-admin"})
    page.goto(f"{ACCOUNT}connection/")


def _trail(query: str = "") -> State:
    def state(page: Page, hand: Client) -> None:
        _calls(hand)
        page.goto(f"{TRAIL}{query}")
        for event in page.locator(".event > summary").all()[:2]:
            event.click()
            event.locator("xpath=..").locator(".trace").wait_for()

    return state


def _event(page: Page, hand: Client) -> None:
    _calls(hand)
    page.goto(TRAIL)
    page.locator(".event > summary").first.click()
    page.get_by_role("link", name="This event on a page of its own").click()
    page.get_by_role("heading", name="CreateUser", level=1).wait_for()


def _question(kind: str) -> State:
    return _at(f"/quiz/{_number(kind)}/")


def _unanswered(page: Page, hand: Client) -> None:
    page.goto(f"/quiz/{_number('several')}/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("Choose an answer first").wait_for()


def _marked(kind: str) -> State:
    def state(page: Page, hand: Client) -> None:
        _answer(hand, _number(kind))
        page.goto(f"/quiz/{_number(kind)}/")
        for why in page.locator(".why > summary").all()[:1]:
            why.click()

    return state


def _score(page: Page, hand: Client) -> None:
    for question in knowledge_check().questions[:7]:
        _answer(hand, question.number)
    page.goto("/quiz/score/")


def _sign_up_with_errors(page: Page, hand: Client) -> None:
    page.goto("/sign-up/")
    page.get_by_label("Name").fill("a name")
    page.get_by_label("Password", exact=True).fill("1234")
    page.get_by_label("Password again").fill("4321")
    page.get_by_role("button", name="Create account").click()
    page.locator("[aria-invalid=true]").first.wait_for()


def _sign_in_with_errors(page: Page, hand: Client) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").first.wait_for()


def _course_begun(page: Page, hand: Client) -> None:
    hand.post("/lessons/why-iam/finish/")
    page.goto("/")


def _instructor(page: Page, hand: Client) -> None:
    address = instructor_link("")
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Who has done what").wait_for()


def _class() -> Learner:
    """A class of three: an account, a visitor, and somebody who has handed in."""
    for name in ("ada", ""):
        Learner.objects.create(user=User.objects.create_user(name) if name else None)
    worker = Client()
    submit(worker, SLUG, BUCKET_ONLY)
    submit(worker, SLUG, RIGHT)
    return Submission.objects.latest("handed_in_at").learner


def _overview(page: Page, hand: Client) -> None:
    _class()
    _instructor(page, hand)


def _learner(page: Page, hand: Client) -> None:
    learner = _class()
    _instructor(page, hand)
    page.goto(f"/teaching/learners/{learner.pk}/")


def _enter(page: Page, hand: Client) -> None:
    page.goto(instructor_link(""))


def _forbidden(page: Page, hand: Client) -> None:
    page.goto("/sign-up/")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password", exact=True).fill("analytical engine no 1")
    page.get_by_label("Password again").fill("analytical engine no 1")
    page.get_by_role("button", name="Create account").click()
    page.get_by_text("Your account is ready").wait_for()
    page.goto("/teaching/")


def _untrusted_form(page: Page, hand: Client) -> None:
    page.goto(POLICY)
    page.context.clear_cookies(name="csrftoken")
    page.evaluate("document.querySelector('#id_answer').form.submit()")  # as a browser without htmx sends it
    page.get_by_role("button", name="Send again").wait_for()


def _shortcuts(page: Page, hand: Client) -> None:
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def _number(kind: str) -> int:
    return next(question.number for question in knowledge_check().questions if question.task.kind == kind)


def _answer(hand: Client, number: int) -> None:
    """Answers a question, mostly wrong."""
    task = knowledge_check().questions[number - 1].task
    if isinstance(task, ChoiceTask):
        choices = {"choice": task.options[0].id}
    else:
        choices = {f"choice-{request.id}": "allowed" for request in task.requests}
    hand.post(f"/quiz/{number}/", choices | {"own_words": "As I see it."})


STATES: dict[str, State] = {
    "home": _at("/"),
    "home, begun": _course_begun,
    "shortcuts": _shortcuts,
    "glossary": _at("/glossary/"),
    **{f"lesson {slug}": _at(f"/lessons/{slug}/") for slug in LESSONS},
    "lesson with a decided example": _decided_example,
    "lesson with an example that is no policy": _undecided_example,
    "policy exercise": _at(POLICY),
    "policy exercise, wrong": _handed_in(BUCKET_ONLY),
    "policy exercise, passed": _handed_in(RIGHT),
    "policy exercise, not JSON": _handed_in('{\n  "Statement": [}'),
    "policy exercise, refused": _refused,
    "policy exercise, with a draft": _draft,
    "policy exercise, completing": _completion,
    "playground": _at("/playground/"),
    "playground, clean": _playground("clean"),
    "playground, dangerous": _playground("dangerous"),
    "playground, mended": _mended,
    "playground, refused": _at(
        "/playground/?policy_type=resource&policy=%7B&action=s3&resource=x&patterns=s3:Gett*%0Ax"
    ),
    "terminal": _at(TERMINAL),
    "terminal with entries and a trace": _terminal_with_entries,
    "terminal, refused": _refused_line,
    "terminal, graded": _graded_account,
    "accounts": _at("/accounts/"),
    "account": _at(ACCOUNT),
    "account, used": _used_account,
    "account, a file": _file,
    "account, a file refused": _refused_file,
    "account, no key yet": _at(f"{ACCOUNT}connection/"),
    "account, connected": _connected,
    "trail": _trail(),
    "trail, nothing found": _trail("?text=nowhere&refused=on"),
    "trail, text refused": _trail(f"?text={'x' * 201}"),
    "trail, nothing yet": _at(TRAIL),
    "event": _event,
    "quiz": _at("/quiz/"),
    "question, choice": _question("choice"),
    "question, several": _question("several"),
    "question, decision": _question("decision"),
    "question without an answer": _unanswered,
    "marked, choice": _marked("choice"),
    "marked, several": _marked("several"),
    "marked, decision": _marked("decision"),
    "score": _score,
    "sign-up": _at("/sign-up/"),
    "sign-up with errors": _sign_up_with_errors,
    "sign-in": _at("/sign-in/"),
    "sign-in with errors": _sign_in_with_errors,
    "teaching, nobody": _instructor,
    "teaching": _overview,
    "a learner": _learner,
    "sign-in link": _enter,
    "used sign-in link": _at("/teaching/enter/used/"),
    "404": _at("/nowhere/"),
    "403": _forbidden,
    "403, form": _untrusted_form,
}
