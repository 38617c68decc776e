"""The network runs on one thread, and leaves the process as it was."""

import numpy as np
import pytest

from cleaner.scoring.threads import one_thread, pools


def counts() -> list[int]:
    return [pool.get_num_threads() for pool in pools()]


def test_one_thread_inside_and_as_before_afterwards() -> None:
    assert np.ones((2, 2)).sum() == 4  # BLAS is loaded with numpy
    before = counts()
    with one_thread():
        assert counts() == [1] * len(before)
    assert counts() == before


def test_an_error_inside_leaves_it_as_before() -> None:
    before = counts()
    with pytest.raises(ValueError), one_thread():
        raise ValueError
    assert counts() == before
