from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = "Program"

    def ready(self):
        """Cakupan counts people and their units, which a lower app keeps."""
        from organization.actions import on_people_change  # noqa: PLC0415 - models first
        from programs.actions import bump_data_version  # noqa: PLC0415

        on_people_change(bump_data_version)
