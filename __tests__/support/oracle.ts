import type { Purpose } from '../../src/domain/run/purpose';
import type { AccountSnapshot } from '../../src/embedded-account/iam/snapshot';
import { namespaceOf, type Use } from '../../src/embedded-account/iam/reports/usage';
import type { ReplayedPeriod, ReplayedUse } from '../../src/embedded-account/replay';
import { ownArn } from './boundaries';
import { actionIn, openedTo, type Generated, type Grant, type Person, type Special } from './generated-accounts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long Access Advisor takes to show a use, and for how long one counts. */
const [LAG_MS, PERIOD_MS] = [4 * HOUR_MS, 90 * DAY_MS];

/** What a run says of somebody. */
export interface Said {
  readonly arn: string;
  readonly decision: {
    readonly kind: string;
    readonly reason: string;
    readonly needsAgain?: readonly string[] | undefined;
  };
  readonly boundary?: { readonly kind: string; readonly reason?: string | undefined } | undefined;
}

/** An account that something happens in. */
export interface Scene {
  now(): Date;
  advance(milliseconds: number): void;
  /** @returns the ARN */
  add(person: Person, name: string): string;
  /** Adds a resource that nothing but its own policy opens to somebody. @returns the ARN of what they do something to */
  open(resource: ReturnType<typeof openedTo>): string;
  use(use: Use): void;
  grant(person: Person, name: string, may: Grant): Promise<void> | void;
  revoke(person: Person, name: string): Promise<void> | void;
  /** Takes the boundary away, where one stands. */
  shed(person: Person, name: string): Promise<void> | void;
  /** Opens an incident of the revoker; whoever has one already keeps it. */
  incident(person: Person, name: string): Promise<void> | void;
  replay(period: ReplayedPeriod): readonly ReplayedUse[];
  snapshot(): AccountSnapshot;
  /** Lets pass whatever time a run takes before it begins. */
  ready(): Promise<void>;
  run(runId: string, purpose: Purpose): Promise<readonly Said[]>;
}

/** How often what was seen; without it a test would not know whether it has seen anything. */
export class Seen extends Map<string, number> {
  note(what: string, times = 1): void {
    if (times > 0) this.set(what, (this.get(what) ?? 0) + times);
  }
}

/** What stands in the way of what is meant; the summary says so. */
const STUCK: readonly (string | undefined)[] = ['no-policy-left', 'boundary-too-large', 'flipped', 'policy-altered'];

interface Town {
  readonly scene: Scene;
  readonly seen: Seen;
  readonly reopen: 'ask' | 'automatic';
  /** Whether the account may have no room for what somebody is to get while they wait. */
  readonly isCramped: boolean;
  /** By ARN. */
  readonly people: ReadonlyMap<string, Person>;
  /** Whom nothing may touch. */
  readonly untouchable: Map<string, Special>;
  /** Since when somebody is bounded, by ARN. */
  readonly since: Map<string, Date>;
}

/**
 * Lets a history happen in an account, and judges every run by what really happened.
 *
 * @returns what the runs did wrong, in words
 */
export async function judged(
  { people, steps }: Pick<Generated, 'people' | 'steps'>,
  { scene, seen, reopen, isCramped }: Pick<Town, 'scene' | 'seen' | 'reopen' | 'isCramped'>,
  prefix = '',
): Promise<readonly string[]> {
  const named = people.map((person, index) => {
    const name = `${prefix}${person.special}-${index}`;
    return { person, name, arn: scene.add(person, name) };
  });
  for (const { person, name, arn } of named) {
    for (const { service, daysAgo } of person.did) {
      scene.use({ arn, action: actionIn(service), at: new Date(scene.now().getTime() - daysAgo * DAY_MS) });
    }
    for (const kind of person.opened) {
      const opened = openedTo(arn, name, kind);
      const resource = scene.open(opened);
      scene.use({ arn, action: opened.action, resource, at: new Date(scene.now().getTime() - DAY_MS) });
    }
    if (person.special === 'incident') await scene.incident(person, name);
  }
  const town: Town = {
    ...{ scene, seen, reopen, isCramped, since: new Map() },
    people: new Map(named.map(({ arn, person }) => [arn, person])),
    untouchable: new Map(
      named.flatMap(({ arn, person: { special } }) => (special === 'plain' ? [] : [[arn, special]])),
    ),
  };
  const wrong: string[] = [];
  for (const [index, { hours, what }] of steps.entries()) {
    scene.advance(hours * HOUR_MS);
    if (what.kind === 'run') {
      wrong.push(...(await judgedRun(`${prefix}run-${index}`, what.purpose, town)));
      continue;
    }
    const { person, name, arn } = named[what.who % named.length] ?? never();
    if (what.kind === 'use') scene.use({ arn, action: actionIn(what.service), at: scene.now() });
    else if (what.kind === 'grant') await scene.grant(person, name, what.may);
    else if (what.kind === 'revoke') await scene.revoke(person, name);
    else if (what.kind === 'incident') {
      // The revoker is about users alone.
      if (person.kind !== 'user') continue;
      await scene.incident(person, name);
      if (!town.untouchable.has(arn)) town.untouchable.set(arn, 'incident');
    } else if (!town.untouchable.has(arn)) {
      await scene.shed(person, name);
      town.since.delete(arn);
    }
  }
  return wrong;
}

