/**
 * Whether a run is of all files, or of a whole project: nobody asked for a file, a test, what has changed or what failed.
 *
 * @param run what Jest makes of the command line and its configuration
 */
module.exports = function isWhole(run) {
  const { testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard, filter } = run;
  const narrowed = [testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard, filter];
  return !testPathPatterns.isSet() && !narrowed.some(Boolean);
};
