"""Published data sets with which the statistics are checked."""

# Student (1908), The probable error of a mean: additional hours of sleep of ten patients.
SLEEP_BEFORE = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_AFTER = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

# Conover (1999), Practical Nonparametric Statistics, 3rd ed.: aggressiveness of twelve pairs of
# identical twins; one zero and two groups of ties.
TWINS_FIRST = [86, 71, 77, 68, 91, 72, 77, 91, 70, 71, 88, 87]
TWINS_SECOND = [88, 77, 76, 64, 96, 72, 65, 90, 65, 80, 81, 72]

# MacGregor et al. (1979), British Medical Journal 2, 1106-1109 (data set 72 of Hand et al.):
# systolic blood pressure of 15 patients before and two hours after captopril. Lower is better.
CAPTOPRIL_BEFORE = [210, 169, 187, 160, 167, 176, 185, 206, 173, 146, 174, 201, 198, 148, 154]
CAPTOPRIL_AFTER = [201, 165, 166, 157, 147, 145, 168, 180, 147, 136, 151, 168, 179, 129, 131]

# Hollander & Wolfe (1973), p. 29: Hamilton depression factor IV before and after tranquilizer.
HAMILTON_BEFORE = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
HAMILTON_AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
