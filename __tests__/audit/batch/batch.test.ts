import { auditBatch, type BatchWork } from '../../../src/audit/batch/batch';
import type { Evidence } from '../../../src/domain/run/evidence';
import type { Subject } from '../../../src/domain/identity/subject';
import { advised, anError, type Behaviour } from '../support/advised';
import type { EarlierEvidence } from '../../../src/audit/evidence/evidence-shards';
import { historyOf } from '../../../src/audit/evidence/grant-history';
import { aStore, type MemoryStore } from '../support/memory-store';
import { reportsOf, type ReportWork } from '../../../src/audit/evidence/gather-reports';
import { aSubject } from '../support/subjects';

interface Judgement {
  readonly subject: Subject;
  readonly evidence: Evidence | undefined;
}

const startedAt = '2026-06-01T00:00:00.000Z';
const ASKED = new Date('2026-06-01T00:04:00Z');
const known = () => Promise.resolve(new Map<string, EarlierEvidence>());
const all = ['c', 'a', 'skipped', 'b'].map((name) => aSubject({ name }));

/** What a guardrail makes of a batch, and how it reads its reports. */
type Work = BatchWork<Subject, Evidence, Judgement, string, string> & Pick<ReportWork<Subject>, 'believes' | 'denies'>;
type Sources = Omit<ReportWork<Subject>, 'believes' | 'denies' | 'now'> & { readonly store: MemoryStore };

const auditing = (subjects: readonly Subject[], by: Work, { store, ...sources }: Sources) =>
  auditBatch({ subjects, prefix: 'runs/one' }, by, {
    store,
    gather: reportsOf(startedAt, { ...sources, ...by, now: () => ASKED }),
  });

/** A guardrail that leaves one out and carries out nothing. */
const work = (overrides: Partial<Work> = {}): Work => ({
  skip: ({ name }) => name === 'skipped',
  judge: (subject, evidence) => ({ subject, evidence }),
  believes: () => true,
  act: () => Promise.resolve('done'),
  failed: (_, why) => `failed: ${why}`,
  rowOf: ({ subject, evidence }, outcome) => `${subject.name} ${evidence?.kind ?? 'none'} ${outcome}`,
  say: () => undefined,
  ...overrides,
});

