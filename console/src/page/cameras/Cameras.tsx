import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Camera as CameraIcon, FileSpreadsheet, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Camera } from '../../api/api';
import { camerasAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { Badge } from '../../part/Badge';
import { Answered, Empty, Page, TableWrap } from '../../part/Parts';
import { RecorderKey, signs } from '../../part/recorders';
import { Sheet } from '../../part/Sheet';
import { number, tenths } from '../../words/quantity';
import { useWords } from '../../words/words';
import { AddCamera } from './AddCamera';
import { ImportCameras } from './ImportCameras';

/** Every camera: is it stored, who would take over, what would be lost. */
export default function Cameras() {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const asked = useQuery(camerasAsked);
  // By its own state and not by the address: React takes its time for a new address, and what is typed meanwhile is lost.
  const [opened, setOpened] = useState<'one' | 'table' | null>(null);
  const doing = opened ?? search.get('add');
  const close = () => {
    setOpened(null);
    if (search.has('add')) {
      setSearch({});
    }
  };
  const canAdd = may(me, 'configure');
  return (
    <Page
      title={t('cameras.title')}
      actions={
        canAdd ? (
          <>
            <Button
              variant="default"
              leftSection={<FileSpreadsheet size={16} aria-hidden="true" />}
              onClick={() => setOpened('table')}
            >
              {t('cameras.import')}
            </Button>
            <Button leftSection={<Plus size={16} aria-hidden="true" />} onClick={() => setOpened('one')}>
              {t('cameras.add')}
            </Button>
          </>
        ) : undefined
      }
    >
      <Answered asked={asked}>
        {(cameras) =>
          cameras.length === 0 ? (
            <div className="panel">
              <Empty
                icon={CameraIcon}
                title={t('overview.empty')}
                action={
                  canAdd ? (
                    <Button onClick={() => setOpened('one')}>{t('overview.empty.add')}</Button>
                  ) : undefined
                }
              >
                {t('overview.empty.means')}
              </Empty>
            </div>
          ) : (
            <CameraTable cameras={cameras} />
          )
        }
      </Answered>
      <Sheet
        opened={canAdd && (doing === 'one' || doing === 'first')}
        onClose={close}
        title={t(doing === 'first' ? 'cameras.add.first' : 'cameras.add')}
        size="lg"
      >
        <AddCamera taken={(asked.data ?? []).map((camera) => camera.camera)} onDone={close} />
      </Sheet>
      <Sheet opened={canAdd && doing === 'table'} onClose={close} title={t('cameras.import')} size="xl">
        <ImportCameras onDone={close} />
      </Sheet>
    </Page>
  );
}

type Filter = 'all' | 'trouble';

function CameraTable({ cameras }: { cameras: Camera[] }) {
  const { t, language } = useWords();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const colours = signs(
    cameras.flatMap((camera) => [camera.recorder, camera.status.owner ?? camera.recorder]),
  );
  const shown = cameras.filter(
    (camera) =>
      camera.camera.includes(text.trim().toLowerCase()) && (filter === 'all' || camera.badge !== 'protected'),
  );
  return (
    <div className="panel">
      <div className="panel-head">
        <TextInput
          aria-label={t('cameras.find')}
          placeholder={t('cameras.find')}
          leftSection={<Search size={15} aria-hidden="true" />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('cameras.filter')}
          data={[
            { value: 'all', label: t('cameras.filter.all') },
            { value: 'trouble', label: t('cameras.filter.trouble') },
          ]}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
        />
        <span className="note push">{t('cameras.count', { n: shown.length })}</span>
      </div>
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('cameras.name')}</th>
              <th>{t('recorder.state')}</th>
              <th>{t('cameras.recorder')}</th>
              <th>{t('cameras.protection')}</th>
              <th>{t('cameras.loss')}</th>
              <th>{t('cameras.picture')}</th>
              <th className="right">Mbit/s</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((camera) => (
              <tr key={camera.camera}>
                <td className="name">
                  <Link to={`/cameras/${camera.camera}`}>{camera.camera}</Link>
                </td>
                <td>
                  <Badge badge={camera.badge} />
                </td>
                <td>
                  <RecorderKey
                    name={camera.status.owner ?? camera.recorder}
                    sign={colours.get(camera.status.owner ?? camera.recorder)}
                  />
                </td>
                <td className="soft">{t(`protection.${camera.status.protection ?? camera.protection}`)}</td>
                <td className="soft">{camera.status.expectedLoss ?? '–'}</td>
                <td className="soft">
                  {camera.status.codec
                    ? `${camera.status.codec} ${camera.status.height ?? ''}p ${number(camera.status.framesPerSecond ?? 0, language)} fps`
                    : '–'}
                </td>
                <td className="right">{tenths(camera.status.megabitsPerSecond ?? 0, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
      {shown.length === 0 ? <Empty icon={Search} title={t('find.nothing')} /> : null}
    </div>
  );
}
