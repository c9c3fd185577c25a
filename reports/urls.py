"""Addresses of reports."""

from django.urls import path

from reports.views import comparison, programs, regions, themes, units

app_name = "reports"
urlpatterns = [
    path("dashboards/", regions.dashboards, name="dashboards"),
    path("dashboards/<str:code>/", regions.region, name="region"),
    path("dashboards/<str:code>/results.json", regions.region_json, name="region_json"),
    path("dashboards/<str:code>/results.csv", regions.region_csv, name="region_csv"),
    path("programs/<int:pk>/results/", programs.program, name="program"),
    path("programs/<int:pk>/results.json", programs.program_json, name="program_json"),
    path("programs/<int:pk>/results.csv", programs.program_csv, name="program_csv"),
    path("sessions/<int:pk>/results/", programs.session, name="session"),
    path("sessions/<int:pk>/results.json", programs.session_json, name="session_json"),
    path("sessions/<int:pk>/results.csv", programs.session_csv, name="session_csv"),
    path("units/<int:pk>/results/", units.unit, name="unit"),
    path("units/<int:pk>/results.json", units.unit_json, name="unit_json"),
    path("units/<int:pk>/results.csv", units.unit_csv, name="unit_csv"),
    path("surveys/<int:pk>/themes/", themes.comment_themes, name="comment_themes"),
    path("compare/", comparison.compare, name="compare"),
    path("compare.csv", comparison.compare_csv, name="compare_csv"),
    path("compare.json", comparison.compare_json, name="compare_json"),
]
