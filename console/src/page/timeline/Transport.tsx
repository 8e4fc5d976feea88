import { ActionIcon, Button, SegmentedControl, Select, TextInput, Tooltip } from '@mantine/core';
import {
  ArrowLeftToLine,
  ArrowRightToLine,
  ChevronsLeft,
  ChevronsRight,
  type LucideIcon,
  Pause,
  Play,
  Repeat2,
  ScanLine,
} from 'lucide-react';
import { memo, type RefObject, useEffect, useState } from 'react';
import { zone } from '../../part/time';
import { day, exactTime, fromLocal, number, toLocal } from '../../words/quantity';
import { type Key, useWords } from '../../words/words';
import { type Playing, type ScreensHandle, SPEEDS } from './Screens';

const LENGTHS: { value: string; word: Key; ms: number }[] = [
  { value: '600000', word: 'timeline.span.minutes', ms: 600_000 },
  { value: '3600000', word: 'timeline.span.hour', ms: 3_600_000 },
  { value: '21600000', word: 'timeline.span.sixhours', ms: 21_600_000 },
  { value: '86400000', word: 'timeline.span.day', ms: 86_400_000 },
  { value: '604800000', word: 'timeline.span.week', ms: 604_800_000 },
];

interface Props {
  screens: RefObject<ScreensHandle | null>;
  playhead: RefObject<number>;
  /** One of the lengths that can be chosen; null for another. */
  shownLength: string | null;
  onJump(what: 'gap' | 'change', forward: boolean): void;
  onGo(ms: number): void;
  onMark(which: 'inMs' | 'outMs'): void;
  onLength(ms: number): void;
}

/** Which of the lengths that can be chosen this is. */
export function chosenLength(length: number): string | null {
  return LENGTHS.find((one) => Math.abs(one.ms - length) < one.ms * 0.02)?.value ?? null;
}

/** Play, speed, jumps, marks, and the moment that is shown. */
export const Transport = memo(function Transport(props: Props) {
  const { screens, playhead, shownLength, onJump, onGo, onMark, onLength } = props;
  const { t, language } = useWords();
  const [state, setState] = useState<Playing>({ playing: false, speed: 1 });
  useEffect(() => screens.current?.onState(setState), [screens]);
  return (
    <div className="transport" role="toolbar" aria-label={t('timeline.title')}>
      <ActionIcon
        size="xl"
        radius="xl"
        aria-label={t(state.playing ? 'timeline.pause' : 'timeline.play')}
        onClick={() => screens.current?.toggle()}
      >
        {state.playing ? <Pause size={20} /> : <Play size={20} />}
      </ActionIcon>
      <ShownMoment playhead={playhead} onGo={onGo} />
      <SegmentedControl
        aria-label={t('timeline.speed')}
        className="transport-speed"
        data={SPEEDS.map((speed) => ({ value: String(speed), label: `${number(speed, language, 2)}×` }))}
        value={String(state.speed)}
        onChange={(value) => screens.current?.setSpeed(Number(value))}
      />
      <span className="transport-group">
        <Jump
          icon={ChevronsLeft}
          word="timeline.prevgap"
          keys="Shift G"
          onClick={() => onJump('gap', false)}
        />
        <span className="small muted">{t('timeline.legend.gap')}</span>
        <Jump icon={ChevronsRight} word="timeline.nextgap" keys="G" onClick={() => onJump('gap', true)} />
      </span>
      <span className="transport-group">
        <Jump
          icon={ChevronsLeft}
          word="timeline.prevfailover"
          keys="P"
          onClick={() => onJump('change', false)}
        />
        <Repeat2 size={16} className="muted" aria-hidden="true" />
        <Jump
          icon={ChevronsRight}
          word="timeline.nextfailover"
          keys="N"
          onClick={() => onJump('change', true)}
        />
      </span>
      <span className="transport-group">
        <Jump icon={ArrowLeftToLine} word="timeline.in" keys="[" onClick={() => onMark('inMs')} />
        <ScanLine size={16} className="muted" aria-hidden="true" />
        <Jump icon={ArrowRightToLine} word="timeline.out" keys="]" onClick={() => onMark('outMs')} />
      </span>
      <span className="bar-space" />
      <Select
        aria-label={t('timeline.span')}
        data={LENGTHS.map(({ value, word }) => ({ value, label: t(word) }))}
        value={shownLength}
        placeholder={t('timeline.span')}
        onChange={(value) => value && onLength(Number(value))}
        allowDeselect={false}
        w={160}
      />
    </div>
  );
});

function Jump(props: { icon: LucideIcon; word: Key; keys: string; onClick: () => void }) {
  const { t } = useWords();
  const Icon = props.icon;
  return (
    <Tooltip label={`${t(props.word)} (${props.keys})`}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t(props.word)} onClick={props.onClick}>
        <Icon size={19} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The moment on the screens, four times a second; pressed, it becomes a field to go elsewhere. */
function ShownMoment({ playhead, onGo }: { playhead: RefObject<number>; onGo(ms: number): void }) {
  const { t, language } = useWords();
  const [ms, setMs] = useState(playhead.current);
  const [asking, setAsking] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setMs(playhead.current), 120);
    return () => clearInterval(timer);
  }, [playhead]);
  if (asking !== null) {
    return (
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const to = fromLocal(asking, zone);
          if (!Number.isNaN(to)) {
            onGo(to);
          }
          setAsking(null);
        }}
      >
        <TextInput
          type="datetime-local"
          step={1}
          autoFocus
          aria-label={t('timeline.jump')}
          value={asking}
          onChange={(event) => setAsking(event.currentTarget.value)}
        />
        <Button type="submit">{t('timeline.jump')}</Button>
      </form>
    );
  }
  return (
    <button type="button" className="shown-moment number" onClick={() => setAsking(toLocal(ms, zone))}>
      <span className="hidden">{t('timeline.playhead')}: </span>
      <b>{exactTime(ms, language, zone)}</b>
      <span>{day(ms, language, zone)}</span>
    </button>
  );
}
