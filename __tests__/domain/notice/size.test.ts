import fc from 'fast-check';
import { fittingRows } from '../../../src/domain/notice/size';
import { textOf } from '../../../src/notify/render/text';
import { aNotice } from '../../support/notices';

/** Bytes of a mail within the JSON that SNS is sent. */
const sizeOf = (rows: readonly string[]) => {
  const list = { heading: 'Rows', rows: rows.map((say) => ({ say })), total: rows.length };
  return Buffer.byteLength(JSON.stringify(textOf(aNotice({ lists: [list] }))));
};
const fitting = (rows: readonly string[], atLeast = 0) => fittingRows(rows, (say) => ({ say }), atLeast);

describe('rows that fit into a mail', () => {
  it('are all of a few', () => {
    expect(fitting(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('leave room in a message for the same notice as data, whatever they are made of', () => {
    const letters = fc.constantFrom('a', 'ä', '語', '\u{1F600}', '"', '\\');
    const rows = fc.tuple(letters, fc.integer({ min: 0, max: 1_000 })).map(([one, length]) => one.repeat(length));
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), (some) => {
        const all = Array.from({ length: 10_000 }, (_, index) => some[index % some.length] ?? '');
        const fit = fitting(all);
        expect(sizeOf(fit)).toBeLessThan(202_000);
        expect(fit).toEqual(all.slice(0, fit.length));
      }),
      { numRuns: 20 },
    );
  });

  it('are as many as are asked for at least, so that none keeps the others from being told', () => {
    const long = 'x'.repeat(300_000);
    expect(fitting([long, 'b'])).toEqual([]);
    expect(fitting([long, 'b'], 1)).toEqual([long]);
  });
});
