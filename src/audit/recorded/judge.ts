import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { CredentialReport } from '../../aws/iam/credential-report';
import type { Paced } from '../../aws/iam/paced';
import type { PinnedGroup } from '../../domain/identity/admin-groups';
import type { Subject } from '../../domain/identity/subject';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Sha256 } from '../../domain/policy/content-name';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import type { Gather } from '../batch/batch';
import { batchTimeMs } from '../batch/spread';
import { inventoryOf, type DescribedPrincipal } from '../inventory/inventory';
import { batchInputOf, type BatchInput } from '../payloads/batch';
import { inventoryInputOf } from '../payloads/run';
import type { AuditRules } from '../rules';
import { subject as form, type SubjectForm } from '../payloads/subjects';
import { everyExemption, type ReadObject } from '../run/exemptions-object';
import { batchStep, type BatchAnswer, type Prepared } from '../steps/batch';
import { inventoryStep, type InventoryAnswer } from '../steps/inventory';
import { type ErrorKinds, gatherEach, type Looked } from './gather-each';
import { payloadScope, type RecordedGuardrail, type RecordedPorts } from './guardrail';
import { leftAlone, type Leave, protectingFacts } from './left-alone';
import { rowLine, runLine } from './log';
import type { Decision, RecordedRow } from './row';
import { countsOf, type RecordedCounts } from './summary-form';

/** What listing takes. */
export interface InventoryPorts extends RecordedPorts {
  readonly pages: (paced: Paced) => AsyncIterable<DetailsPage>;
  readonly lastUses: (paced: Paced) => CredentialReport;
  readonly readObject: ReadObject;
  readonly adminGroups: readonly PinnedGroup[];
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
  /** @default - nothing but what every guardrail notes */
  readonly notes?: (found: DescribedPrincipal) => More;
  /**
   * Hashes what evidence rests on.
   *
   * @default - no evidence is kept from one run to the next
   */
  readonly sha256?: Sha256;
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
  { guardrail, looksAt, notes, sha256, scanned }: Listing<More>,
  ports: InventoryPorts,
): Promise<InventoryAnswer> {
  const { accountId, rules, store, adminGroups, log } = ports;
  const run = inventoryInputOf(event, { now: ports.now() });
  const logged = { ...run, guardrail, account: accountId };
  return inventoryStep(run, {
    ...{ accountId, guardrail, store, spread: rules.audit },
    exemptions: () => everyExemption(rules, [guardrail], ports.readObject),
    list: async (exemptions) => {
      const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
      const by = { rules, adminGroups, exemptions, today: run.startedAt.slice(0, 10) };
      const found = await inventoryOf(ports.pages(paced), {
        ...{ lastUses: ports.lastUses(paced), actions: [], sha256 },
        unread: (why) => {
          log(runLine('unread-policy', logged, { why }));
        },
        factsOf: (one, groups) => ({ ...protectingFacts(one, groups, by), ...notes?.(one) }),
      });
      return { subjects: found.filter(looksAt), account: found.map(({ id }) => id), scanned: scanned?.() };
    },
    begins: (principals) => {
      log(runLine('start', logged, { ...rules, principals }));
    },
  });
}

/** What judging takes. */
export interface BatchPorts<R extends AuditRules = AuditRules> extends RecordedPorts<R>, ErrorKinds {
  /** Why another guardrail wants a principal left as it is, by unique id. */
  readonly leftElsewhere: () => Promise<ReadonlyMap<string, string>>;
}

/** How the principals of one batch are judged. */
export interface Judgement<C extends RecordedChange, S extends Subject, Evidence> {
  readonly gather: Gather<S, Evidence>;
  /** Pure. */
  readonly decide: (subject: S, evidence: Evidence) => Decision<C>;
  /**
   * What is done about a principal of which nothing else is looked at, such as giving back what stands.
   *
   * @default - it is left as it is
   */
  readonly instead?: (subject: S, left: Leave) => Decision<C> | undefined;
}

