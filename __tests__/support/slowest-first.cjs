const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const seconds = require('./seconds.json');

/**
 * Starts the files that take longest first, so that no core waits at the end for one that began last. Jest knows only
 * how large a file is until it ran once, and the longest sweeps are five lines.
 */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path, context }) => seconds[relative(context.config.rootDir, path)] ?? 0;
    return [...super.sort(tests)].sort((one, other) => secondsOf(other) - secondsOf(one));
  }
};
