import { settingsInWords } from '../../src/settings/in-words';
import { settingsJsonSchema } from '../../src/settings/json-schema';
import { WEAKNESS_BY_KEY, PARTS, weaknesses } from '../../src/settings/weaknesses';
import { someSettings } from '../support/settings';
import { keysOf } from './support/schema-keys';
import { EXAMPLES } from './support/weakness-examples';

const keys = keysOf(settingsJsonSchema());
const decided = Object.entries(WEAKNESS_BY_KEY);
const weakening = decided.flatMap(([key, decision]) => ('weakens' in decision ? [key] : []));
const saidByOthers = decided.flatMap(([key, decision]) =>
  'saidBy' in decision ? [[key, decision.saidBy] as const] : [],
);
const whyNever = decided.flatMap(([key, decision]) => ('never' in decision ? [[key, decision.never] as const] : []));

/** Whose change weakens in one respect or another, or whose example lacks what stands in the default. */
const EITHER_WAY = [
  ...['audit.trackingDays', 'limits.revocationsPer10Minutes', 'revoker.selfService', 'revoker.adminRoles'],
  ...['permissionsBoundary.baseActions', 'permissionsBoundary.alwaysAllow', 'permissionsBoundary.alwaysKeep'],
];
type InWords = ReturnType<typeof settingsInWords>;
const isWeaker = (key: string, before: InWords, now: InWords) => {
  const decision = WEAKNESS_BY_KEY[key];
  return decision !== undefined && 'weakerIf' in decision && decision.weakerIf?.(before[key], now[key]) === true;
};

const OWNER_MAILS = { from: 'guard@example.com', domains: ['example.com', 'example.org'] };

describe('every key of the settings', () => {
  it('has a decision about when it is weaker than its default', () => {
    expect(keys.filter((key) => !(key in WEAKNESS_BY_KEY))).toEqual([]);
  });

  it('is found wherever the schema takes a value: in objects, entries of lists and alternatives', () => {
    expect(keys).toEqual(
      expect.arrayContaining([
        ...['allowedAccountIds', 'backend', 'backend.s3.key', 'defaultTags', 'revoker.mode'],
        ...['revoker.adminGroups', 'revoker.adminGroups[].id', 'revoker.exempt[].owner', 'exemptions[].match.tag'],
      ]),
    );
  });

  it('is decided once, and nothing else is', () => {
    const all = PARTS.flatMap(({ byKey }) => Object.keys(byKey));
    expect([...all].sort()).toEqual([...keys].sort());
  });
});

describe('a decision', () => {
  it.each(weakening)('on %s puts a line into weakened for its example', (key) => {
    const { settings, says = key } = EXAMPLES[key] ?? { settings: {} };
    expect(weaknesses(someSettings(settings)).filter((line) => line.startsWith(says))).not.toEqual([]);
  });

  it.each(saidByOthers)('on %s is said in the line of %s', (key, by) => {
    const { settings, says = key } = EXAMPLES[key] ?? { settings: {} };
    const lines = weaknesses(someSettings(settings)).filter((line) => line.startsWith(by));
    expect(lines).toEqual([expect.stringContaining(says)]);
    expect(weakening).toContain(by);
  });

  it.each(weakening)('on %s finds its example weaker than the defaults, as a change', (key) => {
    const { settings } = EXAMPLES[key] ?? { settings: {} };
    const [usual, example] = [settingsInWords(someSettings()), settingsInWords(someSettings(settings))];
    expect(isWeaker(key, usual, example)).toBe(true);
    expect(isWeaker(key, example, example)).toBe(false);
  });

  it.each(weakening.filter((key) => !EITHER_WAY.includes(key)))('on %s finds the way back no weaker', (key) => {
    const { settings } = EXAMPLES[key] ?? { settings: {} };
    const [usual, example] = [settingsInWords(someSettings()), settingsInWords(someSettings(settings))];
    expect(isWeaker(key, example, usual)).toBe(false);
  });

  it.each<readonly [string, object, object]>([
    ['revoker.adminGroups', {}, { revoker: { adminGroups: [{ name: 'Administrators', id: 'AGPAX' }] } }],
    ['allowedAccountIds', {}, { allowedAccountIds: ['111122223333'] }],
    ['notifications.routes.digest', {}, { notifications: { routes: { digest: ['email'] } } }],
  ])('on %s finds no weakening where it says the same, or more', (key, before, now) => {
    const [had, has] = [before, now].map((settings) => settingsInWords(someSettings(settings)));
    expect(isWeaker(key, had ?? {}, has ?? {})).toBe(false);
  });

  it.each<readonly [string, object, object]>([
    [
      'revoker.adminGroups',
      { revoker: { adminGroups: [{ name: 'Administrators', id: 'AGPAX' }] } },
      { revoker: { adminGroups: ['Administrators'] } },
    ],
    [
      'allowedAccountIds',
      { allowedAccountIds: ['111122223333'] },
      { allowedAccountIds: ['111122223333', '444455556666'] },
    ],
    ['allowedAccountIds', { allowedAccountIds: ['111122223333'] }, {}],
    ['credentialCleanup.keys.disable', { credentialCleanup: { keys: { disable: 90 } } }, {}],
    ['credentialCleanup.ownerMails.from', { credentialCleanup: { ownerMails: OWNER_MAILS } }, {}],
    [
      'credentialCleanup.ownerMails.domains',
      { credentialCleanup: { ownerMails: OWNER_MAILS } },
      { credentialCleanup: { ownerMails: { ...OWNER_MAILS, domains: ['example.com'] } } },
    ],
    ['permissionsBoundary.mode', { permissionsBoundary: { mode: 'enforce' } }, {}],
    ['securityHub', { securityHub: true }, {}],
  ])('on %s finds a change weaker that is no weaker than the default', (key, before, now) => {
    const [had, has] = [before, now].map((settings) => settingsInWords(someSettings(settings)));
    expect(isWeaker(key, had ?? {}, has ?? {})).toBe(true);
  });

  it.each(whyNever)('that %s never weakens has a reason, and no example', (key, why) => {
    expect(why).toMatch(/^\S.{7,}$/);
    expect(EXAMPLES).not.toHaveProperty([key]);
  });
});
