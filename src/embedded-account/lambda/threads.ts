import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { idleThreads as idle, type IdleThread, type Thread } from './shared';

/** A thread without work costs memory and nothing else; the next account of a test mostly comes sooner. */
const IDLE_MS = 60_000;

/**
 * A thread for an environment that has run nothing yet.
 *
 * Node takes several times as long to start a thread as a bundle takes to be evaluated anew, so a thread whose environment
 * left nothing behind gets the next one, if need be that of another function of another account.
 *
 * @param content of the bundle: a thread that has compiled it comes first
 */
export function takeThread(content: string): Thread {
  const at = idle.findLastIndex(({ compiled }) => compiled.has(content));
  const [known] = idle.splice(at === -1 ? idle.length - 1 : at, 1);
  if (known === undefined) return startThread();
  clearTimeout(known.end);
  // Named, for Node listens to what is added and taken away.
  listening(known.worker.removeAllListeners('exit').removeAllListeners('error'));
  return known;
}

/** Keeps a thread whose environment is over and left nothing behind. */
export function giveThreadBack({ worker, compiled }: Thread): void {
  worker.removeAllListeners('message').removeAllListeners('exit').unref();
  const end = setTimeout(() => {
    // Nobody may take it while it ends.
    forget(known);
    void worker.terminate();
  }, IDLE_MS).unref();
  const known = { worker, compiled, end };
  idle.push(known);
  worker.on('exit', () => {
    clearTimeout(end);
    forget(known);
  });
}

function forget(thread: IdleThread): void {
  const at = idle.indexOf(thread);
  if (at !== -1) idle.splice(at, 1);
}

function startThread(): Thread {
  const worker = listening(new Worker(resolve(__dirname, 'worker.cjs'), { env: {}, execArgv: [] }));
  worker.unref();
  return { worker, compiled: new Set() };
}

/** A crash is told by the invocation that it interrupts. */
const listening = (worker: Worker) => worker.on('error', () => undefined);
