# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The book: the procedure and the rights as they run, printed from the code.

`manage.py book` writes `docs/procedimento.md` and `docs/diritti.md`; a test fails when they differ from
what this
module prints.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeGuard

from django.apps import apps
from django.db.models import Model, TextChoices
from django.utils import translation
from viewflow.workflow import flow

from coprogettazione.apps import CHAPTERS
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.lifecycle import Lifecycle, RowState
from coprogettazione.records.rights import RIGHTS
from coprogettazione.records.roles import Role
from workflows.engine import Procedure, procedures
from workflows.nodes import Event, Step, Term, walk
from workflows.steps import deed_subject

#: How a right held under a condition is shown, beside a certain one.
SIGNS = {"yes": "●", "if": "○", "no": ""}


def procedure_pages() -> str:
    """The printed procedure, in Italian."""
    with translation.override("it"):
        lines = [
            "# Il procedimento",
            "",
            "Stampato dal codice con `make book`: quello che è scritto qui è quello che succede.",
            "I flussi dicono chi deve fare che cosa; gli stati dicono da dove a dove, con quale norma.",
            "",
        ]
        for procedure in procedures():
            lines += _flow_page(procedure)
        lines += ["## Gli stati", ""]
        for lifecycle in lifecycles():
            lines += _lifecycle_page(lifecycle)
        return "\n".join(lines).rstrip() + "\n"


def _flow_page(procedure: type[Procedure]) -> list[str]:
    nodes = list(walk(procedure))
    lines = [
        f"## {procedure.process_title}",
        "",
        f"Regole del {procedure.rules_of}, versione {procedure.__name__.rpartition('V')[2]}.",
        "",
        "```mermaid",
        "flowchart TD",
    ]
    for node in nodes:
        title = str(node.task_title).replace('"', "'")
        shape = {flow.If: '{{"%s"}}', flow.End: '(["%s"])', flow.StartHandle: '(["%s"])'}.get(
            type(node), '["%s"]'
        )
        lines.append(f"    {node.name}{shape % title}")
    for node in nodes:
        for edge in node._outgoing():
            label = {"cond_true": "|sì|", "cond_false": "|no|"}.get(edge.edge_class, "")
            lines.append(f"    {node.name} -->{label} {edge.dst.name}")
    lines += ["```", ""]
    for leap in procedure.leaps:
        names, target = ", ".join(f"`{name}`" for name in leap.deeds), procedure.instance.node(leap.to)
        lines += [
            f"A qualunque passo, dopo {names}: se {leap.when.words}, si va a «{target.task_title}».",
            "",
        ]
    lines += ["| Passo | Chi | Entro | Atto nel registro | Norma |", "|---|---|---|---|---|"]
    for node in nodes:
        if isinstance(node, Step | Term):
            lines.append("| " + " | ".join(_step_row(node)) + " |")
    return [*lines, ""]


def _step_row(node: Any) -> list[str]:
    term = getattr(node, "term", None)
    if isinstance(node, Term):
        who = "il sistema, da solo"
    elif isinstance(node, Event):
        who = "– (si aspetta)"
    else:
        who = str(node.who.words) if node.who else ""
    deed = DEEDS[node.deed]
    names = ", ".join(f"`{name}`" for name in node.deeds)
    until = str(term.words) if term else ""
    if getattr(node, "lapses", False):
        until += "; poi si va avanti senza"
    return [str(node.task_title), who, until, names, str(deed.law)]


def lifecycles() -> list[type[Lifecycle]]:
    """Every chapter's states, in the order of the procedure."""
    for chapter in CHAPTERS:
        module = f"coprogettazione.{chapter}.lifecycle"
        if find_spec(module):
            import_module(module)
    position = {f"coprogettazione.{chapter}.lifecycle": number for number, chapter in enumerate(CHAPTERS)}
    found = [lifecycle for lifecycle in Lifecycle.__subclasses__() if lifecycle.__module__ in position]
    return sorted(found, key=lambda lifecycle: (position[lifecycle.__module__], lifecycle.__name__))


def _machine(lifecycle: type[Lifecycle]) -> RowState:
    return next(value for value in vars(lifecycle).values() if isinstance(value, RowState))