function audit(overrides: Partial<Work> = {}, behaviour: Behaviour = {}) {
  const stage = advised(behaviour);
  const store = aStore();
  const result = auditing(all, work(overrides), {
    ...stage.sources,
    store,
    known,
  });
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

  it('asks nothing about those of whom a report is known that can be counted', async () => {
    const stage = advised();
    const basis = { fingerprint: 'f', shard: 3 };
    const report = (service: string): Evidence => ({
      ...{ kind: 'report', services: [{ service, entities: 1 }], fetchedAt: '2026-05-25T00:00:00.000Z' },
    });
    const earlier = (id: string, service: string): EarlierEvidence => {
      const known = { fetchedAt: '2026-05-25T00:00:00.000Z', services: [{ service, entities: 1 }] };
      return {
        known: { id, report: { fingerprint: 'f', ...known }, history: historyOf(known) },
        standing: 'current',
      };
    };
    const subjects = all.map((subject) => ({ ...subject, basis }));
    const seen: Evidence[] = [];
    const store = aStore();
    const { evidenceKey, rows } = await auditing(
      subjects,
      work({
        believes: (_, evidence) => evidence.kind === 'report' && evidence.services[0]?.service !== 'odd',
        judge: (subject, evidence) => {
          if (evidence && subject.name !== 'b') seen.push(evidence);
          return { subject, evidence };
        },
      }),
      {
        ...{ ...stage.sources, store },
        known: () =>
          Promise.resolve(
            new Map<string, EarlierEvidence>([
              ['AROAA', earlier('AROAA', 's3')],
              ['AROAB', { ...earlier('AROAB', 'ec2'), standing: 'outdated' }],
              ['AROAC', earlier('AROAC', 'odd')],
            ]),
          ),
      },
    );
    expect(rows).toHaveLength(4);
    expect(stage.calls.filter(({ action }) => action === 'generate').map(({ arn }) => arn.split('/')[1])).toEqual([
      'c',
      'b',
    ]);
    const services = [{ service: 's3', entities: 1 }];
    const askedAt = ASKED.toISOString();
    const granted = services.map((line) => ({ ...line, grantedAt: askedAt }));
    expect(seen).toEqual([report('s3'), { kind: 'report', services: granted }]);
    expect(evidenceKey).toBe('runs/one/batches/AROAC.evidence.json');
    const fresh = { ...basis, askedAt, fetchedAt: startedAt, services };
    expect(await store.getJson(evidenceKey ?? '')).toEqual({
      evidence: [
        { id: 'AROAC', ...fresh },
        { id: 'AROAB', ...fresh },
      ],
    });
  });

  it('has a shared report judged as of its own time, with what it is kept with', async () => {
    const [subject] = all;
    if (subject === undefined) throw new Error('there is one');
    const fetchedAt = '2026-05-31T20:00:00.000Z';
    const report = { fetchedAt, services: [{ service: 's3', entities: 1 }], denies: ['a deny of its own'] };
    const shared: EarlierEvidence = {
      known: { id: subject.id, report: { fingerprint: 'f', ...report }, history: historyOf(report) },
      standing: 'shared',
    };
    const seen: (Evidence | undefined)[] = [];
    const judge = (one: Subject, evidence: Evidence | undefined) => {
      seen.push(evidence);
      return { subject: one, evidence };
    };
    const stage = advised();
    const sources = {
      ...stage.sources,
      store: aStore(),
      known: () => Promise.resolve(new Map([[subject.id, shared]])),
    };
    await auditing([subject], work({ judge }), sources);
    expect(seen).toEqual([{ kind: 'report', ...report, asOf: fetchedAt }]);
    expect(stage.calls).toEqual([]);
  });

  it('keeps with a report which denies of its own stood on the principal', async () => {
    const stage = advised();
    const store = aStore();
    const subjects = all.map((subject) => ({ ...subject, basis: { fingerprint: 'f', grants: 'g', shard: 3 } }));
    const denies = ({ name }: Subject) => (name === 'a' ? ['sqs'] : []);
    const { evidenceKey = '' } = await auditing(subjects, work({ denies }), {
      ...{ ...stage.sources, store, known },
    });
    const kept = {
      askedAt: ASKED.toISOString(),
      fingerprint: 'f',
      grants: 'g',
      shard: 3,
      fetchedAt: startedAt,
      services: [{ service: 's3', entities: 1 }],
    };
    expect(await store.getJson(evidenceKey)).toEqual({
      evidence: [
        { id: 'AROAC', ...kept },
        { id: 'AROAA', ...kept, denies: ['sqs'] },
        { id: 'AROAB', ...kept },
      ],
    });
  });

  it.each<[string, Partial<Work>, Behaviour]>([
    ['that cannot be counted', { believes: () => false }, {}],
    ['that failed', {}, { answer: () => ({ status: 'failed', why: 'no' }) }],
    ['about somebody who is gone', {}, { answer: () => undefined }],
  ])('keeps no evidence %s', async (_, overrides, behaviour) => {
    const stage = advised(behaviour);
    const store = aStore();
    const subjects = all.map((subject) => ({ ...subject, basis: { fingerprint: 'f', shard: 3 } }));
    const result = await auditing(subjects, work(overrides), {
      ...{ ...stage.sources, store, known },
    });
    expect(result).not.toHaveProperty('evidenceKey');
    expect([...store.objects.keys()]).toEqual(['runs/one/batches/AROAC.json']);
  });

  it('has at least one principal', async () => {
    const stage = advised();
    const empty = auditing([], work(), {
      ...stage.sources,
      store: aStore(),
      known,
    });
    await expect(empty).rejects.toThrow('a batch has at least one principal');
  });

  it('takes whatever its guardrail gathers for evidence, and keeps what may serve later runs', async () => {
    const store = aStore();
    const gather = async (subjects: readonly Subject[], found: (one: Subject, keys: number) => Promise<void>) => {
      for (const [index, subject] of subjects.entries()) await found(subject, index);
      return [{ keys: subjects.length }];
    };
    const result = await auditBatch(
      { subjects: all, prefix: 'runs/one' },
      {
        skip: ({ name }) => name === 'skipped',
        judge: ({ name }, keys: number | undefined) => `${name} has ${keys ?? 'unknown'} keys`,
        act: (judgement) => Promise.resolve(judgement),
        failed: (_, why) => why,
        rowOf: (_, outcome) => outcome,
        say: () => undefined,
      },
      { store, gather },
    );
    expect(result.rows).toEqual(['c has 0 keys', 'a has 1 keys', 'skipped has unknown keys', 'b has 2 keys']);
    expect(await store.getJson(result.evidenceKey ?? '')).toEqual({ evidence: [{ keys: 3 }] });
  });

  it('fails rather than lose somebody of whom nothing was gathered', async () => {
    const gather = async ([first]: readonly Subject[], found: (one: Subject, evidence: Evidence) => Promise<void>) => {
      if (first) await found(first, { kind: 'gone' });
      return [];
    };
    const store = aStore();
    await expect(auditBatch({ subjects: all, prefix: 'runs/one' }, work(), { store, gather })).rejects.toThrow(
      /nothing was gathered of arn:aws:iam::111122223333:role\/a,/,
    );
    expect(store.objects.size).toBe(0);
  });
});
