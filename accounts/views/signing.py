"""Signing in and out, and passwords."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import DEMO_PASSWORD, send_reset
from accounts.actions import set_password as store_password
from accounts.forms import ChangePasswordForm, NewPasswordForm, ResetForm, SignInForm
from accounts.models import User
from accounts.unsent import take_unsent
from organization.access import STAFF, allow, public
from trail.actions import record

BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None, request=request)
    if form.is_valid():
        login(request, form.user, BACKEND)
        request.session["started"] = int(time.time())
        record(actor=form.user, action="account.signed_in", target=form.user.username)
        waiting = request.session.get("unsent", {}).get("user") == form.user.pk
        return redirect("accounts:resume" if waiting else _next(request))
    if request.method == "POST" and form.is_bound:
        _note_refusal(request, form)
    context = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    return render(request, "accounts/sign_in.html", context | _demo())


def _demo():
    accounts = User.objects.demo().select_related("unit") if settings.DEMO_MODE else ()
    return {"demo_accounts": accounts, "demo_password": DEMO_PASSWORD}


def _next(request):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


def _note_refusal(request, form):
    """Record a wrong name or password once; what was typed may be a password, so only our names."""
    counted = getattr(request, "axes_failures_since_start", None)
    if counted is None:
        return
    name = form.cleaned_data.get("username", "")
    known = User.objects.active().filter(username=name).exists()
    locked = counted >= settings.AXES_FAILURE_LIMIT
    record(
        actor=None,
        action="account.locked_out" if locked else "account.sign_in_refused",
        target=name if known else "(nama tidak dikenal)",
    )


@require_POST
@allow(*STAFF)
def sign_out(request):
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("accounts:sign_in")


@require_safe
@allow(*STAFF)
def resume(request):
    """Offer back what was typed when the session had ended."""
    unsent = take_unsent(request)
    if unsent is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/resume.html", {"unsent": unsent, "reason": "session"})


@allow(*STAFF)
@sensitive_post_parameters()
def password(request):
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        store_password(user=request.user, password=form.cleaned_data["new"], actor=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(
            request, "Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah berakhir."
        )
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/password.html", {"form": form})


@public
def reset(request):
    form = ResetForm(request.POST or None)
    if form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        send_reset(email=form.cleaned_data["email"], site=site)
        return render(request, "accounts/reset_sent.html")
    return render(request, "accounts/reset.html", {"form": form})


@public
@never_cache
@sensitive_post_parameters()
def set_password(request, uid, token):
    user = _holder(uid, token)
    if user is None:
        return render(request, "accounts/link_dead.html", status=404)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        store_password(user=user, password=form.cleaned_data["new"])
        messages.success(request, "Kata sandi sudah disimpan. Silakan masuk.")
        return redirect("accounts:sign_in")
    return render(request, "accounts/set_password.html", {"form": form, "owner": user})


def _holder(uid, token):
    """Return the active account of a link that is unused and not expired."""
    try:
        pk = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    user = User.objects.active().filter(pk=pk).first() if 0 < pk < 2**63 else None
    return user if user and default_token_generator.check_token(user, token) else None
