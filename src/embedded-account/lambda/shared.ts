import type { Worker } from 'node:worker_threads';

/** A thread that runs one environment after the other. */
export interface Thread {
  readonly worker: Worker;
  /** Contents of the bundles that it has compiled. */
  readonly compiled: Set<string>;
}

export interface IdleThread extends Thread {
  readonly end: NodeJS.Timeout;
}

/** What all accounts of a process share. */
interface Shared {
  readonly idleThreads: IdleThread[];
  /** What V8 compiled of each file of a bundle in the first thread that ran it, by the bundle's code and the file's name. */
  readonly compiled: Map<string, Readonly<Record<string, Uint8Array>>>;
}

declare global {
  /** Given by a host that evaluates these modules more than once in one process, as Jest does for each test file. */
  var sharedByAccounts: (() => Shared) | undefined;
}

export const { idleThreads, compiled }: Shared = globalThis.sharedByAccounts?.() ?? {
  idleThreads: [],
  compiled: new Map(),
};
