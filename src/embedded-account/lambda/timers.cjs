// The timers of functions.

/** What is shorter is a pause, and nobody fails because it is over. Milliseconds. */
const SHORTEST_LIMIT_MS = 500;
/** Node takes what is longer for one millisecond. */
const LONGEST_MS = 2 ** 31 - 1;
/** In how many parts a limit passes: an answer that arrives in one of them is heard before the next. */
const PARTS = 4;
/** How much less than has passed the account may have counted. Milliseconds. */
const UNCOUNTED_MS = 100;

/** The running time of this environment's invocations, counted by the account. Milliseconds. */
let sharedMs = new Int32Array(1);
const runningMs = () => Atomics.load(sharedMs, 0);

const timers = new Set();
for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
  globalThis[name] = new Proxy(globalThis[name], {
    apply: (set, self, given) => {
      const timer = name === 'setTimeout' && isLimit(...given) ? limit(set, ...given) : Reflect.apply(set, self, given);
      timers.add(timer);
      return timer;
    },
  });
}

// As Node's own, but with a timer that is a limit.
AbortSignal.timeout = (ms) => {
  const controller = new AbortController();
  const over = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  setTimeout(() => controller.abort(over), ms).unref();
  return controller.signal;
};

function isLimit(callback, ms) {
  return typeof callback === 'function' && typeof ms === 'number' && ms >= SHORTEST_LIMIT_MS && ms <= LONGEST_MS;
}

/** Such as the SDK's for an answer: it is over when the account has been running for that long. */
function limit(set, callback, ms, ...given) {
  let endsAt;
  let left;
  const begin = () => {
    endsAt = runningMs() + ms - UNCOUNTED_MS;
    left = PARTS;
  };
  begin();
  const timer = set(() => {
    left -= 1;
    if (left > 0 || runningMs() < endsAt) goOn.call(timer);
    else Reflect.apply(callback, timer, given);
  }, ms / PARTS);
  const goOn = timer.refresh;
  timer.refresh = () => {
    begin();
    return goOn.call(timer);
  };
  return timer;
}

module.exports = {
  /** @param shared where the account counts the running time of the environment that begins */
  countBy(shared) {
    sharedMs = shared;
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
