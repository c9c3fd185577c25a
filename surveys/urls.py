"""Addresses of surveys."""

from django.urls import path

from surveys.views import (
    answering,
    calendars,
    chatting,
    comments,
    cover,
    drawing,
    mailing,
    plans,
    questionnaire_files,
    questionnaires,
    sharing,
    waves,
)

app_name = "surveys"
urlpatterns = [
    path("i/<str:token>", cover.cover, name="cover"),  # respondents first, see evaluasi.urls
    path("kode", cover.code, name="code"),
    path("isi/<int:page>", answering.answer, name="answer"),
    path("isi/periksa", answering.review, name="review"),
    path("selesai", cover.thanks, name="thanks"),
    path("surveys/", waves.index, name="list"),
    path("surveys/<int:pk>/", waves.detail, name="detail"),
    path("sessions/<int:pk>/surveys/new/", waves.open_form, name="open"),
    path("programs/<int:pk>/plan/", plans.plan, name="plan"),
    path("programs/<int:pk>/plan/new/", plans.line_create, name="line_create"),
    path("programs/<int:pk>/plan/preset/", plans.take_preset, name="take_preset"),
    path("plan-lines/<int:pk>/edit/", plans.line_edit, name="line_edit"),
    path("plan-lines/<int:pk>/remove/", plans.line_remove, name="line_remove"),
    path("sessions/<int:pk>/calendar/", calendars.calendar, name="calendar"),
    path("sessions/<int:pk>/calendar/adopt/", calendars.adopt, name="adopt"),
    path("planned/<int:pk>/shift/", calendars.shift, name="shift"),
    path("planned/<int:pk>/skip/", calendars.skip, name="skip"),
    path("planned/<int:pk>/resume/", calendars.resume, name="resume"),
    path("planned/<int:pk>/open/", calendars.open_now, name="open_now"),
    path("surveys/<int:pk>/close/", waves.close, name="close"),
    path("surveys/<int:pk>/extend/", waves.extend, name="extend"),
    path("surveys/<int:pk>/round/", waves.new_round, name="new_round"),
    path("surveys/<int:pk>/invite/", waves.invite, name="invite"),
    path("surveys/<int:pk>/mail/", mailing.mail, name="mail"),
    path("surveys/<int:pk>/whatsapp/", chatting.whatsapp, name="whatsapp"),
    path("surveys/<int:pk>/invitations/", sharing.invitations, name="invitations"),
    path("surveys/<int:pk>/codes/", drawing.codes, name="codes"),
    path("surveys/<int:pk>/codes/slips/", drawing.code_slips, name="code_slips"),
    path("surveys/<int:pk>/slips/", sharing.slips, name="slips"),
    path("surveys/<int:pk>/links.csv", sharing.links_csv, name="links_csv"),
    path("invitations/<int:pk>/reissue/", sharing.reissue, name="reissue"),
    path("invitations/<int:pk>/revoke/", sharing.revoke, name="revoke"),
    path("surveys/<int:pk>/comments/", comments.comments, name="comments"),
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/import/", questionnaire_files.import_file, name="questionnaire_import"),
    path(
        "questionnaires/import/confirm/",
        questionnaire_files.import_confirm,
        name="questionnaire_import_confirm",
    ),
    path(
        "questionnaires/template.xlsx", questionnaire_files.template, name="questionnaire_template"
    ),
    path("questionnaires/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path(
        "questionnaires/<int:pk>/xlsform.xlsx",
        questionnaire_files.as_xlsform,
        name="questionnaire_xlsform_file",
    ),
    path(
        "questionnaires/<int:pk>/layout.xlsx",
        questionnaire_files.as_layout,
        name="questionnaire_layout_file",
    ),
]
