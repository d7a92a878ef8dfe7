import type { LeaseLedger } from '../../src/aws/ledger/leases';
import type { Lease } from '../../src/domain/ledger/lease';

/** Leases in memory, of one account. */
export function someLeases(): LeaseLedger & { readonly held: () => Lease | undefined } {
  let held: Lease | undefined;
  const isOf = ({ guardrail, runId }: Pick<Lease, 'guardrail' | 'runId'>) =>
    held?.guardrail === guardrail && held.runId === runId;
  return {
    held: () => held,
    take: (_, lease, now) => {
      if (held !== undefined && held.until >= now && !isOf(lease)) return Promise.resolve(held);
      held = lease;
      return Promise.resolve(undefined);
    },
    giveBack: (_, holder) => {
      if (isOf(holder)) held = undefined;
      return Promise.resolve();
    },
  };
}
