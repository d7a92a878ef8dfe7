import { brokenBounds } from './bounds';
import { exitWith } from './exit-code';
import { measure, type Measured } from './preview/run';

/**
 * What a preview of all scheduled guardrails takes for a large account, on the embedded account: seconds to the first line,
 * seconds in all beside those that no audit can go below, and the most memory of the process.
 *
 * Ends with 1 where a bound is broken. `--quick` previews 50 principals only, for whom what a run waits for once is too large
 * a share to bound the ratio.
 */
const MOST = { firstLineSeconds: 1, ratio: 1.25, megabytes: 300, refused: 0 };

type Bound = keyof typeof MOST;
const BOUNDS: readonly Bound[] = ['firstLineSeconds', 'ratio', 'megabytes', 'refused'];

const [QUICK, FULL] = [50, 5_000];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const isQuick = process.argv.includes('--quick');
  const principals = isQuick ? QUICK : FULL;
  console.log('40 ms per call, reports of 1 to 8 s, 20 calls per second of each IAM action\n');
  const measured = await measure(principals);
  const { firstLineSeconds, seconds, limit, megabytes, refused } = measured;
  console.log(`${principals} principals`);
  console.log(`first line after  ${firstLineSeconds.toFixed(2)} s, at most ${MOST.firstLineSeconds}`);
  console.log(
    `all after         ${seconds.toFixed(1)} s, ${ratioOf(measured).toFixed(2)} of the ${limit.toFixed(1)} s of an audit; at most ${MOST.ratio}`,
  );
  console.log(`memory            ${megabytes.toFixed(0)} MB, at most ${MOST.megabytes}`);
  console.log(`refused calls     ${refused}, at most ${MOST.refused}`);

  const broken = brokenOf(
    measured,
    BOUNDS.filter((bound) => !isQuick || bound !== 'ratio'),
  );
  console.log(broken.length === 0 ? '\nholds' : `\nBROKEN: ${broken.join('; ')}`);
  return broken.length === 0;
}

const ratioOf = ({ seconds, limit }: Measured) => seconds / limit;

function brokenOf(measured: Measured, bounds: readonly Bound[]): string[] {
  const values: Record<Bound, number> = { ...measured, ratio: ratioOf(measured) };
  return brokenBounds(values, MOST, bounds);
}

exitWith(main());
