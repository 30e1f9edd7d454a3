"""What templates write is what Jinja writes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from foedera.web.escaping import Templates, escaped

_VALUES = st.one_of(
    st.text(), st.text("<>&'\"ab"), st.builds(Markup, st.text("<>&'\"ab")), st.integers(), st.floats(), st.none(),
    st.booleans(),
)  # fmt: skip
_TEMPLATE = (
    "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{% set kept %}<i>{{ value }}</i>{% endset %}"
    "{{ value }} {{ bold(value) }} {{ kept }} {{ value|string|upper }} {{ 'a<' ~ value }} {{ bold(bold(value)) }}"
    "{% autoescape false %}{{ value }}{% endautoescape %}"
)


@given(_VALUES)
def test_a_value_is_escaped_as_by_markupsafe(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@given(_VALUES)
def test_a_template_writes_what_jinja_writes(value: object) -> None:
    mine, theirs = (
        kind(autoescape=True).from_string(_TEMPLATE).render(value=value) for kind in (Templates, Environment)
    )
    assert mine == theirs


def test_what_is_special_is_escaped_in_a_macro_and_outside() -> None:
    written = Templates(autoescape=True).from_string(_TEMPLATE).render(value="<script>")
    assert written.count("<script>") == 1
    assert written.count("&lt;script&gt;") == 5


def test_a_text_with_nothing_special_is_not_copied() -> None:
    text = "a treaty of 1951"
    assert escaped(text) is text
