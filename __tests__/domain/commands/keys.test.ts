import { deactivateKeyCommand } from '../../../src/domain/commands/keys';

describe('the command that deactivates a key', () => {
  it('names the user, since whoever runs it is another', () => {
    expect(deactivateKeyCommand('rogue', 'AKIAROGUE00000000001')).toBe(
      'aws iam update-access-key --user-name rogue --access-key-id AKIAROGUE00000000001 --status Inactive',
    );
  });

  it.each([
    ['the key of a session', 'rogue', 'ASIAROGUE00000000001'],
    ['a name that a shell could read', 'ro;gue', 'AKIAROGUE00000000001'],
    ['a name that looks like an option', '-rogue', 'AKIAROGUE00000000001'],
    ['a key that an event made up', 'rogue', 'AKIA$(touch x)'],
  ])('is not there for %s', (_, name, key) => {
    expect(deactivateKeyCommand(name, key)).toBeUndefined();
  });
});