def _lifecycle_page(lifecycle: type[Lifecycle]) -> list[str]:
    machine = _machine(lifecycle)
    lines = [f"### {_name_of(machine)}", ""]
    lines += ["| Da | Atto | A | Norma |", "|---|---|---|---|"]
    rows = []
    states = list(machine.states)
    for value in vars(lifecycle).values():
        get_transitions = getattr(value, "get_transitions", None)
        if get_transitions is None or isinstance(value, RowState):
            continue
        rows += [
            (
                _label(machine, transition.source),
                str(transition.label),
                _label(machine, transition.target),
                str(transition.custom.get("law", "")),
            )
            # Viewflow keeps the sources in a set: in the order of the states, whatever the hashes.
            for transition in sorted(get_transitions(), key=lambda t: states.index(t.source))
        ]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return [*lines, ""]


def _name_of(machine: RowState) -> str:
    """The row whose states they are, by its Italian name."""
    for model in apps.get_app_config("coprogettazione").get_models():
        if states_of(model, own=True) == list(machine.states):
            name = str(model._meta.verbose_name)
            return name[:1].upper() + name[1:]
    raise LookupError(f"no row has the states {machine.states}")


def _label(machine: RowState, state: Any) -> str:
    try:
        return str(machine.states(state).label)
    except ValueError:
        return str(state)


def rights_pages() -> str:
    """The printed rights: for each chapter, deed × role, with the states and the conditions."""
    with translation.override("it"):
        lines = [
            "# I diritti",
            "",
            "Stampati dalle regole con `make book`. ● può; ○ può alle condizioni della riga; vuoto: non può.",
            "Chi non compare in nessuna colonna (il cittadino, chi amministra la piattaforma)",
            "legge solo ciò che è pubblico.",
            "",
        ]
        for chapter in CHAPTERS:
            lines += _rights_page(chapter)
        return "\n".join(lines).rstrip() + "\n"


def _rights_page(chapter: str) -> list[str]:
    prefix = f"coprogettazione.{chapter}."
    deeds = [deed for deed in DEEDS.values() if deed.function.__module__.startswith(prefix)]
    if not deeds:
        return []
    roles = [role for role in Role if any(role in RIGHTS[deed.name].roles() for deed in deeds)]
    lines = [
        f"## {chapter}",
        "",
        "| Atto | " + " | ".join(str(r.label) for r in roles) + " | Stati | Condizioni | Norma |",
    ]
    lines.append("|---" * (len(roles) + 4) + "|")
    for deed in deeds:
        right = RIGHTS[deed.name]
        states = states_of(deed_subject(deed.name))
        cells = [SIGNS[_best(right.printed(role, state) for state in states or [""])] for role in roles]
        open_states = [s for s in states if any(right.printed(role, s) != "no" for role in Role)]
        where = "" if len(open_states) == len(states) else ", ".join(f"`{s}`" for s in open_states)
        conditions = "; ".join(dict.fromkeys(str(words) for words in right.conditions()))
        lines.append(
            f"| `{deed.name}` "
            + " ".join(f"| {c}" for c in cells)
            + f" | {where} | {conditions} | {deed.law} |"
        )
    return [*lines, ""]


def _best(printed: Any) -> str:
    found = set(printed)
    return "yes" if "yes" in found else "if" if "if" in found else "no"


def states_of(model: type[Model], *, own: bool = False) -> list[str]:
    """The values of a model's own state, or of its dossier's when it has none (unless only its `own` count).

    Each as a member of its enumeration, so that a right knows whose state it is.
    """
    for candidate in (model,) if own else (model, apps.get_model("coprogettazione", "Call")):
        field = next((f for f in candidate._meta.concrete_fields if f.name == "state"), None)
        if field is None or not field.choices:
            continue
        values = [str(value) for value, _label in field.flatchoices]
        kinds = [k for k in vars(import_module(candidate.__module__)).values() if _is_enumeration(k)]
        kind = next(kind for kind in kinds if kind.values == values)
        return list(kind)
    return []


def _is_enumeration(found: Any) -> TypeGuard[type[TextChoices]]:
    return isinstance(found, type) and issubclass(found, TextChoices)
