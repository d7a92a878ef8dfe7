import {
  endingOf,
  exemptionOf,
  type Exemptable,
  type Exemption,
  exemptionsFrom,
} from '../../../src/domain/exemption/exemption';

const TODAY = '2026-06-01';

const someone = (overrides: Partial<Exemptable> = {}): Exemptable => ({
  arn: 'arn:aws:iam::111122223333:role/ci/deploy-prod',
  name: 'deploy-prod',
  path: '/ci/',
  tags: { Team: 'data', 'cost:center': '12' },
  groups: ['Developers'],
  ...overrides,
});

const anExemption = (overrides: Partial<Exemption> = {}): Exemption => ({
  match: { name: 'deploy-prod' },
  from: ['permissions-boundary', 'tags'],
  owner: 'platform',
  reason: 'ships releases',
  ...overrides,
});

const isMeant = (match: Exemption['match'], facts = someone()) =>
  exemptionOf(facts, [anExemption({ match })], TODAY) !== undefined;

describe('exemptionOf', () => {
  it.each([
    [{ arn: 'arn:aws:iam::111122223333:role/ci/deploy-prod' }, true],
    [{ arn: 'arn:aws:iam::*:role/ci/*' }, true],
    [{ arn: 'arn:aws:iam::111122223333:role/CI/*' }, false],
    [{ name: 'DEPLOY-*' }, true],
    [{ name: 'deploy-????' }, true],
    [{ name: 'deploy-???' }, false],
    [{ name: 'deploy' }, false],
    [{ path: '/ci/*' }, true],
    [{ path: '/' }, false],
    [{ group: 'developers' }, true],
    [{ group: 'Develop*' }, false],
    [{ tag: 'Team' }, true],
    [{ tag: 'TEAM:data' }, true],
    [{ tag: 'team:DATA' }, false],
    [{ tag: 'team:' }, false],
    [{ tag: 'cost:center' }, false],
    [{ tag: 'Cost:Center:12' }, false],
    [{ tag: 'cost' }, false],
    [{}, false],
  ])('says of %j whether it means the role', (match, expected) => {
    expect(isMeant(match)).toBe(expected);
  });

  it.each([
    [{ guardrails: 'exempt' }, true],
    [{ GUARDRAILS: 'exempt' }, true],
    [{ 'guardrails:exempt': 'whatever' }, false],
    [{ 'guardrails:exempt': 'exempt' }, false],
    [{ 'guardrails:exempt': '' }, false],
    [{ guardrails: ':exempt' }, false],
  ])('means guardrails:exempt by the key guardrails alone, and no key that holds a colon: %j', (tags, meant) => {
    expect(isMeant({ tag: 'guardrails:exempt' }, someone({ tags }))).toBe(meant);
  });

  it('means a value that holds colons by what stands behind the first', () => {
    expect(isMeant({ tag: 'team:a:b' }, someone({ tags: { team: 'a:b' } }))).toBe(true);
    expect(isMeant({ tag: 'team:a:b' }, someone({ tags: { 'team:a': 'b' } }))).toBe(false);
  });

  it('means a tag without a value by its key and a colon', () => {
    expect(isMeant({ tag: 'team:' }, someone({ tags: { team: '' } }))).toBe(true);
  });

  it.each([
    ['for ever where it says nothing', undefined, true],
    ['through its last day', TODAY, true],
    ['not on the day after', '2026-05-31', false],
  ])('holds %s', (_, expires, expected) => {
    const exemption = anExemption({ ...(expires !== undefined && { expires }) });
    expect(exemptionOf(someone(), [exemption], TODAY) !== undefined).toBe(expected);
  });

  it('says together what several say that hold', () => {
    const exemptions = [
      anExemption({ match: { path: '/ci/*' }, from: ['tags'], reason: 'made by hand' }),
      anExemption({ from: ['permissions-boundary'] }),
      anExemption({ match: { tag: 'team' }, from: ['tags'], reason: 'ships releases' }),
      anExemption({ match: { name: 'other' }, reason: 'not this one' }),
      anExemption({ expires: '2026-01-01', reason: 'no longer' }),
    ];
    expect(exemptionOf(someone(), exemptions, TODAY)).toEqual({
      from: ['permissions-boundary', 'tags'],
      reason: 'made by hand; ships releases',
    });
  });
});

describe('endingOf', () => {
  const until = (expires: string, name = 'ci-*') => anExemption({ match: { name }, expires });

  it.each([
    ['2026-05-31', true],
    ['2026-06-01', true],
    ['2026-06-15', true],
    ['2026-06-16', false],
  ])('names one whose last day is %s: %s', (expires, expected) => {
    expect(endingOf([until(expires)], TODAY).map((one) => one.expires)).toEqual(expected ? [expires] : []);
  });

  it('says whom it means, what it covers and who answers for it, the earliest first, and names none that holds for ever', () => {
    const old = anExemption({ match: { name: 'old' }, from: ['tags'], expires: '2025-01-01' });
    const all = [until('2026-06-10'), anExemption(), old];
    expect(endingOf(all, TODAY)).toEqual([
      { match: 'name old', from: ['tags'], owner: 'platform', reason: 'ships releases', expires: '2025-01-01' },
      {
        match: 'name ci-*',
        from: ['permissions-boundary', 'tags'],
        owner: 'platform',
        reason: 'ships releases',
        expires: '2026-06-10',
      },
    ]);
  });
});

describe('the exemptions of one guardrail', () => {
  const exemption = (...from: Exemption['from']): Exemption => ({
    ...{ match: { name: 'ci' }, from, owner: 'ops', reason: 'nightly' },
  });

  it('are those that concern it, with what of them does', () => {
    const all = [exemption('permissions-boundary', 'unused-service-deny', 'tags'), exemption('unused-service-deny')];
    expect(exemptionsFrom(all, ['permissions-boundary', 'tags'])).toEqual([exemption('permissions-boundary', 'tags')]);
    expect(exemptionsFrom(all, ['unused-service-deny'])).toEqual([
      exemption('unused-service-deny'),
      exemption('unused-service-deny'),
    ]);
    expect(exemptionsFrom(all, ['another'])).toEqual([]);
  });
});
