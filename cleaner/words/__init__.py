"""What a word is: which scripts are written without spaces, how words are found and counted.

>>> count_words("It rained."), count_words("雨が降った")
(2, 5)
"""

from cleaner.words.scripts import UNSPACED, UNSPACED_RANGES, is_unspaced
from cleaner.words.words import count_words, may_be_unspaced, words_of

__all__ = ["UNSPACED", "UNSPACED_RANGES", "count_words", "is_unspaced", "may_be_unspaced", "words_of"]