async function judgedRun(runId: string, purpose: Purpose, town: Town): Promise<readonly string[]> {
  const { scene, seen, people, untouchable, since } = town;
  await scene.ready();
  const now = scene.now();
  const known = { from: new Date(now.getTime() - PERIOD_MS), to: new Date(now.getTime() - LAG_MS) };
  const ofTown = (uses: readonly ReplayedUse[]) => uses.filter(({ use }) => people.has(use.arn));
  const before = { uses: ofTown(scene.replay(known)), people: peopleOf(scene.snapshot()) };
  const said = new Map((await scene.run(runId, purpose)).map((row) => [row.arn, row]));
  const after = { uses: ofTown(scene.replay(known)), people: peopleOf(scene.snapshot()) };

  const wrong: string[] = [];
  for (const [arn, special] of untouchable) {
    seen.note(special);
    if (after.people.get(arn)?.text !== before.people.get(arn)?.text)
      wrong.push(`${runId} has touched ${arn}, ${special}`);
  }
  for (const arn of people.keys()) {
    const [earlier, boundary] = [before, after].map((at) => at.people.get(arn)?.boundary);
    if (boundary !== earlier) seen.note(earlier === undefined ? 'first boundaries' : 'other boundaries');
    if (boundary === undefined) since.delete(arn);
    else if (!since.has(arn)) since.set(arn, now);
    if (!said.has(arn)) wrong.push(`${runId} says nothing of ${arn}`);
  }
  for (const [index, { use, outcome }] of after.uses.entries()) {
    if (outcome !== 'denied-by-boundary' || foreign(untouchable, use)) continue;
    const fault = before.uses[index]?.outcome === 'allowed' ? 'takes away' : closed(use, said.get(use.arn), town);
    if (fault !== undefined)
      wrong.push(`${runId} (${purpose}) ${fault} ${use.action} of ${use.at.toISOString()}: ${use.arn}`);
  }
  const all = ofTown(scene.replay({ to: now }));
  seen.note('denied beyond what is known', all.filter(({ outcome }) => outcome === 'denied-by-boundary').length);
  seen.note(
    'kept',
    after.uses.filter(({ outcome, boundaryArn }) => outcome === 'allowed' && isOwn(boundaryArn)).length,
  );
  seen.note(
    'kept for a resource that names it',
    after.uses.filter(
      ({ use, outcome, boundaryArn }) => use.resource !== undefined && outcome === 'allowed' && isOwn(boundaryArn),
    ).length,
  );
  return wrong;
}

/** A use that was denied before the run as well: opened again, or left for a reason that the run says. */
function closed(use: Use, row: Said | undefined, { scene, seen, reopen, since, isCramped }: Town): string | undefined {
  if (row === undefined || row.decision.kind !== 'bound') {
    seen.note(`left: ${row?.decision.reason ?? 'nobody'}`);
    return row === undefined ? 'forgets' : undefined;
  }
  const stuck = isCramped ? [...STUCK, 'next-wave'] : STUCK;
  if (stuck.includes(row.boundary?.reason)) {
    seen.note(`stuck: ${row.boundary?.reason ?? ''}`);
    return undefined;
  }
  const [service, from] = [namespaceOf(use.action), since.get(use.arn)];
  const tried = scene
    .replay(from === undefined ? {} : { from })
    .some(
      ({ use: { arn, action, at } }) =>
        arn === use.arn && namespaceOf(action) === service && from !== undefined && at > from,
    );
  if (reopen === 'automatic' || !tried) return 'keeps closed';
  seen.note('needs again');
  return row.decision.needsAgain?.includes(service) === true ? undefined : 'says nothing of';
}

/** Everything IAM holds of users and roles, as text. */
function peopleOf({ users, roles }: AccountSnapshot) {
  return new Map(
    [...users, ...roles].map(
      (one) => [one.arn, { text: JSON.stringify(one), boundary: one.boundary ?? undefined }] as const,
    ),
  );
}

const isOwn = (arn: string | undefined) => arn?.startsWith(ownArn('')) === true;
/** What a boundary that is not the project's denies is not the project's to open. */
const foreign = (untouchable: ReadonlyMap<string, Special>, { arn }: Use) => untouchable.has(arn);

function never(): never {
  throw new Error('an account has somebody in it');
}
