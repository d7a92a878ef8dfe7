import { gatherEvidence } from '../../../src/audit/evidence/evidence';
import type { Reading } from '../../../src/aws/iam/access-advisor';
import type { Evidence } from '../../../src/domain/run/evidence';
import { advised, anError, DONE, type Behaviour } from '../support/advised';
import { subjects } from '../support/subjects';

const REPORT: Evidence = { kind: 'report', services: [{ service: 's3', entities: 1 }] };

/** Gathers the evidence of so many, and tells when each came. */
async function gather(count: number, behaviour: Behaviour = {}) {
  const all = subjects(count);
  const stage = advised(behaviour);
  const found = new Map<string, { readonly evidence: Evidence; readonly at: number }>();
  await gatherEvidence(all, stage.sources, ({ arn }, evidence) => {
    found.set(arn, { evidence, at: stage.clock.now() });
    return Promise.resolve();
  });
  const [first = '', ...others] = all.map(({ arn }) => arn);
  const evidenceOf = (arn: string) => found.get(arn)?.evidence;
  const reads = stage.calls.filter(({ action }) => action === 'read').length;
  return { ...stage, found, first, others, evidenceOf, readsEach: reads / count };
}

/** Times spread evenly from least to most over many, in no order. */
const between = (least: number, most: number, count: number) => (arn: string) =>
  least + (((Number(arn.slice(-5)) * 7_919) % count) / count) * (most - least);

const isFirst = (arn: string) => arn.endsWith('00000');

describe('evidence', () => {
  it('is handed over for each as soon as it is there', async () => {
    const { found, others, first } = await gather(3, { callsPerSecond: 1 });
    expect([first, ...others].map((arn) => found.get(arn)?.evidence)).toEqual([REPORT, REPORT, REPORT]);
    const times = [...found.values()].map(({ at }) => at);
    expect(times.map((at) => Math.round(at / 100) / 10)).toEqual([1.1, 2.1, 3.2]);
  });

  it('of the first three is read early, and that of others when it is likely to be there', async () => {
    const { readsOf, first, others, found, readsEach } = await gather(40, { callsPerSecond: 4, jobMs: () => 2_000 });
    const agesOf = (arn: string, asked: number) => readsOf(arn).map(({ at }) => Math.round((at - asked) / 100) / 10);
    expect(agesOf(first, 0)).toEqual([1, 2]);
    // Nobody but the three is asked twice, and nobody waits for the eight seconds that are set.
    expect(readsEach).toBeCloseTo((40 + 3) / 40);
    const last = found.get(others.at(-1) ?? '')?.at ?? Infinity;
    expect(last).toBeLessThan((40 / 4 / 0.95 + 2 * 1.15 + 0.5) * 1_000);
  });

  it('is waited for as long as is set where the first three take longer, or do not end', async () => {
    const isEarly = (arn: string) => Number(arn.slice(-5)) < 3;
    for (const early of [9_000, Infinity]) {
      const { readsOf, others } = await gather(30, { jobMs: (arn) => (isEarly(arn) ? early : 2_000) });
      const late = others.filter((arn) => !isEarly(arn));
      expect(late.map((arn) => readsOf(arn).length)).toEqual(late.map(() => 1));
      expect(Math.min(...late.map((arn) => readsOf(arn)[0]?.at ?? 0))).toBeGreaterThan(8_000);
    }
  });

  it.each([
    [200, 4, 1_000, 8_000, 1.2],
    [200, 20, 1_000, 8_000, 1.2],
    [200, 4, 1_000, 30_000, 1.7],
    [400, 4, 1_000, 30_000, 1.5],
    [1_000, 20, 1_000, 30_000, 1.7],
  ])(
    'of %d at %d calls per second with jobs of %d to %d ms takes at most %d readings each',
    async (count, callsPerSecond, least, most, expected) => {
      const { readsEach, found } = await gather(count, { callsPerSecond, jobMs: between(least, most, count) });
      expect([...found.values()].every(({ evidence }) => evidence.kind === 'report')).toBe(true);
      expect(readsEach).toBeLessThanOrEqual(expected);
    },
  );

  it('never comes by more calls in a second than allowed', async () => {
    const { calls } = await gather(100, { callsPerSecond: 5, jobMs: between(1_000, 30_000, 100) });
    for (const action of ['generate', 'read']) {
      const times = calls.filter((one) => one.action === action).map(({ at }) => at);
      const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
      expect(busiest).toBeLessThanOrEqual(5);
    }
  });

  it('ends soon after the last report was asked for', async () => {
    const { clock } = await gather(200, { callsPerSecond: 4, jobMs: between(1_000, 8_000, 200) });
    expect(clock.now()).toBeLessThan(1.25 * (200 / 4 + 8) * 1_000);
  });

  it('is read at once where no wait is set, and then ever later', async () => {
    const { readsOf, first } = await gather(1, { reportWaitSeconds: 0, jobMs: () => 1_000 });
    expect(readsOf(first).map(({ at }) => at)).toEqual([
      40,
      expect.closeTo(290, -1),
      expect.closeTo(540, -1),
      expect.closeTo(790, -1),
      expect.closeTo(1_165, -1),
    ]);
  });

  it('holds every page of a report', async () => {
    const page = (service: string, marker?: string): Reading => ({
      status: 'completed',
      services: [{ service, entities: 0 }],
      ...(marker !== undefined && { marker }),
    });
    const answer = (_: string, marker?: string) =>
      marker === undefined ? page('a', '2') : marker === '2' ? page('b', '3') : page('c');
    const { evidenceOf, first, readsOf } = await gather(2, { answer });
    expect(evidenceOf(first)).toEqual({
      kind: 'report',
      services: ['a', 'b', 'c'].map((service) => ({ service, entities: 0 })),
    });
    expect(readsOf(first)).toHaveLength(3);
  });
});

