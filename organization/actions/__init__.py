"""Verbs of the organisation, one module per kind of thing."""

from organization.actions.following import on_people_change, people_changed
from organization.actions.naming import (
    GradeError,
    is_head_post,
    match_units,
    parse_grade,
    plain_name,
    post_kind,
    split_name,
)
from organization.actions.people import (
    Move,
    MoveError,
    NewPerson,
    add_employee,
    change_employee,
    end_placement,
    move,
    move_all,
    placement_for,
    register_employees,
)
from organization.actions.places import correct_region
from organization.actions.policies import LowerThreshold, set_policy
from organization.actions.superiors import placement_ids_on, placement_on, supervisors_on
from organization.actions.tenures import Tenure, longest_supervisors, tenures_between
from organization.actions.units import (
    UnitError,
    add_alias,
    close_unit,
    create_unit,
    merge_unit,
    remove_alias,
    save_unit,
)

__all__ = [
    "GradeError",
    "LowerThreshold",
    "Move",
    "MoveError",
    "NewPerson",
    "Tenure",
    "UnitError",
    "add_alias",
    "add_employee",
    "change_employee",
    "close_unit",
    "correct_region",
    "create_unit",
    "end_placement",
    "is_head_post",
    "longest_supervisors",
    "match_units",
    "merge_unit",
    "move",
    "move_all",
    "on_people_change",
    "parse_grade",
    "people_changed",
    "placement_for",
    "placement_ids_on",
    "placement_on",
    "plain_name",
    "post_kind",
    "register_employees",
    "remove_alias",
    "save_unit",
    "set_policy",
    "split_name",
    "supervisors_on",
    "tenures_between",
]
