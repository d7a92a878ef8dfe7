// One environment of a function: it loads the unpacked bundle and runs one invocation at a time.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { format } = require('node:util');
const { Script } = require('node:vm');
const { parentPort, workerData } = require('node:worker_threads');

for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
  console[level] = (...values) => parentPort.postMessage({ kind: 'log', line: format(...values) });
}

// The account's time, going on from where it stood when the invocation began.
const HostDate = Date;
let ahead = 0;
const now = () => HostDate.now() + ahead;
globalThis.Date = new Proxy(HostDate, {
  apply: () => new HostDate(now()).toString(),
  construct: (_, given) => (given.length === 0 ? new HostDate(now()) : new HostDate(...given)),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});

const failure = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? '').split('\n'),
});

const [file, name] = workerData.handler.split('.');
let bundle;

/** Loads the bundle as `require` does, with what an earlier worker compiled of it. */
function load() {
  const filename = path.join(workerData.folder, `${file}.js`);
  const { compiled: cachedData } = workerData;
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, workerData.folder);
  // With what the first invocation compiled on its way.
  const compiled = cachedData
    ? undefined
    : () => parentPort.postMessage({ kind: 'compiled', data: script.createCachedData() });
  return { exports: module.exports, compiled };
}

parentPort.on('message', async ({ requestId, payload, deadline, startsAt }) => {
  ahead = startsAt - HostDate.now();
  try {
    // Within the first invocation, so that an error at load is an error of that invocation, as in Lambda.
    bundle ??= load();
    const context = {
      awsRequestId: requestId,
      functionName: workerData.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: workerData.functionArn,
      memoryLimitInMB: String(workerData.memorySize),
      logGroupName: workerData.logGroup,
      logStreamName: requestId,
      getRemainingTimeInMillis: () => deadline - HostDate.now(),
    };
    const result = await bundle.exports[name](JSON.parse(payload), context);
    bundle.compiled?.();
    bundle.compiled = undefined;
    parentPort.postMessage({ kind: 'done', requestId, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ kind: 'failed', requestId, error: failure(error) });
  }
});
