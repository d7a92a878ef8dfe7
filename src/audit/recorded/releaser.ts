import type { IamReader } from '../../aws/iam/reader';
import type { PrincipalNamed } from '../../aws/iam/principal-named';
import type { HoldLedger } from '../../aws/ledger/holds';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import { giveBack } from '../../changes/recorded/give-back';
import type { Hands } from '../../changes/recorded/hands';
import type { Clock } from '../../domain/clock';
import type { Principal } from '../../domain/identity/principal';
import { EVERYBODY } from '../../domain/ledger/hold';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { ReleaseRequest } from '../../release/parse';
import type { Again, Found, Releaser } from '../../release/releaser';
import { everybodyIn, findOne } from './find';
import type { RecordedGuardrail } from './guardrail';

/** What giving back takes. */
export interface RecordedReleasePorts<C extends RecordedChange> {
  readonly accountId: string;
  readonly ledger: RecordedLedger<C>;
  readonly holds: HoldLedger;
  readonly named: PrincipalNamed;
  readonly reader: Pick<IamReader, 'userNameOfId'>;
  readonly hands: Hands<C>;
  readonly clock: Clock;
  readonly now: () => Date;
}

/** What a release is to people. */
export interface Giving<C extends RecordedChange> extends RecordedGuardrail<C> {
  /** Whom the guardrail changes. */
  readonly whom: readonly Principal['kind'][];
  readonly release: {
    /** Headline of a notice: `Access keys given back`. */
    readonly headline: string;
    /** What was done to them, to people: `deprived of access keys`. */
    readonly done: string;
    readonly takenAway: (change: C) => string;
    readonly givenBack: (change: C) => string;
    /** That the guardrail may do it again, and how to keep it from that. */
    readonly again: Again;
  };
}

/**
 * Gives back what the changes of a guardrail took, of one principal, of one run, or all.
 *
 * A run that is under way leaves alone whom a person releases, and goes on leaving them until the next change run: that is
 * written before anything is taken back.
 */
export function recordedReleaser<C extends RecordedChange>(of: Giving<C>, ports: RecordedReleasePorts<C>): Releaser {
  const { guardrail, whom, release } = of;
  const { accountId, holds, now } = ports;
  return {
    ...{ guardrail, holds: whom, hasRuns: true, headlines: [release.headline] },
    jobs: async (request) => {
      const began = now();
      if (request.kind === 'all') await holds.hold(accountId, EVERYBODY, began);
      const found = await principalsOf(request, of, ports);
      if ('why' in found) return found;
      const runId = request.kind === 'run' ? request.runId : undefined;
      const jobs = found.principals.map((principal) => ({
        ...{ whom: principal.arn, id: principal.id },
        release: async () => {
          if (request.kind !== 'all') await holds.hold(accountId, principal.id, began);
          return outcomeOf(principal, runId, of, ports);
        },
      }));
      return { kind: 'jobs', jobs };
    },
  };
}

async function outcomeOf<C extends RecordedChange>(
  principal: Principal,
  runId: string | undefined,
  { kinds, release }: Giving<C>,
  ports: RecordedReleasePorts<C>,
) {
  const given = await giveBack(principal, await named(principal, ports), runId, { ...ports, kinds });
  const { undone } = given;
  return {
    released: {
      ...{ principal: principal.arn, takenBack: undone, notGivenBack: [] },
      ...(given.isBelow && { stays: 'a later run has changed it since; release that one, or the principal' }),
    },
    words: {
      ...(undone.length > 0 && { headline: release.headline, again: release.again }),
      ...{ takenAway: undone.map(release.takenAway), givenBack: undone.map(release.givenBack), remains: [] },
    },
  };
}

/** The principal under the name it has today; undefined where it is gone. Roles keep their names. */
async function named(
  principal: Principal,
  { named: byName, reader }: Pick<RecordedReleasePorts<never>, 'named' | 'reader'>,
): Promise<Principal | undefined> {
  const { kind, id, name } = principal;
  if ((await byName(kind, name))?.id === id) return principal;
  const today = kind === 'user' ? await reader.userNameOfId(id) : undefined;
  return today === undefined ? undefined : { ...principal, name: today };
}

async function principalsOf<C extends RecordedChange>(
  request: ReleaseRequest,
  { release }: Giving<C>,
  { accountId, ledger, named: byName }: RecordedReleasePorts<C>,
): Promise<{ readonly principals: readonly Principal[] } | Extract<Found, { kind: 'unknown-run' }>> {
  const traces = {
    ...{ named: byName, done: release.done },
    remembered: async () => (await ledger.allOpen(accountId)).map(({ change }) => change.principal),
    ofId: async (id: string) => (await ledger.historyOf(accountId, id))[0]?.change.principal,
  };
  if (request.kind === 'principal') return { principals: [await findOne(request, accountId, traces)] };
  if (request.kind === 'all') return { principals: await everybodyIn(traces) };
  const entries = await ledger.ofRun(accountId, request.runId);
  if (entries.length === 0) return { kind: 'unknown-run', why: 'it changed nobody' };
  const principals = entries.map(({ change }) => [change.principal.id, change.principal] as const);
  return { principals: [...new Map(principals).values()] };
}
