import type { Construct } from 'constructs';
import type { Admins } from '../foundation/guardrail-stack';
import { Preflight, type PreflightProps } from '../foundation/preflight';

/** The admin groups as the account has them, asked for once; a group may be missing where nobody asks. */
export function adminsOf(scope: Construct, props: PreflightProps): Admins {
  let preflight: Preflight | undefined;
  return {
    ask: () => (preflight ??= new Preflight(scope, 'preflight', props)),
    known: () => preflight,
  };
}
