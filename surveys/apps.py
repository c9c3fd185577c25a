from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "Survei"

    def ready(self):
        """Calendars of forms follow the sessions, which a lower app keeps."""
        from programs.actions import on_schedule_change  # noqa: PLC0415 - models first
        from surveys.actions.calendars import follow_schedule  # noqa: PLC0415

        on_schedule_change(follow_schedule)
