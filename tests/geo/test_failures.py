"""Failures are recorded one by one, and cost nothing but themselves."""

from geo.failures import apart


def test_apart_narrows_a_failure_down_without_changing_the_rest():
    calls = []

    def shares(some):
        calls.append(list(some))
        return [each / sum(some) if each else 1 // 0 for each in some]

    assert apart(shares, [1, 3]) == [0.25, 0.75] and len(calls) == 1
    first, second, third, fourth = apart(shares, [0, 1, 0, 3])
    assert isinstance(first, ZeroDivisionError) and isinstance(third, ZeroDivisionError)
    assert (second, fourth) == (0.25, 0.75)
    assert apart(shares, []) == []


def test_apart_reads_each_alone_where_they_fail_only_together():
    def never_two(some):
        if len(some) > 1:
            raise MemoryError
        return [each * 2 for each in some]

    assert apart(never_two, [1, 2, 3]) == [2, 4, 6]
