"""The catalogue of indicators: what it must hold, and what it says of an entry that is wrong."""

import pytest

from pipelines.figures.indicators import catalogue
from pipelines.figures.indicators.catalogue import CatalogueError, cue, parse

#: Rows, annotations and readers refer to these: they may be joined by others, never renamed, moved or removed.
FOREVER = {
    "inspection": """
        inspections_launched inspections_completed inspections_carried_over inspections_administrative
        inspections_specialised inspections_responsibility inspection_conclusions_issued
        inspection_plan_completion_rate entities_inspected entities_in_violation violations_amount
        violations_land_area recovery_recommended_amount recovered_amount recovery_rate other_handling_amount
        returned_to_individuals_amount admin_fine_decisions admin_fined_entities admin_fines_amount
        admin_fines_collected_amount discipline_collectives discipline_individuals referred_cases
        referred_persons followup_conclusions_checked followup_conclusions_implemented
    """,
    "citizen_reception": """
        citizens_received_turns citizens_received_persons citizens_received_regular_turns
        citizens_received_leader_turns citizen_groups_received reception_cases reception_sessions dialogues_held
    """,
    "complaints_denunciations": """
        petitions_received petitions_eligible petitions_complaints petitions_denunciations petitions_feedback
        petitions_within_authority petitions_outside_authority petitions_transferred petitions_archived
        petitions_resolved petitions_resolution_rate petitions_pending petitions_pending_rate cases_kntc
        cases_resolved cases_resolution_rate complex_cases_reviewed findings_outcome kntc_recovered_amount
        kntc_restored_amount kntc_restored_persons
    """,
    "anti_corruption": """
        anticorruption_inspections_launched anticorruption_inspections_completed asset_declaration_units
        asset_declarants asset_declaration_rate asset_declarations_published asset_declarations_verified
        job_rotations corruption_cases corruption_persons corruption_damage_amount corruption_recovered_amount
        heads_held_responsible anticorruption_trainings
    """,
    "administrative_reform": """
        directive_documents_issued par_plan_tasks_completed par_plan_completion_rate par_plan_content_areas
        par_checks par_index_score sipas_score papi_score pci_score ddci_score index_rank dti_score
        assigned_tasks assigned_tasks_completed assigned_tasks_on_time assigned_tasks_overdue
        assigned_tasks_in_progress
    """,
    "public_services": """
        procedures_four_on_spot procedures_four_on_spot_rate procedures_total procedures_at_one_stop
        procedures_simplified one_stop_units dossiers_received dossiers_resolved dossiers_on_time
        dossiers_on_time_rate dossiers_overdue dossiers_in_progress dossiers_online dossiers_online_rate
        dossiers_level3 dossiers_level4 dossiers_postal online_services_total online_payment_rate
        dossiers_digitised_rate satisfaction_rate service_766_score feedback_received feedback_resolved
        app_accounts contest_participants
    """,
    "budget": """
        budget_revenue budget_revenue_plan_rate public_investment_plan public_investment_disbursed
        public_investment_disbursement_rate
    """,
    "commendation": """
        commended_collectives commended_individuals
    """,
}

ENTRY = """
domain: {vi: Thanh tra, en: Inspection}
indicators:
  inspections_launched:
    vi: Số cuộc thanh tra
    en: Inspections
    means: Số cuộc thanh tra đã tiến hành.
    means_en: Inspections carried out.
    kinds: count; ratio
    units: cuộc
    cues: tiến hành _ cuộc; thanh tra & cuộc|đoàn
"""


@pytest.mark.parametrize("domain", FOREVER)
def test_no_indicator_was_renamed_or_removed(domain: str) -> None:
    found = {name for name, one in catalogue.load().indicators.items() if one.domain == domain}

    assert set(FOREVER[domain].split()) <= found


def test_every_indicator_can_be_told_by_words_or_by_the_figure_before() -> None:
    mute = [one.id for one in catalogue.load().indicators.values() if not (one.cues or one.rate_of or one.follows)]

    assert not mute


def test_no_two_indicators_have_the_same_name() -> None:
    names = [one.vi for one in catalogue.load().indicators.values()]

    assert len(set(names)) == len(names)


def test_a_cue_says_where_the_figure_stands_and_what_else_must_be_said() -> None:
    entry = parse({"inspection": ENTRY}).indicators["inspections_launched"]

    assert [(one.side, one.words, one.behind, one.needs) for one in entry.cues] == [
        ("both", "tiến hành", "cuộc", ()),
        ("either", "thanh tra", "", (("cuộc", "đoàn"),)),
    ]


def test_a_cue_may_be_written_in_any_of_the_ways_officials_write() -> None:
    one, other = cue("giải quyết đơn KN-TC _"), cue("giải quyết đơn khiếu nại, tố cáo _")

    assert one is not None
    assert one == other


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    units: cuộc\n", "", "inspection.yml: inspections_launched: units must be a text"),
        ("count; ratio", "count; sum", "inspection.yml: inspections_launched: unknown kind sum"),
        ("    units:", "    unit:", "inspection.yml: inspections_launched: unknown key unit"),
        ("tiến hành _ cuộc", "_ & cuộc", "inspection.yml: inspections_launched: cues: not a cue: _ & cuộc"),
        ("count; ratio", "count; count", "inspection.yml: inspections_launched: kinds says something twice: count"),
        ("    cues:", "    narrows: recovered_amount\n    cues:", "names recovered_amount, which is no indicator"),
        ("  inspections_launched:", "  Inspections:", "inspection.yml: Inspections: an id is made of"),
        ("en: Inspection}", "en: Inspection, fr: x}", "inspection.yml: domain: must have the keys vi and en"),
        ("indicators:", "indicator:", "inspection.yml: (file): must have the keys domain and indicators"),
        ("{vi", "{vi: [", "inspection.yml: (file): not YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_entry(old: str, new: str, said: str) -> None:
    assert old in ENTRY

    with pytest.raises(CatalogueError) as error:
        parse({"inspection": ENTRY.replace(old, new)})

    assert said in str(error.value)


def test_an_indicator_stands_in_one_file_only() -> None:
    with pytest.raises(CatalogueError, match=r"budget\.yml: inspections_launched: is also in inspection\.yml"):
        parse({"inspection": ENTRY, "budget": ENTRY})
