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

  it.each(whyNever)('that %s never weakens has a reason, and no example', (key, why) => {
    expect(why).toMatch(/^\S.{7,}$/);
    expect(EXAMPLES).not.toHaveProperty([key]);
  });
});
