"""What a word is: which scripts are written without spaces, how words are counted and told apart."""

from cleaner.words.scripts import UNSPACED, UNSPACED_RANGES, is_unspaced
from cleaner.words.words import count_words, words_of

__all__ = ["UNSPACED", "UNSPACED_RANGES", "count_words", "is_unspaced", "words_of"]
