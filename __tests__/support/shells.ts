import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a shell made of a list of commands. */
export interface Ran {
  /** Each program that was run and its arguments, in order, under the number of the line that ran it. */
  readonly calls: readonly { readonly line: number; readonly program: string; readonly args: readonly string[] }[];
  /** What any of them printed; the fakes print nothing. */
  readonly printed: string;
  readonly exitCode: number | null;
  /** Files that the lines made where they were run. */
  readonly files: readonly string[];
}

/** The programs that a printed line may run. */
const PROGRAMS = ['aws', 'cat'] as const;

/** How a line ends that shows what a function answered, with the one program that it runs beside the AWS CLI. */
const SHOWS_ANSWER = ' && cat release.json';

/** What a fake does: it writes down its name and its arguments, each ended by NUL; a newline ends the call. */
const writesDown = (program: string) =>
  `printf '%s\\0' "$LINE" ${program} "$@" >> "$CALLS"; printf '\\n\\0' >> "$CALLS"`;

/**
 * Runs each line as if it were pasted, one after the other, in a real shell that finds nothing on its PATH but fakes.
 *
 * @param fake `program`: those on the PATH are run. `function`: they are loaded once, which thousands of lines need. A shell
 *   reads the lines the same either way.
 */
export function runLines(shell: 'sh' | 'bash', lines: readonly string[], fake: 'program' | 'function'): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  const [bin, cwd, calls] = [join(folder, 'bin'), join(folder, 'cwd'), join(folder, 'calls')];
  try {
    for (const made of [bin, cwd]) mkdirSync(made);
    for (const program of PROGRAMS) {
      writeFileSync(join(bin, program), `#!/bin/sh\n${writesDown(program)}\n`);
      chmodSync(join(bin, program), 0o755);
    }
    const script = join(folder, 'script');
    const head = fake === 'function' ? PROGRAMS.map((program) => `${program}() { ${writesDown(program)}; }`) : [];
    const numbered = lines.flatMap((line, index) => [`LINE=${index}`, line]);
    writeFileSync(script, `${[...head, ...(shell === 'bash' ? counted(numbered) : numbered)].join('\n')}\n`);
    const env = { PATH: bin, CALLS: calls, LINE: '' };
    const { stdout, stderr, status } = spawnSync(`/bin/${shell}`, [script], { cwd, env, encoding: 'utf8' });
    return {
      calls: existsSync(calls) ? callsIn(readFileSync(calls, 'utf8')) : [],
      printed: `${stdout}${stderr}`,
      exitCode: status,
      files: readdirSync(cwd),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * bash says before each simple command that it runs one: each line is one, or two where it shows an answer, and has
 * another before it that numbers it.
 */
function counted(lines: readonly string[]): readonly string[] {
  const meant = lines.length + lines.filter((line) => line.endsWith(SHOWS_ANSWER)).length + 1;
  return [
    'RAN=0',
    `trap 'RAN=$((RAN + 1))' DEBUG`,
    ...lines,
    'trap - DEBUG',
    `[ "$RAN" = ${meant} ] || echo "$RAN commands ran, not ${meant}"`,
  ];
}

function callsIn(text: string): Ran['calls'] {
  return text
    .split('\n\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1))
    .map(([line, program = '', ...args]) => ({ line: Number(line), program, args }));
}

/** The commands that a text prints: lines that begin with one, and those in parentheses. */
export function commandsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const whole = line.trim();
    if (whole.startsWith('aws ')) return [whole];
    return [...whole.matchAll(/\((aws [^()]+)\)/g)].map(([, command = '']) => command);
  });
}
