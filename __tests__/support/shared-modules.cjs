const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, sep } = require('node:path');
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const ROOT = join(__dirname, '../..') + sep;
const TESTS = join(ROOT, '__tests__') + sep;

/** Whether a module stays loaded for every test file of the process: packages and the product remember nothing of a test. */
const isShared = (path) => path.startsWith(ROOT) && !path.startsWith(TESTS);

const load = Module.createRequire(__filename);

/** Compiles TypeScript as Jest would, with its cache. */
let transform;
const sourceMaps = new Map();

load.extensions['.ts'] = (module, filename) => {
  const { code, sourceMapPath } = transform(filename);
  if (sourceMapPath) sourceMaps.set(filename, sourceMapPath);
  module._compile(code, filename);
};

// Every token of CDKTF notes where it was made, for an error that no test asks for, and each line of that would be looked
// up in a source map: a quarter of what a synth takes in a test.
for (const file of ['cdktf/lib/tokens/private/stack-trace.js', 'constructs/lib/private/stack-trace.js']) {
  const module = new Module(load.resolve(file));
  Object.assign(module, { loaded: true, exports: { captureStackTrace: () => [] } });
  load.cache[module.id] = module;
}

/** What Jest itself is made of, which it evaluates anew for each test file: compiled once in a process. */
const scripts = new Map();

function scriptOf(source, parameters, filename) {
  const known = scripts.get(filename);
  if (known?.source === source) return known.script;
  const head = `(function (${parameters.join(', ')}) {`;
  // Columns of the first line stay those of the file.
  const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  scripts.set(filename, { source, script });
  return script;
}

/**
 * Loads modules for test files in the context of the process (one-process.cjs). A test file, and what supports it in
 * `__tests__`, is evaluated anew, as Jest does. What is below `src`, `handlers` and `node_modules` is loaded once, by Node's
 * own `require`; inside `jest.isolateModules` it is evaluated anew too, which a mock of a package needs.
 */
module.exports = class SharedModules extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    const options = this._getFullTransformationOptions();
    transform = (filename) => transformer.transform(filename, options, readFileSync(filename, 'utf8'));
    const { executor } = this;
    executor.compile = (source, filename) =>
      scriptOf(source, executor.injectedModuleParameters, filename).runInThisContext();
    if (globalConfig.watch || globalConfig.watchAll) forgetProduct();
  }

  requireModule(from, name, options, isRequireActual) {
    const path = this.sharedPath(from, name, options);
    return path === undefined ? super.requireModule(from, name, options, isRequireActual) : load(path);
  }

  /** Undefined for a module that is evaluated for this test file alone. */
  sharedPath(from, name, options) {
    const alone = name === undefined || options?.isInternalModule || this.registries.isolation;
    if (alone || this._resolution.isCoreModule(name)) return undefined;
    const path = this._resolution.resolveCjs(from, name);
    return isShared(path) ? path : undefined;
  }

  /** Of what this test file evaluated, and of what is shared. */
  getSourceMaps() {
    const own = super.getSourceMaps();
    this.sourceMaps ??= {
      get: (filename) => own.get(filename) ?? sourceMaps.get(filename),
      [Symbol.iterator]: () => [...sourceMaps, ...own][Symbol.iterator](),
    };
    return this.sourceMaps;
  }
};

/** Between two runs of a watching Jest the product may be another. */
function forgetProduct() {
  for (const path of Object.keys(load.cache))
    if (isShared(path) && !path.includes(`${sep}node_modules${sep}`)) Reflect.deleteProperty(load.cache, path);
}
