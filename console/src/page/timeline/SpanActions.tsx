import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download, Lock, X } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { need, once, POST } from '../../api/api';
import { may, useMe } from '../../api/session';
import { usePageKeys } from '../../app/keys';
import type { DrawnLane } from '../../lane/geometry';
import { Failure } from '../../part/Parts';
import { Sheet } from '../../part/Sheet';
import { useQuantity, zone } from '../../part/time';
import { moment, timeOfDay } from '../../words/quantity';
import { useWords } from '../../words/words';

interface Props {
  cameras: string[];
  marks: { inMs: number | null; outMs: number | null };
  lanes: readonly DrawnLane[];
  onClear(): void;
}

/** What can be done with a marked span: export it, lock it as evidence. */
export function SpanActions({ cameras, marks, lanes, onClear }: Props) {
  const { t, language } = useWords();
  const { length } = useQuantity();
  const me = useMe();
  const [open, setOpen] = useState<'export' | 'lock' | null>(null);
  const { inMs, outMs } = marks;
  const whole = inMs !== null && outMs !== null && outMs > inMs;
  usePageKeys(whole ? { e: () => setOpen('export') } : {});
  if (inMs === null && outMs === null) {
    return null;
  }
  const at = (ms: number | null) => (ms === null ? '…' : timeOfDay(ms, language, zone));
  return (
    <div className="span-bar" role="status">
      <b className="number">
        {at(inMs)} – {at(outMs)}
      </b>
      {whole ? (
        <span className="muted">{t('timeline.marked', { length: length((outMs - inMs) / 1000) })}</span>
      ) : null}
      <span className="bar-space" />
      {whole && may(me, 'export') ? (
        <Button leftSection={<Download size={16} aria-hidden="true" />} onClick={() => setOpen('export')}>
          {t('timeline.export')}
        </Button>
      ) : null}
      {whole && may(me, 'lock') ? (
        <Button
          variant="default"
          leftSection={<Lock size={16} aria-hidden="true" />}
          onClick={() => setOpen('lock')}
        >
          {t('timeline.lock')}
        </Button>
      ) : null}
      <Button
        variant="subtle"
        color="gray"
        leftSection={<X size={16} aria-hidden="true" />}
        onClick={onClear}
      >
        {t('timeline.unmark')}
      </Button>
      {whole ? (
        <Sheet
          opened={open !== null}
          onClose={() => setOpen(null)}
          title={t(open === 'lock' ? 'timeline.lock.title' : 'export.new')}
          size="lg"
        >
          {open === 'export' ? (
            <ExportSheet cameras={cameras} fromMs={inMs} toMs={outMs} lanes={lanes} />
          ) : (
            <LockSheet cameras={cameras} fromMs={inMs} toMs={outMs} onDone={() => setOpen(null)} />
          )}
        </Sheet>
      ) : null}
    </div>
  );
}

interface Span {
  cameras: string[];
  fromMs: number;
  toMs: number;
}

/** Before it begins: what it will hold, and what will be missing from it. */
function ExportSheet({ cameras, fromMs, toMs, lanes }: Span & { lanes: readonly DrawnLane[] }) {
  const { t, code, language } = useWords();
  const { length } = useQuantity();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const allowed = cameras.filter((camera) => may(me, 'export', camera));
  const begin = useMutation({
    mutationFn: () =>
      need(
        POST('/api/exports', {
          params: { header: once() },
          body: {
            cameras: allowed,
            stream: 'main',
            from: new Date(fromMs).toISOString(),
            to: new Date(toMs).toISOString(),
            ...(note.trim() ? { note: note.trim() } : {}),
          },
        }),
      ),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['exports'] });
      navigate('/exports');
    },
  });
  const missing = lanes
    .filter((lane) => allowed.includes(lane.camera))
    .flatMap((lane) =>
      lane.pieces
        .filter((piece) => piece.kind !== 'have' && piece.toMs > fromMs && piece.fromMs < toMs)
        .map((piece) => ({ camera: lane.camera, piece })),
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate();
      }}
    >
      <dl className="facts">
        <dt>{t('timeline.cameras')}</dt>
        <dd>{allowed.join(', ')}</dd>
        <dt>{t('timeline.from')}</dt>
        <dd>{moment(fromMs, language, zone)}</dd>
        <dt>{t('timeline.to')}</dt>
        <dd>
          {moment(toMs, language, zone)} ({length((toMs - fromMs) / 1000)})
        </dd>
        <dt>{t('export.missing')}</dt>
        <dd>
          {missing.length === 0
            ? t('export.missing.none')
            : missing.slice(0, 12).map(({ camera, piece }) => (
                <div key={`${camera}${piece.fromMs}`}>
                  {camera}, {timeOfDay(piece.fromMs, language, zone)},{' '}
                  {length((piece.toMs - piece.fromMs) / 1000)}:{' '}
                  {piece.kind === 'gap'
                    ? code('cause', piece.cause ?? 'unknown', {}, piece.cause ?? '')
                    : t('timeline.awayhere', { recorder: piece.recorder ?? '' })}
                </div>
              ))}
        </dd>
      </dl>
      <TextInput
        label={t('export.note')}
        data-autofocus
        description={t('export.note.where')}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {begin.error ? <Failure failure={begin.error} /> : null}
      <Button type="submit" loading={begin.isPending} disabled={allowed.length === 0}>
        {t('export.begin')}
      </Button>
    </form>
  );
}

function LockSheet({ cameras, fromMs, toMs, onDone }: Span & { onDone(): void }) {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const lock = useMutation({
    mutationFn: async () => {
      for (const camera of cameras.filter((one) => may(me, 'lock', one))) {
        await need(
          POST('/api/locks', {
            params: { header: once() },
            body: {
              camera,
              from: new Date(fromMs).toISOString(),
              to: new Date(toMs).toISOString(),
              reason: reason.trim(),
            },
          }),
        );
      }
    },
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['locks'] });
      queries.invalidateQueries({ queryKey: ['timeline'] });
      onDone();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        lock.mutate();
      }}
    >
      <p className="soft">{t('timeline.lock.means')}</p>
      <Textarea
        label={t('timeline.lock.reason')}
        required
        data-autofocus
        maxLength={1000}
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {lock.error ? <Failure failure={lock.error} /> : null}
      <Button type="submit" loading={lock.isPending} disabled={reason.trim() === ''}>
        {t('timeline.lock')}
      </Button>
    </form>
  );
}
