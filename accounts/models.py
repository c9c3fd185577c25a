"""Users: a role, the regions granted, a unit for a Kepala OPD, the employee behind it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.querysets import UserManager
from organization.access import Role
from organization.models import Employee, Region, Unit


class User(AbstractBaseUser):
    """A staff account. Respondents have none."""

    username = models.CharField("Nama pengguna", max_length=60, unique=True)
    name = models.CharField("Nama", max_length=120)
    email = models.EmailField("Surel", blank=True)
    role = models.CharField("Peran", max_length=13, choices=Role)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="users", verbose_name="Wilayah"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, verbose_name="Perangkat Daerah (Kepala OPD)"
    )
    employee = models.ForeignKey(
        Employee,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="Pegawai",
    )
    is_active = models.BooleanField("Aktif", default=True)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False
    )  # raised to end all sessions
    is_demo = models.BooleanField(default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def region_ids(self) -> list[int]:
        """Return the regions granted, read once a request."""
        return list(self.regions.order_by("pk").values_list("pk", flat=True))

    def get_session_auth_hash(self) -> str:
        """Bind sessions to password, role and epoch: changing any of them ends them all."""
        value = f"{self.password}{self.role}{self.session_epoch}"
        return salted_hmac("accounts.session", value, algorithm="sha256").hexdigest()
