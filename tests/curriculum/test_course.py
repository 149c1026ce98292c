"""The course in the repository: complete, in order, every link leads somewhere."""

import re
from pathlib import Path

import pytest
from django.test import Client

from iamlab.policy.checks import CODES
from lessons.curriculum.content import course, load_course
from lessons.curriculum.examples import Example, decide
from lessons.curriculum.links import read_on
from lessons.curriculum.yaml_files import CONTENT, ContentError
from lessons.exercises.format import PolicyExercise, load_exercise
from lessons.quiz.format import knowledge_check

LESSONS = sorted(course().lessons)


def test_the_lessons_come_in_order() -> None:
    lessons = [step.slug for step in course().steps if step.kind == "lesson"]
    assert lessons == [
        "why-iam",
        "policies",
        "how-a-request-is-decided",
        "conditions-and-variables",
        "who-may-come-in",
        "review-a-policy",
    ]


def test_a_lesson_teaches_what_each_finding_of_the_validator_is_about() -> None:
    assert {code.topic for code in CODES.values()} <= set(course().by_topic)


def test_every_step_has_one_before_and_one_after_it() -> None:
    steps = course().steps
    assert [course().after(step) for step in steps] == [*steps[1:], None]
    assert [course().before(step) for step in steps] == [None, *steps[:-1]]


@pytest.mark.parametrize("slug", LESSONS)
def test_the_live_examples_of_a_lesson_can_be_decided_as_they_stand(slug: str) -> None:
    examples = [part for part in course().lessons[slug].parts if isinstance(part, Example)]
    assert examples
    for example in examples:
        assert decide(example).problems == ()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", LESSONS)
def test_every_link_of_a_lesson_leads_somewhere(client: Client, slug: str) -> None:
    page = client.get(f"/lessons/{slug}/").content.decode()
    article = page[page.index("<article") : page.index("</article")]
    links = set(re.findall(r'href="(/[^"]*)"', article))
    assert links
    for link in links:
        address, _, anchor = link.partition("#")
        response = client.get(address)
        assert response.status_code == 200, link
        assert not anchor or f'id="{anchor}"' in response.content.decode(), link


def test_everything_that_names_a_lesson_to_read_on_names_one_that_exists() -> None:
    links = {link for question in knowledge_check().questions for link in question.read_on}
    for step in course().steps:
        if step.kind == "exercise":
            exercise = load_exercise(step.path)
            aims = (
                (*exercise.must_allow, *exercise.must_deny) if isinstance(exercise, PolicyExercise) else exercise.goals
            )
            links |= {aim.lesson for aim in aims if aim.lesson}
    for link in links:
        place = read_on(link)
        assert place is not None
        assert place.url.partition("#")[2] == link.partition("#")[2]


def test_the_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / "modules" / f"0{number}-part"
        folder.mkdir(parents=True)
        (folder / "lesson.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_course(tmp_path)
    assert len(caught.value.problems) == 2


def test_two_exercises_with_one_slug_are_refused(tmp_path: Path) -> None:
    lesson = (CONTENT / "modules" / "01-why-iam" / "lesson.md").read_text(encoding="utf-8")
    exercise = CONTENT / "modules" / "02-policies" / "exercises" / "read-one-bucket.yaml"
    for number in (1, 2):
        folder = tmp_path / "modules" / f"0{number}-part-{number}"
        (folder / "exercises").mkdir(parents=True)
        (folder / "lesson.md").write_text(lesson, encoding="utf-8")
        (folder / "exercises" / "same.yaml").write_text(exercise.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ContentError, match="'same' is taken"):
        load_course(tmp_path)
