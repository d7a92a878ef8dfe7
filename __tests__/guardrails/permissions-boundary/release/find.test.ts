import type { BoundaryEntry } from '../../../../src/guardrails/permissions-boundary/kinds';
import type { TagEntry } from '../../../../src/domain/ledger/tag-entry';
import { findBounded, type BoundedTraces } from '../../../../src/guardrails/permissions-boundary/release/find';
import type { ReleaseRequest } from '../../../../src/release/parse';
import { aStore } from '../../../audit/support/memory-store';
import { aBoundarySet, aPrincipal } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';
import { someBoundaryLedger } from '../../../support/some-bounder';

const principal = aPrincipal();
const ada = aPrincipal({
  kind: 'user',
  id: 'AIDAADA00000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:user/ada`,
  name: 'ada',
});
const opened = new Date('2026-06-01T00:00:00Z');

const anEntry = (overrides: Partial<BoundaryEntry> = {}): BoundaryEntry => ({
  ...{ change: aBoundarySet({ principal }), number: 1, runId: 'run', state: 'confirmed', flips: 0, openedAt: opened },
  ...overrides,
});
const anEntryOf = (one: typeof principal) => anEntry({ change: aBoundarySet({ principal: one }) });
const tagged = (one: typeof principal): TagEntry => ({ principal: one, before: {}, runId: 'run', openedAt: opened });
const aSummary = (...tags: readonly object[]) => ({
  accountId: ACCOUNT,
  runId: 'run',
  principals: tags.map((one) => ({ kind: 'user', id: ada.id, arn: ada.arn, name: ada.name, tags: one })),
});
const written = { kind: 'written', set: { Permissions_Used: '7' } };

interface World {
  readonly stands?: typeof principal;
  readonly entries?: readonly BoundaryEntry[];
  readonly tags?: readonly TagEntry[];
  /** Objects of the bucket; absent where no audit is deployed. */
  readonly objects?: Readonly<Record<string, unknown>>;
}

/** What an audit has left in an account. */
function someTraces({ stands, entries = [], tags = [], objects }: World): BoundedTraces {
  const boundaries = someBoundaryLedger();
  for (const entry of entries) boundaries.entries.set(entry.number, entry);
  return {
    boundaries,
    named: (kind, name) => Promise.resolve(stands?.kind === kind && stands.name === name ? stands : undefined),
    tags: {
      remember: () => Promise.resolve(true),
      allOpen: () => Promise.resolve(tags),
      ofPrincipal: (_, id) => Promise.resolve(tags.find((one) => one.principal.id === id)),
      close: () => Promise.resolve(true),
    },
    reader: { userNameOfId: () => Promise.resolve(undefined) },
    store: objects && aStore(objects),
    summaryKey: (runId) => `runs/${runId}/summary.json`,
  };
}

