import type { ResourcePolicies } from '../../../../../src/aws/resource-policies/policies';
import type { BoundaryEntry } from '../../../../../src/guardrails/permissions-boundary/kinds';
import { contentNameOf, isIntact } from '../../../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../../../src/domain/policy/own-policies';
import { canonical } from '../../../../../src/domain/policy/policy-document';
import { aBoundarySet, aPrincipal, OWN, ownArn, sha256 } from '../../../../support/boundaries';
import { dyingAfter, somePolicies } from '../../../../support/some-policies';
import type { MemoryStore } from '../../../../audit/support/memory-store';
import { BASE, bound, planned, prefixOf, STARTED, storeBefore } from '../../../../audit/support/planning';

const policyFor = (...services: readonly string[]) => {
  const document = boundaryDocumentOf({ style: 'allowUsed', services, actions: [] }, OWN);
  const name = contentNameOf(document, OWN.namePrefix, sha256);
  return { name, arn: ownPolicyArnOf(name, OWN), text: canonical(document) };
};
const [s3, sqs, both] = [policyFor('s3'), policyFor('sqs'), policyFor('s3', 'sqs')];
const ALTERED = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const json = (store: MemoryStore, key: string): unknown => JSON.parse(store.objects.get(key) ?? 'null');
const ofRun = (store: MemoryStore, name: string) => json(store, `${prefixOf('run')}/${name}`);

const anEntry = (name: string, policyArn: string, more: Partial<BoundaryEntry> = {}): BoundaryEntry => ({
  change: aBoundarySet({ principal: aPrincipal({ id: `AROA${name}`, name }), policyArn }),
  ...{ number: 1, runId: 'earlier', state: 'confirmed', flips: 0, openedAt: new Date(LONG_AGO) },
  ...more,
});

