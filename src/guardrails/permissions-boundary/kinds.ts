import * as z from 'zod/mini';
import type { BoundarySet } from '../../domain/change/change';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds } from '../../domain/recorded-change/kinds';

/** A boundary that was put on a principal, as the ledger remembers it. */
export type BoundaryEntry = RecordedEntry<BoundarySet>;

/** The boundaries that were put on principals. */
export type BoundaryLedger = RecordedLedger<BoundarySet>;

/** The slot of a principal that holds its boundary. */
export const BOUNDARY_SLOT = 'boundary';

const text = z.string();

const boundarySet = z.object({
  kind: z.literal('boundary-set'),
  principal: z.object({ kind: z.enum(['user', 'role']), accountId: text, id: text, arn: text, name: text }),
  policyArn: text,
  before: z.optional(z.object({ policyArn: text, text: z.optional(text) })),
});

/** A principal has one boundary: what its slot holds is the ARN of the policy. */
export const BOUNDARY_KINDS: Kinds<BoundarySet> = {
  read: (stored) => boundarySet.parse(stored),
  slot: () => BOUNDARY_SLOT,
  isSlot: (slot) => slot === BOUNDARY_SLOT,
  from: ({ before }) => before?.policyArn,
  to: ({ policyArn }) => policyArn,
  joined: ({ kind, principal, policyArn }, { before }) => ({
    ...{ kind, principal, policyArn },
    ...(before !== undefined && { before }),
  }),
  words: {
    slot: 'boundary',
    undone: 'took the boundary away',
    misplaced: (meantFor, on) => `the boundary meant for ${meantFor} was put on ${on}`,
  },
};
