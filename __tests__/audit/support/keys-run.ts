import { announcedIn } from '../../../src/audit/run/announced';
import { recordedChange, recordedPlan } from '../../../src/audit/recorded/carry';
import { byLooking, recordedBatch } from '../../../src/audit/recorded/judge';
import { recordedInventory } from '../../../src/audit/recorded/list';
import { recordedSummary } from '../../../src/audit/recorded/sum-up';
import type { ChangeAnswer } from '../../../src/audit/change/change-batch';
import type { PlanAnswer } from '../../../src/audit/steps/plan';
import type { InventoryAnswer } from '../../../src/audit/steps/inventory';
import type { Purpose } from '../../../src/domain/run/purpose';
import { recordedPage } from '../../../src/audit/report/recorded-page';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { decideAnnounced, decideKeys, IDLE_KEYS, IDLE_KEYS_PAGE } from './idle-keys';
import type { KeysDeployment } from './keys-deployment';
import { mapped } from './mapped';
import type { Over } from './terminating';

/** A run, step by step, with what the state machine hands from one to the next. */
export class KeysRun {
  private listed: InventoryAnswer | undefined;
  private outputs: object[] = [];
  private made: PlanAnswer | undefined;
  private changed: ChangeAnswer[] = [];
  private attempts = 0;

  public constructor(
    private readonly of: KeysDeployment,
    private readonly run: { readonly runId: string; readonly purpose: Purpose; readonly startedAt: string },
  ) {}

  public async inventory(): Promise<InventoryAnswer> {
    const looksAt = ({ kind }: { readonly kind: string }) => kind === 'user';
    this.listed = await recordedInventory(this.run, { ...IDLE_KEYS, looksAt }, this.of.ports());
    return this.listed;
  }

  /** @param lost names of those whose batch fails; the others are in one that does not */
  public async batches(...lost: readonly string[]): Promise<void> {
    const { manifestKey, prefix } = this.begun();
    const everybody = (await this.of.store.getJson(manifestKey)) as readonly { readonly name: string }[];
    const ports = this.of.ports();
    const { warnDays } = this.of;
    const standings = await announcedIn('accounts/111122223333/idle-keys', this.of.store);
    const decide: typeof decideKeys =
      warnDays === undefined
        ? decideKeys
        : (user, keys) => decideAnnounced(user, keys, { standings, warnDays, startedAt: new Date(this.run.startedAt) });
    const judging = { ...IDLE_KEYS, ...byLooking({ look: () => this.of.account.look, decide }, ports) };
    const Items = everybody.filter(({ name }) => !lost.includes(name));
    const event = { BatchInput: { ...this.run, prefix, callsPerSecond: 5 }, Items };
    this.outputs = [await recordedBatch(event, judging, ports)];
  }

  public async plan(): Promise<PlanAnswer> {
    const results = await mapped('results', this.outputs, this.begun(), this.of.store);
    this.made = await recordedPlan(
      { ...this.audited(), resultsManifest: inCapitals(results) },
      IDLE_KEYS,
      this.of.ports(),
    );
    return this.made;
  }

  /** Carries out what is planned, in one batch. @param over what happens around its calls */
  public async change(over: Over = (ports) => ports): Promise<void> {
    if (this.made === undefined || this.made.changes === 0) return;
    const { prefix } = this.begun();
    const Items = await this.of.store.getJson(this.made.changesKey);
    const ports = this.of.ports(over);
    const event = { BatchInput: { ...this.run, prefix, callsPerSecond: 5 }, Items };
    this.changed = [await recordedChange(event, { ...IDLE_KEYS, handsOf: () => ports.hands }, ports)];
  }

  public async summary() {
    const { store } = this.of;
    const results = await mapped('results', this.outputs, this.begun(), store);
    const changes =
      this.changed.length === 0 ? null : inCapitals(await mapped('change-results', this.changed, this.begun(), store));
    const planKey = this.made?.planKey ?? null;
    const event = { ...this.audited(), resultsManifest: inCapitals(results), planKey, changesManifest: changes };
    const attempt = this.attempts++;
    const of = { ...IDLE_KEYS, ...(this.of.warnDays !== undefined && { announces: true as const }) };
    const page: Parameters<typeof recordedSummary<SlotSet>>[1]['page'] = (made, place) =>
      recordedPage(made, { of, page: IDLE_KEYS_PAGE, place });
    const counts = await recordedSummary({ ...event, attempt }, { ...of, page }, this.of.ports());
    return { counts, rows: await this.rows(), csv: store.objects.get(`${this.begun().prefix}/summary.csv`) ?? '' };
  }

  /** All but the summary. */
  public async upToPlan(): Promise<void> {
    await this.inventory();
    await this.batches();
    await this.plan();
  }

  public async whole() {
    await this.upToPlan();
    await this.change();
    return this.summary();
  }

  /** What became of each principal, by name, as the summary says it. */
  private async rows(): Promise<Readonly<Record<string, string>>> {
    const summary = (await this.of.store.getJson(`${this.begun().prefix}/summary.json`)) as {
      readonly principals: readonly {
        readonly name: string;
        readonly decision: { readonly reason: string };
        readonly outcome?: { readonly kind: string; readonly why?: string };
      }[];
    };
    return Object.fromEntries(
      summary.principals.map(({ name, decision, outcome }) => [
        name,
        outcome === undefined ? decision.reason : said(outcome),
      ]),
    );
  }

  private audited() {
    const { prefix, principals } = this.begun();
    return { ...this.run, prefix, principals };
  }

  private begun(): InventoryAnswer {
    if (this.listed === undefined) throw new Error('the run has no inventory yet');
    return this.listed;
  }
}

const said = ({ kind, why }: { readonly kind: string; readonly why?: string }) =>
  why === undefined ? kind : `${kind}: ${why}`;

/** An address as Step Functions writes it. */
const inCapitals = ({ bucket, key }: { readonly bucket: string; readonly key: string }) => ({
  Bucket: bucket,
  Key: key,
});