describe('the plan of a change run', () => {
  it('makes each policy once, keeps its text, and says who gets it', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['s3']), bound('c', ['sqs'])] });
    const policies = somePolicies();
    const plan = await planned({ store, policies });
    expect(policies.texts()).toEqual(Object.fromEntries([s3, sqs].map(({ arn, text }) => [arn, text]).sort()));
    expect(json(store, `${BASE}/policies/${s3.name}.json`)).toEqual({ version: 1, name: s3.name, text: s3.text });
    expect(plan).toMatchObject({
      scope: 'everything',
      mode: 'enforce',
      items: [{ boundaryArn: s3.arn }, {}, {}],
      left: [],
    });
    expect(plan.items[0]).not.toHaveProperty('document');
    expect(ofRun(store, 'plan.json')).toEqual(plan);
    expect(ofRun(store, 'changes.json')).toEqual([{ id: 'AROAa' }, { id: 'AROAb' }, { id: 'AROAc' }]);
  });

  describe('with policies that batches have made', () => {
    const many = Array.from({ length: 120 }, (_, number) => `svc-${number}`);
    const rows = many.map((service) => bound(service, [service]));
    const madeAhead = (services: readonly string[]) => {
      const policies = somePolicies();
      for (const service of services) policies.add(policyFor(service).arn, policyFor(service).text);
      return policies;
    };
    const plannedWith = async (policies: ReturnType<typeof somePolicies>) => {
      const [made, read, looks, told]: [string[], string[], number[], string[]] = [[], [], [], []];
      const store = storeBefore({ rows });
      const counting = {
        ...policies,
        create: (name: string, text: string) => {
          made.push(name);
          return policies.create(name, text);
        },
        read: (arn: string) => {
          read.push(arn);
          return policies.read(arn);
        },
      };
      const plan = await planned({ store, policies: counting, changesPerRun: 1_000, looks, told });
      return { plan, made, read, looks, told };
    };

    it('is the same as without them, makes none and looks at them together', async () => {
      const without = await plannedWith(somePolicies());
      const { plan, made, read, looks } = await plannedWith(madeAhead(many));
      expect(plan).toEqual(without.plan);
      expect([made, read, looks]).toEqual([[], [], [120]]);
      expect(without.looks).toEqual([]);
    });

    it('makes those that are missing, or that the look does not show', async () => {
      const { plan, made, looks } = await plannedWith(madeAhead(many.slice(10)));
      expect(plan.items).toHaveLength(120);
      expect([made.sort(), looks]).toEqual([
        many
          .slice(0, 10)
          .map((service) => policyFor(service).name)
          .sort(),
        [110],
      ]);
    });

    it('puts none that somebody has altered meanwhile, and tells people', async () => {
      const policies = madeAhead(many);
      policies.add(policyFor('svc-7').arn, ALTERED);
      const { plan, told } = await plannedWith(policies);
      expect(plan.left).toMatchObject([{ principal: { id: 'AROAsvc-7' }, reason: 'policy-altered' }]);
      expect(plan.altered).toMatchObject([{ arn: policyFor('svc-7').arn, restored: true }]);
      expect([plan.items.length, told]).toEqual([119, [`altered ${policyFor('svc-7').arn}`]]);
    });
  });

  it('mixes users and roles in the list of changes, for either have a queue of their own at IAM', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['s3']), bound('u', ['s3'], { kind: 'user' })] });
    await planned({ store, policies: somePolicies() });
    expect(ofRun(store, 'changes.json')).toEqual([{ id: 'AROAa' }, { id: 'AROAu' }, { id: 'AROAb' }]);
  });

  it('opens a wave while somebody waits, and closes it', async () => {
    const rows = [bound('a', ['s3']), bound('b', ['s3'])];
    const waiting = async (changesPerRun: number) => {
      const store = storeBefore({ rows });
      await planned({ store, policies: somePolicies(), changesPerRun });
      return json(store, `${BASE}/wave.json`);
    };
    expect(await waiting(1)).toEqual({
      ...{ version: 1, runId: 'run', startedAt: STARTED, begunAt: STARTED, waiting: 1 },
      turns: { AROAa: STARTED },
    });
    expect(await waiting(2)).toMatchObject({ waiting: 0 });
  });

  it('begins with whoever had no turn in the runs before, where those did not come about', async () => {
    const rows = [bound('a', ['s3']), bound('b', ['s3']), bound('c', ['s3'])];
    const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'].map((day) => `${day}T03:00:00.000Z`);
    const store = storeBefore({ rows });
    const bounded: string[] = [];
    for (const startedAt of days) {
      for (const [key, value] of storeBefore({ rows, runId: startedAt }).objects) store.objects.set(key, value);
      const input = { runId: startedAt, startedAt };
      const { items } = await planned({ store, policies: somePolicies(), changesPerRun: 1, now: startedAt, input });
      bounded.push(...items.map(({ principal }) => principal.name));
    }
    expect(bounded).toEqual(['a', 'b', 'c', 'a']);
  });

  it('gives the same turns to an attempt that finds what an earlier one has noted, but no plan', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['s3'])] });
    const first = await planned({ store, policies: somePolicies(), changesPerRun: 1 });
    for (const key of store.objects.keys()) if (key.endsWith('/plan.json')) store.objects.delete(key);
    await expect(planned({ store, policies: somePolicies(), changesPerRun: 1 })).resolves.toEqual(first);
    expect(json(store, `${BASE}/wave.json`)).toMatchObject({ turns: { AROAa: STARTED } });
  });

  it('forgets the turn of whoever is not meant any more', async () => {
    const rows = [bound('a', ['s3']), bound('b', ['s3'])];
    const wave = {
      ...({ version: 1, runId: 'earlier', startedAt: LONG_AGO, begunAt: LONG_AGO, waiting: 1 } as const),
      turns: { AROAa: LONG_AGO, AROAgone: LONG_AGO },
    };
    const store = storeBefore({ rows, wave });
    await planned({ store, policies: somePolicies(), changesPerRun: 1 });
    expect(json(store, `${BASE}/wave.json`)).toMatchObject({ turns: { AROAa: LONG_AGO, AROAb: STARTED } });
    expect(json(store, `${BASE}/wave.json`)).not.toHaveProperty('turns.AROAgone');
  });

  it('drafts again where IAM has less room than it says', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3', 'sqs']), bound('b', ['s3'])] });
    const policies = somePolicies();
    const create = (name: string, text: string) =>
      name === s3.name ? Promise.resolve('refused' as const) : policies.create(name, text);
    const plan = await planned({ store, policies: { ...policies, create } });
    expect(plan.items).toMatchObject([{ boundaryArn: both.arn }, { boundaryArn: both.arn, widened: ['sqs'] }]);
  });

  it('puts nobody under a policy that is altered where it is to be made, and restores it', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['sqs'])] });
    const [policies, told] = [somePolicies(), [] as string[]];
    policies.add(s3.arn, ALTERED);
    const plan = await planned({ store, policies, told });
    expect(plan.items).toMatchObject([{ boundaryArn: sqs.arn }]);
    expect(plan.left).toMatchObject([{ reason: 'policy-altered', why: s3.arn }]);
    expect(plan.altered).toEqual([{ arn: s3.arn, restored: true }]);
    expect(policies.texts()).toMatchObject({ [s3.arn]: s3.text });
    expect(told).toEqual([`altered ${s3.arn}`]);
  });

  it('restores a policy although nobody can be told, and fails then', async () => {
    const standing = [{ arn: s3.arn, text: ALTERED }];
    const store = storeBefore({ rows: [bound('a', ['s3'])], standing });
    const policies = somePolicies();
    policies.add(s3.arn, ALTERED);
    const told = Object.assign([], {
      push: () => {
        throw new Error('SNS is down');
      },
    });
    await expect(planned({ store, policies, told })).rejects.toThrow('SNS is down');
    expect(policies.texts()).toEqual({ [s3.arn]: s3.text });
    expect(ofRun(store, 'plan.json')).toBeNull();
  });

  it('has a boundary confirmed that stands and was only recorded', async () => {
    const standing = [{ arn: s3.arn, text: s3.text }];
    const store = storeBefore({ rows: [bound('a', ['s3'], { boundaryArn: s3.arn })], standing });
    const policies = somePolicies();
    policies.add(s3.arn, s3.text, { used: true });
    const open = [anEntry('a', s3.arn, { state: 'recorded' })];
    expect((await planned({ store, policies, open })).items).toMatchObject([{ boundaryArn: s3.arn }]);
    expect(
      (
        await planned({
          store: storeBefore({ rows: [bound('a', ['s3'], { boundaryArn: s3.arn })], standing }),
          policies,
        })
      ).items,
    ).toEqual([]);
  });

  it('deletes policies that nobody uses, but for those that are young or meant for somebody who is there', async () => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('there', ['s3'])] });
    const policies = somePolicies();
    for (const one of ['old', 'meant', 'of-nobody']) policies.add(ownArn(one), ALTERED, { createdAt: LONG_AGO });
    policies.add(ownArn('young'), ALTERED);
    const open = [anEntry('there', ownArn('meant')), anEntry('gone', ownArn('of-nobody'))];
    const plan = await planned({ store, policies, open });
    expect(plan.collected).toEqual([ownArn('of-nobody'), ownArn('old')]);
    expect([...policies.all.keys()].sort()).toEqual([ownArn('meant'), ownArn('young'), s3.arn].sort());
  });

  it('takes no results from elsewhere, and no plan of another run', async () => {
    const store = storeBefore({ rows: [] });
    const at = { store, policies: somePolicies() };
    const elsewhere = { bucket: 'evidence', key: `${prefixOf('other')}/results/manifest.json` };
    await expect(planned({ ...at, input: { resultsManifest: elsewhere } })).rejects.toThrow(
      /not where those of this run/,
    );
    await planned(at);
    await expect(planned({ ...at, input: { purpose: 'audit' } })).rejects.toThrow(/there is a plan already/);
  });
});

