"""Bytes to text: which encoding they are in, and the repair of text that was once read in a wrong one.

:mod:`~cleaner.decode.decode` follows the WHATWG Encoding Standard, as browsers do: a byte order mark, the caller's
charset, what the page declares (``labels.py``), and only then a guess (``detect.py``). Text that an earlier program
read in a wrong encoding (*mojibake*) is repaired in ``mojibake.py``, ``misread.py`` and ``lost.py``.
"""
