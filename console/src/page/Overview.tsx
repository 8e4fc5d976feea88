import { Button, Progress } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { HardDrive, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schema } from '../api/api';
import { camerasAsked, overviewAsked, poolsAsked } from '../api/queries';
import { Badge, Mark } from '../part/Badge';
import { NoCameras } from '../part/NoCameras';
import { Answered, Empty, Page, Panel, TableWrap } from '../part/Parts';
import { RecorderKey, signs } from '../part/recorders';
import { Moment, useQuantity, zone } from '../part/time';
import { timeOfDay } from '../words/quantity';
import { useWords } from '../words/words';
import { daysLeft, missingToday, recorderTone } from './sums';

/** The site at a glance: is everything recorded, could it bear a failure, what has happened. */
export function Overview() {
  const { t } = useWords();
  const asked = useQuery(overviewAsked);
  return (
    <Page title={t('overview.title')}>
      <Answered asked={asked}>{(overview) => <Whole overview={overview} />}</Answered>
    </Page>
  );
}

function Whole({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useWords();
  if (overview.cameras.total === 0) {
    return (
      <div className="panel">
        <NoCameras />
      </div>
    );
  }
  return (
    <div className="stack">
      <Cards overview={overview} />
      {overview.recorders.length === 1 ? <OneRecorder /> : null}
      <div className="split">
        <div className="stack">
          <RecorderRows overview={overview} />
          <Troubled />
        </div>
        <div className="stack">
          <Work exports={overview.exports} />
          <Panel title={t('overview.happened')}>
            <Happenings events={overview.events} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Card(props: { label: string; value: string; tone?: string; under: ReactNode; to?: string }) {
  return (
    <section className="card" aria-label={props.label}>
      <span className="label">{props.label}</span>
      <span className={`value ${props.tone ?? ''}`}>{props.value}</span>
      <span className="under">{props.under}</span>
    </section>
  );
}

function Cards({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useWords();
  const { length } = useQuantity();
  const [cameras, pools] = useQueries({ queries: [camerasAsked, poolsAsked] });
  const { total, protected: safe, standingIn, atRisk, notRecording } = overview.cameras;
  const missing = missingToday(cameras.data ?? []);
  const days = daysLeft(pools.data ?? []);
  const last = overview.lastIncident;
  const took = last ? (Date.parse(last.decided) - Date.parse(last.heard)) / 1000 : 0;
  const worst = overview.groups.map((group) => group.state);
  const spare = worst.includes('exposed') ? 'exposed' : worst.includes('at risk') ? 'at-risk' : 'protected';
  return (
    <div className="cards">
      <Card
        label={t('overview.recording')}
        value={t('overview.ofall', { n: total - notRecording, all: total })}
        tone={notRecording > 0 ? 'bad' : ''}
        under={
          notRecording > 0 ? t('overview.notrecording', { n: notRecording }) : t('overview.allrecording')
        }
      />
      <Card
        label={t('overview.protected')}
        value={t('overview.ofall', { n: safe, all: total })}
        tone={atRisk + notRecording > 0 ? 'warn' : 'ok'}
        under={
          standingIn > 0
            ? t('overview.standingin', { n: standingIn })
            : atRisk > 0
              ? t('overview.atrisk', { n: atRisk })
              : t('overview.canfail')
        }
      />
      <Card
        label={t('overview.missing')}
        value={cameras.data ? length(missing.seconds) : '–'}
        tone={missing.seconds > 0 ? 'warn' : ''}
        under={t('overview.missing.cameras', { n: missing.cameras })}
      />
      <Card
        label={t('overview.takeover')}
        value={last ? length(took) : '–'}
        under={
          last ? (
            <Link to={`/failover/${last.id}`}>{t('overview.takeover.last', { recorder: last.lost })}</Link>
          ) : (
            t('overview.takeover.never')
          )
        }
      />
      <Card
        label={t('overview.disk')}
        value={days === null ? '–' : t('overview.days', { n: Math.floor(days) })}
        tone={days !== null && days < 2 ? 'warn' : ''}
        under={overview.groups.length > 0 ? t(`overview.spare.${spare}`) : t('overview.disk.rate')}
      />
    </div>
  );
}

function OneRecorder() {
  const { t } = useWords();
  return (
    <div className="panel panel-body row">
      <HardDrive size={20} aria-hidden="true" />
      <div>
        <b>{t('overview.one')}</b>
        <div className="soft">{t('overview.one.means')}</div>
      </div>
      <Button component={Link} to="/recorders?add" variant="light" className="push">
        {t('overview.one.add')}
      </Button>
    </div>
  );
}

function RecorderRows({ overview }: { overview: Schema['Overview'] }) {
  const { t } = useWords();
  const colours = signs(overview.recorders.map((recorder) => recorder.recorder));
  return (
    <Panel
      title={t('overview.recorders')}
      note={t('overview.recorders.note', { n: overview.recorders.length })}
    >
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('recorder.name')}</th>
              <th>{t('recorder.state')}</th>
              <th className="right">{t('recorder.records')}</th>
              <th className="right">{t('recorder.shadows')}</th>
              <th>{t('recorder.group')}</th>
            </tr>
          </thead>
          <tbody>
            {overview.recorders.map((recorder) => (
              <tr key={recorder.recorder}>
                <td className="name">
                  <Link to="/recorders">
                    <RecorderKey name={recorder.recorder} sign={colours.get(recorder.recorder)} />
                  </Link>
                </td>
                <td>
                  <Mark tone={recorderTone(recorder)}>{t(`recorder.${stateOf(recorder)}`)}</Mark>
                </td>
                <td className="right">{recorder.records}</td>
                <td className="right">{recorder.shadows}</td>
                <td className="soft">{recorder.group ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </Panel>
  );
}

export function stateOf(
  recorder: Schema['Recorder'],
): 'well' | 'suspected' | 'lost' | 'unknown' | 'drained' | 'leaving' {
  if (recorder.state === 'lost' || recorder.state === 'suspected') {
    return recorder.state;
  }
  return recorder.drained ? 'drained' : recorder.leaving ? 'leaving' : recorder.state;
}

/** Cameras that are not as they should be, the worst first; nothing when there are none. */
function Troubled() {
  const { t } = useWords();
  const { data = [] } = useQuery(camerasAsked);
  const order = ['not-recording', 'at-risk', 'standing-in'];
  const those = data
    .filter((camera) => camera.badge !== 'protected')
    .sort((a, b) => order.indexOf(a.badge) - order.indexOf(b.badge))
    .slice(0, 30);
  if (those.length === 0) {
    return null;
  }
  return (
    <Panel title={t('overview.troubled')} note={t('overview.troubled.note', { n: those.length })}>
      <TableWrap>
        <table className="table">
          <tbody>
            {those.map((camera) => (
              <tr key={camera.camera}>
                <td className="name">
                  <Link to={`/cameras/${camera.camera}`}>{camera.camera}</Link>
                </td>
                <td>
                  <Badge badge={camera.badge} />
                </td>
                <td className="soft">{camera.status.problem?.detail ?? camera.status.expectedLoss ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </Panel>
  );
}

function Work({ exports }: { exports: Schema['Export'][] }) {
  const { t } = useWords();
  if (exports.length === 0) {
    return null;
  }
  return (
    <Panel title={t('overview.work')}>
      <div className="panel-body stack">
        {exports.map((job) => (
          <div key={job.id}>
            <div className="row small">
              <Link to="/exports">
                {t('overview.work.export', { cameras: job.order.cameras.join(', ') })}
              </Link>
              <span className="push muted">{t(`export.${job.state}`)}</span>
            </div>
            <Progress value={job.progress * 100} aria-label={t('export.progress')} mt={6} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Happenings({ events }: { events: Schema['Event'][] }) {
  const { t } = useWords();
  if (events.length === 0) {
    return (
      <Empty icon={Radio} title={t('overview.quiet')}>
        {t('overview.quiet.means')}
      </Empty>
    );
  }
  return (
    <ul className="happenings">
      {events.map((event) => (
        <li key={event.id}>
          <Moment at={event.at} />
          <span>
            <Sentence event={event} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What happened, in the reader's language where it is known, else in the server's words. */
export function Sentence({ event }: { event: Schema['Event'] }) {
  const { code, language } = useWords();
  const time = (at: string | undefined) => (at ? timeOfDay(Date.parse(at), language, zone) : '');
  const isGap = event.type === 'lidless.gap.stored';
  const params = {
    camera: event.camera ?? '',
    recorder: event.recorder ?? '',
    from: code('badge', event.from ?? '', {}, event.from ?? ''),
    to: code('badge', event.to ?? '', {}, event.to ?? ''),
    revision: event.revision ?? 0,
    ...(isGap ? { begin: time(event.from), end: time(event.to) } : {}),
  };
  // Which cameras it is of, only the server says.
  return (
    <>
      {event.type === 'lidless.export.progress'
        ? event.text
        : code('event', event.type.replace('lidless.', ''), params, event.text)}
    </>
  );
}
