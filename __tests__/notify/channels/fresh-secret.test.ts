import { KeptSecret, secretOf, withFreshSecret } from '../../../src/notify/channels/fresh-secret';
import { NotNow, Refused } from '../../../src/notify/later';
import { aNotice } from '../../support/notices';

const NOW = new Date('2026-11-29T03:00:00Z');
const known = { id: 'one', notice: aNotice() };

/** A secret that is another at each reading. */
function aSecret(...values: readonly string[]) {
  let at = NOW.getTime();
  let read = 0;
  const kept = new KeptSecret(
    () => Promise.resolve(values[Math.min(read++, values.length - 1)] ?? ''),
    () => new Date(at),
  );
  return {
    kept,
    reads: () => read,
    pass: (minutes: number) => {
      at += minutes * 60_000;
    },
  };
}

describe('the secret of a channel', () => {
  it('is read once in five minutes', async () => {
    const { kept, reads, pass } = aSecret('a', 'b');
    await expect(kept.value()).resolves.toBe('a');
    pass(4.9);
    await expect(kept.value()).resolves.toBe('a');
    pass(0.1);
    await expect(kept.value()).resolves.toBe('b');
    expect(reads()).toBe(2);
  });

  it('is read again where the channel refuses it, and the channel is asked once more if it is another now', async () => {
    const { kept } = aSecret('old', 'new');
    const used: string[] = [];
    const tell = withFreshSecret(kept, async () => {
      used.push(await kept.value());
      if (used.at(-1) === 'old') throw new Refused('HTTP 403');
    });
    await tell(known, NOW);
    expect(used).toEqual(['old', 'new']);
  });

  it('is not used again where it is the same', async () => {
    const { kept } = aSecret('same');
    const used: string[] = [];
    const tell = withFreshSecret(kept, async () => {
      used.push(await kept.value());
      throw new Refused('HTTP 403');
    });
    await expect(tell(known, NOW)).rejects.toThrow('HTTP 403');
    expect(used).toEqual(['same']);
  });

  it('is left alone where the channel takes nothing now', async () => {
    const { kept, reads } = aSecret('a', 'b');
    const tell = withFreshSecret(kept, async () => {
      await kept.value();
      throw new NotNow('HTTP 500');
    });
    await expect(tell(known, NOW)).rejects.toThrow(NotNow);
    expect(reads()).toBe(1);
  });

  it('has to be mended by a person where it cannot be used, and is asked for again where AWS fails', async () => {
    const place = { ssm: '/x' };
    const unusable = secretOf(() => Promise.resolve({ kind: 'unusable', why: 'the parameter /x has no text' }), place);
    await expect(unusable()).rejects.toThrow(new Refused('the parameter /x has no text'));
    const failing = secretOf(() => Promise.reject(new RangeError('value of the secret')), place);
    await expect(failing()).rejects.toThrow(new NotNow('the secret cannot be read now (RangeError)'));
    await expect(secretOf(() => Promise.resolve({ kind: 'value', value: ' x\n' }), place)()).resolves.toBe('x');
  });
});
