import { createHash } from 'node:crypto';
import type { Run } from '../../../src/audit/payloads/run';
import { subjectsOf } from '../../../src/audit/payloads/subjects';
import { isDenied, isExpired } from '../../../src/aws/clients/error-kinds';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import { boundedSubject } from '../../../src/guardrails/permissions-boundary/bounded-subject';
import { batch, inventory } from '../../../src/guardrails/permissions-boundary/composition';
import type { BatchPorts, InventoryPorts, Ports } from '../../../src/guardrails/permissions-boundary/ports';
import type { ServiceUse } from '../../../src/domain/run/evidence';
import type { Rules } from '../../../src/guardrails/permissions-boundary/rules';
import { ACCOUNT } from '../../support/permissions-boundary';
import { someLeases } from '../../support/some-leases';
import { advised } from './advised';
import { mapped } from './mapped';
import type { MemoryStore } from './memory-store';
import { usesBy } from './uses-by';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What AWS tells a run. */
export interface AwsAnswers {
  readonly page: DetailsPage;
  readonly lastUses: ReadonlyMap<string, string>;
  readonly report: (arn: string) => readonly ServiceUse[];
}

/** What a run in memory goes by. */
export interface InMemory {
  readonly rules: Rules;
  readonly store: MemoryStore;
  /** The date. */
  readonly now: () => Date;
  /** Takes the lines of the log. @default nobody reads them */
  readonly log?: (line: object) => void;
  /** @default nobody has an incident */
  readonly openIncidents?: ReadonlySet<string>;
  /** @default nothing was put */
  readonly openBoundaries?: InventoryPorts['openBoundaries'];
}

/** Ports of the first two steps over an account without a front door; tags are decided, and not written. */
export function portsInMemory(told: AwsAnswers, by: InMemory) {
  const stage = advised({
    ...{ callsPerSecond: 1_000, reportWaitSeconds: 0 },
    answer: (arn) => ({ status: 'completed', services: told.report(arn) }),
  });
  const { advisor, pace, clock } = stage.sources;
  const ports: Ports & InventoryPorts & BatchPorts = {
    ...{ accountId: ACCOUNT, rules: by.rules, store: by.store, leases: someLeases(), sha256, clock, now: by.now },
    pace: () => pace,
    log: by.log ?? (() => undefined),
    pages: () => oneAfterTheOther(told.page),
    lastUses: () => () => Promise.resolve(usesBy(told.lastUses)),
    readObject: (bucket, key) => Promise.reject(new Error(`nobody reads s3://${bucket}/${key} here`)),
    adminGroups: by.rules.adminGroups,
    openBoundaries: by.openBoundaries ?? (() => Promise.resolve([])),
    ...{ advisor, isDenied, isExpired },
    openIncidents: () => Promise.resolve(by.openIncidents ?? new Set()),
  };
  const asked = () =>
    stage.calls.flatMap(({ action, arn }) => (action === 'generate' ? [arn.split('/').at(-1) ?? ''] : []));
  return { ports, clock: stage.clock, asked };
}

/** The first two steps of a run, as the state machine takes them. @returns what the step after them is given */
export async function auditedInMemory(run: Run, batches: number, ports: InventoryPorts & BatchPorts) {
  const { store } = ports;
  const made = await inventory(run, ports);
  const { prefix, principals } = made;
  const subjects = subjectsOf(await store.getJson(made.manifestKey), made.manifestKey, boundedSubject);
  const size = Math.ceil(subjects.length / batches);
  const outputs: object[] = [];
  for (let start = 0; start < subjects.length; start += size) {
    const some = subjects.slice(start, start + size);
    outputs.push(await batch({ ...run, prefix, callsPerSecond: 1, subjects: some }, ports));
  }
  return { ...run, prefix, principals, resultsManifest: await mapped('results', outputs, made, store) };
}

// oxlint-disable-next-line typescript/require-await -- pages come one after another
async function* oneAfterTheOther(...pages: readonly DetailsPage[]): AsyncGenerator<DetailsPage> {
  yield* pages;
}
