import type { IamReader } from '../../aws/iam/reader';
import type { PrincipalNamed } from '../../aws/iam/principal-named';
import type { HoldLedger } from '../../aws/ledger/holds';
import type { RecordedLedger } from '../../aws/ledger/recorded';
import { giveBack } from '../../changes/recorded/give-back';
import type { Hands } from '../../changes/recorded/hands';
import type { Clock } from '../../domain/clock';
import type { Principal } from '../../domain/identity/principal';
import { EVERYBODY } from '../../domain/ledger/hold';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange, SlotState } from '../../domain/recorded-change/kinds';
import type { ReleaseRequest } from '../../release/parse';
import type { Again, Found, Releaser } from '../../release/releaser';
import { everybodyIn, findOne } from './find';
import type { RecordedGuardrail } from './guardrail';

/** What giving back takes, for any guardrail. */
export interface ReleaserPorts<C extends RecordedChange> {
  readonly accountId: string;
  readonly recorded: (guardrail: string, kinds: Kinds<C>) => RecordedLedger<C>;
  readonly holds: (guardrail: string) => HoldLedger;
  readonly named: PrincipalNamed;
  readonly reader: Pick<IamReader, 'userNameOfId'>;
  readonly clock: Clock;
  readonly now: () => Date;
}

/** The same, for one. */
interface Ports<C extends RecordedChange> extends Omit<ReleaserPorts<C>, 'recorded' | 'holds'> {
  readonly ledger: RecordedLedger<C>;
  readonly hands: Hands<C>;
}

/** A guardrail whose work is given back. */
export interface Giving<C extends RecordedChange> extends RecordedGuardrail<C> {
  /** Kinds of principals that it changes. */
  readonly whom: readonly Principal['kind'][];
  /** What was done to them, to people, in a participle: `deprived of access keys`. */
  readonly done: string;
  /**
   * When it may change again what was released, and how to keep it from that.
   *
   * @default - the next change run may
   */
  readonly again?: Again;
  /**
   * What a release does not give back of what was changed, and who can, as the end of a sentence; undefined where it does.
   *
   * @default - a release gives back everything
   */
  readonly lost?: (entry: RecordedEntry<C>) => string | undefined;
  /**
   * What the guardrail has made of a principal though the ledger does not remember it: a copy of somebody may have brought it
   * back.
   *
   * @default - nothing is the guardrail's but what the ledger names
   */
  readonly strays?: {
    /** Slots that are looked at. */
    readonly slots: readonly string[];
    /** The change that made what a slot holds. */
    readonly of: (principal: Principal, slot: string, state: SlotState) => C | undefined;
  };
}

const AGAIN: Again = {
  one: 'The next change run may change it again. To keep it as it is, exempt it',
  many: 'The next change run may change them again. To keep a principal as it is, exempt it',
};

/**
 * Gives back what the changes of a guardrail took, of one principal, of one run, or all.
 *
 * The hold is written before anything is given back, so that a run under way leaves a released principal alone, and so does
 * every later one until the next change run, or for as long as the guardrail itself goes by the hold.
 */
export function recordedReleaser<C extends RecordedChange>(
  of: Giving<C>,
  hands: Hands<C>,
  given: ReleaserPorts<C>,
): Releaser {
  const { guardrail, whom, kinds } = of;
  const { accountId, now } = given;
  const holds = given.holds(guardrail);
  const ports = { ...given, hands, ledger: given.recorded(guardrail, kinds) };
  return {
    ...{ guardrail, holds: whom, hasRuns: true, headlines: [headlineOf(of)] },
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

const headlineOf = ({ words }: { readonly words: { readonly title: string } }) => `${words.title} given back`;

async function outcomeOf<C extends RecordedChange>(
  principal: Principal,
  runId: string | undefined,
  of: Giving<C>,
  ports: Ports<C>,
) {
  const { kinds, words, again = AGAIN, lost = () => undefined, strays } = of;
  const stray = strays && { slots: strays.slots, stray: strays.of };
  const given = await giveBack(principal, await named(principal, ports), runId, { ...ports, kinds, ...stray });
  const { undone, closed } = given;
  const notGivenBack = closed.filter((entry) => lost(entry) !== undefined);
  return {
    released: {
      ...{ principal: principal.arn, takenBack: undone, notGivenBack: notGivenBack.map(({ change }) => change) },
      ...(given.isBelow && { stays: 'a later run has changed it since; release that one, or the principal' }),
    },
    words: {
      ...(undone.length > 0 && { headline: headlineOf(of), again }),
      ...{ takenAway: undone.map(words.change), givenBack: undone.map(words.back) },
      remains: notGivenBack.flatMap((entry) => lost(entry) ?? []),
    },
  };
}

/** The principal under the name it has today; undefined where it is gone. Roles keep their names. */
async function named(
  principal: Principal,
  { named: byName, reader }: Pick<Ports<never>, 'named' | 'reader'>,
): Promise<Principal | undefined> {
  const { kind, id, name } = principal;
  if ((await byName(kind, name))?.id === id) return principal;
  const today = kind === 'user' ? await reader.userNameOfId(id) : undefined;
  return today === undefined ? undefined : { ...principal, name: today };
}

async function principalsOf<C extends RecordedChange>(
  request: ReleaseRequest,
  { done, kinds }: Giving<C>,
  { accountId, ledger, named: byName }: Ports<C>,
): Promise<{ readonly principals: readonly Principal[] } | Extract<Found, { kind: 'unknown-run' }>> {
  const traces = {
    ...{ named: byName, done },
    remembered: async () =>
      (await ledger.allOpen(accountId)).map(({ change, state }) => ({
        ...change.principal,
        ...(state === 'confirmed' && kinds.takesPrincipal?.(change) === true && { isGone: true as const }),
      })),
    ofId: async (id: string) => (await ledger.historyOf(accountId, id))[0]?.change.principal,
  };
  if (request.kind === 'principal') return { principals: [await findOne(request, accountId, traces)] };
  if (request.kind === 'all') return { principals: await everybodyIn(traces) };
  const entries = await ledger.ofRun(accountId, request.runId);
  if (entries.length === 0) return { kind: 'unknown-run', why: 'it changed nobody' };
  const principals = entries.map(({ change }) => [change.principal.id, change.principal] as const);
  return { principals: [...new Map(principals).values()] };
}
