const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');

const { compileFunction } = vm;

/** What this process compiled, by file name. */
const scripts = new Map();

/** A module that imports at run time has to be known as the one that asks, which a script of several files cannot tell. */
const IMPORTS = /\bimport\s*\(/;

function scriptOf(source, parameters, filename) {
  const known = scripts.get(filename);
  if (known?.source === source && known.parameters === parameters) return known.script;
  const head = `(function (${parameters}) {`;
  // Columns of the first line stay those of the file.
  const script = new vm.Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
  scripts.set(filename, { source, parameters, script });
  return script;
}

/**
 * Jest evaluates every module anew for each test file, and compiles it anew for that, which took half as long again as the
 * files themselves. Here a module is compiled once in a process. Each test file still runs it in its own context, which
 * shares no object with another's.
 */
vm.compileFunction = function compileOnce(source, parameters = [], options = {}) {
  const { filename, parsingContext } = options;
  const alone = filename === undefined || parsingContext === undefined || IMPORTS.test(source);
  if (alone) return compileFunction(source, parameters, options);
  let script;
  try {
    script = scriptOf(source, parameters.join(', '), filename);
  } catch {
    // A mistake in the source: Jest knows how to tell of it.
    return compileFunction(source, parameters, options);
  }
  return script.runInContext(parsingContext);
};

// V8 drops what it compiled of a function that has not run for a while, and the next test file would compile it again.
setFlagsFromString('--no-flush-bytecode');
