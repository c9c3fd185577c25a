"""Addresses of organization."""

from django.urls import path

from organization import views

app_name = "organization"
urlpatterns = [
    path("employees/", views.employees, name="employees"),
    path("employees/new/", views.employee_create, name="employee_create"),
    path("employees/find/", views.employee_find, name="employee_find"),
    path("employees/<int:pk>/move/", views.employee_move, name="employee_move"),
    path("employees/<int:pk>/edit/", views.employee_edit, name="employee_edit"),
    path("employees/<int:pk>/nip/", views.employee_nip, name="employee_nip"),
    path("regions/", views.regions, name="regions"),
    path("regions/<int:pk>/", views.region_edit, name="region_edit"),
    path("units/", views.units, name="units"),
    path("units/new/", views.unit_create, name="unit_create"),
    path("units/<int:pk>/", views.unit_edit, name="unit_edit"),
    path("units/<int:pk>/close/", views.unit_close, name="unit_close"),
    path("units/<int:pk>/merge/", views.unit_merge, name="unit_merge"),
    path("policies/", views.policies, name="policies"),
    path("policies/<str:key>/", views.policy_edit, name="policy_edit"),
]
