import type { PolicyQuotas } from '../../aws/iam/managed-policies';
import { inLanes } from '../../domain/in-lanes';
import { canonical, type PolicyDocument } from '../../domain/policy/policy-document';
import { makePolicy, restorePolicy, type Made, type PolicyPorts, type Restored } from './keep';

/** A policy of the project as an inventory found it. */
export interface ExistingPolicy {
  readonly arn: string;
  /** Text of the default version as IAM returns it: plain or URL-encoded (RFC 3986). */
  readonly text: string;
}

/** What a draft goes by, as far as making its policies changes it. */
export interface DraftAround {
  readonly existing: readonly ExistingPolicy[];
  /** ARNs of policies that an earlier attempt has made. */
  readonly begun: ReadonlySet<string>;
  readonly quotas: PolicyQuotas;
}

/** The policies that a draft takes. */
export interface PolicyDraft {
  readonly policies: readonly { readonly name: string; readonly arn: string; readonly document: PolicyDocument }[];
  /** Policies whose text is not that of their name, and what a principal of this run means by them. */
  readonly altered: readonly { readonly arn: string; readonly document?: PolicyDocument }[];
}

/** How policies are made. */
export interface PolicyWork<Draft extends PolicyDraft> {
  readonly ports: PolicyPorts;
  /** The same around gives the same draft. */
  readonly draft: (around: DraftAround) => Draft;
  /** Tells people of policies that somebody altered; once, however often it is asked to. */
  readonly tellAltered: (arns: readonly string[]) => Promise<void>;
}

/** A policy of the project whose text was not that of its name, and what became of it. */
export type AlteredPolicy = { readonly arn: string } & Restored;

/** A draft, all of whose policies exist and say what they should. */
export interface Drafted<Draft extends PolicyDraft> {
  readonly draft: Draft;
  readonly altered: readonly AlteredPolicy[];
}

/** Policies that are made at the same time; IAM's rate is kept besides. */
const LANES = 8;

/**
 * Drafts a plan and makes its policies. Where one is refused, or turns out to be altered, it drafts again without it.
 *
 * A termination at any point leaves policies that the next attempt finds, and counts as its own.
 */
export async function makePolicies<Draft extends PolicyDraft>(
  first: DraftAround,
  work: PolicyWork<Draft>,
): Promise<Drafted<Draft>> {
  const altered = new Map<string, AlteredPolicy>();
  for (let around = first; ;) {
    const draft = work.draft(around);
    await restoreAll(draft, altered, work);
    const made = await makeAll(draft, work.ports);
    if ([...made.values()].every((one) => one === 'made' || one === 'stands')) {
      return { draft, altered: [...altered.values()] };
    }
    around = after(draft, made, around);
  }
}

/** People come first, but a mail that cannot be sent keeps no policy from getting its text back. */
async function restoreAll<Draft extends PolicyDraft>(
  { altered }: Draft,
  known: Map<string, AlteredPolicy>,
  work: PolicyWork<Draft>,
): Promise<void> {
  const found = altered.filter(({ arn }) => !known.has(arn));
  if (found.length === 0) return;
  const [told] = await Promise.allSettled([work.tellAltered(found.map(({ arn }) => arn))]);
  for (const { arn, document } of found) {
    known.set(arn, { arn, ...(await restorePolicy(arn, work.ports, document && canonical(document))) });
  }
  if (told.status === 'rejected') throw told.reason;
}

/** The same where nothing may be changed: only a run that may change tries to restore, and people are told by any. */
export async function lookedAt<Draft extends PolicyDraft>(
  draft: Draft,
  tellAltered: PolicyWork<Draft>['tellAltered'],
): Promise<Drafted<Draft>> {
  if (draft.altered.length > 0) await tellAltered(draft.altered.map(({ arn }) => arn));
  const why = 'nothing is changed in observe mode';
  return { draft, altered: draft.altered.map(({ arn }) => ({ arn, restored: false, why })) };
}

async function makeAll({ policies }: PolicyDraft, ports: PolicyPorts): Promise<ReadonlyMap<string, Made>> {
  const made = new Map<string, Made>();
  await inLanes(policies, LANES, async ({ name, arn, document }) => {
    made.set(arn, await makePolicy({ name, text: canonical(document) }, ports));
  });
  return made;
}

/** What is true after some policies were made and some were not. */
function after({ policies }: PolicyDraft, made: ReadonlyMap<string, Made>, around: DraftAround): DraftAround {
  const is = (...kinds: readonly (Made | undefined)[]) => policies.filter(({ arn }) => kinds.includes(made.get(arn)));
  const refused = new Set(is('refused').map(({ arn }) => arn));
  const { policies: count, policiesQuota } = around.quotas;
  const more = is('made', 'stands').filter(({ arn }) => !around.begun.has(arn)).length;
  return {
    existing: [
      ...around.existing,
      ...is('made', 'stands').map(({ arn, document }) => ({ arn, text: canonical(document) })),
      // A text that no name stands for.
      ...is('altered', 'foreign').map(({ arn }) => ({ arn, text: '' })),
    ],
    begun: new Set([...around.begun].filter((arn) => !refused.has(arn))),
    quotas: { ...around.quotas, policies: refused.size > 0 ? policiesQuota : count + more },
  };
}

/** ARNs of policies that an earlier attempt has made: they are on nobody yet, and the inventory did not know them. */
export async function begunSince(
  existing: readonly ExistingPolicy[],
  { policies }: Pick<PolicyPorts, 'policies'>,
): Promise<ReadonlySet<string>> {
  const known = new Set(existing.map(({ arn }) => arn));
  return new Set((await policies.unused()).flatMap(({ arn }) => (known.has(arn) ? [] : [arn])));
}