describe('what goes wrong with one', () => {
  it.each([
    // Those behind it wait as long as is set, since nobody knows how long a report takes.
    ['that is read early', '00000', 13, 8_000],
    ['of another', '00010', 10, 2_000],
  ])('is a job %s that never completes, which holds nobody up', async (_, which, mostReads, mostLater) => {
    const isIt = (arn: string) => arn.endsWith(which);
    const alone = await gather(50, { jobMs: () => 3_000 });
    const { evidenceOf, first, others, found, readsOf } = await gather(50, {
      jobMs: (arn) => (isIt(arn) ? Infinity : 3_000),
    });
    const all = [first, ...others];
    const it = all.find(isIt) ?? '';
    expect(evidenceOf(it)).toEqual({ kind: 'failed', why: 'not ready after 120 s' });
    expect(found.get(it)?.at).toBeGreaterThanOrEqual(120_000);
    expect(readsOf(it).length).toBeLessThanOrEqual(mostReads);
    for (const arn of all.filter((one) => !isIt(one))) {
      expect(evidenceOf(arn)).toEqual(REPORT);
      expect((found.get(arn)?.at ?? Infinity) - (alone.found.get(arn)?.at ?? 0)).toBeLessThan(mostLater);
    }
  });

  it('is one job in twenty that never completes, and the others still come in time', async () => {
    const jobMs = (arn: string) => (Number(arn.slice(-5)) % 20 === 0 ? Infinity : 3_000);
    const { found } = await gather(200, { callsPerSecond: 4, jobMs });
    const reports = [...found.values()].filter(({ evidence }) => evidence.kind === 'report');
    expect(reports).toHaveLength(190);
    expect(Math.max(...reports.map(({ at }) => at))).toBeLessThan(80_000);
  });

  it.each<[string, Behaviour, Evidence]>([
    [
      'a job that failed',
      { answer: (arn) => (isFirst(arn) ? { status: 'failed', why: 'ServiceFailure: Try later' } : DONE) },
      { kind: 'failed', why: 'ServiceFailure: Try later' },
    ],
    [
      'somebody deleted before the report was read',
      { answer: (arn) => (isFirst(arn) ? undefined : DONE) },
      { kind: 'gone' },
    ],
    [
      'a call that failed for another reason',
      {
        disturb: (action, _, arn) => {
          if (action === 'read' && isFirst(arn)) throw anError('ServiceFailureException', 'Try later');
        },
      },
      { kind: 'failed', why: 'Try later' },
    ],
    [
      'a call that is refused for ever',
      {
        disturb: (action, _, arn) => {
          if (action === 'generate' && isFirst(arn)) throw anError('Throttling', 'Rate exceeded');
        },
      },
      { kind: 'failed', why: 'GenerateServiceLastAccessedDetails was refused 10 times: Rate exceeded' },
    ],
    [
      'a report that ends between its pages',
      {
        answer: (arn, marker) =>
          marker === undefined && isFirst(arn)
            ? { ...DONE, marker: '2' }
            : isFirst(arn)
              ? { status: 'running' }
              : { status: 'completed', services: [{ service: 's3', entities: 1 }] },
      },
      { kind: 'failed', why: 'the report was running at its next page' },
    ],
  ])('is %s, and the others have theirs', async (_, behaviour, expected) => {
    const { evidenceOf, first, others } = await gather(5, behaviour);
    expect(evidenceOf(first)).toEqual(expected);
    for (const arn of others) expect(evidenceOf(arn)).toEqual(REPORT);
  });

  it('is somebody deleted before the report was asked for', async () => {
    const stage = advised();
    const [gone, here] = subjects(2);
    if (!gone || !here) throw new Error('there are two');
    const { advisor: whole } = stage.sources;
    const advisor: typeof whole = {
      generate: (arn) => (arn === gone.arn ? Promise.resolve(undefined) : whole.generate(arn)),
      read: (jobId, marker) => whole.read(jobId, marker),
    };
    const found: Record<string, Evidence> = {};
    await gatherEvidence([gone, here], { ...stage.sources, advisor }, ({ name }, evidence) => {
      found[name] = evidence;
      return Promise.resolve();
    });
    expect(found).toEqual({ [gone.name]: { kind: 'gone' }, [here.name]: REPORT });
  });
});

