import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { machineEnvironment } from './credentials';

const answered = z.tuple([z.object({ exitCode: z.number() })], z.unknown());

/** Runs main.ts of a project, as `npm run synth` does, again and again. */
export class Synthesiser {
  private readonly child: ChildProcess;
  private readonly output: string[] = [];

  /** @param project folder with `main.ts` */
  public constructor(project: string) {
    // It ends by itself when nobody can ask it any more.
    this.child = fork(join(__dirname, 'synth.cjs'), {
      cwd: project,
      env: machineEnvironment(),
      execArgv: ['--import', 'tsx'],
      silent: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.output.push(text));
    }
  }

  /** Synthesises the settings that the project has by now. */
  public async synth(): Promise<void> {
    this.child.send({});
    const ended = once(this.child, 'close').then(() => [{ exitCode: 1 }]);
    const [{ exitCode }] = answered.parse(await Promise.race([once(this.child, 'message'), ended]));
    if (exitCode !== 0) throw new Error(`the synthesis ended with ${exitCode}:\n${this.output.join('')}`);
  }

  public stop(): void {
    this.child.disconnect();
  }
}
