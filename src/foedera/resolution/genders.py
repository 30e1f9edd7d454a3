"""Which pronoun a person takes: as the text has it, by an honorific, by the given name."""

from __future__ import annotations

import re

from foedera.model import ActorRef
from foedera.resolution.mentions import key_of

_TITLES = {"Mr": "he", "Sir": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Madam": "she", "Dame": "she"}
_HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Madam|Dame)\.? ([A-Z][\w'’-]+)")


class Genders:
    """The pronouns of one document's persons, as far as they are known."""

    def __init__(self, text: str) -> None:
        self._known: dict[str, str] = {}
        self._honorifics = {found[2]: _TITLES[found[1]] for found in _HONORIFIC.finditer(text)}

    def learn(self, ref: ActorRef, pronoun: str) -> None:
        """Note that the text has said "he" or "she" of a person."""
        self._known.setdefault(key_of(ref), pronoun)

    def agree(self, ref: ActorRef, pronoun: str) -> bool:
        """Whether a person may be "he" or "she"."""
        known = self._known.get(key_of(ref)) or self._titled(ref) or self._given(ref)
        return known in (None, pronoun)

    def _titled(self, ref: ActorRef) -> str | None:
        found = {self._honorifics[word] for word in ref.name.split() if word in self._honorifics}
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _given(ref: ActorRef) -> str | None:
        words = ref.name.split()
        if _WOMEN.intersection(words):
            return "she"
        return "he" if ref.id is not None or words[0] in _MEN else None


# Given names that tell where the document has not said so itself. Of those in the base only women are told.
_MEN = frozenset(
    "John James Robert Michael William David Richard Joseph Thomas Charles Mark Paul Peter George Daniel Matthew "
    "Antony Anthony Andrew Stephen Steven Kevin Brian Edward Jeff Jeffrey Scott Frank Greg Gregory Patrick Jack "
    "Dennis Henry Carl Karl Hans Jean Pierre Jens Lars Ivan Sergei Vladimir Dmitry Mikhail Carlos Jose Juan Luis "
    "Jorge Mohammed Ahmed Ali Hassan Philip Alan Adam Ben Benjamin Chris Christopher Eric Gary Ian Jim Joe Ken "
    "Larry Martin Mike Nick Nicholas Oliver Ray Roger Simon Tim Timothy Tom Tony Walter".split()
)
_WOMEN = frozenset(
    "Hillary Penny Ursula Angela Theresa Giorgia Sanae Yoko Tomomi Yuriko Kamala Nancy Condoleezza Annalena "
    "Margaret Liz Elizabeth Kaja Sanna Magdalena Mette Jacinda Julia Marise Linda Susan Samantha Victoria Wendy "
    "Avril Christine Katrin Ana Anna Anne Maria Marie Julie Sarah Laura Karen Jennifer Jessica Michelle Melania "
    "Jill Catherine Kathleen Mary Barbara Patricia Emily Amanda Rebecca Rachel Nikki Federica Florence Ine Maia "
    "Zuzana Ingrida Tulsi Hina Sushma Retno Gina Leni Sara Cristina Dilma Ellen Sonali Bonnie Oriana Lynn Rosemary "
    "Geun-hye Ing-wen Kyung-wha Chunying Ning Hsiao-khim Alice Agnes Alexandra Alexia Alina Amina Amelia Andrea "
    "Angelica Anja Anneke Annette Antonia Astrid Aurora Beata Beatrice Bettina Birgit Bridget Brigitte Camilla "
    "Carla Carmen Carolina Caroline Cecilia Charlotte Chloe Claire Clara Claudia Cornelia Cynthia Dagmar Daniela "
    "Deborah Delia Diana Dora Dorothy Edith Elena Eleanor Elin Elisa Elise Ella Elsa Emma Erika Esther Eva Eve "
    "Fatima Fiona Frances Francesca Frederica Frida Gabriela Georgia Gertrude Gloria Grace Greta Gudrun Hala Halima "
    "Hanna Hannah Heather Heidi Helen Helena Helga Henrietta Ida Ilse Inga Inge Ingrid Irene Irina Iris Isabel "
    "Isabella Jana Jane Janet Jeanne Joan Joanna Johanna Josephine Judith Katarina Katerina Katharina Katherine "
    "Katja Kirsten Klara Kristina Larisa Leila Lena Leonora Lina Lisa Lotte Louise Lucia Lucy Luisa Lydia Madeleine "
    "Magda Maja Malala Manuela Margarita Margot Margrethe Marianne Marina Marlene Marta Martha Martina Matilda "
    "Mathilde Maya Melanie Mercedes Mia Milena Mireille Miriam Monica Monika Nadia Naomi Natalia Natalie Natasha "
    "Nathalie Nina Noor Nora Odile Olga Olivia Paula Paulina Petra Pia Priscilla Rania Regina Renata Renate Rita "
    "Roberta Rosa Rosalind Rose Ruth Sabine Sabrina Selma Signe Silvia Simone Sofia Sonia Sonja Sophia Sophie "
    "Stefanie Stella Stephanie Susanna Susanne Svetlana Sylvia Tamara Tanya Tatiana Teresa Thea Thelma Therese Tina "
    "Ulrike Ulla Vanessa Vera Verena Veronica Viktoria Viola Violeta Vivian Yulia Yvette Yvonne Zeinab Zoe".split()
)
