"""The labels of a secret's versions, whatever is done with them."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.gateway import Answer, Call, handle
from tests.cloud.company import NOW, company

LABELS = ["AWSCURRENT", "AWSPREVIOUS", "MINE"]
STEPS = st.one_of(
    st.tuples(st.just("put"), st.lists(st.sampled_from(LABELS), min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("move"), st.sampled_from(LABELS), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("update")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=15))
def test_each_label_is_on_one_version_and_one_is_always_current(steps: list[Any]) -> None:
    lab = company()

    def call(operation: str, **more: Any) -> Answer:
        return handle(lab, Call("secretsmanager", operation, {"SecretId": "db", **more}), NOW)

    made = handle(lab, Call("secretsmanager", "CreateSecret", {"Name": "db", "SecretString": "first"}), NOW)
    assert made.error is None
    for number, step in enumerate(steps):
        (secret,) = lab.home.secrets.values()
        before = {label: one.id for one in secret.versions for label in one.stages}
        if step[0] == "put":
            answer = call("PutSecretValue", SecretString=str(number), VersionStages=step[1])
        elif step[0] == "update":
            answer = call("UpdateSecret", SecretString=str(number))
        else:
            _, label, to, away = step
            versions = secret.versions
            move = {"MoveToVersionId": versions[to % len(versions)].id}
            leave = {"RemoveFromVersionId": versions[away % len(versions)].id}
            answer = call("UpdateSecretVersionStage", VersionStage=label, **move, **(leave if away else {}))
        (secret,) = lab.home.secrets.values()
        labels = [label for one in secret.versions for label in one.stages]
        assert sorted(labels) == sorted(set(labels))
        assert "AWSCURRENT" in labels
        after = {label: one.id for one in secret.versions for label in one.stages}
        if answer.error is None and after["AWSCURRENT"] != before["AWSCURRENT"] and step[0] != "put":
            assert after["AWSPREVIOUS"] == before["AWSCURRENT"]
