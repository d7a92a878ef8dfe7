import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { SecurityHub } from '../../aws/security-hub/hub';
import { asffOf, type FoundBy } from '../../domain/security-hub/asff';
import { newsOf, type FindingVerdict, type ToldFinding } from '../../domain/security-hub/finding';
import { articleIn } from '../../domain/notice/runbook';
import { baseOf, KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { read } from '../reading';

/** What telling Security Hub takes. */
export interface HubPorts {
  readonly accountId: string;
  readonly rules: { readonly securityHub?: boolean | undefined; readonly runbook: string };
  readonly store: EvidenceStore;
  /** @default - a run at a desk tells nobody */
  readonly hub?: SecurityHub | undefined;
  readonly region: string;
  /** Prefix of the deployment. */
  readonly prefix: string;
}

const text = z.string();
const object = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({
      principal: z.object({ kind: z.enum(['user', 'role', 'group']), id: text, arn: text }),
      ...{ title: text, description: text, since: text },
    }),
  ),
});

/**
 * Tells Security Hub what a run found of each principal, and of earlier findings which are gone.
 *
 * What it has not taken is remembered as it was, so that the next run tells it again.
 *
 * It never fails a run: whatever goes wrong is an answer.
 *
 * @param verdicts of everybody whom the run looked at
 * @returns why Security Hub was not told all; undefined where it was, or is not to be told
 */
export async function tellSecurityHub(
  verdicts: () => readonly FindingVerdict[],
  { startedAt }: Pick<Run, 'startedAt'>,
  guardrail: string,
  { hub, ...ports }: HubPorts,
): Promise<string | undefined> {
  if (ports.rules.securityHub !== true || hub === undefined) return undefined;
  try {
    return await tell(verdicts(), startedAt, { ...ports, hub, guardrail });
  } catch (error) {
    if (error instanceof Error) return `findings were not told (${error.name}: ${error.message})`;
    throw error;
  }
}

async function tell(
  verdicts: readonly FindingVerdict[],
  startedAt: string,
  {
    accountId,
    rules,
    store,
    hub,
    region,
    prefix,
    guardrail,
  }: Omit<HubPorts, 'hub'> & {
    readonly hub: SecurityHub;
    readonly guardrail: string;
  },
): Promise<string | undefined> {
  const key = `${baseOf(accountId, guardrail)}/${KEYS.securityHub}`;
  const stored = await store.getJson(key);
  const told: readonly ToldFinding[] = stored === undefined ? [] : read(object, stored, key).findings;
  const { standing, resolved, untouched } = newsOf(told, verdicts, startedAt);
  const by: FoundBy = {
    ...{ prefix, guardrail, accountId, region, startedAt },
    article: articleIn(rules.runbook, `${guardrail}-digest`),
  };
  const meant = [
    ...standing.map((finding) => ({ finding, is: 'standing' as const, asff: asffOf(finding, 'standing', by) })),
    ...resolved.map((finding) => ({ finding, is: 'resolved' as const, asff: asffOf(finding, 'resolved', by) })),
  ];
  const { taken, why } = await hub.tell(meant.map(({ asff }) => asff));
  const before = new Map(told.map((one) => [one.principal.id, one]));
  const known = meant.flatMap(({ finding, is, asff }) => {
    if (taken.has(asff.Id)) return is === 'standing' ? [finding] : [];
    return before.get(finding.principal.id) ?? [];
  });
  await store.putJson(key, { version: 1, findings: [...known, ...untouched] });
  const missing = meant.length - taken.size;
  return missing === 0
    ? undefined
    : `${missing} of ${meant.length} findings were not taken (${why ?? 'no reason given'})`;
}