describe('throttling', () => {
  it('costs nobody their evidence', async () => {
    let refused = 0;
    const { found, calls } = await gather(100, {
      callsPerSecond: 10,
      disturb: (_, at) => {
        if (at % 4_000 > 200) return;
        refused += 1;
        throw anError('Throttling', 'Rate exceeded');
      },
    });
    expect([...found.values()].every(({ evidence }) => evidence.kind === 'report')).toBe(true);
    expect(found.size).toBe(100);
    expect(refused).toBeGreaterThan(0);
    expect(calls).toHaveLength(200 + refused);
  });
});

describe('a failure that is its own', () => {
  it('is a question denied about one alone, whom a policy may shelter', async () => {
    const [first] = subjects(3);
    const { sources } = advised({
      disturb: (action, _, about) => {
        if (action === 'generate' && about === first?.arn) throw anError('AccessDenied', 'sheltered');
      },
    });
    const found: Evidence[] = [];
    await gatherEvidence(subjects(3), sources, (_, evidence) => {
      found.push(evidence);
      return Promise.resolve();
    });
    expect(found.filter(({ kind }) => kind === 'report')).toHaveLength(2);
    expect(found).toContainEqual({ kind: 'failed', why: 'sheltered' });
  });

  it('is not to have been asked about before the time of its batch was over', async () => {
    const { sources } = advised({ callsPerSecond: 1, endsAfterMs: 20_000 });
    const found: Evidence[] = [];
    await gatherEvidence(subjects(60), sources, (_, evidence) => {
      found.push(evidence);
      return Promise.resolve();
    });
    expect(found).toHaveLength(60);
    expect(found.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(5);
    expect(found).toContainEqual({ kind: 'failed', why: 'the time of its batch was over' });
  });
});

describe('a failure that is nobody’s own', () => {
  it.each(['AccessDenied', 'ExpiredTokenException'])('%s ends the batch, and no more calls are made', async (name) => {
    const stage = advised({
      callsPerSecond: 2,
      disturb: (action) => {
        if (action === 'read') throw anError(name, 'no');
      },
    });
    const gathered = gatherEvidence(subjects(50), stage.sources, () => Promise.resolve());
    await expect(gathered).rejects.toThrow('no');
    const made = stage.calls.length;
    await stage.clock.sleep(600_000);
    expect(stage.calls).toHaveLength(made);
  });

  it('is a question denied about everybody: the right itself is missing', async () => {
    const { sources } = advised({
      disturb: (action) => {
        if (action === 'generate') throw anError('AccessDenied', 'no right');
      },
    });
    await expect(gatherEvidence(subjects(3), sources, () => Promise.resolve())).rejects.toThrow('no right');
  });

  it('is one of whoever takes the evidence', async () => {
    const { sources } = advised();
    const broken = gatherEvidence(subjects(3), sources, () => Promise.reject(new Error('no room')));
    await expect(broken).rejects.toThrow('no room');
  });
});
