"""What must never happen to a survey, refused by the database itself on both engines.

Pseudonyms and authors only where the promise allows them; a promise does not change once the form
is open; a closed form never opens again; sent answers and the questions behind them do not change.
No trigger looks at DELETE: removing a region's demo data or an expired pseudonym is allowed.
"""

from django.db import migrations

FROZEN = (
    "promise", "by_unit_group", "questionnaire_id", "session_id", "audience",
    "min_group", "min_stratum", "min_raters", "min_commenters", "min_comments",
)


def keeps_promise(table, responses, promise):
    broken = f"""(SELECT s.promise FROM surveys_survey s JOIN {responses} r ON r.survey_id = s.id
                  WHERE r.id = NEW.response_id) <> '{promise}'"""
    return (f"{table}_only_where_{promise}", f"INSERT OR UPDATE ON {table}", broken)


GUARDS = [  # name, event and table, condition that is refused
    keeps_promise("surveys_pseudonym", "surveys_response", "confidential"),
    keeps_promise("surveys_closedpseudonym", "surveys_closedresponse", "confidential"),
    keeps_promise("surveys_authorship", "surveys_response", "named"),
    keeps_promise("surveys_closedauthorship", "surveys_closedresponse", "named"),
    (
        "surveys_promise_is_frozen",
        "UPDATE ON surveys_survey",
        "OLD.status <> 'draft' AND ("
        + " OR ".join(f"OLD.{column} <> NEW.{column}" for column in FROZEN)
        + ")",
    ),
    (
        "surveys_closed_stays_closed",
        "UPDATE ON surveys_survey",
        "(OLD.status IN ('closed', 'sealed') AND NEW.status IN ('draft', 'open'))"
        " OR (OLD.status = 'sealed' AND NEW.status = 'closed')"
        " OR (OLD.status = 'open' AND NEW.status = 'draft')",
    ),
    ("surveys_sent_stays_sent", "UPDATE ON surveys_invitation", "OLD.is_submitted AND NOT NEW.is_submitted"),
    ("surveys_answers_do_not_change", "UPDATE ON surveys_response", "OLD.id IS NOT NULL"),
    ("surveys_closed_answers_do_not_change", "UPDATE ON surveys_closedresponse", "OLD.id IS NOT NULL"),
    ("surveys_locked_stays_locked", "UPDATE ON surveys_questionnaire", "OLD.locked AND NOT NEW.locked"),
    (
        "surveys_locked_questions_do_not_change",
        "INSERT OR UPDATE ON surveys_question",
        "(SELECT q.locked FROM surveys_questionnaire q JOIN surveys_section s"
        " ON s.questionnaire_id = q.id WHERE s.id = NEW.section_id)",
    ),
]


def sqlite(name, event, condition):
    events, table = event.split(" ON ")
    for number, one in enumerate(events.split(" OR ")):
        yield (
            f"CREATE TRIGGER {name}_{number} BEFORE {one} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def postgresql(name, event, condition):
    table = event.split(" ON ")[1]
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    yield f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION {name}()"


def create(apps, schema_editor):
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for guard in GUARDS:
        for statement in dialect(*guard):
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    for name, event, _condition in GUARDS:
        events, table = event.split(" ON ")
        if schema_editor.connection.vendor == "sqlite":
            for number in range(len(events.split(" OR "))):
                schema_editor.execute(f"DROP TRIGGER {name}_{number}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_question_bank")]
    operations = [migrations.RunPython(create, drop)]
