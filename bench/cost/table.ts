import { ASSUMED } from './assumptions';
import { PRICES_OF } from './prices';
import { rowsOf } from './rows';

/** The table of the README, with what it rests on. */
export function costTable(): string {
  const lines = rowsOf().map(
    ({ what, setting, dollars, of }) => `| ${what} | ${setting} | ${inDollars(dollars)} | ${of} |`,
  );
  const { trailEventKilobytes, invocationSeconds, principals, polls } = ASSUMED;
  return [
    '| What | Setting | Dollars a month | Of it |',
    '| --- | --- | --: | --- |',
    ...lines,
    '',
    `Counted from the synthesised stack (\`npm run bench:cost\`), with AWS's prices for us-east-1 as written down on ${PRICES_OF} ` +
      '(bench/cost/prices.ts names their pages), without free tiers. Assumed: a record of CloudTrail has ' +
      `${trailEventKilobytes} KB, a judgement, a look or a round takes ${invocationSeconds} s, Lambda keeps ${polls} polls open per ` +
      `queue, a run makes one report for each of ${principals.toLocaleString('en-US')} principals.`,
  ].join('\n');
}

function inDollars(dollars: number): string {
  if (dollars === 0) return '0.00';
  return dollars < 0.005 ? '< 0.01' : dollars.toFixed(2);
}
