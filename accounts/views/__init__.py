"""Pages of accounts: signing in, the Admin's list, and what is shown when a form is refused."""

from accounts.views.failures import csrf_failure, locked_out
from accounts.views.people import user_active, user_create, user_edit, user_link, users
from accounts.views.signing import password, reset, resume, set_password, sign_in, sign_out

__all__ = [
    "csrf_failure",
    "locked_out",
    "password",
    "reset",
    "resume",
    "set_password",
    "sign_in",
    "sign_out",
    "user_active",
    "user_create",
    "user_edit",
    "user_link",
    "users",
]
