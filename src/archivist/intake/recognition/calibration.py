"""From the weight of evidence to the chance that a whole recognition is right.

Measured on the parts of the corpus that recognition was tuned with; ``archivist bench recognition``
shows on the part kept apart how far the chance means what it says.
"""

from itertools import pairwise

# (weight of all evidence together, share of recognitions with it that were right)
ASKED = (
    (0.0, 0.0),
    (0.06, 0.08),
    (0.18, 0.10),
    (0.24, 0.30),
    (0.37, 0.77),
    (0.46, 0.94),
    (1.0, 0.97),
)
# None of 1,579 was wrong; with as many, one in 500 might be.
FILED = 0.998


def chance_of_right(weight: float, *, auto: bool) -> float:
    """The chance (0..1) that material, subject, batch and candidate are all right.

    ``weight`` (0..1) is the product of the weights of what was found; ``auto`` tells that nothing
    is open.
    """
    if auto:
        return FILED
    for (low, least), (high, most) in pairwise(ASKED):
        if weight <= high:
            return least + (most - least) * (weight - low) / (high - low)
    return ASKED[-1][1]
