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

/** Longer than Terraform takes to end once it is interrupted, if it can. */
const GIVES_BACK_WITHIN_MS = 20_000;

/** Runs a command to its end. A code other than 0 is an answer, not an error. */
export async function run(command: readonly string[], cwd: string, env: Environment): Promise<Finished> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: string[] = [];
    const interruption = setTimeout(() => {
      child.kill('SIGINT');
      output.push(`\n${command.join(' ')} was interrupted after ${ENDS_WITHIN_MS / 1000} s\n`);
    }, ENDS_WITHIN_MS);
    const end = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS + GIVES_BACK_WITHIN_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    }
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearTimeout(interruption);
      clearTimeout(end);
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
