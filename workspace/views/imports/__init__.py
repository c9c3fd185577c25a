"""Pages of importing: choose, match columns, check, confirm, undo."""

from workspace.views.imports.belonging import import_responses
from workspace.views.imports.checking import import_job, import_mapping
from workspace.views.imports.deciding import import_cancel, import_confirm, import_undo
from workspace.views.imports.files import import_failed, import_template, survey_template
from workspace.views.imports.starting import import_into, import_new, imports

__all__ = [
    "import_cancel",
    "import_confirm",
    "import_failed",
    "import_into",
    "import_job",
    "import_mapping",
    "import_new",
    "import_responses",
    "import_template",
    "import_undo",
    "imports",
    "survey_template",
]
