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
export const idleThreads: IdleThread[] = [];

/** What V8 compiled of each file of a bundle in the first thread that ran it, by the bundle's code and the file's name. */
export const compiled = new Map<string, Readonly<Record<string, Uint8Array>>>();
