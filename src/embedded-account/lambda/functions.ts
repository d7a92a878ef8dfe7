import { FunctionWorker, type InvocationResult } from './worker';
import type { EnvironmentOf, FunctionDefinition } from './definition';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';

/** The environments of one function: each runs one invocation at a time, further ones wait. */
export class FunctionPool {
  readonly logs: string[] = [];
  /** What it was invoked with so far. */
  readonly payloads: string[] = [];
  private readonly workers = new Map<string, FunctionWorker>();
  private readonly free: FunctionWorker[] = [];
  private readonly waiting: ((worker: FunctionWorker) => void)[] = [];
  private readonly running = new Set<Promise<InvocationResult>>();

  constructor(
    readonly definition: FunctionDefinition,
    private readonly size: number,
    private readonly identifiers: Identifiers,
    private readonly environmentOf: EnvironmentOf,
    private readonly clock: Clock,
  ) {}

  /** @param payload JSON */
  invoke(payload: string): Promise<InvocationResult> {
    return this.counted(payload, this.runOne(payload));
  }

  /** Runs in a worker that has run nothing before and runs nothing afterwards. @param payload JSON */
  invokeFresh(payload: string): Promise<InvocationResult> {
    return this.counted(payload, this.runAlone(payload));
  }

  private async counted(payload: string, invocation: Promise<InvocationResult>): Promise<InvocationResult> {
    this.payloads.push(payload);
    this.running.add(invocation);
    try {
      return await invocation;
    } finally {
      this.running.delete(invocation);
    }
  }

  get isIdle(): boolean {
    return this.running.size === 0;
  }

  async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  private async runOne(payload: string): Promise<InvocationResult> {
    const worker = await this.take();
    try {
      return await worker.run(this.requestId(payload), payload, this.clock);
    } finally {
      this.release(worker);
    }
  }

  private async runAlone(payload: string): Promise<InvocationResult> {
    const worker = this.start();
    try {
      return await worker.run(this.requestId(payload), payload, this.clock);
    } finally {
      await worker.stop();
      for (const [id, one] of this.workers) if (one === worker) this.workers.delete(id);
    }
  }

  /** Ends a worker in the middle of what it does, as a failing host would. */
  crash(workerId: string): void {
    void this.workers.get(workerId)?.crash();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
  }

  /** Ends the environments that run nothing. */
  async stopIdle(): Promise<void> {
    const idle = new Set(this.free.splice(0));
    for (const [id, worker] of this.workers) if (idle.has(worker)) this.workers.delete(id);
    await Promise.all([...idle].map((worker) => worker.stop()));
  }

  private requestId(payload: string): string {
    return this.identifiers.uuid('invocation', `${this.definition.name} ${payload}`);
  }

  private async take(): Promise<FunctionWorker> {
    const ready = this.free.pop();
    if (ready) return ready;
    if (this.workers.size < this.size) return this.start();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  private release(worker: FunctionWorker): void {
    if (worker.ended) {
      for (const [id, one] of this.workers) if (one === worker) this.workers.delete(id);
    }
    const next = this.waiting.shift();
    if (next) next(worker.ended ? this.start() : worker);
    else if (!worker.ended) this.free.push(worker);
  }

  private start(): FunctionWorker {
    const id = this.identifiers.uuid('worker', this.definition.name);
    const currentInvocation = () => this.workers.get(id)?.invocationId;
    const env = this.environmentOf(this.definition, { id, currentInvocation });
    const worker = new FunctionWorker(this.definition, env, (line) => {
      if (this.definition.keepsLogs) this.logs.push(line);
    });
    this.workers.set(id, worker);
    return worker;
  }
}
