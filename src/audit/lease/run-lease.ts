import type { LeaseLedger } from '../../aws/ledger/leases';
import type { Run } from '../payloads/run';
import { BUSY, LEASE_SECONDS } from '../contract';

/** Another run may call IAM now. The state machine knows this by its name, and tries again. */
export class BusyError extends Error {
  public override readonly name = BUSY;
}

/** A run's right to call IAM, which one run of an account has at a time (docs/adr/0029-one-run-calls-iam.md). */
export interface RunLease {
  /**
   * Takes it, or renews it, for longer than any function lasts: what a function calls that has begun, it calls in time.
   *
   * @throws BusyError naming the run that has it
   */
  readonly take: (run: Pick<Run, 'runId'>) => Promise<void>;
  /** Gives it to whoever waits. A run that comes back to it takes it again. */
  readonly giveBack: (run: Pick<Run, 'runId'>) => Promise<void>;
}

/** What leases are kept with. */
export interface LeasePorts {
  readonly accountId: string;
  readonly leases: LeaseLedger;
  /** The date. */
  readonly now: () => Date;
}

/** The lease as the runs of a guardrail take it. */
export function runLease(guardrail: string, { accountId, leases, now }: LeasePorts): RunLease {
  return {
    take: async ({ runId }) => {
      const at = now();
      const until = new Date(at.getTime() + LEASE_SECONDS * 1_000);
      const other = await leases.take(accountId, { guardrail, runId, until }, at);
      if (other === undefined) return;
      throw new BusyError(
        `run ${runId} of the guardrail ${guardrail} waits for its turn: only one run calls IAM at a time, at the rate ` +
          `limits.iamCallsPerSecond, and it is the turn of run ${other.runId} of the guardrail ${other.guardrail} ` +
          `until ${other.until.toISOString()}, or longer if that run renews it`,
      );
    },
    giveBack: ({ runId }) => leases.giveBack(accountId, { guardrail, runId }, now()),
  };
}
