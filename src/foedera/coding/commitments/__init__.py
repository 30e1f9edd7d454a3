"""Commitments: what parties undertake to do, found by syntax and a lexicon, as the guideline of `docs/commitments.md`
has them."""

from foedera.coding.commitments.coder import Commitments

__all__ = ["Commitments"]
