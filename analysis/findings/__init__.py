"""Result tables in, sentences out: findings, chart titles and alt texts in Vietnamese and English.

Sentences follow the figures: an interval that contains zero is "no clear change", a missing year
"cannot be said", a simulated row makes the sentence say so.
"""

from analysis.findings.change import rating_change, women_change
from analysis.findings.conditions import base_change, rule_change, stayers_change
from analysis.findings.finding import Finding
from analysis.findings.groups import range_by_group, rating_gap, units_apart, women_by_group
from analysis.findings.published import composition, percent_meaning, years_missing
from analysis.findings.quality import in_language, problems_met, reconciled, records_read

__all__ = [
    "Finding",
    "base_change",
    "composition",
    "in_language",
    "percent_meaning",
    "problems_met",
    "range_by_group",
    "rating_change",
    "rating_gap",
    "reconciled",
    "records_read",
    "rule_change",
    "stayers_change",
    "units_apart",
    "women_by_group",
    "women_change",
    "years_missing",
]
