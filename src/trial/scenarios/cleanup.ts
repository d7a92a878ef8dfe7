import * as z from 'zod';
import type { EmbeddedAccount } from '../../embedded-account/account';
import type { Report } from '../../report/page/report';
import { runToSummary } from './audit';
import type { CleanupCase } from './cleanup-cast';
import { release } from './enforcement';
import { cleanupReport } from './reports';

/** Settings under which access keys are deactivated, and roles denied everything and deleted, each once two reports have announced it. */
export const CLEANUP_SETTINGS = {
  warnDays: 2,
  keys: { report: 30, disable: 90 },
  roles: { report: 30, disable: 90, delete: 180, regions: ['us-east-1'] },
};

/** Times at which the access keys are looked at: after the last report that only warns, after the next, and at last. */
export const CLEANUP_TIMES = ['warned', 'due', 'released'] as const;

/** What became of somebody, or of a key. */
export interface Cleaned {
  readonly one: CleanupCase;
  /** As the runs decided; absent where a summary does not name the principal. */
  readonly announced: string | undefined;
  readonly due: string | undefined;
  /** Status of the key; absent where the case has none. */
  readonly statuses: Readonly<Record<(typeof CLEANUP_TIMES)[number], string | undefined>>;
}

/** What came of a report a day, and of the release of the users. */
export interface Cleanup {
  readonly cases: readonly Cleaned[];
  /** Subjects of the mails about the reports. */
  readonly subjects: readonly string[];
  /** What the second of them says of those of the cast. */
  readonly announces: readonly string[];
  /** What the second of them found, for a page. */
  readonly report: Report;
}

export const GUARDRAIL = 'credential-cleanup';
const SCHEDULE = `iam-guardrails-${GUARDRAIL}-change`;
export const DAY_MS = 86_400_000;

const summary = z.object({
  principals: z.array(z.object({ arn: z.string(), decision: z.object({ kind: z.string(), reason: z.string() }) })),
});

/** Two days of warning, a third on which what is unused is disabled, and the release of the users. @throws Error where one of these fails */
export async function cleanAndRelease(account: EmbeddedAccount, cast: readonly CleanupCase[]): Promise<Cleanup> {
  await runDaily(account);
  account.clock.advance(DAY_MS);
  const second = await runDaily(account);
  const announced = decisionsIn(second);
  const warned = keysIn(account);
  account.clock.advance(DAY_MS);
  const changed = decisionsIn(await runDaily(account));
  const due = keysIn(account);
  const told = [...account.published()];
  const losers = cast.filter(({ loses }) => loses);
  for (const { arn } of losers) await release(account, { principal: arn, guardrail: GUARDRAIL });
  const released = keysIn(account);
  return {
    cases: cast.map((one) => {
      const at = (statuses: ReadonlyMap<string, string>) => one.key && statuses.get(one.key.id);
      return {
        ...{ one, announced: announced.get(one.arn), due: changed.get(one.arn) },
        statuses: { warned: at(warned), due: at(due), released: at(released) },
      };
    }),
    announces: linesAbout(cast, told[1]?.message ?? ''),
    report: cleanupReport(second, account),
    subjects: told.map(({ subject }) => subject ?? ''),
  };
}

/** Does what happens at the time of the daily schedule, to its end. @returns text of the run's summary.json */
export const runDaily = (account: EmbeddedAccount) => runToSummary(account, SCHEDULE, GUARDRAIL);

/** Kind and reason of each decision, by ARN. */
function decisionsIn(text: string): ReadonlyMap<string, string> {
  const { principals } = summary.parse(JSON.parse(text));
  return new Map(principals.map(({ arn, decision }) => [arn, `${decision.kind}: ${decision.reason}`]));
}

/** Status of every access key, by id. */
const keysIn = (account: EmbeddedAccount): ReadonlyMap<string, string> =>
  new Map(account.snapshot().users.flatMap(({ keys }) => keys.map(({ id, status }) => [id, status] as const)));

const linesAbout = (cast: readonly CleanupCase[], message: string) =>
  message.split('\n').filter((line) => cast.some(({ arn }) => line.includes(`${arn}: `)));
