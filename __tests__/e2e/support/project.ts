import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Synthesiser } from './synthesiser';

const ROOT = join(__dirname, '../../..');
const SOURCES = ['main.ts', 'src', 'handlers', 'package.json', 'tsconfig.json'];

/** A checkout of the project with settings of its own. */
export class Project {
  /** Folder for what is not the project: configurations, unpacked bundles. */
  public readonly aside = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails e2e-')));
  private readonly folder = join(this.aside, 'project');
  public readonly stack = join(this.folder, 'cdktf.out/stacks/iam-guardrails');
  private readonly synthesiser: Synthesiser;

  public constructor() {
    mkdirSync(this.folder);
    for (const source of SOURCES) cpSync(join(ROOT, source), join(this.folder, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    this.synthesiser = new Synthesiser(this.folder);
  }

  /** Synthesises with these settings, as `npm run synth` does. */
  public async synth(guardrails: object): Promise<void> {
    writeFileSync(join(this.folder, 'cdktf.json'), JSON.stringify({ context: { guardrails } }));
    await this.synthesiser.synth();
  }

  public remove(): void {
    this.synthesiser.stop();
    rmSync(this.aside, { recursive: true, force: true });
  }
}
