import { escaped } from './markup';
import type { Span, Timeline } from './report';
import { dayOf, minuteOf } from './times';

/** So many are drawn, the latest; the table has them all. */
const DRAWN = 20;

/** Spans as a list, the latest first: each is drawn between whom it is of and its times, so that it is read aloud as it is. */
export function timelineOf(timeline: Timeline | undefined): string {
  if (timeline === undefined || timeline.spans.length === 0) return '';
  const { title, asOf, spans } = timeline;
  const latest = spans.toSorted((one, other) => Date.parse(other.from) - Date.parse(one.from)).slice(0, DRAWN);
  const first = latest.at(-1)?.from ?? asOf;
  const begin = Date.parse(first);
  const items = latest.map((span) => spanOf(span, { begin, end: Math.max(Date.parse(asOf), begin + 1) }));
  const more = spans.length > latest.length ? `, the latest ${latest.length} of ${spans.length}` : '';
  return `<div class="charts">
<figure class="timeline"><figcaption>${escaped(title)} <small>${escaped(timesOf(first, asOf))}, UTC${more}</small></figcaption>
<ul>${items.join('')}</ul></figure>
</div>`;
}

/** One that goes on is drawn to the end; however short, it can be seen. */
function spanOf({ label, from, to }: Span, { begin, end }: { readonly begin: number; readonly end: number }): string {
  const place = (at: number) => Math.round(((at - begin) / (end - begin)) * 1000) / 10;
  const width = Math.max(1, place(to === undefined ? end : Date.parse(to)) - place(Date.parse(from)));
  const x = Math.max(0, Math.min(place(Date.parse(from)), 100 - width));
  const bar = `<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect${to === undefined ? ' class="open"' : ''} x="${x}" width="${width}" height="1"/></svg>`;
  const times = to === undefined ? `since ${minuteOf(from)}` : timesOf(from, to);
  return `<li><span>${escaped(label)}</span>${bar}<b>${escaped(times)}</b></li>`;
}

/** A day is named once: what an incident lasts is mostly minutes. */
function timesOf(from: string, to: string): string {
  const end = minuteOf(to);
  return `${minuteOf(from)} to ${dayOf(from) === dayOf(to) ? end.slice('YYYY-MM-DD '.length) : end}`;
}
