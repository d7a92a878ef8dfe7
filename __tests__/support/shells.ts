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
  /** Arguments of each command that was run, in order, under the number of the line that ran it. */
  readonly calls: readonly { readonly line: number; readonly args: readonly string[] }[];
  /** What any of them printed; the fake `aws` prints nothing. */
  readonly printed: string;
  readonly exitCode: number | null;
  /** Files that the lines made where they were run. */
  readonly files: readonly string[];
}

/** What a fake `aws` does: it writes down its arguments, each ended by NUL; a newline ends the call. */
const WRITES_DOWN = `printf '%s\\0' "$LINE" "$@" >> "$CALLS"; printf '\\n\\0' >> "$CALLS"`;

/**
 * Runs each line as if it were pasted, one after the other, in a real shell that finds nothing on its PATH but a fake `aws`.
 *
 * @param fake `program`: the one on the PATH is run. `function`: it is loaded once, which thousands of lines need. A shell
 *   reads the lines the same either way.
 */
export function runLines(shell: 'sh' | 'bash', lines: readonly string[], fake: 'program' | 'function'): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  const [bin, cwd, calls] = [join(folder, 'bin'), join(folder, 'cwd'), join(folder, 'calls')];
  try {
    for (const made of [bin, cwd]) mkdirSync(made);
    writeFileSync(join(bin, 'aws'), `#!/bin/sh\n${WRITES_DOWN}\n`);
    chmodSync(join(bin, 'aws'), 0o755);
    const script = join(folder, 'script');
    const head = fake === 'function' ? [`aws() { ${WRITES_DOWN}; }`] : [];
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

/** bash says before each simple command that it runs one: each line is one, and has another before it that numbers it. */
function counted(lines: readonly string[]): readonly string[] {
  return [
    'RAN=0',
    `trap 'RAN=$((RAN + 1))' DEBUG`,
    ...lines,
    'trap - DEBUG',
    `[ "$RAN" = ${lines.length + 1} ] || echo "$RAN commands ran, not ${lines.length + 1}"`,
  ];
}

function callsIn(text: string): Ran['calls'] {
  return text
    .split('\n\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1))
    .map(([line, ...args]) => ({ line: Number(line), args }));
}

/** The commands that a text prints: lines that begin with one, and those in parentheses. */
export function commandsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const whole = line.trim();
    if (whole.startsWith('aws ')) return [whole];
    return [...whole.matchAll(/\((aws [^()]+)\)/g)].map(([, command = '']) => command);
  });
}
