import { SeenTexts } from '../../../src/changes/policies/seen-texts';
import { VirtualClock } from '../../audit/support/virtual-clock';

const policy = (arn: string, text: string) => ({ arn, text });

/** Texts as pages have shown them. */
async function seen(...pages: readonly (readonly { arn: string; text: string }[])[]) {
  const clock = new VirtualClock();
  const texts = new SeenTexts(clock, (arn) => arn.startsWith('own'));
  const read = async () => {
    const handed: unknown[] = [];
    // oxlint-disable-next-line typescript/require-await -- pages come one after another
    const all = async function* () {
      for (const policies of pages) yield { policies };
    };
    for await (const { policies } of texts.over(all())) handed.push(policies);
    return handed;
  };
  return { clock, texts, handed: await read(), read };
}

describe('the texts of policies', () => {
  it('are those that the pages show, and the pages are handed on', async () => {
    const [one, other] = [[policy('own-1', 'a')], [policy('own-2', 'b'), policy('others', 'c')]];
    const { texts, handed } = await seen(one, other);
    expect(handed).toEqual([one, other]);
    expect(['own-1', 'own-2', 'others', 'own-3'].map((arn) => texts.textOf(arn))).toEqual([
      'a',
      'b',
      undefined,
      undefined,
    ]);
  });

  it('are what was seen last', async () => {
    const { texts } = await seen([policy('own', 'before')], [policy('own', 'after')]);
    expect(texts.textOf('own')).toBe('after');
  });

  it('are known for ten seconds after they were seen', async () => {
    const { texts, clock, read } = await seen([policy('own', 'a')]);
    await clock.sleep(10_000);
    expect(texts.textOf('own')).toBe('a');
    await clock.sleep(1);
    expect(texts.textOf('own')).toBeUndefined();
    await read();
    expect(texts.textOf('own')).toBe('a');
  });
});
