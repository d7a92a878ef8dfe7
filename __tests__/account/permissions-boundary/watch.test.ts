import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { atOnce, audit, READY, SUMMARY, WATCH } from '../../support/audit';
import { inAccount, subjects } from '../../support/deployed';

const settings = atOnce();
const DAILY = `${WATCH}-daily`;
const HOUR_MS = 3_600_000;

const metric = z.object({
  _aws: z.object({ CloudWatchMetrics: z.tuple([z.object({ Namespace: z.string(), Dimensions: z.unknown() })]) }),
  Guardrail: z.literal('permissions-boundary'),
  DaysSinceSuccess: z.number(),
});

/** What the lines of a function's log say of the days. */
const daysIn = (account: EmbeddedAccount, name: string) =>
  account.logs(name).flatMap((line) => metric.safeParse(JSON.parse(line)).data?.DaysSinceSuccess ?? []);

describe('the watch', () => {
  it('counts the days since it first looked, until a run succeeds', () =>
    inAccount(
      async (account) => {
        account.fire(DAILY);
        await account.idle();
        account.fire(DAILY);
        await account.idle();
        const [first, second = 1] = daysIn(account, WATCH);
        expect(first).toBe(0);
        expect(second).toBeLessThan(1 / 24);
        expect(account.deadLetters()).toEqual([]);

        await audit(account);
        expect(daysIn(account, SUMMARY)).toEqual([0]);
        account.fire(DAILY);
        await account.idle();
        expect(daysIn(account, WATCH)).toHaveLength(3);
        expect(account.clock.now().getTime()).toBeLessThan(READY.startAt.getTime() + HOUR_MS);
      },
      { settings, ...READY },
    ));

  it('says nothing of a run that succeeded but what the run says itself', () =>
    inAccount(
      async (account) => {
        await audit(account);
        expect(account.invocations(WATCH)).toEqual([]);
        expect(subjects(account)).toHaveLength(1);
      },
      { settings, ...READY },
    ));
});
