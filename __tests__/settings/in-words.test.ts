import { parseSettings } from '../../src/settings';
import { settingsInWords } from '../../src/settings/in-words';
import { settingsJsonSchema } from '../../src/settings/json-schema';
import { someSettings } from '../support/settings';
import { keysOf } from './support/schema-keys';
import { EXEMPTIBLE } from '../../src/domain/exemption/exemption';

const words = (overrides: object = {}) => settingsInWords(someSettings(overrides));

describe('settings in words', () => {
  it('hold every key that has a value, and nothing of where the state lies', () => {
    const known = keysOf(settingsJsonSchema());
    const given = Object.keys(words({ defaultTags: { team: 'x' }, kmsKeyArn: KEY }));
    expect(given).toEqual(expect.arrayContaining(['kmsKeyArn', 'defaultTags.team', 'audit.graceDays', 'trail.use']));
    expect(given.filter((key) => !known.includes(key.replace('defaultTags.team', 'defaultTags')))).toEqual([]);
    expect(given.filter((key) => key.startsWith('backend'))).toEqual([]);
  });

  it('name the mode of every guardrail, whatever it is', () => {
    expect(words()).toMatchObject({ 'revoker.mode': 'enforce', 'permissionsBoundary.mode': 'observe' });
    expect(words({ permissionsBoundary: { mode: 'enforce' } })).toMatchObject({
      'permissionsBoundary.mode': 'enforce',
    });
  });

  it.each([
    ['a mode that is lowered', { revoker: { mode: 'enforce' } }, { revoker: { mode: 'observe' } }, 'revoker.mode'],
    ['what a refused call leads to', {}, { revoker: { failedCalls: 'notify' } }, 'revoker.failedCalls'],
    ['a limit', {}, { limits: { changesPerRun: 5 } }, 'limits.changesPerRun'],
    ['a setting that has no default', {}, { audit: { refreshDays: 20 } }, 'audit.refreshDays'],
    ['self-service', {}, { revoker: { selfService: [] } }, 'revoker.selfService'],
    ['a tag', { defaultTags: { a: 'b' } }, { defaultTags: { a: 'c' } }, 'defaultTags.a'],
  ])('change by one key with %s', (_, before, after, key) => {
    const [was, is] = [words(before), words(after)];
    const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (one) => JSON.stringify(was[one]) !== JSON.stringify(is[one]),
    );
    expect(changed).toEqual([key]);
  });

  it('write each entry of a list as one line', () => {
    const exemptions = [{ match: { tag: 'team:ops' }, owner: 'ops', reason: 'nightly', expires: '2027-06-30' }];
    const adminGroups = ['Administrators', { name: 'Owners', id: 'AGPAX' }];
    expect(words({ exemptions, revoker: { adminGroups } })).toMatchObject({
      exemptions: [
        `match tag team:ops, from ${EXEMPTIBLE.join(' and ')}, owner ops, reason nightly, expires 2027-06-30`,
      ],
      'revoker.adminGroups': ['Administrators', 'name Owners, id AGPAX'],
    });
  });

  it('leave out of an entry what nobody gave', () => {
    const exemption = { match: { tag: 'team' }, from: ['tags' as const], owner: 'ops', reason: 'nightly' };
    const settings = { ...someSettings(), exemptions: [{ ...exemption, expires: undefined }] };
    expect(settingsInWords(settings)['exemptions']).toEqual(['match tag team, from tags, owner ops, reason nightly']);
  });

  it('name the environment where there are some', () => {
    const raw = { environments: { prod: {}, dev: { namePrefix: 'dev' } } };
    expect(settingsInWords(parseSettings(raw, 'dev'))).toMatchObject({ environment: 'dev', namePrefix: 'dev' });
    expect(settingsInWords(parseSettings(raw))).not.toHaveProperty('environment');
    expect(Object.keys(settingsInWords(parseSettings(raw))).filter((key) => key.startsWith('environments'))).toEqual(
      [],
    );
  });
});

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/k';
