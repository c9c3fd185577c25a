"""What every staff page shows around its content: the menu of the role, the demo banner."""

from django.conf import settings
from django.http import HttpRequest

from organization.access import Role

O, I, M, A, S, U = Role  # noqa: E741 - officer, interviewer, manager, analyst, administrator, auditor
MENU = (  # label, URL name, roles; higher apps are named by strings only
    ("Beranda", "workspace:home", {O, I, M, A, S, U}),
    ("Program", "programs:list", {O, M, A, S}),
    ("Pegawai", "organization:employees", {O}),
    ("Formulir", "surveys:list", {O}),
    ("Kinerja", "performance:list", {O}),
    ("Dasbor", "reports:dashboards", {O, M, A}),
    ("Bandingkan wilayah", "reports:compare", {O, M, A}),
    ("Impor", "workspace:imports", {O}),
    ("Pengguna", "accounts:users", {S, U}),
    ("Wilayah dan unit", "organization:regions", {S, U}),
    ("Ambang dan batas", "organization:policies", {S, U}),
    ("Jejak audit", "workspace:audit", {O, S, U}),
)


def chrome(request: HttpRequest) -> dict:
    """Return the menu for the signed-in role, and whether this is the demo."""
    user = getattr(request, "user", None)
    menu = []
    if user is not None and user.is_authenticated:
        menu = [(label, name) for label, name, roles in MENU if user.role in roles]
        if len(user.region_ids) < 2:
            menu = [item for item in menu if item[1] != "reports:compare"]
    return {"menu": menu, "demo_mode": settings.DEMO_MODE, "version": settings.VERSION}