const look = (request: ReleaseRequest, world: World) => findBounded(request, ACCOUNT, someTraces(world));
const find = async (request: ReleaseRequest, world: World) => {
  const found = await look(request, world);
  if (found.kind === 'unknown-run') throw new Error(found.why);
  return found.targets;
};
const byArn = (value: string): ReleaseRequest => ({
  kind: 'principal',
  guardrail: 'permissions-boundary',
  by: 'arn',
  value,
});
const byId = (value: string): ReleaseRequest => ({
  kind: 'principal',
  guardrail: 'permissions-boundary',
  by: 'id',
  value,
});
const bySession = (value: string): ReleaseRequest => ({
  ...{ kind: 'principal', guardrail: 'permissions-boundary', by: 'session', value },
});
const below = aPrincipal({ arn: `arn:aws:iam::${ACCOUNT}:role/eu/etl` });
const session = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/nightly`;
const RUN: ReleaseRequest = { kind: 'run', runId: 'run', guardrails: ['permissions-boundary'] };

describe('finding one to release', () => {
  it.each<[string, ReleaseRequest, World]>([
    ['by the ARN, where IAM has it', byArn(principal.arn), { stands: principal }],
    ['by the ARN, where only its boundary is remembered', byArn(principal.arn), { entries: [anEntry()] }],
    ['by the ARN, where only its tags are remembered', byArn(principal.arn), { tags: [tagged(principal)] }],
    ['by the id of its boundary', byId(principal.id), { entries: [anEntry()] }],
    ['by the id of its tags', byId(principal.id), { tags: [tagged(principal)] }],
  ])('finds it %s', async (_, request, world) => {
    await expect(find(request, world)).resolves.toEqual([{ principal }]);
  });

  it.each<[string, ReleaseRequest, World]>([
    ['of a session', bySession(session), { stands: below }],
    ['of a session, where only its boundary is remembered', bySession(session), { entries: [anEntryOf(below)] }],
    ['without its path', byArn(principal.arn), { stands: below }],
  ])('finds a role below a path by an ARN %s, and names it as IAM does', async (_, request, world) => {
    await expect(find(request, world)).resolves.toEqual([{ principal: below }]);
  });

  it('finds by an ARN with a path who had it, though somebody else has the name on another one', async () => {
    const before = aPrincipal({ id: 'AROABEFORE00000000001', arn: `arn:aws:iam::${ACCOUNT}:role/us/etl` });
    const world = { stands: below, entries: [anEntryOf(before)] };
    await expect(find(byArn(before.arn), world)).resolves.toEqual([{ principal: before }]);
  });

  describe('whose ARN two ids have had', () => {
    const heir = aPrincipal({ id: 'AROAHEIR0000000000001' });
    const moved = aPrincipal({ id: heir.id, arn: `arn:aws:iam::${ACCOUNT}:role/mallory`, name: 'mallory' });
    const ofHeir = anEntry({ number: 2, change: aBoundarySet({ principal: moved }) });

    it.each<[string, World]>([
      ['is bounded under another one', { entries: [anEntry(), ofHeir] }],
      ['was made anew and is not bounded', { entries: [anEntry()] }],
      ['took it from somebody who is only tagged', { tags: [tagged(principal)] }],
      [
        'took it from somebody who was tagged under another one later',
        { entries: [anEntry()], tags: [tagged({ ...moved, id: principal.id })] },
      ],
    ])('frees nobody by it, and names both ids, where who has it now %s', async (_, world) => {
      await expect(find(byArn(principal.arn), { stands: heir, ...world })).rejects.toThrow(
        `principal ${principal.arn}: ${principal.id} was bounded or tagged under this ARN, and ${heir.id} has it now; write the id of the one you mean`,
      );
    });

    it('frees nobody by it where nobody has it now', async () => {
      const entries = [anEntry(), anEntry({ number: 2, change: aBoundarySet({ principal: heir }) })];
      await expect(find(byArn(principal.arn), { entries })).rejects.toThrow(
        `${principal.id} and ${heir.id} were bounded or tagged under this ARN; write the id of the one you mean`,
      );
    });

    it.each<[string, ReleaseRequest, World]>([
      ['a session', bySession(session), { stands: heir, entries: [anEntry()] }],
      ['an ARN without its path', byArn(principal.arn), { stands: { ...below, id: heir.id }, entries: [anEntry()] }],
    ])('frees nobody by the name in %s', async (_, request, world) => {
      await expect(find(request, world)).rejects.toThrow(
        `${principal.id} was bounded or tagged under this name, and ${heir.id} has it now`,
      );
    });

    it('frees the one whose id is written', async () => {
      await expect(find(byId(principal.id), { stands: heir, entries: [anEntry()] })).resolves.toEqual([{ principal }]);
    });

    it('frees by it who has it, where the other has been bounded under another ARN', async () => {
      const entries = [anEntry({ change: aBoundarySet({ principal: { ...moved, id: ada.id } }) })];
      await expect(find(byArn(principal.arn), { stands: heir, entries })).resolves.toEqual([{ principal: heir }]);
    });
  });

  it.each([`/x:y/`, `/a';touch\${IFS}x;'/`, '/user/'])('finds a role on the path %s', async (path) => {
    const role = aPrincipal({ arn: `arn:aws:iam::${ACCOUNT}:role${path}etl` });
    await expect(find(byArn(role.arn), { stands: role })).resolves.toEqual([{ principal: role }]);
  });

  it.each<[string, ReleaseRequest, World]>([
    [
      'a session of another account, whatever has its name here',
      bySession('arn:aws:sts::999999999999:assumed-role/etl/nightly'),
      { stands: below, entries: [anEntryOf(below)] },
    ],
    ['a session that has the name of a user', bySession(session), { tags: [tagged({ ...ada, name: 'etl' })] }],
    [
      'an ARN of another account, whatever has its name here',
      byArn('arn:aws:iam::999999999999:role/etl'),
      { stands: principal, entries: [anEntry()] },
    ],
    ['an ARN that nobody knows', byArn(principal.arn), { tags: [tagged(ada)] }],
    [
      'an ARN with a path, whoever has the name on another one',
      byArn(`arn:aws:iam::${ACCOUNT}:role/us/etl`),
      { stands: below, entries: [anEntryOf(below)], tags: [tagged(principal)] },
    ],
    ['an id that nobody knows', byId(principal.id), { tags: [tagged(ada)] }],
  ])('finds nobody for %s', async (_, request, world) => {
    await expect(find(request, world)).rejects.toThrow('it is not there, and nothing of the guardrails is open for it');
  });
});

describe('finding everybody', () => {
  it('names each once, those known by their tags only among them', async () => {
    const found = await find(
      { kind: 'all', guardrails: ['permissions-boundary'] },
      { entries: [anEntry()], tags: [tagged(principal), tagged(ada)] },
    );
    expect(found).toEqual([{ principal }, { principal: ada }]);
  });
});

describe('finding whom a run changed', () => {
  const KEY = 'runs/run/summary.json';

  it('names whom it bounded, and whom it tagged with what it wrote', async () => {
    const found = await find(RUN, { entries: [anEntry()], objects: { [KEY]: aSummary(written) } });
    const tags = { kind: 'tags-set', principal: ada, set: written.set, removed: [], before: {} };
    expect(found).toEqual([
      { principal, run: { runId: 'run' } },
      { principal: ada, run: { runId: 'run', tags } },
    ]);
  });

  it.each([
    ['were not written', aSummary({ ...written, kind: 'failed' }, { ...written, kind: 'unchanged' })],
    ['are those of a group', { ...aSummary(), principals: [{ ...aSummary(written).principals[0], kind: 'group' }] }],
  ])('takes back no tags that %s', async (_, summary) => {
    await expect(find(RUN, { objects: { [KEY]: summary } })).resolves.toEqual([]);
  });

  it('goes by the ledger alone where no audit is deployed', async () => {
    await expect(find(RUN, { entries: [anEntry()] })).resolves.toEqual([{ principal, run: { runId: 'run' } }]);
  });

  it.each([
    ['run', { ...aSummary(written), runId: 'other' }],
    ['account', { ...aSummary(written), accountId: '999999999999' }],
  ])('takes nothing from the summary of another %s', async (_, summary) => {
    await expect(find(RUN, { objects: { [KEY]: summary } })).rejects.toThrow(`${KEY} is the summary of another run`);
  });

  it.each<[string, World]>([
    ['there is no runs/run/summary.json', { entries: [anEntry({ runId: 'other' })], objects: {} }],
    ['no audit is deployed, whose bucket has', {}],
  ])('says of a run that nobody knows: %s', async (words, world) => {
    await expect(look(RUN, world)).resolves.toEqual({
      kind: 'unknown-run',
      why: expect.stringContaining(`it bounded nobody, and ${words}`) as string,
    });
  });
});
