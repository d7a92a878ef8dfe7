import { spawn } from 'node:child_process';

export type Environment = Readonly<Record<string, string>>;

/** How a command ended, with everything it wrote. */
export interface Finished {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Longer than any command takes on a busy machine, and less than a test has: Terraform that hangs is interrupted as by
 * Ctrl+C, gives its lock back and has said what it waits for.
 */
const ENDS_WITHIN_MS = 270_000;

/** Runs a command to its end. A code other than 0 is an answer, not an error. */
export async function run(command: readonly string[], cwd: string, env: Environment): Promise<Finished> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: ENDS_WITHIN_MS,
      killSignal: 'SIGINT',
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    }
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ exitCode: exitCode ?? 1, output: output.join('') });
    });
  });
}

/** Runs a command that must succeed. */
export async function runOrFail(command: readonly string[], cwd: string, env: Environment): Promise<string> {
  const { exitCode, output } = await run(command, cwd, env);
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}:\n${output}`);
  return output;
}
