import { auditBatch, type BatchWork } from '../../src/audit/batch';
import type { Evidence } from '../../src/domain/evidence';
import type { Subject } from '../../src/domain/subject';
import { advised, anError, type Behaviour } from './support/advised';
import { aStore } from './support/memory-store';
import { aSubject } from './support/subjects';

interface Judgement {
  readonly subject: Subject;
  readonly evidence: Evidence | undefined;
}

const all = ['c', 'a', 'skipped', 'b'].map((name) => aSubject({ name }));

/** A guardrail that leaves one out and carries out nothing. */
const work = (overrides: Partial<BatchWork<Judgement, string, string>> = {}): BatchWork<Judgement, string, string> => ({
  skip: ({ name }) => name === 'skipped',
  judge: (subject, evidence) => ({ subject, evidence }),
  act: () => Promise.resolve('done'),
  failed: (_, why) => `failed: ${why}`,
  rowOf: ({ subject, evidence }, outcome) => `${subject.name} ${evidence?.kind ?? 'none'} ${outcome}`,
  say: () => undefined,
  ...overrides,
});

function audit(overrides: Partial<BatchWork<Judgement, string, string>> = {}, behaviour: Behaviour = {}) {
  const stage = advised(behaviour);
  const store = aStore();
  const result = auditBatch({ subjects: all, prefix: 'runs/one' }, work(overrides), { ...stage.sources, store });
  return { ...stage, store, result };
}

describe('a batch', () => {
  it('writes a row for everybody, in the order they were given', async () => {
    const { result, store } = audit({}, { jobMs: (arn) => (arn.endsWith('/c') ? 20_000 : 0) });
    const rows = ['c report done', 'a report done', 'skipped none done', 'b report done'];
    expect(await result).toEqual({ key: 'runs/one/batches/AROAC.json', rows });
    expect([...store.objects]).toEqual([['runs/one/batches/AROAC.json', JSON.stringify({ rows })]]);
  });

  it('makes no call for whom it skips', async () => {
    const { result, calls } = audit();
    await result;
    expect(calls.filter(({ arn }) => arn.endsWith('/skipped'))).toEqual([]);
    expect(calls).toHaveLength(6);
  });

  it('says of everybody what was judged and what came of it', async () => {
    const said: string[] = [];
    const { result } = audit({ say: ({ subject }, outcome) => said.push(`${subject.name} ${outcome}`) });
    await result;
    expect(said.sort()).toEqual(['a done', 'b done', 'c done', 'skipped done']);
  });

  it('gives an act that failed its own row', async () => {
    const act = ({ subject }: Judgement) =>
      subject.name === 'a'
        ? Promise.reject(anError('LimitExceededException', 'too many tags'))
        : Promise.resolve('done');
    expect((await audit({ act }).result).rows).toEqual([
      'c report done',
      'a report failed: LimitExceededException: too many tags',
      'skipped none done',
      'b report done',
    ]);
  });

  it('says of an act that is denied whom it is about, and goes on', async () => {
    const { result } = audit({ act: () => Promise.reject(anError('AccessDenied', 'no')) });
    const { rows } = await result;
    expect(rows).toContain('a report failed: AccessDenied: no');
    expect(rows).toContain('c report failed: AccessDenied: no');
  });

  it('has at least one principal', async () => {
    const stage = advised();
    const empty = auditBatch({ subjects: [], prefix: 'p' }, work(), { ...stage.sources, store: aStore() });
    await expect(empty).rejects.toThrow('a batch has at least one principal');
  });
});
