"""Steps of a file as stored blocks, and stored blocks as steps of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from courses.rules.catalogue.choices import from_choices, items, keep_media, to_choice
from courses.rules.catalogue.content import ToKey, ToPath, from_blocks, to_blocks
from courses.rules.catalogue.identity import block_id
from courses.rules.catalogue.merging import name_in
from courses.rules.outline import ASSIGNMENT, REFLECTION

Values = dict[str, Any]
STEP_SETTINGS = ("attempts",)
QUESTION_SETTINGS = ("shuffle", "feedback_right", "feedback_wrong")
ASSIGNMENT_SETTINGS = ("instructions", "accepts", "files")
CHOOSING = ("single", "multiple", "matching", "ordering")
# The UUIDs that the steps of a module and their questions and choices have already.
Known = Mapping[tuple[str, ...], str]


def to_step_blocks(
    steps: list[Values], course: str, module: str, known: Known, key_of: ToKey
) -> list[Values]:
    """`course` is the id of the original. A UUID that is in `known` is kept."""

    def uuid(*path: str) -> str:
        return known.get(path) or block_id(course, module, *path)

    return [
        {
            "type": "step",
            "id": uuid(step["id"]),
            "value": {
                "title": step["title"],
                "part": step.get("part", ""),
                "form": step.get("form", "individual"),
                "minutes": step.get("minutes"),
                "required": step.get("required", True),
                "content": to_blocks(step.get("content", []), uuid(step["id"]), key_of),
                "questions": [
                    _to_question(question, step["id"], uuid)
                    for question in step.get("questions", [])
                ],
                "pass_percent": step.get("pass_percent", 0),
                "id": step["id"],
            },
        }
        for step in steps
    ]


def _to_question(question: Values, step: str, uuid: Callable[..., str]) -> Values:
    path = (step, question["id"])
    value = {"prompt": question["prompt"], "id": question["id"]}
    if question["kind"] in CHOOSING:
        value["choices"] = [
            {
                "type": "item",
                "id": uuid(*path, name_in(choice, place)),
                "value": to_choice(choice, question["kind"]),
            }
            for place, choice in enumerate(question.get("choices", []))
        ]
    if question["kind"] in ("number", "short"):
        value["answers"] = [
            {"type": "item", "id": block_id(uuid(*path), str(place)), "value": answer}
            for place, answer in enumerate(question.get("answers", []))
        ]
    if question["kind"] == "number":
        value["tolerance"] = question.get("tolerance")
    return {"type": question["kind"], "id": uuid(*path), "value": value}


def keep_settings(blocks: list[Values], stored: list[Values]) -> list[Values]:
    """What an editor sets and the format has no word for is kept, where the same thing is there."""
    steps = {block["id"]: block["value"] for block in stored}
    for block in blocks:
        value, old = block["value"], steps.get(block["id"], {})
        _keep(value, old, STEP_SETTINGS)
        questions = {asked["id"]: asked for asked in old.get("questions") or []}
        for asked in value["questions"]:
            before = questions.get(asked["id"])
            if before is None:
                continue
            if before["type"] == asked["type"]:
                _keep(asked["value"], before["value"], QUESTION_SETTINGS)
                keep_media(asked["value"], before["value"])
            elif (before["type"], asked["type"]) == (ASSIGNMENT, REFLECTION):
                asked["type"] = ASSIGNMENT
                _keep(asked["value"], before["value"], ASSIGNMENT_SETTINGS)
                keep_media(asked["value"], before["value"])
    return blocks


def _keep(value: Values, old: Values, names: tuple[str, ...]) -> None:
    value.update({name: old[name] for name in names if old.get(name)})


def from_step_blocks(
    blocks: list[Values], path_of: ToPath, plain_html: Callable[[str], str]
) -> list[Values]:
    return [_from_step(block["value"], path_of, plain_html) for block in blocks]


def _from_step(value: Values, path_of: ToPath, plain_html: Callable[[str], str]) -> Values:
    step = {
        "id": value.get("id") or "",
        "title": value.get("title") or "",
        "part": value.get("part") or "",
        "form": value.get("form") or "individual",
        "minutes": value.get("minutes"),
        "required": value.get("required", True),
        "content": from_blocks(value.get("content") or [], path_of, plain_html),
        "questions": [_from_question(block) for block in value.get("questions") or []],
        "pass_percent": value.get("pass_percent") or 0,
    }
    return {key: item for key, item in step.items() if item is not None}


def _from_question(block: Values) -> Values:
    value = block["value"]
    question = {
        "id": value.get("id") or "",
        "kind": REFLECTION if block["type"] == ASSIGNMENT else block["type"],
        "prompt": value.get("prompt") or "",
        "choices": from_choices(value.get("choices")),
        "answers": items(value.get("answers")),
        "tolerance": value.get("tolerance"),
    }
    return {key: item for key, item in question.items() if item is not None}


def known_ids(blocks: list[Values]) -> dict[tuple[str, ...], str]:
    """Which UUID each step, question and choice of a stored module has, by their ids."""
    known: dict[tuple[str, ...], str] = {}
    for block in blocks:
        step = block["value"].get("id") or ""
        known[step,] = block["id"]
        for question in block["value"].get("questions") or []:
            asked = question["value"].get("id") or ""
            known[step, asked] = question["id"]
            for place, choice in enumerate(question["value"].get("choices") or []):
                if isinstance(choice, dict) and choice.get("type") == "item":
                    name = name_in(choice["value"], place)
                    known[step, asked, name] = choice["id"]
    return known
