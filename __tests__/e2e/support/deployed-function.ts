import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import type { Environment } from './run';

const configuration = z.object({
  CodeSha256: z.string(),
  Handler: z.literal('index.handler'),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

/**
 * A function as it was deployed: the bundle with the hash that Lambda reports, and the environment that Lambda holds.
 *
 * moto runs functions in Docker only, so the bundle runs in a process of its own instead.
 */
export class DeployedFunction {
  private constructor(
    private readonly folder: string,
    private readonly environment: Environment,
  ) {}

  /**
   * @param stack folder of the synthesised stack, with the zips that Terraform uploaded
   * @param aside folder to unpack into; outside the project, so that the bundle finds no package there
   * @param aws variables that lead the SDK to the emulated account
   */
  public static async read(
    lambda: LambdaClient,
    FunctionName: string,
    { stack, aside, aws }: { readonly stack: string; readonly aside: string; readonly aws: Environment },
  ): Promise<DeployedFunction> {
    const answer = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { CodeSha256, Environment } = configuration.parse(answer);
    const folder = unpack(zipWithHash(stack, CodeSha256), mkdtempSync(join(aside, `${FunctionName}-`)));
    // Lambda tells each function its name (Lambda developer guide, "Defined runtime environment variables").
    return new DeployedFunction(folder, { ...Environment.Variables, AWS_LAMBDA_FUNCTION_NAME: FunctionName, ...aws });
  }

  /** Runs the handler once, in a fresh process. */
  public async invoke(event: unknown): Promise<unknown> {
    const child = fork(join(__dirname, 'invoke.cjs'), [this.folder], {
      env: { ...this.environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      execArgv: [],
      silent: true,
    });
    return new Promise((resolve, reject) => {
      const errors: string[] = [];
      child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
      child.once('message', (message) => {
        resolve(z.object({ result: z.unknown() }).parse(message).result);
      });
      child.once('close', (exitCode) => {
        reject(new Error(`the function ended with ${String(exitCode)}: ${legible(errors.join(''))}`));
      });
      child.send(event ?? {});
    });
  }
}

/** Node shows the line that failed, which in a minified bundle is most of it. */
function legible(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.length < 500)
    .join('\n');
}

function zipWithHash(stack: string, sha256: string): Uint8Array {
  const files = readdirSync(join(stack, 'assets'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  const zip = contents.find((content) => createHash('sha256').update(content).digest('base64') === sha256);
  if (zip === undefined) throw new Error(`no zip of the stack has the SHA-256 ${sha256} of the deployed function`);
  return zip;
}

function unpack(zip: Uint8Array, folder: string): string {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
