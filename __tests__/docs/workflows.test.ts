import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scripts } from '../../package.json';

const FOLDER = join(__dirname, '../../.github/workflows');
const workflows = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

/** The jobs of a workflow, each as its text. */
const jobsOf = (text: string) => (text.split(/^jobs:$/m)[1] ?? '').split(/^ {2}(?=\w+:$)/m).slice(1);
const jobs = workflows.flatMap(([, text]) => jobsOf(text));

describe('the workflows of GitHub', () => {
  it('are there, with jobs', () => {
    expect(workflows.map(([name]) => name)).toEqual(['check.yml', 'plan.yml']);
    expect(jobs.length).toBeGreaterThanOrEqual(4);
  });

  it.each(workflows)('name every action by its commit, and say its version: %s', (_, text) => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, one = '']) => one);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
  });

  it.each(workflows)('give no job more than it asks for: %s', (_, text) => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(jobsOf(text).filter((job) => !/^ {4}permissions:$/m.test(job))).toEqual([]);
  });

  it('run nothing of a pull request where there are credentials', () => {
    const trusted = jobs.filter((job) => job.includes('id-token: write'));
    expect(trusted).toHaveLength(1);
    expect(trusted.filter((job) => /actions\/checkout|npm|node /.test(job))).toEqual([]);
  });

  it('review by the branch that is merged into where they may comment', () => {
    const writing = jobs.filter((job) => job.includes('pull-requests: write'));
    expect(writing).toHaveLength(1);
    const checkouts = writing.flatMap((job) => job.split('actions/checkout@').slice(1));
    expect(checkouts).toEqual([expect.stringContaining('ref: ${{ github.event.pull_request.base.sha }}')]);
  });

  it('put no text of a pull request into a script', () => {
    const lines = workflows.flatMap(([, text]) => scriptsOf(text));
    expect(lines.length).toBeGreaterThanOrEqual(8);
    expect(lines.filter((line) => line.includes('${{'))).toEqual([]);
  });

  it('run scripts that package.json has', () => {
    const run = workflows.flatMap(([, text]) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
    expect(run).toEqual(expect.arrayContaining(['check', 'synth', 'build']));
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** Lines that a shell runs: one, or those below `|`. */
function scriptsOf(text: string): string[] {
  return [...text.matchAll(/\brun: (.*)\n((?: {10}.*\n)*)/g)].flatMap(([, line = '', block = '']) =>
    line === '|' ? block.split('\n') : [line],
  );
}
