import { parseSettings } from '../../src/settings';
import { warnings } from '../../src/settings/warnings';
import { someSettings } from '../support/settings';

describe('warnings', () => {
  it('are none where the state has a place and somebody is told', () => {
    expect(warnings(someSettings())).toEqual([]);
  });

  it('say what to add where the state has no place', () => {
    expect(warnings({ ...someSettings(), backend: undefined })).toEqual([expect.stringContaining('"backend": {"s3"')]);
  });

  it('ask for a word on the trail where nobody gave one: a second copy of the events costs money', () => {
    expect(warnings(someSettings({ trail: {} }))).toEqual([
      expect.stringMatching(/"trail": \{"use": "existing"\}.*"create"/),
    ]);
    for (const use of ['create', 'existing']) expect(warnings(someSettings({ trail: { use } }))).toEqual([]);
  });

  it('say what to add where nobody is told', () => {
    expect(warnings(parseSettings({ backend: 'local', trail: { use: 'create' } }))).toEqual([
      expect.stringContaining('"notifications": {"emails"'),
    ]);
  });

  it.each(['none', 'arn:aws:sns:us-east-1:111122223333:alerts'])('leave topic %s to whoever chose it', (topic) => {
    expect(warnings(someSettings({ notifications: { topic } }))).toEqual([]);
  });
});
