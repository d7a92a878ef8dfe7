// The timers of functions, by what sets them.

/** What is shorter is a pause, and nobody fails because it is over. Milliseconds. */
const SHORTEST_LIMIT_MS = 500;
/** In how many parts a limit passes: an answer that arrives in one of them is heard before the next. */
const PARTS = 4;
/** How much less than has passed the account may have counted. Milliseconds. */
const UNCOUNTED_MS = 100;

/** Milliseconds that the account has run in invocations of this environment, counted by the account. */
let running = new Int32Array(1);
const runningMs = () => Atomics.load(running, 0);

const timers = new Set();
for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
  globalThis[name] = new Proxy(globalThis[name], {
    apply: (set, self, given) => {
      const isLimit = name === 'setTimeout' && given[1] >= SHORTEST_LIMIT_MS;
      const timer = isLimit ? limit(set, ...given) : Reflect.apply(set, self, given);
      timers.add(timer);
      return timer;
    },
  });
}

/** Such as the SDK's for an answer: it is over when the account has run that long. */
function limit(set, callback, ms, ...given) {
  const endsAt = runningMs() + ms - UNCOUNTED_MS;
  let left = PARTS;
  const timer = set(() => {
    left -= 1;
    if (left > 0 || runningMs() < endsAt) timer.refresh();
    else Reflect.apply(callback, timer, given);
  }, ms / PARTS);
  return timer;
}

module.exports = {
  /** @param shared where the account counts the running time of the environment that begins */
  countBy(shared) {
    running = shared;
  },
  runningMs,
  /** A terminated environment waits for nothing. */
  clearTimers() {
    for (const timer of timers) {
      clearTimeout(timer);
      clearImmediate(timer);
    }
    timers.clear();
  },
};