describe('the scope of a run', () => {
  const wave = { version: 1, runId: 'earlier', startedAt: LONG_AGO, begunAt: LONG_AGO, waiting: 1 } as const;
  it.each([
    ['change', undefined, 'everything'],
    ['audit', undefined, 'widening'],
    ['upkeep', undefined, 'widening'],
    ['upkeep', wave, 'everything'],
    ['audit', wave, 'everything'],
    ['upkeep', { ...wave, waiting: 0 }, 'widening'],
    // An earlier attempt at this run has written of the wave already.
    ['upkeep', { ...wave, waiting: 0, runId: 'run' }, 'everything'],
  ] as const)('of a run for %s after the wave %o is %s', async (purpose, before, scope) => {
    const store = storeBefore({ rows: [bound('a', ['s3'])], ...(before && { wave: before }) });
    const plan = await planned({ store, policies: somePolicies(), input: { purpose } });
    expect(plan.scope).toBe(scope);
    if (scope === 'everything') expect(json(store, `${BASE}/wave.json`)).toMatchObject({ runId: 'run', waiting: 0 });
    else expect(plan).toMatchObject({ items: [], left: [{ reason: 'next-change-run' }] });
  });

  it('leaves the wave of a younger run alone', async () => {
    const younger = { ...wave, startedAt: '2026-06-02T00:00:00.000Z' };
    const store = storeBefore({ rows: [bound('a', ['s3'])], wave: younger });
    await planned({ store, policies: somePolicies(), now: '2026-06-02T01:00:00.000Z' });
    expect(json(store, `${BASE}/wave.json`)).toEqual(younger);
  });

  it.each([{ startedAt: '2999-01-01T00:00:00.000Z' }, { begunAt: '2999-01-01T00:00:00.000Z' }])(
    'is not that of a wave that is yet to come: %o',
    async (forged) => {
      const store = storeBefore({ rows: [bound('a', ['s3'])], wave: { ...wave, ...forged } });
      const plan = (runId: string, purpose: 'upkeep' | 'change') => {
        for (const [key, value] of storeBefore({ rows: [bound('a', ['s3'])], runId }).objects)
          store.objects.set(key, value);
        return planned({ store, policies: somePolicies(), input: { runId, purpose } });
      };
      expect((await plan('run', 'upkeep')).scope).toBe('widening');
      await plan('next', 'change');
      expect(json(store, `${BASE}/wave.json`)).toMatchObject({ runId: 'next', startedAt: STARTED, begunAt: STARTED });
    },
  );

  it.each([
    ['change', 'since it began', STARTED, 'released'],
    ['change', 'before', '2026-05-31T00:00:00.000Z', undefined],
    ['upkeep', 'since its wave began', LONG_AGO, 'released'],
    ['upkeep', 'before its wave began', '2025-12-31T00:00:00.000Z', undefined],
  ] as const)('of a run for %s leaves out whom a person released %s', async (purpose, _, at, reason) => {
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['s3'])], wave });
    const { left, items } = await planned({
      store,
      policies: somePolicies(),
      holds: { AROAa: at },
      input: { purpose },
    });
    expect([left.map((one) => one.reason), items.length]).toEqual(reason ? [[reason], 1] : [[], 2]);
    const begunAt = purpose === 'change' ? STARTED : LONG_AGO;
    expect(json(store, `${BASE}/wave.json`)).toMatchObject({ begunAt, waiting: 0 });
  });
});

