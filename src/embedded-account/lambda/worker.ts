import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { compiledOf, contentOf, keepCompiled } from './compiled';
import type { FunctionDefinition } from './definition';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('log'), line: z.string() }),
  z.object({ kind: z.literal('compiled'), data: z.custom<Uint8Array>((data) => ArrayBuffer.isView(data)) }),
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

/** A worker thread with an environment of its own; it shares nothing with its siblings but the account. */
export class FunctionWorker {
  /** Request id of the running invocation; undefined between two. */
  invocationId: string | undefined;
  /** A worker that crashed or timed out is never used again. */
  ended = false;
  private readonly thread: Worker;

  constructor(
    private readonly definition: FunctionDefinition,
    env: Readonly<Record<string, string>>,
    private readonly onLog: (line: string) => void,
  ) {
    const { bundle, handler, name, arn, memorySize, logGroup } = definition;
    this.thread = new Worker(resolve(__dirname, 'worker.cjs'), {
      env: { ...env },
      execArgv: [],
      workerData: {
        ...{ folder: bundle.folder, handler, functionName: name, functionArn: arn, memorySize, logGroup },
        compiled: compiledOf(contentOf(definition)),
      },
    });
    // A crash is told by the invocation that it interrupts.
    this.thread.on('error', () => undefined);
    this.thread.on('exit', () => {
      this.ended = true;
    });
    this.thread.unref();
  }

  /** @param startsAt what the function takes for the date */
  async run(requestId: string, payload: string, startsAt: Date): Promise<InvocationResult> {
    this.invocationId = requestId;
    const { timeoutSeconds } = this.definition;
    const deadline = Date.now() + timeoutSeconds * 1000;
    try {
      return await new Promise<InvocationResult>((settle) => {
        const timer = setTimeout(() => {
          settle(failed('Sandbox.Timedout', `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`));
          void this.stop();
        }, timeoutSeconds * 1000);
        const end = (result: InvocationResult) => {
          clearTimeout(timer);
          this.thread.removeAllListeners('message');
          this.thread.off('exit', exited);
          settle(result);
        };
        const exited = () => {
          end(failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited without providing a reason`));
        };
        this.thread.on('exit', exited);
        this.thread.on('message', (value) => {
          const said = message.parse(value);
          if (said.kind === 'log') this.onLog(said.line);
          else if (said.kind === 'compiled') keepCompiled(contentOf(this.definition), said.data);
          else if (said.kind === 'done') end({ kind: 'done', payload: said.payload });
          else end({ kind: 'failed', error: said.error });
        });
        this.thread.postMessage({ requestId, payload, deadline, startsAt: startsAt.getTime() });
      });
    } finally {
      this.invocationId = undefined;
    }
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const exit = once(this.thread, 'exit');
    await this.thread.terminate();
    await exit;
  }
}

const failed = (errorType: string, errorMessage: string): InvocationResult => ({
  kind: 'failed',
  error: { errorType, errorMessage, trace: [] },
});
