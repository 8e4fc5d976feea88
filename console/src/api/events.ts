import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Schema, servers } from './api';
import { EventReader } from './sse';

export type Happening = Schema['Event'];

/** The server sends a comment every 10 s. */
const SILENCE_MAX_MS = 25_000;
const AGAIN_MS = 700;

type Hear = (event: Happening) => void;

const listeners = new Set<Hear>();

/** What happens from now on, to whoever shows it as it happens. */
export function hear(listener: Hear): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows the site's events while mounted: at the next server when one dies, from the last id on. */
export function useEvents(): { connected: boolean } {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    let lastId: string | undefined;
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          const headers: HeadersInit = lastId ? { 'Last-Event-ID': lastId } : {};
          const answer = await servers.ask('/api/events', { headers, signal: stop.signal });
          if (!answer.ok || !answer.body) {
            throw new Error(`events: ${answer.status}`);
          }
          setConnected(true);
          await read(answer.body, (id, data) => {
            lastId = id ?? lastId;
            tell(JSON.parse(data) as Happening);
          });
        } catch (lost) {
          if (stop.signal.aborted) {
            return;
          }
          console.info('the events are asked for again', lost);
        }
        setConnected(false);
        await new Promise((again) => setTimeout(again, AGAIN_MS));
      }
    };
    const tell = (event: Happening) => {
      for (const listener of listeners) {
        listener(event);
      }
      for (const key of stale(event)) {
        queries.invalidateQueries({ queryKey: [key] });
      }
    };
    follow();
    return () => stop.abort();
  }, [queries]);
  return { connected };
}

/** Which answers an event makes old. */
function stale(event: Happening): string[] {
  switch (event.type) {
    case 'lidless.resync':
      return [
        'overview',
        'cameras',
        'recorders',
        'plan',
        'incidents',
        'exports',
        'config',
        'servers',
        'timeline',
      ];
    case 'lidless.failover.decided':
    case 'lidless.failover.returned':
      return ['overview', 'cameras', 'recorders', 'plan', 'incidents', 'timeline'];
    case 'lidless.recorder.changed':
      return ['overview', 'recorders', 'plan', 'pools'];
    case 'lidless.camera.added':
    case 'lidless.camera.removed':
    case 'lidless.camera.changed':
      return ['overview', 'cameras', 'plan'];
    case 'lidless.export.progress':
      return ['exports', 'overview'];
    case 'lidless.gap.stored':
      return ['timeline', 'overview'];
    case 'lidless.config.changed':
      return ['config', 'cameras', 'overview'];
    case 'lidless.server.changed':
      return ['overview', 'servers'];
    default:
      return ['overview'];
  }
}

async function read(
  body: ReadableStream<Uint8Array>,
  event: (id: string | undefined, data: string) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  const parse = new EventReader(event);
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silent = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the events fell silent')), SILENCE_MAX_MS);
    });
    try {
      const { done, value } = await Promise.race([reader.read(), silent]);
      if (done) {
        return;
      }
      parse.take(value);
    } catch (broken) {
      void reader.cancel().catch((late: unknown) => console.info('events were closed already', late));
      throw broken;
    } finally {
      clearTimeout(timer);
    }
  }
}