describe('a plan in observe mode', () => {
  it('is about everything, and makes, restores and deletes nothing', async () => {
    const standing = [{ arn: s3.arn, text: ALTERED }];
    const store = storeBefore({ rows: [bound('a', ['s3']), bound('b', ['sqs'])], standing });
    const [policies, told] = [somePolicies(), [] as string[]];
    policies.add(s3.arn, ALTERED, { createdAt: LONG_AGO });
    const plan = await planned({ store, policies, told, mode: 'observe', input: { purpose: 'audit' } });
    expect(plan).toMatchObject({
      scope: 'everything',
      items: [{ boundaryArn: sqs.arn }],
      altered: [{ restored: false }],
    });
    expect(policies.texts()).toEqual({ [s3.arn]: ALTERED });
    expect(told).toEqual([`altered ${s3.arn}`]);
    expect(ofRun(store, 'changes.json')).toEqual([]);
    expect([...store.objects.keys()].filter((key) => /wave|\/policies\//.test(key))).toEqual([]);
  });
});

describe('policies that deny everybody but some', () => {
  const denying = '{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"s3:*","Resource":"*"}}';
  it('are told of, as are those that cannot be read', async () => {
    const store = storeBefore({ rows: [], notPrincipal: ['arn:role'], unread: ['arn:torn-role'] });
    const [told, unread] = [[] as string[], [] as string[]];
    const resources = () =>
      Promise.resolve({
        policies: [
          { arn: 'arn:closed', text: denying },
          { arn: 'arn:open', text: '{"Statement":[]}' },
          { arn: 'arn:torn', text: '{' },
        ],
        unread: [{ arn: 'arn:shut', why: 'AccessDenied' }],
      });
    const plan = await planned({ store, policies: somePolicies(), resources, told, unread });
    expect(plan.notPrincipal).toEqual(['arn:closed', 'arn:role']);
    expect([told, unread]).toEqual([
      ['arn:closed,arn:role and unread arn:shut,arn:torn,arn:torn-role, held back'],
      ['arn:shut: AccessDenied', 'arn:torn-role: its text is no policy', 'arn:torn: its text is no policy'],
    ]);
  });

  /** Runs one after another over one bucket; each finds what it is given. */
  const inTurn = () => {
    const store = storeBefore({ rows: [] });
    return async (
      runId: string,
      purpose: 'change' | 'upkeep',
      notPrincipal: readonly string[],
      shut: string[] = [],
    ) => {
      const rows = [bound('a', ['s3'])];
      const before = storeBefore({ rows, notPrincipal, runId });
      for (const [key, value] of before.objects) store.objects.set(key, value);
      const unread = shut.map((arn) => ({ arn, why: 'AccessDenied' }));
      const resources = () => Promise.resolve({ policies: [], unread });
      const plan = await planned({ store, policies: somePolicies(), resources, input: { runId, purpose } });
      return [plan.scope, plan.items.length, json(store, `${BASE}/wave.json`)] as const;
    };
  };
  const waiting = (runId: string, count: number) => ({ runId, waiting: count });

  it('hold back all but what gives back for the run that finds them, and the next goes on', async () => {
    const run = inTurn();
    expect(await run('one', 'change', ['arn:role'])).toMatchObject(['widening', 0, waiting('one', 1)]);
    // A redrive finds them as new as the first attempt did.
    expect(await run('one', 'change', ['arn:role'])).toMatchObject(['widening', 0, waiting('one', 1)]);
    expect(await run('two', 'upkeep', ['arn:role'])).toMatchObject(['everything', 1, waiting('two', 0)]);
    expect(await run('three', 'change', ['arn:role', 'arn:new'])).toMatchObject(['widening', 0, waiting('three', 1)]);
    expect(await run('four', 'change', ['arn:new'])).toMatchObject(['everything', 1, waiting('four', 0)]);
    expect(await run('five', 'change', ['arn:role', 'arn:new'])).toMatchObject(['widening', 0, {}]);
  });

  it('may be behind what cannot be read, and hold back nothing once it can be', async () => {
    const run = inTurn();
    expect(await run('one', 'change', [], ['arn:shut'])).toMatchObject(['widening', 0, waiting('one', 1)]);
    expect(await run('two', 'change', [], ['arn:shut'])).toMatchObject(['everything', 1, {}]);
    expect(await run('three', 'change', ['arn:shut'])).toMatchObject(['widening', 0, {}]);
    expect(await run('four', 'change', [])).toMatchObject(['everything', 1, {}]);
  });

  it('open no wave where a run would only have given back', async () => {
    const run = inTurn();
    expect(await run('one', 'upkeep', ['arn:role'])).toMatchObject(['widening', 0, null]);
    expect(await run('two', 'change', ['arn:role'])).toMatchObject(['everything', 1, waiting('two', 0)]);
  });
});

describe('what only a resource grants to a role', () => {
  const arn = 'arn:aws:s3:::shared';
  const naming = (role: string) => {
    const Principal = { AWS: `arn:aws:iam::111122223333:role/${role}` };
    return JSON.stringify({ Statement: [{ Effect: 'Allow', Principal, Action: 's3:*', Resource: `${arn}/*` }] });
  };
  const found = (text: string) => () => Promise.resolve({ policies: [{ arn, text }], unread: [] });
  const refused = () => Promise.resolve({ policies: [], unread: [{ arn: 'arn:aws:s3:::*', why: 'AccessDenied' }] });
  const kept = [{ id: 'AROAa', services: [{ service: 's3', by: [arn], resources: 1 }] }];

  it.each(['enforce', 'observe'] as const)('is let through by its boundary: mode %s', async (mode) => {
    const policies = somePolicies();
    const store = storeBefore({ rows: [bound('a', ['sqs']), bound('b', ['sqs'])] });
    const plan = await planned({ store, policies, mode, resources: found(naming('a')) });
    expect(plan.kept).toEqual(kept);
    const boundaries = Object.fromEntries(plan.items.map((item) => [item.principal.name, item.boundaryArn]));
    expect(boundaries['a']).toBe(both.arn);
    expect(boundaries['b']).toBe(sqs.arn);
  });

  it('is let through as long as nobody may read the policy, and no longer once it is read and says otherwise', async () => {
    const store = storeBefore({ rows: [] });
    const run = async (runId: string, resources: () => Promise<ResourcePolicies>) => {
      const before = storeBefore({ rows: [bound('a', ['sqs'])], runId });
      for (const [key, value] of before.objects) store.objects.set(key, value);
      const plan = await planned({ store, policies: somePolicies(), resources, input: { runId } });
      return [plan.kept, plan.unread];
    };
    const unread = [{ arn: 'arn:aws:s3:::*', why: 'AccessDenied' }];
    expect(await run('one', found(naming('a')))).toEqual([kept, []]);
    expect(await run('two', refused)).toEqual([kept, unread]);
    expect(await run('three', refused)).toEqual([kept, unread]);
    expect(await run('four', found(naming('b')))).toEqual([[], []]);
    expect(await run('five', refused)).toEqual([[], unread]);
  });
});

describe('a plan that is terminated', () => {
  const rows = [bound('a', ['s3']), bound('b', ['sqs']), bound('c', ['s3', 'sqs']), bound('d', ['ec2'])];
  const altered = { arn: sqs.arn, text: ALTERED };
  const scene = () => {
    const policies = somePolicies({ policies: 1446 });
    policies.add(sqs.arn, ALTERED, { used: true });
    policies.add(ownArn('old'), ALTERED, { createdAt: LONG_AGO });
    const wave = { version: 1, runId: 'earlier', startedAt: LONG_AGO, begunAt: LONG_AGO, waiting: 2 } as const;
    return { policies, store: storeBefore({ rows, standing: [altered, { arn: ownArn('old'), text: ALTERED }], wave }) };
  };
  const options = { changesPerRun: 3, input: { purpose: 'upkeep' as const } };

  it('after whichever call comes to the same plan and the same policies, none of them altered', async () => {
    const whole = scene();
    const expected = await planned({ ...whole, ...options });
    expect(expected).toMatchObject({ scope: 'everything', collected: [ownArn('old')] });
    expect(new Set(expected.left.map(({ reason }) => reason))).toEqual(new Set(['policy-altered', 'no-policy-left']));
    let terminations = 0;
    for (let calls = 1; ; calls += 1) {
      const { policies, store } = scene();
      const dying = dyingAfter(calls);
      const first = await planned({ policies: dying(policies), store: dying(store), ...options }).catch(String);
      if (typeof first !== 'string') break;
      expect(first).toMatch(/terminated/);
      terminations += 1;
      expect(await planned({ policies, store, ...options })).toEqual(expected);
      expect(policies.texts()).toEqual(whole.policies.texts());
      expect(new Map([...store.objects].sort())).toEqual(new Map([...whole.store.objects].sort()));
      for (const [arn, text] of Object.entries(policies.texts())) {
        expect(isIntact(arn.split('/').at(-1) ?? '', text, OWN.namePrefix, sha256)).toBe(true);
      }
    }
    expect(terminations).toBeGreaterThan(20);
  });
});
