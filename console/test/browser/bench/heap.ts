import type { CDPSession } from '@playwright/test';

/** What a tab holds, once everything nobody holds was collected. */
export interface Held {
  /** What the page keeps: objects, closures, arrays and texts, MB. */
  kept: number;
  /** That, what the browser has made of the program by and by (faster and faster code), and its own, MB. */
  heap: number;
  nodes: number;
  listeners: number;
}

/** Kinds of the snapshot's nodes that are not the page's data: V8's compiled code, and Chromium's own. */
const NOT_KEPT = new Set(['code', 'hidden', 'native', 'synthetic', 'object shape']);

export async function held(cdp: CDPSession): Promise<Held> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { kept: (await kept(cdp)) / 1e6, heap: usedSize / 1e6, nodes, listeners: jsEventListeners };
}

/** By how much it grows from one value to the next: the straight line that fits them best. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}

async function kept(cdp: CDPSession): Promise<number> {
  const parts: string[] = [];
  const hear = ({ chunk }: { chunk: string }) => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', hear);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', hear);
  const { snapshot, nodes } = JSON.parse(parts.join(''));
  const fields: string[] = snapshot.meta.node_fields;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const types: string[] = snapshot.meta.node_types[type];
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    sum += NOT_KEPT.has(types[nodes[at + type]] ?? '') ? 0 : nodes[at + size];
  }
  return sum;
}
