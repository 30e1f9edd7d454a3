"""The claim: one statement about the world, with the exact words that support it.

Claims travel as JSON objects, one a line; `Claim.from_json` and `Claim.to_json` are inverse and keep every field.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any

import msgspec

from foedera.model.bodies import BODIES, Body
from foedera.model.edtf import Edtf
from foedera.model.errors import ClaimError, EdtfError
from foedera.model.spans import ActorRef, Span, Text
from foedera.model.vocabulary import Kind, Modality, Voice

DocumentId = Annotated[str, msgspec.Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
CoderName = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z-]*/[0-9]")]


class Attribution(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Who vouches for a claim: the document in its own voice, or named or unnamed sources."""

    voice: Voice
    sources: tuple[ActorRef, ...]


AUTHOR = Attribution("author", ())


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One statement about the world, and where a document says so.

    `evidence` lists spans of the document, the best first; `when` is valid time; `modality` is that of the coded act;
    `confidence` lies between 0 and 1 and is calibrated; `coder` names what coded it, with its version
    (`statements/1.2`). The kind is that of `body`.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    when: Edtf | None
    modality: Modality
    attribution: Attribution
    confidence: float
    coder: str
    body: Body

    @property
    def kind(self) -> Kind:
        """The kind of claim, which is that of its body."""
        return self.body.kind

    @classmethod
    def coded(
        cls,
        *,
        document: str,
        published: Edtf | None,
        evidence: tuple[Span, ...],
        body: Body,
        coder: str,
        confidence: float,
        when: Edtf | None = None,
        modality: Modality = "actual",
        attribution: Attribution = AUTHOR,
    ) -> Claim:
        """A claim with the id that follows from everything in it and the document's publication date.

        Raises `ClaimError` where a field that no type holds is out of bounds.
        """
        draft = cls(
            id="", document=document, evidence=evidence, when=when, modality=modality, attribution=attribution,
            confidence=confidence, coder=coder, body=body,
        )  # fmt: skip
        _check(draft)
        content = draft.to_json() + (b"" if published is None else str(published).encode())
        return msgspec.structs.replace(draft, id="c-" + hashlib.sha256(content).hexdigest()[:20])

    @property
    def key(self) -> str:
        """What makes two claims equal, whoever coded them: everything but id, coder and confidence, as a hash."""
        alike = msgspec.structs.replace(self, id="", coder="", confidence=0.0)
        return hashlib.sha256(alike.to_json()).hexdigest()[:32]

    @classmethod
    def from_json(cls, data: bytes | str) -> Claim:
        """The claim in a JSON object. Raises `ClaimError` where it breaks the contract."""
        try:
            envelope = _ENVELOPE.decode(data)
            body = _BODIES[envelope.kind].decode(envelope.body)
        except EdtfError:
            raise
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ClaimError(f"not a claim: {error}") from error
        claim = cls(
            id=envelope.id, document=envelope.document, evidence=envelope.evidence, when=envelope.when,
            modality=envelope.modality, attribution=envelope.attribution, confidence=float(envelope.confidence),
            coder=envelope.coder, body=body,
        )  # fmt: skip
        _check(claim)
        return claim

    def to_json(self) -> bytes:
        """The claim as one JSON object in UTF-8, fields in the contract's order."""
        envelope = _Envelope(
            id=self.id, kind=self.kind, document=self.document, evidence=self.evidence, when=self.when,
            modality=self.modality, attribution=self.attribution, confidence=self.confidence, coder=self.coder,
            body=msgspec.Raw(_ENCODER.encode(self.body)),
        )  # fmt: skip
        return _ENCODER.encode(envelope)

    def to_dict(self) -> dict[str, Any]:
        """The claim as plain dictionaries, lists, strings and numbers."""
        fields: dict[str, Any] = msgspec.json.decode(self.to_json())
        return fields

    def actors(self) -> Iterator[tuple[str, ActorRef]]:
        """Every actor reference in the claim, with the field in which it stands (`parties`, `sources`)."""
        for source in self.attribution.sources:
            yield "sources", source
        yield from _actors(self.body, "")


class _Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    id: Text
    kind: Kind
    document: DocumentId
    evidence: Annotated[tuple[Span, ...], msgspec.Meta(min_length=1)]
    when: Edtf | None
    modality: Modality
    attribution: Attribution
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    coder: CoderName
    body: msgspec.Raw


def _decode(type: type, value: Any) -> Any:
    if type is Edtf and isinstance(value, str):
        return _date(value)
    raise ClaimError(f"a date must be a string, not {value!r:.40}")


# Few dates stand in many claims.
_date = lru_cache(maxsize=65536)(Edtf.parse)


def _encode(value: object) -> str:
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(f"{type(value).__name__} has no place in a claim")


_ENCODER = msgspec.json.Encoder(enc_hook=_encode)
_ENVELOPE = msgspec.json.Decoder(_Envelope, dec_hook=_decode)
_BODIES: dict[Kind, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(body, dec_hook=_decode) for kind, body in BODIES.items()
}


def _check(claim: Claim) -> None:
    if not claim.evidence:
        raise ClaimError(f"a {claim.kind} claim without evidence in {claim.document}")
    if not (math.isfinite(claim.confidence) and 0 <= claim.confidence <= 1):
        raise ClaimError(f"confidence {claim.confidence} does not lie between 0 and 1")
    if claim.when is not None and ("X" in claim.when.text or "Y" in claim.when.text):
        raise ClaimError(f"{claim.when} is too vague or too far for a claim: write a year of four digits")


def _actors(value: object, field: str) -> Iterator[tuple[str, ActorRef]]:
    if isinstance(value, ActorRef):
        yield field, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _actors(item, field)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        for name in value.__struct_fields__:
            yield from _actors(getattr(value, name), name.rstrip("_"))
