"""The picture in the README: a wrong policy, the request that proves it, and how that request is decided.

UPDATE_SCREENSHOTS=1 writes it anew; without, the page is only shown to be there to be taken.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workbench import write

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parent / "screenshots" / "workbench.png"
STAR_WITHOUT_A_SLASH = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ListAndRead",
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": "arn:aws:s3:::reports*"
    }
  ]
}"""


def test_the_workbench_with_a_counterexample(page: Page, tmp_path: Path) -> None:
    page.goto("/exercises/read-one-bucket/")
    write(page, STAR_WITHOUT_A_SLASH)
    expect(page.locator(".findings-summary")).to_contain_text("A valid policy")
    page.get_by_role("button", name="Submit").click()
    counterexample = page.locator("#results .counter")
    counterexample.locator(".why > summary").click()
    expect(counterexample.locator(".ladder")).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")

    picture = PICTURE if os.environ.get("UPDATE_SCREENSHOTS") else tmp_path / "workbench.png"
    page.screenshot(path=picture)
    width, height = (int.from_bytes(picture.read_bytes()[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (1440, 900)