/** How a guardrail judges. */
export interface Judging<C extends RecordedChange, S extends Subject, Evidence> extends RecordedGuardrail<C> {
  /** How its principals are read. */
  readonly form: SubjectForm<S>;
  /** Called once the batch is known to be one of this run. */
  readonly prepare: (input: BatchInput<S>) => Promise<Judgement<C, S, Evidence>>;
}

/** Looks at each principal of a batch and judges it. Nothing is changed: a later step does. */
export function recordedBatch<C extends RecordedChange, S extends Subject, Evidence>(
  event: unknown,
  { form, prepare, ...of }: Judging<C, S, Evidence>,
  ports: BatchPorts,
): Promise<BatchAnswer<RecordedCounts>> {
  const { accountId, store, log } = ports;
  const { callsPerSecond, ...run } = batchInputOf(event, payloadScope(of, ports), form);
  const logged = { ...run, guardrail: of.guardrail, account: accountId };
  return batchStep(run, {
    ...{ store, form },
    prepare: async (): Promise<Prepared<S, Evidence, Judged<C, S>, RecordedRow<C>, RecordedRow<C>, RecordedCounts>> => {
      const around = { guardrail: of.guardrail, leftElsewhere: await ports.leftElsewhere() };
      const { gather, decide, instead } = await prepare({ ...run, callsPerSecond });
      const leaves = (subject: S) => {
        const left = leftAlone(subject, around);
        return left && (instead?.(subject, left) ?? left);
      };
      return {
        ...{ countsOf, gather },
        work: {
          skip: (subject) => leaves(subject) !== undefined,
          judge: (subject, evidence) => ({
            subject,
            decision: leaves(subject) ?? decided(subject, evidence, (seen) => decide(subject, seen)),
          }),
          act: ({ subject, decision }) => Promise.resolve(rowOf(subject, decision)),
          failed: ({ subject }, why) => rowOf(subject, { kind: 'leave', reason: EVIDENCE_FAILED, why }),
          rowOf: (_judged, row) => row,
          say: (_judged, row) => {
            log(rowLine(logged, row, of.words.change));
          },
        },
      };
    },
  });
}

/** How a guardrail judges that looks at each principal by itself. */
export interface Looking<C extends RecordedChange, Seen> {
  /** @param paced when each call may be made */
  readonly look: (paced: Paced) => (subject: Subject) => Promise<Seen>;
  /** @param now start of the run */
  readonly decide: (subject: Subject, seen: Seen, now: Date) => Decision<C>;
}

/** Judges by a look at each principal. */
export function byLooking<C extends RecordedChange, Seen>(
  { look, decide }: Looking<C, Seen>,
  ports: Pick<BatchPorts, 'pace' | keyof ErrorKinds>,
): Pick<Judging<C, Subject, Looked<Seen>>, 'form' | 'prepare'> {
  return {
    form,
    prepare: ({ callsPerSecond, startedAt }) =>
      Promise.resolve({
        gather: gatherEach(look(ports.pace(callsPerSecond, batchTimeMs(0)).run), ports),
        decide: (subject, looked) => {
          if (looked.kind === 'failed') return { kind: 'leave', reason: EVIDENCE_FAILED, why: looked.why };
          return decide(subject, looked.evidence, new Date(startedAt));
        },
      }),
  };
}

interface Judged<C extends RecordedChange, S extends Subject> {
  readonly subject: S;
  readonly decision: Decision<C>;
}

/** @throws Error for a principal without evidence, not even a failure */
function decided<C extends RecordedChange, Evidence>(
  { arn }: Subject,
  evidence: Evidence | undefined,
  decide: (evidence: Evidence) => Decision<C>,
): Decision<C> {
  if (evidence === undefined) throw new Error(`nothing was gathered of ${arn}`);
  return decide(evidence);
}

function rowOf<C extends RecordedChange>({ kind, id, arn, name }: Subject, decision: Decision<C>): RecordedRow<C> {
  const { reason, why, needsAgain = [] } = decision;
  return {
    ...{ kind, id, arn, name },
    decision: {
      ...{ kind: decision.kind, reason, ...(why !== undefined && { why }) },
      ...(needsAgain.length > 0 && { needsAgain }),
    },
    changes: decision.kind === 'change' ? decision.changes : [],
  };
}
