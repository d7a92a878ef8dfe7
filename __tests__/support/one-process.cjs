const { AsyncLocalStorage } = require('node:async_hooks');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { getPriority, setPriority } = require('node:os');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { compileFunction } = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { require: requireTypeScript } = require('tsx/cjs/api');
require('./compiled-once.cjs');

/** Threads of functions: the first run of a bundle in a thread takes ten times as long as the next. */
const shared = { idleThreads: [], compiled: new Map() };

/** A priority below that of what people do on the machine meanwhile, and of the end-to-end tests. */
const LATER = 10;

/**
 * Bytes of bytecode that a function runs before V8 considers to optimise it: fifteen times V8's own number. Each test file
 * runs its modules anew, so most of what V8 would optimise early is of no use a second later.
 */
const RUNS_LONG = 1_000_000;

const SOURCE = join(__dirname, '../../src/trial/synthesise.ts');

/** What bundle-once.cjs made of the source, in the source's place: from there it finds packages and handlers. */
function scriptOf(run) {
  const filename = join(run, 'synthesise.cjs');
  const module = { exports: {} };
  const given = { module, exports: module.exports, require: createRequire(SOURCE), __dirname: dirname(SOURCE) };
  compileFunction(readFileSync(filename, 'utf8'), Object.keys(given), { filename })(...Object.values(given));
  return module.exports;
}

/**
 * Jest makes a storage for what its tests are in, anew for each file, and leaves it enabled: each promise of every later
 * file of the process would carry a place for it, and keep what the file held.
 */
const storages = new Set();
const { run: runIn } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function runAndRemember(...given) {
  storages.add(this);
  return runIn.apply(this, given);
};

/** What synthesises, as the sources were when the run of these tests began. */
let synthesis;

function synthesise(settings) {
  const run = process.env.GUARDRAILS_STACKS_OF_RUN;
  if (synthesis === undefined || synthesis.run !== run)
    synthesis = { run, ...(run === undefined ? requireTypeScript(SOURCE, __filename) : scriptOf(run)) };
  const { captureStackTrace } = Error;
  // As no-stack-trace.cjs does: CDKTF itself sets how many lines a trace has.
  Error.captureStackTrace = () => undefined;
  try {
    return synthesis.synthesise(settings);
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

/**
 * Jest evaluates every module anew for each test file. This gives the files of one process in common what takes long to
 * begin and remembers nothing of a test: threads, and the synthesis of stacks.
 */
module.exports = class OneProcess extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { optimises = true } = config.projectConfig.testEnvironmentOptions;
    // Of the process, and of the threads that it starts.
    setFlagsFromString(optimises ? '--opt' : '--no-opt');
    setFlagsFromString(`--interrupt-budget=${RUNS_LONG}`);
    // Nothing takes as long as the end-to-end tests, so what they ask of a processor goes before all else.
    if (config.projectConfig.displayName.name !== 'e2e') setPriority(Math.max(getPriority(), LATER));
  }

  async setup() {
    await super.setup();
    this.global.sharedByAccounts = () => shared;
    this.global.synthesiseInProcess = (settings) => synthesise(settings);
  }

  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
  }
};
