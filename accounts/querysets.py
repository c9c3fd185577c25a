"""Questions about users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from organization.access import Role

if TYPE_CHECKING:
    from accounts.models import User


class UserQuerySet(models.QuerySet["User"]):
    """Only the Admin and the Auditor may list accounts."""

    def visible_to(self, user: Any) -> UserQuerySet:
        """Return all accounts for the Admin and the Auditor, none for anybody else."""
        if user.is_authenticated and user.role in {Role.ADMINISTRATOR, Role.AUDITOR}:
            return self.all()
        return self.none()

    def active(self) -> UserQuerySet:
        """Return the accounts that may sign in."""
        return self.filter(is_active=True)

    def with_username(self, username: str) -> UserQuerySet:
        """Return the account of this name."""
        return self.filter(username=username)

    def demo(self) -> UserQuerySet:
        """Return the accounts of the demo, in the order of their roles."""
        return self.active().filter(is_demo=True).order_by("role", "name")

    def narrowed(self, chosen: dict[str, Any]) -> UserQuerySet:
        """Return what the filters of the list leave."""
        found = self
        if chosen.get("q"):
            found = found.filter(
                Q(name__icontains=chosen["q"]) | Q(username__icontains=chosen["q"])
            )
        if chosen.get("role"):
            found = found.filter(role=chosen["role"])
        if chosen.get("state"):
            found = found.filter(is_active=chosen["state"] == "active")
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates accounts with a hashed password, or without a usable one."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create an account; without a password it can only be opened by the one-time link."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user
