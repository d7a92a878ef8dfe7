import { describeWhere } from '../../support/describe-where';
import { missingHere } from './requirements';

/** Like `describe`; says what is missing and skips where the machine cannot run these tests. */
export function describeE2e(name: string, tests: () => void): void {
  describeWhere('end-to-end tests', missingHere(), name, tests);
}
