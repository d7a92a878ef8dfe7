// What `npm run types` and `npm run lint` check, in one process: many rules ask for the type of what they look at, and
// the compiler has just found it. Apart, each of the two works all types out.
import { ESLint } from 'eslint';
import { existsSync } from 'node:fs';
import ts from 'typescript';

// What runs in a browser has a configuration of its own, whose globals nothing else may use.
const configurations = ['tsconfig.json', 'src/report/browser/tsconfig.json'].filter((file) => existsSync(file));
const programs = configurations.map(programOf);
const mistakes = programs.flatMap((program) => ts.getPreEmitDiagnostics(program));
if (mistakes.length > 0) console.error(textOf(mistakes));

const parserOptions = { projectService: false, programs };
const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions } } });
const results = await eslint.lintFiles('.');
const formatter = await eslint.loadFormatter('stylish');
console.error(await formatter.format(results));

process.exitCode = mistakes.length > 0 || results.some(({ errorCount }) => errorCount > 0) ? 1 : 0;

/** The program that `tsc` makes of a configuration. */
function programOf(configuration) {
  const fail = (mistake) => {
    throw new Error(textOf([mistake]));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(configuration, {}, host);
  return ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors });
}

function textOf(diagnostics) {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getNewLine: () => ts.sys.newLine,
  });
}
