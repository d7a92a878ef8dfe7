import { Pace } from '../../audit/pace/pace';
import type { AccountReadings, Remembered } from '../../audit/desk/readings';
import type { PolicyQuotas } from '../../aws/iam/managed-policies';
import type { Clock } from '../../domain/clock';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Source } from '../preview/source';
import type { Snapshot } from './form';

type Held = Extract<Snapshot['accessKeys'][string], { readonly keys: unknown }>;
type Undated = Extract<NonNullable<Snapshot['undated']>[string], readonly unknown[]>;

/** Something that a snapshot does not hold: whoever took it could not read it, and why. */
class NotInSnapshot extends Error {
  public override readonly name = 'NotInSnapshot';
}

/** Reads a snapshot as if it were the account, at the time at which it was taken: nobody is called, and nothing is waited for. */
export function snapshotSource(snapshot: Snapshot): Source {
  const clock = aClock();
  return {
    readings: readingsOf(snapshot),
    ...{ clock, now: () => new Date(snapshot.takenAt) },
    pace: () => new Pace({ callsPerSecond: Infinity, clock, isThrottled: () => false }),
  };
}

/** Time passes by being waited for. */
function aClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      await Promise.resolve();
      now += ms;
    },
  };
}

function readingsOf(snapshot: Snapshot): AccountReadings {
  const { account, credentialReport, analysis, rolesInUse, objects, accessKeys, undated = {} } = snapshot;
  const said = <T>(value: T | { readonly failed: string } | undefined, what: string): Promise<T> => {
    if (value === undefined) return Promise.reject(new NotInSnapshot(`the snapshot holds nothing of ${what}`));
    if (typeof value === 'object' && value !== null && 'failed' in value)
      return Promise.reject(new NotInSnapshot(`the snapshot holds nothing of ${what}: ${value.failed}`));
    return Promise.resolve(value as T);
  };
  return {
    accountId: snapshot.accountId,
    // oxlint-disable-next-line typescript/require-await -- pages come one after another
    pages: async function* () {
      yield account;
    },
    credentialReport: () => {
      const { lines, generatedAt } = credentialReport;
      return Promise.resolve({ lines, generatedAt: generatedAt === undefined ? undefined : new Date(generatedAt) });
    },
    advisor: {
      generate: (arn) => Promise.resolve(arn),
      read: (arn) => {
        const report = snapshot.reports[arn];
        if (report === undefined) return Promise.resolve({ status: 'failed', why: 'the snapshot holds no report' });
        if ('failed' in report) return Promise.resolve({ status: 'failed', why: report.failed });
        const unused = report.unused.map((service) => ({ service, entities: 0 }));
        return Promise.resolve({ status: 'completed', services: [...report.used, ...unused] });
      },
    },
    quotas: () => said<PolicyQuotas>(snapshot.quotas, 'the quotas of the account'),
    accessKeys: () => ({
      of: (name) => said<Held>(accessKeys[name], `the access keys of ${name}`),
      lastUsedAt: (keyId) => Promise.resolve(lastUseIn(accessKeys, keyId)),
    }),
    lastSeen: () => ({
      undated: (name) => said<Undated>(undated[name], `credentials of ${name} without a date of use`),
    }),
    unusedAccess: (_, needsDetails) => {
      const findings = analysis.findings.map((finding) =>
        needsDetails(finding) ? finding : { ...finding, details: undefined },
      );
      return Promise.resolve({ ...analysis, findings } as Awaited<ReturnType<AccountReadings['unusedAccess']>>);
    },
    rolesInUse: (services) =>
      Promise.resolve(
        services.map((service) => {
          const found = rolesInUse.find((one) => one.service === service);
          return found ?? { service, used: [], unread: [{ what: service, why: 'it was not asked' }] };
        }),
      ),
    resources: () => Promise.resolve(snapshot.resources),
    readObject: (bucket, key) => said<string>(objects[`${bucket}/${key}`], `s3://${bucket}/${key}`),
    remembered: rememberedOf(snapshot.remembered),
  };
}

function lastUseIn(accessKeys: Snapshot['accessKeys'], keyId: string): string | undefined {
  const keys = Object.values(accessKeys).flatMap((held) => ('keys' in held ? held.keys : []));
  return keys.find((one) => one.keyId === keyId)?.lastUsedAt;
}

function rememberedOf({ leftElsewhere, entries, holds }: Snapshot['remembered']): Remembered {
  const of = <C extends RecordedChange>(guardrail: string, kinds: Kinds<C>): readonly RecordedEntry<C>[] =>
    (entries[guardrail] ?? []).map(({ change, openedAt, confirmedAt, closedAt, ...rest }) => ({
      ...{ ...rest, change: kinds.read(change), openedAt: new Date(openedAt) },
      ...(confirmedAt !== undefined && { confirmedAt: new Date(confirmedAt) }),
      ...(closedAt !== undefined && { closedAt: new Date(closedAt) }),
    }));
  return {
    leftElsewhere: new Map(Object.entries(leftElsewhere)),
    allOpen: (guardrail, kinds) =>
      Promise.resolve(
        of(guardrail, kinds)
          .filter(({ closedAt }) => closedAt === undefined)
          .sort((one, other) => one.openedAt.getTime() - other.openedAt.getTime()),
      ),
    historyOf: (guardrail, kinds, id) =>
      Promise.resolve(of(guardrail, kinds).filter(({ change }) => change.principal.id === id)),
    holds: (guardrail) =>
      Promise.resolve((holds[guardrail] ?? []).map(({ principalId, at }) => ({ principalId, at: new Date(at) }))),
  };
}
