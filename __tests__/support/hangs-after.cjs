/**
 * Milliseconds after which a test counts as one that hangs, where the machine decides how long it takes. Beside a second run
 * of all tests, files took three times as long as alone (the median of 87) and at most eight times.
 */
exports.HANGS_AFTER_MS = 900_000;
