import { execFileSync } from 'node:child_process';

/** S3 state locking by a file exists since this version. */
const TERRAFORM = { major: 1, minor: 10 };

/** Says what the machine lacks to run these tests; nothing when it has everything. */
export function missingHere(): string[] {
  return [...missingTerraform(), ...missingMoto()];
}

function missingTerraform(): string[] {
  const version = outputOf('terraform', ['version']);
  const [, major, minor] = /^Terraform v(\d+)\.(\d+)/m.exec(version ?? '') ?? [];
  if (major === undefined) return ['terraform is not on the PATH'];
  const recent = Number(major) > TERRAFORM.major || Number(minor) >= TERRAFORM.minor;
  return recent ? [] : [`terraform is ${major}.${minor ?? ''}, older than ${TERRAFORM.major}.${TERRAFORM.minor}`];
}

function missingMoto(): string[] {
  if (outputOf('python3', ['--version']) === undefined) return ['python3 is not on the PATH'];
  const found = outputOf('python3', ['-c', 'import moto.server']) !== undefined;
  return found ? [] : [`python3 cannot import moto's server (python3 -m pip install 'moto[server]')`];
}

/** @returns undefined when the command is absent or fails */
function outputOf(file: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
