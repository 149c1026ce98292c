"""The files of an account's workspace, edited in the page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from iamlab.cloud.cli import workspace
from iamlab.cloud.cli.usage import UsageError
from lessons.accounts import pages
from lessons.accounts.file_form import FileForm
from lessons.accounts.terminal_views import BUSY
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.scenarios import sandbox as sandboxes


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: LabRequest, scenario: str) -> HttpResponse:
    """The list of files and the editor of one; what is sent is saved."""
    pages.scenario_or_404(scenario)
    found = sandboxes.find(current(request), scenario)
    texts = dict(found.files) if found else {}
    name = request.GET.get("name", "")
    form = FileForm(initial={"name": name, "text": texts.get(name, "")})
    status = 200
    if request.method == "POST":
        form = FileForm(request.POST)
        if form.is_valid() and _save(request, scenario, form):
            messages.success(request, f"{form.saved_as} is saved.")
            return redirect(f"{request.path}?{urlencode({'name': form.saved_as})}")
        status = 422
    context: dict[str, Any] = {
        "trail": pages.way(scenario, "Files"),
        "slug": scenario,
        "files": workspace.visible(texts),
        "name": name if name in texts else "",
        "form": form,
    }
    return render(request, "accounts/files.html", context, status=status)


@require_POST
def delete(request: LabRequest, scenario: str) -> HttpResponse:
    """Remove one file."""
    pages.scenario_or_404(scenario)
    found, name = sandboxes.find(current(request), scenario), request.POST.get("name", "")
    if found and name in found.files:
        try:
            sandboxes.keep_files(found, lambda texts: {key: text for key, text in texts.items() if key != name})
            messages.success(request, f"{name} is removed.")
        except sandboxes.SandboxBusyError:
            messages.error(request, BUSY)
    return redirect("accounts:files", scenario)


def _save(request: LabRequest, scenario: str, form: FileForm) -> bool:
    """Keep the file; whether that went well. What did not is an error of the form, whose text stays."""
    sandbox = sandboxes.open_sandbox(current_or_new(request), scenario)
    name, text = form.cleaned_data["name"], form.cleaned_data["text"]
    try:
        sandboxes.keep_files(sandbox, lambda texts: workspace.write(texts, name, text))
    except UsageError as error:
        form.add_error("name", str(error.message).strip())
        return False
    except sandboxes.SandboxBusyError:
        form.add_error(None, BUSY)
        return False
    form.saved_as = workspace.plain(name)
    return True
