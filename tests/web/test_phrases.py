"""Words that stand in the code of a template are those that Jinja would have looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from foedera.web.escaping import Templates

WORDS = {
    "Due on %(day)s": "Fällig am %(day)s", "50%% done": "zur Hälfte fertig (50 %%)", "Sources": "<b>Quellen</b>",
    "From %(a)s to %(b)s": "%(b)s, %(a)s, %(b)s", "Lost %(day)s": "Verloren %(place)s", "Odd %(day)s": "Krumm %(day)5s",
}  # fmt: skip
TEMPLATES = (
    "{{ _('Sources') }}{{ _('50%% done') }}{{ _('Unknown words') }}",
    "{% trans %}Sources{% endtrans %}{% trans day=value %}Due on {{ day }}{% endtrans %}",
    "{% for value in (1, value) %}{% trans a=value, b=loop.index %}From {{ a }} to {{ b }}{% endtrans %}{% endfor %}",
    "{% set kept = _('Due on %(day)s', day=value) %}{{ kept }}{{ kept ~ value }}{{ _('Sources') if value else '' }}",
    "{% macro due(x) %}{% trans day=x %}Due on {{ day }}{% endtrans %}{% endmacro %}{{ due(due(value)) }}",
    "{{ ngettext('%(num)s source', '%(num)s sources', 2) }}{{ _('') }}{{ 'a<' ~ value }}{{ value ~ 'b<' }}",
    "{{ _('Odd %(day)s', day=value) }}{% trans %}100% sure{% endtrans %}",
)


def said(kind: Callable[..., Environment], template: str, value: object) -> str:
    templates = kind(autoescape=True, extensions=["jinja2.ext.i18n"])

    def one(text: str) -> str:
        return WORDS.get(text, text)

    templates.install_gettext_callables(one, lambda a, b, n: a if n == 1 else b, newstyle=True)  # type: ignore[attr-defined]
    if isinstance(templates, Templates):
        templates.say = one
    return templates.from_string(template).render(value=value)


@pytest.mark.parametrize("template", TEMPLATES)
@given(st.one_of(st.text("ab<&%'\"("), st.builds(Markup, st.text("a<&%")), st.integers()))
def test_a_template_says_what_jinja_says(template: str, value: object) -> None:
    assert said(Templates, template, value) == said(Environment, template, value)


def test_words_are_not_looked_up_again() -> None:
    asked: list[str] = []
    templates = Templates(autoescape=True, extensions=["jinja2.ext.i18n"])
    templates.install_gettext_callables(asked.append, asked.append, newstyle=True)  # type: ignore[attr-defined]
    templates.say = WORDS.__getitem__
    page = templates.from_string("{% for x in some %}{% trans day=x %}Due on {{ day }}{% endtrans %};{% endfor %}")
    assert page.render(some=range(3)) == "Fällig am 0;Fällig am 1;Fällig am 2;" and not asked


def test_a_place_that_no_value_fills_is_an_error_as_in_jinja() -> None:
    for kind in (Templates, Environment):
        with pytest.raises(KeyError, match="place"):
            said(kind, "{% trans day=value %}Lost {{ day }}{% endtrans %}", "today")
