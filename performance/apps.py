from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "performance"
    verbose_name = "Kinerja"

    def ready(self):
        """Pairs follow attendance, which a lower app keeps."""
        from performance.actions import rebuild_sessions_touched  # noqa: PLC0415 - models first
        from programs.actions import on_attendance_change  # noqa: PLC0415

        on_attendance_change(rebuild_sessions_touched)
