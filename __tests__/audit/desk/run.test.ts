import * as z from 'zod';
import { runAtDesk, type DeskSteps } from '../../../src/audit/desk/run';
import { NOW, someRules } from '../../support/permissions-boundary';
import { aStore } from '../support/memory-store';

const RUN = { runId: 'preview-1', startedAt: NOW.toISOString(), purpose: 'audit' } as const;
const PREFIX = 'accounts/111122223333/some-guardrail/runs/preview-1';
const EVENT = z.object({ BatchInput: z.looseObject({ callsPerSecond: z.number() }), Items: z.array(z.number()) });

/** A run over so many; each batch ends when it is told to. */
async function begun(principals: number) {
  const store = aStore();
  await store.putJson('manifest.json', [...Array(principals).keys()]);
  const asked: z.infer<typeof EVENT>[] = [];
  const ends: (() => void)[] = [];
  const steps: DeskSteps<string> = {
    inventory: () =>
      Promise.resolve({
        ...{
          ...RUN,
          account: '111122223333',
          bucket: store.bucket,
          prefix: PREFIX,
          manifestKey: 'manifest.json',
          principals,
        },
        plan: { concurrency: 1, callsPerSecond: 1, itemsPerBatch: 1, toleratedFailurePercentage: 0 },
      }),
    batch: async (event) => {
      const input = EVENT.parse(event);
      asked.push(input);
      await new Promise<void>((end) => ends.push(end));
      return { key: `batches/${input.Items[0]}.json`, counts: {} };
    },
    plan: () => Promise.reject(new Error('denied')),
    summed: () => Promise.resolve('summed'),
  };
  const over = runAtDesk(RUN, steps, someRules(), { store, isDenied: () => true });
  return { store, asked, ends, over };
}

/** Until everything that can go on has gone on. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a run at a desk', () => {
  it('asks about the next while the last reports of a batch are waited for, and holds the reports of few', async () => {
    const { asked, ends, over } = await begun(2_000);
    await settled();
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.flatMap(({ Items }) => Items).length).toBeLessThan(1_000);
    const before = asked.length;
    ends[1]?.();
    await settled();
    expect(asked).toHaveLength(before + 1);
    for (let end = 0; end < ends.length; end += 1) {
      ends[end]?.();
      await settled();
    }
    await over;
    expect(asked.flatMap(({ Items }) => Items)).toEqual([...Array(2_000).keys()]);
  });

  it('may take the whole rate in each batch, and names their results in the order of the list', async () => {
    const { store, asked, ends, over } = await begun(600);
    await settled();
    for (const end of ends.toReversed()) {
      end();
      await settled();
    }
    expect(await over).toEqual({ summary: 'summed', prefix: PREFIX, unplanned: 'denied' });
    expect(asked.map(({ BatchInput }) => BatchInput.callsPerSecond)).toEqual(
      asked.map(() => someRules().audit.iamCallsPerSecond),
    );
    const results = z
      .array(z.object({ Output: z.string() }))
      .parse(await store.getJson(`${PREFIX}/results/SUCCEEDED_0.json`));
    const keys = results.map(({ Output }) => z.object({ key: z.string() }).parse(JSON.parse(Output)).key);
    expect(keys).toEqual(asked.map(({ Items }) => `batches/${Items[0]}.json`));
  });
});
