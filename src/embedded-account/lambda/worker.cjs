// A thread that runs environments of functions, one after the other: each evaluates its bundle anew, with variables of its
// own, and runs one invocation at a time.
const { subscribe } = require('node:diagnostics_channel');
const { readFileSync } = require('node:fs');
const { globalAgent } = require('node:http');
const { createRequire } = require('node:module');
const path = require('node:path');
const { setImmediate: nextTurn } = require('node:timers/promises');
const { format } = require('node:util');
const { Script } = require('node:vm');
const { parentPort } = require('node:worker_threads');
const { clearTimers, countBy, runningMs } = require('./timers.cjs');

for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
  console[level] = (...values) => parentPort.postMessage({ kind: 'log', line: format(...values) });
}

// The account's time, going on from where it stood when the invocation began, or standing there.
const HostDate = Date;
let ahead = 0;
let standing;
const now = () => standing ?? HostDate.now() + ahead;
globalThis.Date = new Proxy(HostDate, {
  apply: () => new HostDate(now()).toString(),
  construct: (_, given) => (given.length === 0 ? new HostDate(now()) : new HostDate(...given)),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});

// The internet: servers that stand in for hosts. Others are not found.
const hostFetch = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const { protocol, host, pathname, search } = new URL(input);
  const server = protocol === 'https:' ? environment.internet[host] : undefined;
  if (!server)
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(`no ${host}`), { code: 'ENOTFOUND' }) });
  return hostFetch(new URL(pathname + search, server), init);
};

const failure = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? '').split('\n'),
});

const ownGlobals = new Set(Reflect.ownKeys(globalThis));
const connections = new Set();
subscribe('net.client.socket', ({ socket }) => {
  connections.add(socket);
  socket.once('close', () => connections.delete(socket));
});

/** Compiled files of bundles, by the bundle's content and their name. */
const scripts = new Map();
/** Files that no earlier thread has compiled. */
const compiledAnew = new Map();
let environment;
/** What the files of the bundle export, by their name. */
const modules = new Map();

function begin(given) {
  environment = given;
  countBy(given.sharedMs);
  modules.clear();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, given.env);
}

/** Compiles a file of a bundle with what an earlier thread compiled of it. */
function scriptOf(name, filename) {
  const key = `${environment.content}/${name}`;
  const known = scripts.get(key);
  if (known) return known;
  const cachedData = environment.compiled?.[name];
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  scripts.set(key, script);
  if (!cachedData) compiledAnew.set(name, script);
  return script;
}

/** Loads a file of the bundle as `require` does, in this environment alone: threads are used again. */
function load(name) {
  const known = modules.get(name);
  if (known) return known.exports;
  const filename = path.join(environment.folder, name);
  const module = { exports: {} };
  modules.set(name, module);
  const fromNode = createRequire(filename);
  const require = (asked) => (asked.startsWith('./') ? load(path.posix.normalize(asked)) : fromNode(asked));
  scriptOf(name, filename).runInThisContext()(module.exports, require, module, filename, environment.folder);
  return module.exports;
}

/** Says what was compiled, with what the invocation compiled on its way. */
function tellCompiled() {
  if (compiledAnew.size === 0) return;
  const data = Object.fromEntries([...compiledAnew].map(([name, script]) => [name, script.createCachedData()]));
  parentPort.postMessage({ kind: 'compiled', data });
  compiledAnew.clear();
}

async function invoke({ requestId, payload, deadline, startsAt, stands }) {
  ahead = startsAt - HostDate.now();
  standing = stands ? startsAt : undefined;
  try {
    const [file, name] = environment.handler.split('.');
    // Within the first invocation, so that an error at load is an error of that invocation, as in Lambda.
    const bundle = load(`${file}.js`);
    const context = {
      awsRequestId: requestId,
      functionName: environment.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: environment.functionArn,
      memoryLimitInMB: String(environment.memorySize),
      logGroupName: environment.logGroup,
      logStreamName: requestId,
      getRemainingTimeInMillis: () => deadline - runningMs(),
    };
    const result = await bundle[name](JSON.parse(payload), context);
    tellCompiled();
    parentPort.postMessage({ kind: 'done', requestId, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ kind: 'failed', requestId, error: failure(error) });
  }
}

/**
 * Ends the environment wherever it is, and makes room for the next: it hears of no answer, no timer and no closed
 * connection any more. What waits for something else could still reach into the next one, and ends the thread, and so
 * does what cannot be deleted from the global object: `fetch` keeps its connections there.
 */
async function end() {
  clearTimers();
  for (const connection of connections) {
    connection.removeAllListeners();
    connection.on('error', () => undefined);
    connection.destroy();
  }
  connections.clear();
  // Sockets close within a turn; what environments share would keep those that nobody listens to.
  await nextTurn();
  await nextTurn();
  const globals = Reflect.ownKeys(globalThis).filter((name) => !ownGlobals.has(name));
  const waits =
    Object.keys(globalAgent.sockets).length > 0 ||
    process.getActiveResourcesInfo().some((name) => name !== 'MessagePort');
  if (waits || !globals.every((name) => Reflect.deleteProperty(globalThis, name))) process.exit();
  environment = undefined;
  modules.clear();
  compiledAnew.clear();
  parentPort.postMessage({ kind: 'over' });
}

parentPort.on('message', ({ kind, ...rest }) => {
  if (kind === 'begin') begin(rest);
  else if (kind === 'invoke') void invoke(rest);
  else void end();
});
