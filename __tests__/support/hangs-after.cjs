/**
 * After this many milliseconds a test counts as hanging, where its duration depends on the machine. With a second run of all
 * tests beside it, a file took three times as long as alone (median of 87 files), at most eight times.
 */
exports.HANGS_AFTER_MS = 900_000;
