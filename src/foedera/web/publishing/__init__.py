"""The accepted record as plain files that any web host can serve: the same pages, downloads, feeds, and a search."""

from foedera.web.publishing.publish import Published, publish

__all__ = ["Published", "publish"]
