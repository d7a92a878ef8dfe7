import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../embedded-account/account';
import type { AccountSnapshot } from '../../embedded-account/iam/snapshot';
import type { ActsAs, EnforcedCase, Probe } from './enforcement-cast';
import { runAudit } from './audit';

/** Times at which calls are made: before any boundary, while they stand, and after everybody's release. */
export const TIMES = ['before', 'bounded', 'released'] as const;

/** What became of a call: a refusal of the boundary's, or of something else. */
export type Answer = 'allowed' | 'refused' | 'refused otherwise';

export interface AnsweredProbe {
  readonly probe: Probe;
  readonly answers: Readonly<Record<(typeof TIMES)[number], Answer>>;
}

/** What became of somebody. */
export interface Enforced {
  readonly one: EnforcedCase;
  /** As the run decided; absent where the summary does not name it. */
  readonly decision: string | undefined;
  /** ARN of the boundary at each time; null where none stood. */
  readonly boundaries: Readonly<Record<(typeof TIMES)[number], string | null>>;
  readonly probes: readonly AnsweredProbe[];
}

/** What came of a change run and its release. */
export interface Enforcement {
  readonly cases: readonly Enforced[];
  /** Text of the boundary of the first of them. */
  readonly text: string;
  readonly mail: string | undefined;
  /** Whether the first one's release gave it back all it had, and touched nobody else. */
  readonly oneIsBack: boolean;
  /** How many the release of everybody was about. */
  readonly released: number;
  /** Whether IAM is as before in the end: everybody's policies, boundaries and tags, and no policy of the project. */
  readonly allIsBack: boolean;
}

const SCHEDULE = 'iam-guardrails-permissions-boundary-change';
const RELEASE = 'iam-guardrails-release';
/** Virtual time in which a change of permissions reaches every caller. */
export const SETTLE_MS = 60_000;

const answer = z.object({ released: z.array(z.object({ principal: z.string() })), left: z.number().optional() });

/** Puts boundaries, and releases first one and then everybody from them. @throws Error where a run or a release fails */
export async function enforceAndRelease(
  account: EmbeddedAccount,
  cast: readonly [EnforcedCase, ...EnforcedCase[]],
): Promise<Enforcement> {
  const untouched = account.snapshot();
  const before = await lookAt(account, cast);
  const mails = account.published().length;
  const rows = await runAudit(account, SCHEDULE);
  account.clock.advance(SETTLE_MS);
  const bounded = await lookAt(account, cast);

  const [first] = cast;
  const standing = account.snapshot();
  await release(account, { principal: first.arn });
  const oneIsBack = isDeepStrictEqual(
    peopleOf(account.snapshot()),
    [
      ...peopleOf(standing).filter(({ arn }) => arn !== first.arn),
      ...peopleOf(untouched).filter(({ arn }) => arn === first.arn),
    ].sort(byArn),
  );
  const all = await release(account, { all: true });
  const released = await lookAt(account, cast);

  return {
    cases: cast.map((one) => ({
      one,
      decision: decisionOf(rows.get(one.arn)),
      ...lookedAt(one.arn, { before, bounded, released }),
    })),
    text: textOf(standing, bounded.get(first.arn)?.boundary),
    mail: account.published()[mails]?.subject,
    oneIsBack,
    released: all.released.length,
    allIsBack: isDeepStrictEqual(account.snapshot(), untouched),
  };
}

/** The boundary of somebody, and what becomes of their calls, at one time. */
interface Look {
  readonly boundary: string | null;
  readonly answers: readonly (readonly [Probe, Answer])[];
}

async function lookAt(account: EmbeddedAccount, cast: readonly EnforcedCase[]): Promise<ReadonlyMap<string, Look>> {
  const boundaries = new Map(peopleOf(account.snapshot()).map(({ arn, boundary }) => [arn, boundary]));
  const looks = cast.map(async ({ arn, credentials, probes }) => {
    const as = account.clientFor(credentials);
    const answers = probes.map(async (one) => [one, await answerTo(one, as)] as const);
    return [arn, { boundary: boundaries.get(arn) ?? null, answers: await Promise.all(answers) }] as const;
  });
  return new Map(await Promise.all(looks));
}

/**
 * Whoever is told that there is no such thing was allowed to ask for it.
 *
 * @param by what the guardrail refuses with
 * @throws what is not an answer of AWS
 */
export async function answerTo(probe: Pick<Probe, 'ask'>, as: ActsAs, by = 'permissions boundary'): Promise<Answer> {
  try {
    await probe.ask(as);
    return 'allowed';
  } catch (error) {
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    if (error.name.startsWith('NoSuchEntity')) return 'allowed';
    return error.message.includes(by) ? 'refused' : 'refused otherwise';
  }
}

function lookedAt(
  arn: string,
  looks: Readonly<Record<(typeof TIMES)[number], ReadonlyMap<string, Look>>>,
): Pick<Enforced, 'boundaries' | 'probes'> {
  const at = (time: (typeof TIMES)[number]): Look => looks[time].get(arn) ?? { boundary: null, answers: [] };
  const [before, bounded, released] = [at('before'), at('bounded'), at('released')];
  const answerIn = ({ answers }: Look, probe: Probe) =>
    answers.find(([one]) => one === probe)?.[1] ?? 'refused otherwise';
  return {
    boundaries: { before: before.boundary, bounded: bounded.boundary, released: released.boundary },
    probes: before.answers.map(([probe, first]) => ({
      probe,
      answers: { before: first, bounded: answerIn(bounded, probe), released: answerIn(released, probe) },
    })),
  };
}

/** Releases somebody, or everybody, once what was changed has reached every caller. @throws Error where it fails */
export async function release(account: EmbeddedAccount, payload: object): Promise<z.infer<typeof answer>> {
  // Of a boundary of these moments a release waits to see whether it shows.
  account.clock.advance(SETTLE_MS);
  const result = await account.invoke(RELEASE, payload);
  if (result.kind === 'failed') throw new Error(`the release failed: ${JSON.stringify(result)}`);
  account.clock.advance(SETTLE_MS);
  return answer.parse(JSON.parse(result.payload));
}

const byArn = (one: { readonly arn: string }, other: { readonly arn: string }) => (one.arn < other.arn ? -1 : 1);

const peopleOf = ({ users, roles }: AccountSnapshot) => [...users, ...roles].sort(byArn);

const decisionOf = (row: { readonly decision: { readonly kind: string; readonly reason: string } } | undefined) =>
  row && `${row.decision.kind}: ${row.decision.reason}`;

function textOf({ policies }: AccountSnapshot, arn: string | null | undefined): string {
  const found = policies.find((policy) => policy.arn === arn);
  return found?.versions[found.defaultVersion] ?? '';
}
