import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { Paced } from '../../aws/iam/paced';
import type { PinnedGroup } from '../../domain/identity/admin-groups';
import type { Subject } from '../../domain/identity/subject';
import type { Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { LastUses } from '../../domain/run/last-uses';
import { runLease } from '../lease/run-lease';
import type { DescribedPrincipal, FactsOf } from '../inventory/described';
import { inventoryOf } from '../inventory/inventory';
import { inventoryInputOf } from '../payloads/run';
import { everyExemption, type ReadObject } from '../run/exemptions-object';
import { inventoryStep, type InventoryAnswer } from '../steps/inventory';
import { type RecordedPorts } from './guardrail';
import { protectingFacts } from './left-alone';
import { runLine } from './log';

/** What listing takes. */
export interface InventoryPorts extends RecordedPorts {
  readonly pages: (paced: Paced) => AsyncIterable<DetailsPage>;
  readonly lastUses: (paced: Paced) => () => Promise<LastUses>;
  readonly readObject: ReadObject;
  readonly adminGroups: readonly PinnedGroup[];
}

/** What a guardrail notes for itself. */
export interface Notes<More extends object> {
  /** Of a principal, once the last page was read. */
  readonly of: (found: DescribedPrincipal) => More;
  /**
   * What people have to know of how the run found out what it notes.
   *
   * @default - nothing
   */
  readonly remarks?: readonly string[];
  /**
   * Looks closer at some, once all are known: what costs calls is asked about those alone who need it.
   *
   * @default - nobody is looked at closer
   */
  readonly lookCloser?: (found: readonly Subject[]) => Promise<LookedCloser<More>>;
}

/** What a closer look has shown. */
export interface LookedCloser<More extends object> {
  /** What is noted besides, by unique id. */
  readonly noted: ReadonlyMap<string, Partial<More>>;
  /** What people have to know of how the run found that out. */
  readonly remarks: readonly string[];
}

/**
 * What a guardrail lists, and notes of it for itself.
 *
 * @typeParam More what it notes
 */
export interface Listing<More extends object = object> {
  readonly guardrail: string;
  /** Whether it looks at a principal. */
  readonly looksAt: (one: Subject) => boolean;
  /**
   * Asks for what it notes by, and says what it notes.
   *
   * @default - nothing but what every guardrail notes
   */
  readonly notes?: (paced: Paced) => Promise<Notes<More>>;
  /**
   * Prefixes of services; the notes may ask which of them policies grant.
   *
   * @default - none
   */
  readonly services?: readonly string[];
  /**
   * Hashes what evidence rests on.
   *
   * @default - no evidence is kept from one run to the next
   */
  readonly sha256?: Sha256;
  /**
   * Where the deployment's policies are: evidence rests on none of its denies.
   *
   * @default - evidence rests on all policies
   */
  readonly own?: OwnPolicies;
  /**
   * What the plan has to know of the account, as JSON, once the last page was read.
   *
   * @default - nothing
   */
  readonly scanned?: () => object;
}

/** Lists the principals that a run looks at. */
export function recordedInventory<More extends object = object>(
  event: unknown,
  { guardrail, looksAt, notes, services, sha256, own, scanned }: Listing<More>,
  ports: InventoryPorts,
): Promise<InventoryAnswer> {
  const { accountId, rules, store, adminGroups, log } = ports;
  const run = inventoryInputOf(event, { now: ports.now() });
  const logged = { ...run, guardrail, account: accountId };
  return inventoryStep(run, {
    ...{ accountId, guardrail, store, spread: rules.audit, lease: runLease(guardrail, ports) },
    exemptions: () => everyExemption(rules, [guardrail], ports.readObject),
    list: async (exemptions) => {
      const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
      const by = { rules, adminGroups, exemptions, today: run.startedAt.slice(0, 10) };
      const factsBy =
        (noted: Notes<More> | undefined): FactsOf =>
        (one, groups) => ({ ...protectingFacts(one, groups, by), ...noted?.of(one) });
      const noting = Promise.resolve(notes?.(paced));
      const found = await inventoryOf(ports.pages(paced), {
        ...{ lastUses: ports.lastUses(paced), actions: [], services, sha256, own },
        unread: (why) => {
          log(runLine('unread-policy', logged, { why }));
        },
        factsOf: noting.then(factsBy),
      });
      const { remarks, lookCloser } = (await noting) ?? {};
      const subjects = found.filter(looksAt);
      const closer = await lookCloser?.(subjects);
      return {
        subjects: subjects.map((one) => ({ ...one, ...closer?.noted.get(one.id) })),
        account: found.map(({ id }) => id),
        ...{ scanned: scanned?.(), remarks: closer === undefined ? remarks : [...(remarks ?? []), ...closer.remarks] },
      };
    },
    begins: (principals) => {
      log(runLine('start', logged, { ...rules, principals }));
    },
  });
}
