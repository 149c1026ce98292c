"""Accounts: sign up, sign in, and keep the work done before."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from lessons.learners.claiming import claim
from lessons.learners.current import current
from lessons.learners.forms import SignInForm, SignUpForm


def sign_up(request: HttpRequest) -> HttpResponse:
    """A new account; what the session has done so far moves into it."""
    if request.user.is_authenticated:
        return redirect("curriculum:home")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        anonymous = current(request)
        user = form.save()
        claim(anonymous, user)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, "Your account is ready, and everything you did so far is in it.")
        return redirect(_next(request))
    status = 422 if request.method == "POST" else 200
    return render(request, "learners/sign_up.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


class SignIn(LoginView):
    """Django's login, which also brings along what the session did before."""

    template_name = "learners/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        claim(current(self.request), form.get_user())
        return super().form_valid(form)

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "curriculum:home"
