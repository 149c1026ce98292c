import pytest, time
pytestmark = pytest.mark.browser
def test_a(page):
    page.goto("/"); print(page.title())
    page.goto("/exercises/read-one-bucket/")
    page.get_by_role("button", name="Submit").click()
    page.locator(".counter").wait_for()
    print(page.locator("#results").inner_text())
def test_b(page, hand):
    hand.post("/lessons/why-iam/finish/")
    page.goto("/"); print(page.locator("header").inner_text())
