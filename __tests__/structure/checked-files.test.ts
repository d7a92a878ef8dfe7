import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const PROJECT = join(__dirname, '../..');
const CONFIGURATIONS = ['src/report/browser/tsconfig.json', 'tsconfig.json'];
/** Git's own, and what is installed or generated. */
const NOT_OURS = ['.git', ...(readFileSync(join(PROJECT, '.gitignore'), 'utf8').match(/^.+(?=\/$)/gm) ?? [])];

/** Both tools still obey the ignore files of the tools whose place they take, and oxfmt obeys an .editorconfig. */
const CHANGES_A_CHECK = /(^|\/)(\.(git|eslint|prettier)ignore|\.editorconfig|\.oxfmtrc\.jsonc?|oxfmt\.config\.\w+)$/;

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
    const args = ['run', '--silent', 'types-and-lint', '--', '--debug=files'];
    const linted = new Set(execFileSync('npm', args, { cwd: PROJECT, encoding: 'utf8' }).trim().split('\n'));
    expect(sources.filter((file) => !linted.has(file))).toEqual([]);
  });

  // For a file that the nearest tsconfig.json leaves out, the compiler uses its default flags.
  it('has its types checked under one of two configurations', () => {
    const typed = new Set(CONFIGURATIONS.flatMap(filesOf));
    expect(sources.filter((file) => !typed.has(file))).toEqual([]);
    expect(ours.filter((file) => /(^|\/)tsconfig[^/]*\.json$/.test(file)).sort()).toEqual(CONFIGURATIONS);
  });

  it('is exempted by no further ignore file or formatter configuration', () => {
    expect(ours.filter((file) => CHANGES_A_CHECK.test(file)).sort()).toEqual(['.gitignore', '.oxfmtrc.json']);
  });
});
