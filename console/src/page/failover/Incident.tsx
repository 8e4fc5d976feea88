import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Activity, ArrowLeft, SquareActivity } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { GET, need, type Schema } from '../../api/api';
import { Mark } from '../../part/Badge';
import { Answered, Empty, isNotThere, Page, Panel, TableWrap } from '../../part/Parts';
import { useQuantity, zone } from '../../part/time';
import { exactTime } from '../../words/quantity';
import { type Key, useWords } from '../../words/words';
import './incident.css';

/** One failover, step by step, and what it cost, measured from the stored footage. */
export default function Incident() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const asked = useQuery({
    queryKey: ['incidents', id],
    queryFn: () =>
      need(GET('/api/failover/history/{incident}', { params: { path: { incident: Number(id) } } })),
    refetchInterval: 3_000,
  });
  if (asked.data === undefined) {
    return (
      <Page title={t('failover.title')}>
        {isNotThere(asked.error) ? (
          <div className="panel">
            <Empty
              icon={Activity}
              title={t('incident.none', { id })}
              action={
                <Button component={Link} to="/failover" variant="default">
                  {t('incident.back')}
                </Button>
              }
            />
          </div>
        ) : (
          <Answered asked={asked}>{() => null}</Answered>
        )}
      </Page>
    );
  }
  return (
    <Answered asked={asked}>
      {(measured) => {
        const { incident } = measured;
        const names = incident.cameras.map((camera) => camera.camera);
        return (
          <Page
            title={t('incident.title', { id: String(incident.id), recorder: incident.lost })}
            lead={t(`failover.cause.${incident.cause}`)}
            actions={
              <>
                <Button
                  component={Link}
                  to="/failover"
                  variant="default"
                  leftSection={<ArrowLeft size={16} aria-hidden="true" />}
                >
                  {t('incident.back')}
                </Button>
                <Button
                  component={Link}
                  to={`/timeline?cams=${names.slice(0, 8).join(',')}&at=${encodeURIComponent(incident.heard)}`}
                  leftSection={<SquareActivity size={16} aria-hidden="true" />}
                >
                  {t('incident.watch')}
                </Button>
              </>
            }
          >
            <div className="stack">
              <Panel title={t('incident.steps')} padded>
                <Steps measured={measured} />
              </Panel>
              <Cameras measured={measured} />
            </div>
          </Page>
        );
      }}
    </Answered>
  );
}

function Steps({ measured: { incident, cameras } }: { measured: Schema['MeasuredIncident'] }) {
  const { t, language } = useWords();
  const { length } = useQuantity();
  const stored = cameras.flatMap((camera) => (camera.firstDurable ? [Date.parse(camera.firstDurable)] : []));
  const begin = Date.parse(incident.heard);
  const steps: { word: Key; at: number }[] = [
    { word: 'incident.heard', at: begin },
    { word: 'incident.noticed', at: Date.parse(incident.noticed) },
    { word: 'incident.decided', at: Date.parse(incident.decided) },
    ...(stored.length > 0 ? [{ word: 'incident.stored' as const, at: Math.max(...stored) }] : []),
  ];
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step.word}>
          <b>{t(step.word)}</b>
          <time dateTime={new Date(step.at).toISOString()}>{exactTime(step.at, language, zone)}</time>
          <span className="muted number">
            {index === 0 ? '' : t('incident.after', { length: length(Math.max(0, step.at - begin) / 1000) })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Cameras({ measured: { incident, cameras } }: { measured: Schema['MeasuredIncident'] }) {
  const { t, language } = useWords();
  const { length } = useQuantity();
  const byName = new Map(cameras.map((camera) => [camera.camera, camera]));
  const known = cameras.filter((camera) => camera.lostSeconds !== undefined);
  const lost = known.reduce((sum, camera) => sum + (camera.lostSeconds ?? 0), 0);
  const summary =
    known.length < incident.cameras.length
      ? t('incident.measuring')
      : lost === 0
        ? t('incident.nothinglost')
        : t('incident.total', { length: length(lost) });
  return (
    <Panel title={t('failover.cameras')} note={summary}>
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('incident.camera')}</th>
              <th>{t('incident.heir')}</th>
              <th>{t('incident.first')}</th>
              <th className="right">{t('incident.took')}</th>
              <th className="right">{t('incident.lost')}</th>
              <th className="right">{t('incident.away')}</th>
              <th>{t('incident.home')}</th>
            </tr>
          </thead>
          <tbody>
            {incident.cameras.map((taken) => {
              const one = byName.get(taken.camera);
              return (
                <tr key={taken.camera}>
                  <td className="name">
                    <Link to={`/timeline?cams=${taken.camera}&at=${encodeURIComponent(incident.heard)}`}>
                      {taken.camera}
                    </Link>
                  </td>
                  <td>{taken.heir}</td>
                  <td>{one?.firstDurable ? exactTime(Date.parse(one.firstDurable), language, zone) : '–'}</td>
                  <td className="right">
                    {one?.takeoverSeconds === undefined ? '–' : length(one.takeoverSeconds)}
                  </td>
                  <td className="right">
                    {one?.lostSeconds === undefined
                      ? '–'
                      : one.lostSeconds === 0
                        ? t('incident.nothing')
                        : length(one.lostSeconds)}
                  </td>
                  <td className="right">
                    {one?.awaySeconds ? length(one.awaySeconds) : one ? t('incident.nothing') : '–'}
                  </td>
                  <td>
                    <Mark tone={taken.isHome ? 'ok' : 'stand'}>
                      {t(taken.isHome ? 'incident.home.yes' : 'incident.home.no')}
                    </Mark>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableWrap>
    </Panel>
  );
}
