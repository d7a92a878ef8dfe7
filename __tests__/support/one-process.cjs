const { AsyncLocalStorage } = require('node:async_hooks');
const { getPriority, setPriority } = require('node:os');
const { setFlagsFromString } = require('node:v8');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { HANGS_AFTER_MS } = require('./hangs-after.cjs');

/** A priority below that of what people do on the machine meanwhile, and of the end-to-end tests. */
const LATER = 10;

/**
 * Bytes of bytecode that a function runs before V8 considers to optimise it: fifteen times V8's own number. Functions of
 * an account begin with modules evaluated anew, so most of what V8 would optimise early is of no use a second later.
 */
const RUNS_LONG = 1_000_000;

setFlagsFromString(`--interrupt-budget=${RUNS_LONG}`);
// V8 drops what it compiled of a function that has not run for a while, and a later test file would compile it again.
setFlagsFromString('--no-flush-bytecode');

/** Jest's runner keeps its listeners here, and would go on with those of the file before. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

/** Jest keeps the time limit of a file's tests here, in milliseconds. */
const TIME_LIMIT = Symbol.for('TEST_TIMEOUT_SYMBOL');

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

/**
 * Runs the test files of a process in the context of the process, one after the other. Jest's own environment gives each
 * file a context, in which every global is looked up through a proxy, and every module is evaluated and optimised anew;
 * here what the product and its packages are stays loaded (shared-modules.cjs). What a file leaves on the global object
 * and in the environment variables is taken away after it.
 */
module.exports = class OneProcess {
  constructor({ projectConfig }) {
    // Nothing takes as long as the end-to-end tests, so what they ask of a processor goes before all else.
    if (projectConfig.displayName.name !== 'e2e') setPriority(Math.max(getPriority(), LATER));
    Reflect.deleteProperty(globalThis, LISTENERS);
    this.restore = [rememberGlobals(), rememberVariables(), rememberProcess()];
    if (process.env.GUARDRAILS_ALL_FILES === '1') {
      // In a run of all files a test also waits for a processor: its own limit would end tests that are only slow.
      const limit = { get: () => HANGS_AFTER_MS, set: () => undefined, configurable: true };
      Object.defineProperty(globalThis, TIME_LIMIT, limit);
    }
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    for (const storage of storages) storage.disable();
    storages.clear();
    for (const restore of this.restore) restore();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Asked for by Jest, and by nothing that tests here do: shared-modules.cjs compiles in the process's own. */
  getVmContext() {
    return null;
  }
};

function rememberGlobals() {
  const before = Object.getOwnPropertyDescriptors(globalThis);
  return () => {
    for (const name of Reflect.ownKeys(globalThis)) {
      const added = !Object.hasOwn(before, name);
      if (added && !ofModules(name)) Reflect.deleteProperty(globalThis, name);
      else if (!added && changed(name, before[name])) Object.defineProperty(globalThis, name, before[name]);
    }
    const gone = Reflect.ownKeys(before).filter((name) => !Object.hasOwn(globalThis, name));
    for (const name of gone) Object.defineProperty(globalThis, name, before[name]);
  };
}

function changed(name, { value, get }) {
  const now = Object.getOwnPropertyDescriptor(globalThis, name);
  return now.value !== value || now.get !== get;
}

/** What a module keeps on the global object, such as CDKTF its tokens, stays as the module does. */
const ofModules = (name) => typeof name === 'string' && name.startsWith('__');

function rememberVariables() {
  const { env } = process;
  const before = { ...env };
  return () => {
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in before)) Reflect.deleteProperty(env, name);
    Object.assign(env, before);
  };
}

/** Jest puts functions of its own in the place of two for each file, and commands say with the code how they ended. */
function rememberProcess() {
  const { exit, getBuiltinModule, exitCode } = process;
  const folder = process.cwd();
  return () => {
    Object.assign(process, { exit, getBuiltinModule, exitCode });
    process.chdir(folder);
  };
}
