"""The knowledge check. It needs no account: a sitting belongs to the session's learner."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lessons.curriculum.links import all_read_on
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.quiz.format import Question, knowledge_check
from lessons.quiz.forms import QuestionForm
from lessons.quiz.marking import mark, shown_policies
from lessons.quiz.models import Answer
from lessons.quiz.sittings import Score, answer, current_sitting, score_of, start


@require_http_methods(["GET", "HEAD", "POST"])
def start_page(request: LabRequest) -> HttpResponse:
    """What awaits the learner; POST starts a new sitting."""
    if request.method == "POST":
        start(current_or_new(request))
        return redirect("quiz:question", 1)
    score = score_of(current_sitting(current(request)))
    return render(request, "quiz/start.html", {"quiz": knowledge_check(), "score": score})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: LabRequest, number: int) -> HttpResponse:
    """One question; POST answers it, and from then on the page shows the marks."""
    found = knowledge_check().question(number)
    if found is None:
        raise Http404("The knowledge check has no such question.")
    if request.method == "POST":
        return _answer(request, found)
    score = score_of(current_sitting(current(request)))
    return _page(request, found, score, QuestionForm(found))


@require_GET
def score_page(request: LabRequest) -> HttpResponse:
    score = score_of(current_sitting(current(request)))
    if not score.answered:
        return redirect("quiz:start")
    return render(
        request,
        "quiz/score.html",
        {"quiz": knowledge_check(), "score": score, "read_on": all_read_on(score.read_on)},
    )


def _answer(request: LabRequest, found: Question) -> HttpResponse:
    form = QuestionForm(found, request.POST)
    if not form.is_valid():
        score = score_of(current_sitting(current(request)))
        return _page(request, found, score, form, status=422)
    learner = current_or_new(request)
    sitting = current_sitting(learner) or start(learner)
    answer(sitting, found, form.choice(), form.cleaned_data["own_words"])
    if request.htmx:
        return _page(request, found, score_of(sitting), form)
    return redirect("quiz:question", found.number)


def _page(request: LabRequest, found: Question, score: Score, form: QuestionForm, status: int = 200) -> HttpResponse:
    given: Answer | None = score.lines[found.number - 1].answer
    context = {
        "quiz": knowledge_check(),
        "question": found,
        "score": score,
        "form": form,
        "given": given,
        "mark": mark(found.number, given.choice) if given else None,
        "policies": shown_policies(found),
        "read_on": all_read_on(found.read_on),
        "next_number": found.number + 1 if knowledge_check().question(found.number + 1) else None,
    }
    template = "quiz/question_body.html" if request.htmx else "quiz/question.html"
    return render(request, template, context, status=status)
