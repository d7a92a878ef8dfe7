import { pacedTagger } from '../../../audit/batch/paced-tagger';
import { baseOf, KEYS } from '../../../audit/contract';
import type { EvidenceStore } from '../../../aws/evidence-store';
import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import type { Paced } from '../../../aws/iam/paced';
import type { PrincipalNamed } from '../../../aws/iam/principal-named';
import type { HoldLedger } from '../../../aws/ledger/holds';
import type { TagLedger } from '../../../aws/ledger/tags';
import type { BoundarySet } from '../../../domain/change/change';
import { EVERYBODY } from '../../../domain/ledger/hold';
import type { Kinds } from '../../../domain/recorded-change/kinds';
import { giveBackAll, type GiveBackPorts } from '../apply/give-back';
import { PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../contract';
import { BOUNDARY_KINDS, type BoundaryEntry, type BoundaryLedger } from '../kinds';
import { boundaryStands, HEADLINES, undoneWords } from '../report/undone';
import { findBounded } from './find';
import { collectUnused } from './collect';
import type { Releaser } from '../../../release/releaser';

type Ledger<L> = (guardrail: typeof PERMISSIONS_BOUNDARY) => L;

/** What giving boundaries and tags back takes. */
export interface BoundaryReleasePorts extends Omit<GiveBackPorts, 'boundaries' | 'tags' | 'policies' | 'tagKeys'> {
  readonly accountId: string;
  /** The pace of this invocation. */
  readonly paced: Paced;
  readonly named: PrincipalNamed;
  readonly ownPolicies: ManagedPolicies;
  readonly recorded: (guardrail: typeof PERMISSIONS_BOUNDARY, kinds: Kinds<BoundarySet>) => BoundaryLedger;
  readonly tags: Ledger<TagLedger>;
  readonly holds: Ledger<HoldLedger>;
  /** Absent where no audit is deployed, and its summaries are not there. */
  readonly store?: EvidenceStore | undefined;
}

/**
 * Gives back the boundaries and tags that stood before an audit came, or before one run did.
 *
 * The hold is written before anything is given back, so that a run under way, and every later one until the next change
 * run, leaves a released principal alone.
 */
export function boundaryReleaser(given: BoundaryReleasePorts): Releaser {
  const { accountId } = given;
  const runs = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}`;
  const holds = given.holds(PERMISSIONS_BOUNDARY);
  const ports = {
    ...{ ...given, policies: given.ownPolicies, tagKeys: TAG_KEY_PATTERNS },
    boundaries: given.recorded(PERMISSIONS_BOUNDARY, BOUNDARY_KINDS),
    tags: given.tags(PERMISSIONS_BOUNDARY),
    tagger: pacedTagger(given.tagger, given.paced),
    summaryKey: (runId: string) => `${runs}/${runId}/${KEYS.summaryJson}`,
  };
  // The index of what is open lists entries for moments that these releases have closed.
  const closed: BoundaryEntry[] = [];
  return {
    ...{ guardrail: PERMISSIONS_BOUNDARY, holds: ['user', 'role'], hasRuns: true, headlines: HEADLINES },
    jobs: async (request) => {
      const began = ports.now();
      if (request.kind === 'all') await holds.hold(accountId, EVERYBODY, began);
      const found = await findBounded(request, accountId, ports);
      if (found.kind === 'unknown-run') return found;
      const jobs = found.targets.map(({ principal, run }) => ({
        whom: principal.arn,
        id: principal.id,
        release: async () => {
          if (request.kind !== 'all') await holds.hold(accountId, principal.id, began);
          const { closed: over, ...given } = await giveBackAll(principal, run, ports);
          closed.push(...over);
          return {
            released: { principal: principal.arn, notGivenBack: [], ...given },
            words: undoneWords(given.takenBack),
          };
        },
      }));
      return { kind: 'jobs', jobs };
    },
    tidy: (everything) => collectUnused(accountId, { closed, everything }, ports),
    stands: (user) => boundaryStands(user, ports.own),
  };
}
