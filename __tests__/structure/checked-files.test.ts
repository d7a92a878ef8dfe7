import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const PROJECT = join(__dirname, '../..');
const CONFIGURATIONS = ['src/report/browser/tsconfig.json', 'tsconfig.json'];
/** What is installed or made. */
const NOT_OURS = ['.git', 'node_modules', 'cdktf.out', '.gen', 'coverage', 'dist', 'iam-guardrails-report'];

const ours = readdirSync(PROJECT, { withFileTypes: true })
  .filter(({ name }) => !NOT_OURS.includes(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(join(PROJECT, entry.name), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(entry.name, file),
        )
      : [entry.name],
  );
const sources = ours.filter((file) => /\.([cm]?tsx?|jsx?)$/.test(file));

/** The files that a configuration of the compiler takes in. */
function filesOf(configuration: string): readonly string[] {
  const read = ts.readConfigFile(join(PROJECT, configuration), (file) => ts.sys.readFile(file));
  const { fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(PROJECT, configuration, '..'));
  return fileNames.map((file) => relative(PROJECT, file));
}

describe('every source file', () => {
  it('is linted', () => {
    const args = ['node_modules/oxlint/bin/oxlint', '--config', 'oxlint.config.mjs', '--debug=files'];
    const linted = execFileSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8' }).trim().split('\n');
    expect(sources.filter((file) => !linted.includes(file))).toEqual([]);
  });

  // The compiler takes its flags from the configuration nearest to a file, and none where that does not take the file in.
  it('has its types checked under one of two configurations', () => {
    const typed = new Set(CONFIGURATIONS.flatMap(filesOf));
    expect(sources.filter((file) => !typed.has(file))).toEqual([]);
    expect(ours.filter((file) => /(^|\/)tsconfig[^/]*\.json$/.test(file)).sort()).toEqual(CONFIGURATIONS);
  });

  it('is left out, or checked in another way, by no file below', () => {
    const changing = ours.filter((file) => /(^|\/)(\.(git|eslint|prettier)ignore|\.oxfmtrc\.jsonc?)$/.test(file));
    expect(changing.sort()).toEqual(['.gitignore', '.oxfmtrc.json']);
  });
});
