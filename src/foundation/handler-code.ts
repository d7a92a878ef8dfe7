import { join } from 'node:path';
import type { FunctionCode } from '../constructs/bundle';

/** The project's folder: bundles are made relative to it, wherever it lies. */
const ROOT = join(__dirname, '../..');

/**
 * Source of a handler.
 *
 * @param name path below `handlers`, such as `revoker/answer`
 * @param files that go beside it
 */
export function handlerCode(
  name: string,
  files: Readonly<Record<string, string>> = {},
  { isDivided = false }: Pick<FunctionCode, 'isDivided'> = {},
): FunctionCode {
  return {
    ...{ root: ROOT, isDivided },
    entry: `handlers/${name}.ts`,
    alias: { '@aws-sdk/credential-provider-node': './src/aws/clients/lambda-credentials.ts' },
    files,
  };
}
