import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
/** The range of the stack, 5.100 to 6.x. */
const ACCEPTED = /^(5\.\d{3}|6\.\d+)\.\d+$/;

/**
 * Where Terraform gets the AWS provider from without a network, as variables for its environment.
 *
 * A configuration of the machine comes first. Terraform looks into its own local mirrors by itself; a mirror anywhere
 * else has to be found. With none of them it asks the registry.
 */
export function providerMirror(folder: string): Readonly<Record<string, string>> {
  const configured = process.env['TF_CLI_CONFIG_FILE'];
  if (configured !== undefined && existsSync(configured)) return { TF_CLI_CONFIG_FILE: configured };
  const mirror = mirrorOnThisMachine();
  if (mirror === undefined) return {};
  const file = join(folder, 'terraform.tfrc');
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}

function mirrorOnThisMachine(): string | undefined {
  const provider = foundFolders().find((folder) => readdirSync(folder).some((entry) => isAccepted(folder, entry)));
  return provider?.slice(0, -PROVIDER.length - 1);
}

/** Unpacked (`<version>/<platform>`) or packed (`terraform-provider-aws_<version>_<platform>.zip`). */
function isAccepted(folder: string, entry: string): boolean {
  const [, packed] = /^terraform-provider-aws_([\d.]+)_(.+)\.zip$/.exec(entry) ?? [];
  if (packed !== undefined) return ACCEPTED.test(packed) && entry.endsWith(`_${platform()}.zip`);
  return ACCEPTED.test(entry) && existsSync(join(folder, entry, platform()));
}

function platform(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return `${process.platform}_${architecture}`;
}

/** Bounded: one file system, eight levels, and neither what `terraform init` left in other projects nor what is temporary. */
function foundFolders(): string[] {
  const paths = ['-path', '/proc', '-o', '-path', tmpdir()];
  const aside = ['(', ...paths, '-o', '-name', '.terraform', '-o', '-name', 'node_modules', ')', '-prune'];
  const wanted = ['-type', 'd', '-path', `*/${PROVIDER}`, '-print'];
  // The exit code tells of folders that find may not read; what it could read stands in its output all the same.
  const { stdout } = spawnSync('find', ['/', '-xdev', '-maxdepth', '8', ...aside, '-o', ...wanted], {
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '');
}
