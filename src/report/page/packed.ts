import { DayCodes } from './day-codes';
import { decodedPrincipal, encoded, type Encoded } from './encoded';
import type { LongReport } from './report';
import { TextIndex } from './text-index';

/** A report as it is kept until the others are there: a text, which is a tenth of what its principals take. */
export function packed(report: LongReport): LongReport {
  const { principals, ...rest } = report;
  const text = JSON.stringify(encoded([{ columns: rest.columns, principals }]));
  return {
    ...rest,
    principals: {
      length: principals.length,
      *[Symbol.iterator]() {
        const { tables, days, ...texts } = JSON.parse(text) as Encoded;
        const numbered = { index: TextIndex.from(texts), codes: new DayCodes(days) };
        for (const { columns, principals: rows } of tables)
          for (const row of rows) yield decodedPrincipal(row, columns, numbered);
      },
    },
  };
}
