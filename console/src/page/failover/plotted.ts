import type { Schema } from '../../api/api';

type Incident = Schema['Incident'];
type Row = (number | null)[];

export interface Plotted {
  /** In order of time, as the rows are. */
  shown: Incident[];
  /** Seconds since 1970; seconds until it was decided, of recorders that went away, and of those that fell silent. */
  data: [number[], Row, Row];
  slowest: number;
}

/** A logarithmic scale has no zero. */
const LEAST_S = 0.001;

/** From the last sign of life until another recorder was told to record, in seconds. */
export function decidedIn(incident: Incident): number {
  return (Date.parse(incident.decided) - Date.parse(incident.heard)) / 1000;
}

/** What is drawn of the failovers; two at the same moment stand side by side. */
export function plotted(incidents: readonly Incident[]): Plotted {
  const shown = [...incidents].sort((a, b) => Date.parse(a.noticed) - Date.parse(b.noticed));
  const took = (cause: Incident['cause']): Row =>
    shown.map((one) => (one.cause === cause ? Math.max(LEAST_S, decidedIn(one)) : null));
  return {
    shown,
    data: [shown.map((one) => Date.parse(one.noticed) / 1000), took('gone'), took('silent')],
    slowest: Math.max(0, ...shown.map(decidedIn)),
  };
}
