"""Configuration of the documentation."""

import foedera.reading.intake
from foedera import __version__
from foedera.record import Added, Record

# The reading path imports these for its annotations only; autodoc looks them up.
vars(foedera.reading.intake).update(Added=Added, Record=Record)

project = "Foedera"
author = copyright = "The Foedera authors"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
napoleon_attr_annotations = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": True}
templates_path: list[str] = []
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Foedera"
html_copy_source = False
html_show_sphinx = False
default_role = "code"
nitpicky = False
suppress_warnings = ["ref.python"]
