import { z } from 'zod';
import type { Clock } from '../clock';
import { RunningTime } from '../running-time';
import { compiledOf, contentOf, keepCompiled } from './compiled';
import type { FunctionDefinition } from './definition';
import type { Thread } from './shared';
import { giveThreadBack, takeThread } from './threads';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('log'), line: z.string() }),
  z.object({
    kind: z.literal('compiled'),
    data: z.record(
      z.string(),
      z.custom<Uint8Array>((data) => ArrayBuffer.isView(data)),
    ),
  }),
  z.object({ kind: z.literal('over') }),
  z.object({ kind: z.literal('done'), requestId: z.string(), payload: z.string() }),
  z.object({
    kind: z.literal('failed'),
    requestId: z.string(),
    error: z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) }),
  }),
]);

/** What became of an invocation. */
export type InvocationResult =
  | { readonly kind: 'done'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: { errorType: string; errorMessage: string; trace: string[] } };

/**
 * One environment of a function in a thread that nobody else has meanwhile; it shares nothing with its siblings but the
 * account.
 */
export class FunctionWorker {
  /** Request id of the running invocation; undefined between two. */
  invocationId: string | undefined;
  /** A worker that crashed or timed out is never used again. */
  ended = false;
  private readonly thread: Thread;
  /** Counts during invocations only: between two an environment is frozen. */
  private readonly runningTime = new RunningTime();

  constructor(
    private readonly definition: FunctionDefinition,
    env: Readonly<Record<string, string>>,
    private readonly onLog: (line: string) => void,
  ) {
    const { bundle, handler, name, arn, memorySize, logGroup, internet } = definition;
    const content = contentOf(definition);
    this.thread = takeThread(content);
    const { worker, compiled } = this.thread;
    worker.on('exit', () => {
      this.ended = true;
    });
    worker.postMessage({
      kind: 'begin',
      ...{ env, content, folder: bundle.folder, handler, functionName: name, functionArn: arn, memorySize, logGroup },
      internet,
      sharedMs: this.runningTime.sharedMs,
      compiled: compiled.has(content) ? undefined : compiledOf(content),
    });
    compiled.add(content);
  }

  /** @param clock what the function takes for the date */
  async run(requestId: string, payload: string, clock: Clock): Promise<InvocationResult> {
    const exit = failed(
      'Runtime.ExitError',
      `RequestId: ${requestId} Error: Runtime exited without providing a reason`,
    );
    // The thread may be another environment's by now.
    if (this.ended) return exit;
    this.invocationId = requestId;
    const { timeoutSeconds } = this.definition;
    const { worker } = this.thread;
    // In running time, and so is what is left to the function.
    const deadline = this.runningTime.ms + timeoutSeconds * 1000;
    try {
      return await new Promise<InvocationResult>((settle) => {
        this.runningTime.start((ms) => {
          if (ms < deadline) return;
          this.runningTime.stop();
          settle(failed('Sandbox.Timedout', `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`));
          this.ended = true;
          void worker.terminate();
        });
        const end = (result: InvocationResult) => {
          this.runningTime.stop();
          worker.removeAllListeners('message');
          worker.off('exit', exited);
          settle(result);
        };
        const exited = () => {
          end(exit);
        };
        worker.on('exit', exited);
        worker.on('message', (value) => {
          const said = message.parse(value);
          if (said.kind === 'log') this.onLog(said.line);
          else if (said.kind === 'compiled') keepCompiled(contentOf(this.definition), said.data);
          else if (said.kind === 'over') exited();
          // What a terminated function still answers reaches nobody.
          else if (this.ended) return;
          else if (said.kind === 'done') end({ kind: 'done', payload: said.payload });
          else end({ kind: 'failed', error: said.error });
        });
        const startsAt = clock.now().getTime();
        const stands = clock.standsInFunctions;
        worker.postMessage({ kind: 'invoke', requestId, payload, deadline, startsAt, stands });
      });
    } finally {
      this.invocationId = undefined;
    }
  }

  /** Ends the environment, and in the middle of an invocation the thread with it. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const { worker } = this.thread;
    if (this.invocationId !== undefined) await worker.terminate();
    else if (await this.leavesNothing()) giveThreadBack(this.thread);
  }

  /**
   * Ends the environment in the middle of an invocation, as a failing host would. The thread is spared where it can be:
   * one that has run a function before runs it in half the time.
   */
  async crash(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    if (await this.leavesNothing()) giveThreadBack(this.thread);
  }

  /** Whether the thread may run another environment; else it has exited. */
  private leavesNothing(): Promise<boolean> {
    const { worker } = this.thread;
    // Nothing else may keep the process alive until then.
    worker.ref();
    return new Promise((settle) => {
      worker.on('exit', () => {
        settle(false);
      });
      worker.on('message', (value) => {
        if (message.parse(value).kind === 'over') settle(true);
      });
      worker.postMessage({ kind: 'end' });
    });
  }
}

const failed = (errorType: string, errorMessage: string): InvocationResult => ({
  kind: 'failed',
  error: { errorType, errorMessage, trace: [] },
});
