import { ListAccessKeysCommand, IAMClient } from '@aws-sdk/client-iam';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Credentials, EmbeddedAccount } from '../../embedded-account/account';
import type { Report } from '../../report/page/report';
import { runToSummary } from './audit';
import { allowing, EXEMPT } from './audit-cast';
import { answerTo, release, SETTLE_MS, type Answer } from './enforcement';
import { denyReport } from './reports';
import { LISTS_BUCKETS, LISTS_ROLES, once, probe, READS_PARAMETER, type Probe } from './enforcement-cast';

/** Times at which users make calls. */
export const DENY_TIMES = ['before', 'denied', 'released'] as const;

/** A user, and what a run that denies unused services has to do about it. */
export interface DeniedCase {
  readonly arn: string;
  readonly credentials: Credentials;
  /** Kind and reason of the decision. */
  readonly decision: string;
  /** Services that the user is to be denied. */
  readonly services: readonly string[];
  /** Calls of the user, and what has to become of them while it is denied those. */
  readonly probes: readonly Probe[];
}

/** What became of a user. */
export interface Denied {
  readonly one: DeniedCase;
  /** As the run decided; absent where the summary does not name it. */
  readonly decision: string | undefined;
  readonly services: readonly string[];
  readonly answers: readonly Readonly<Record<(typeof DENY_TIMES)[number], Answer>>[];
}

/** What came of a run that denies, and of the release of everybody. */
export interface Denial {
  readonly cases: readonly Denied[];
  readonly mail: string | undefined;
  /** What the mail of the next run says of somebody who tried what is denied. */
  readonly triedAgain: string | undefined;
  /** What the run found and did, for a page. */
  readonly report: Report;
  /** Whether IAM is as before in the end. */
  readonly isBack: boolean;
}

const GUARDRAIL = 'unused-service-deny';
const SCHEDULE = `iam-guardrails-${GUARDRAIL}-change`;
const DAY_MS = 86_400_000;
/** CloudTrail delivers within a quarter of an hour, about. */
const TRAIL_MS = 20 * 60_000;

const summary = z.object({
  principals: z.array(
    z.object({
      arn: z.string(),
      decision: z.object({ kind: z.string(), reason: z.string() }),
      changes: z.array(z.object({ after: z.array(z.string()) })),
    }),
  ),
});

/** Two users who are denied what they do not use, and two who are left. */
export function deniedCast(account: EmbeddedAccount): readonly DeniedCase[] {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);
  const user = (name: string, may: readonly string[], rest: Omit<DeniedCase, 'arn' | 'credentials'>, ageDays = 700) => {
    const { arn } = account.addUser({ name, createdAt: daysAgo(ageDays), inline: { work: allowing(may) } });
    account.use({ arn, action: 's3:ListAllMyBuckets', at: daysAgo(5) });
    return { arn, credentials: account.sessionOf(name), ...rest };
  };
  const works = probe(LISTS_BUCKETS, 'allowed');
  const left = (reason: string) => ({
    ...{ decision: `leave: ${reason}`, services: [], probes: [probe(READS_PARAMETER, 'allowed')] },
  });
  return [
    user('clerk', MAY, {
      ...{ decision: 'change: unused', services: ['sqs', 'ssm'] },
      probes: [works, probe(READS_PARAMETER, 'refused')],
    }),
    user('former-admin', ['iam:*', 's3:*'], {
      ...{ decision: 'change: unused', services: ['iam'] },
      probes: [works, probe(LISTS_ROLES, 'refused'), probe(LISTS_OWN_KEYS, 'allowed')],
    }),
    user('trainee', MAY, left('too-young'), 3),
    user(EXEMPT, MAY, left('exempt')),
  ];
}

const MAY = ['s3:*', 'sqs:*', 'ssm:*'];
/** Whoever is denied IAM keeps what its own credentials take. */
const LISTS_OWN_KEYS: Omit<Probe, 'bounded'> = {
  action: 'iam:ListAccessKeys',
  ask: (as) => new IAMClient(once(as)).send(new ListAccessKeysCommand({ UserName: 'former-admin' })),
};

/** Denies what is unused, and gives everything back. @throws Error where the run or the release fails */
export async function denyAndRelease(account: EmbeddedAccount, cast: readonly DeniedCase[]): Promise<Denial> {
  const untouched = account.snapshot();
  const before = await answersOf(account, cast);
  const mails = account.published().length;
  const text = await runToSummary(account, SCHEDULE, GUARDRAIL);
  const { principals } = summary.parse(JSON.parse(text));
  account.clock.advance(SETTLE_MS);
  const denied = await answersOf(account, cast);
  const mail = account.published()[mails]?.subject;
  const triedAgain = await tellsOfAttempt(account, cast[0]);
  await release(account, { all: true, guardrail: GUARDRAIL });
  const released = await answersOf(account, cast);
  return {
    cases: cast.map((one, index) => {
      const row = principals.find(({ arn }) => arn === one.arn);
      const at = (answers: readonly (readonly Answer[])[], call: number) =>
        answers[index]?.[call] ?? 'refused otherwise';
      return {
        ...{ one, decision: row && `${row.decision.kind}: ${row.decision.reason}` },
        services: row?.changes.flatMap(({ after }) => after) ?? [],
        answers: one.probes.map((_, call) => ({
          ...{ before: at(before, call), denied: at(denied, call), released: at(released, call) },
        })),
      };
    }),
    ...{ mail, triedAgain, report: denyReport(text, account) },
    isBack: isDeepStrictEqual(account.snapshot(), untouched),
  };
}

/** The first of the users tries what it is denied; CloudTrail delivers that, and a run asks the log of the trail. */
async function tellsOfAttempt(account: EmbeddedAccount, user: DeniedCase | undefined): Promise<string | undefined> {
  if (user === undefined) return undefined;
  account.use({ arn: user.arn, action: 'sqs:CreateQueue' });
  account.clock.advance(TRAIL_MS);
  const mails = account.published().length;
  await runToSummary(account, SCHEDULE, GUARDRAIL);
  const lines = account.published()[mails]?.message.split('\n') ?? [];
  const at = lines.findIndex((line) => line.trim() === `${user.arn}: sqs`);
  return at < 0 ? undefined : lines.slice(at, at + 2).join('\n');
}

function answersOf(account: EmbeddedAccount, cast: readonly DeniedCase[]): Promise<readonly (readonly Answer[])[]> {
  return Promise.all(
    cast.map(({ credentials, probes }) =>
      Promise.all(probes.map((one) => answerTo(one, account.clientFor(credentials), 'explicit deny'))),
    ),
  );
}
