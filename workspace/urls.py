"""Addresses of workspace."""

from django.urls import path

from workspace.views import audit, health, home, imports, pages, places

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("programs/<int:pk>/", places.program, name="program"),
    path("sessions/<int:pk>/", places.session, name="session"),
    path("employees/<int:pk>/", places.employee, name="employee"),
    path("help/", pages.help_page, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/<str:kind>/", imports.import_new, name="import_new"),
    path("imports/responses/", imports.import_responses, name="import_responses"),
    path("imports/responses/<int:pk>/", imports.import_into, name="import_into"),
    path("imports/responses/<int:pk>.xlsx", imports.survey_template, name="survey_template"),
    path("imports/<int:pk>/", imports.import_job, name="import_job"),
    path("imports/<int:pk>/mapping/", imports.import_mapping, name="import_mapping"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/cancel/", imports.import_cancel, name="import_cancel"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/failed.xlsx", imports.import_failed, name="import_failed"),
    path("imports/templates/<str:kind>.xlsx", imports.import_template, name="import_template"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit_csv"),
    path("hidup", health.alive, name="alive"),
    path("siap", health.ready, name="ready"),
    path("csp", health.csp_report, name="csp_report"),
]
