"""The pages for requests that cannot be served: what happened, why, what to do. A learner's text survives them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

# The fields that hold a learner's own words. Anything else (passwords above all) is never shown again.
KEPT_FIELDS = {
    "answer": "Your policy",
    "line": "Your command",
    "own_words": "Your own words",
    "policy": "Your policy",
    "action": "Action",
    "resource": "Resource",
    "principal": "Principal",
    "context": "Context",
}
# Fields that say what the text belongs to, by the start of their names; sent along again unseen.
CARRIED_FIELDS = ("ticket", "identity", "choice", "lesson", "example", "policy_type", "resource_", "patterns")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one too old: 403, with the text in a fresh form."""
    form = _KeptForm(request)
    response = render(request, "403_csrf.html", {"form": form, "reason": reason}, status=403)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"] = "body"  # a whole page: the part that htmx asked for has no room for it
    return response


class _KeptForm(forms.Form):
    """What a refused form carried, ready to be sent to the same address again."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(use_required_attribute=False)
        for name, values in request.POST.lists():
            if name in KEPT_FIELDS:
                area = forms.Textarea(attrs={"class": "code-text", "rows": 12, "spellcheck": "false"})
                self.fields[name] = forms.CharField(label=KEPT_FIELDS[name], initial=values[-1], widget=area)
            elif name.startswith(CARRIED_FIELDS):
                self.fields[name] = forms.MultipleChoiceField(initial=values, widget=forms.MultipleHiddenInput)
        self.helper = FormHelper()
        self.helper.form_action = request.get_full_path()
        if any(name in KEPT_FIELDS for name in self.fields):
            self.helper.add_input(Submit("", "Send again"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors and no database: whatever broke may be one of them.
    return HttpResponse(loader.get_template("500.html").render(), status=500)
