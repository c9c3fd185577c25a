"""Addresses of accounts."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/sign-in/", views.sign_in, name="sign_in"),
    path("accounts/sign-out/", views.sign_out, name="sign_out"),
    path("accounts/password/", views.password, name="password"),
    path("accounts/resume/", views.resume, name="resume"),
    path("accounts/reset/", views.reset, name="reset"),
    path("accounts/set-password/<str:uid>/<str:token>/", views.set_password, name="set_password"),
    path("users/", views.users, name="users"),
    path("users/new/", views.user_create, name="user_create"),
    path("users/<int:pk>/", views.user_edit, name="user_edit"),
    path("users/<int:pk>/link/", views.user_link, name="user_link"),
    path("users/<int:pk>/active/", views.user_active, name="user_active"),
]
