import { Button, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Camera as CameraIcon, Maximize, Pencil, RefreshCw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { camerasAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { usePageKeys } from '../../app/keys';
import { NoCameras } from '../../part/NoCameras';
import { Answered, Empty, Failure } from '../../part/Parts';
import { useWords } from '../../words/words';
import { Arrange } from './Arrange';
import './live.css';
import { automatic, COLUMNS, type Layout } from './layout';
import { Single } from './Single';
import { Tile } from './Tile';
import { useLayouts } from './useLayouts';

const CYCLE_MS = 10_000;

/** The wall: live pictures in the person's own arrangements. */
export default function Live() {
  const { t } = useWords();
  const asked = useQuery(camerasAsked);
  useEffect(() => {
    document.title = `${t('live.title')} · Lidless`;
  }, [t]);
  return (
    <div className="page-full">
      <Answered asked={asked}>{(cameras) => <Wall cameras={cameras} />}</Answered>
    </div>
  );
}

type Cameras = NonNullable<
  ReturnType<typeof useQuery<Awaited<ReturnType<NonNullable<typeof camerasAsked.queryFn>>>>>['data']
>;

function Wall({ cameras: all }: { cameras: Cameras }) {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const { layouts, save, failure } = useLayouts();
  const [arranging, setArranging] = useState<Layout | null>(null);
  const [cycling, setCycling] = useState(false);
  const wall = useRef<HTMLDivElement>(null);

  const cameras = useMemo(() => all.filter((camera) => may(me, 'live', camera.camera)), [all, me]);
  const byName = useMemo(() => new Map(cameras.map((camera) => [camera.camera, camera])), [cameras]);
  const own = useMemo(() => automatic(cameras.map((camera) => camera.camera)), [cameras]);
  const chosen = layouts.find((layout) => layout.id === search.get('layout')) ?? own;
  const [columns, setColumns] = useState<number | null>(null);
  const layout = arranging ?? { ...chosen, columns: columns ?? chosen.columns };
  const single = search.get('camera');

  const choose = (id: string) => {
    setColumns(null);
    setSearch(id ? { layout: id } : {});
  };
  const fullScreen = () => void wall.current?.requestFullscreen();
  const openCamera = (name: string | null | undefined) => {
    if (name) {
      const next = new URLSearchParams(search);
      next.set('camera', name);
      setSearch(next);
    }
  };
  const back = () => {
    const next = new URLSearchParams(search);
    next.delete('camera');
    setSearch(next);
  };
  usePageKeys({
    f: fullScreen,
    Escape: back,
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [String(n + 1), () => openCamera(layout.tiles[n])]),
    ),
  });
  useEffect(() => {
    if (!cycling || layouts.length === 0) {
      return undefined;
    }
    const timer = setInterval(() => {
      const ids = ['', ...layouts.map((one) => one.id)];
      const next = ids[(ids.indexOf(chosen.id) + 1) % ids.length] ?? '';
      setSearch(next ? { layout: next } : {});
    }, CYCLE_MS);
    return () => clearInterval(timer);
  }, [cycling, layouts, chosen.id, setSearch]);

  if (all.length === 0) {
    return <NoCameras />;
  }
  if (cameras.length === 0) {
    return (
      <Empty icon={CameraIcon} title={t('live.noright')}>
        {t('live.noright.means')}
      </Empty>
    );
  }
  if (single) {
    return <Single name={single} camera={byName.get(single)} onBack={back} />;
  }
  return (
    <>
      <header className="live-bar">
        <h1 className="hidden">{t('live.title')}</h1>
        <Select
          aria-label={t('live.layout')}
          data={[
            { value: '', label: t('live.all') },
            ...layouts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={chosen.id}
          onChange={(id) => choose(id ?? '')}
          allowDeselect={false}
          disabled={arranging !== null}
          w={200}
        />
        <SegmentedControl
          aria-label={t('live.columns')}
          className="live-columns"
          data={COLUMNS.map(String)}
          value={String(layout.columns)}
          onChange={(value) =>
            arranging ? setArranging({ ...arranging, columns: Number(value) }) : setColumns(Number(value))
          }
        />
        <span className="bar-space" />
        {layouts.length > 0 && !arranging ? (
          <Button
            variant={cycling ? 'light' : 'default'}
            leftSection={<RefreshCw size={16} aria-hidden="true" />}
            aria-pressed={cycling}
            onClick={() => setCycling(!cycling)}
          >
            {t('live.cycle')}
          </Button>
        ) : null}
        {arranging ? null : (
          <>
            <Button
              variant="default"
              leftSection={<Pencil size={16} aria-hidden="true" />}
              onClick={() => setArranging(layout)}
            >
              {t('live.arrange')}
            </Button>
            <Button
              variant="default"
              leftSection={<Maximize size={16} aria-hidden="true" />}
              onClick={fullScreen}
            >
              {t('live.full')}
            </Button>
          </>
        )}
      </header>
      {failure ? <Failure failure={failure} /> : null}
      {arranging ? (
        <Arrange
          layout={arranging}
          cameras={cameras.map((camera) => camera.camera)}
          layouts={layouts}
          onChange={setArranging}
          onSave={(next, id) => {
            save(next);
            setArranging(null);
            choose(id);
          }}
          onCancel={() => setArranging(null)}
        />
      ) : (
        <div className="wall" ref={wall} data-columns={layout.columns}>
          {layout.tiles.map((name, at) =>
            name === null || !byName.has(name) ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place of the wall is its index
              <div key={`empty-${at}`} className="tile tile-empty">
                {name === null ? '' : t('live.tile.gone', { camera: name })}
              </div>
            ) : (
              <button
                type="button"
                key={name}
                className="tile-button"
                aria-label={t('live.open', { camera: name })}
                onClick={() => openCamera(name)}
              >
                <Tile name={name} camera={byName.get(name)} />
              </button>
            ),
          )}
        </div>
      )}
    </>
  );
}
