import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Lock, PackageOpen } from 'lucide-react';
import { Link } from 'react-router';
import { DELETE, need, POST, type Schema, servers } from '../../api/api';
import { exportsAsked, locksAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { Mark } from '../../part/Badge';
import { Answered, Empty, Failure, Page, Panel, TableWrap } from '../../part/Parts';
import { Moment, useQuantity } from '../../part/time';
import { bytes } from '../../words/quantity';
import { useWords } from '../../words/words';

type Export = Schema['Export'];

/** Footage taken out with proof of origin, and what is locked as evidence. */
export default function Exports() {
  const { t } = useWords();
  const me = useMe();
  const asked = useQuery(exportsAsked);
  return (
    <Page
      title={t('exports.title')}
      lead={t('exports.lead')}
      actions={
        <Button component="a" href="/verify" target="_blank" rel="noreferrer" variant="default">
          {t('exports.verify')}
        </Button>
      }
    >
      <div className="stack">
        <div className="panel">
          <Answered asked={asked}>
            {(exports) =>
              exports.length === 0 ? (
                <Empty
                  icon={PackageOpen}
                  title={t('exports.empty')}
                  action={
                    <Button component={Link} to="/timeline" variant="light">
                      {t('nav.timeline')}
                    </Button>
                  }
                >
                  {t('exports.empty.means')}
                </Empty>
              ) : (
                <Jobs exports={exports} />
              )
            }
          </Answered>
        </div>
        {may(me, 'playback') ? <Locks /> : null}
      </div>
    </Page>
  );
}

const RUNNING: Export['state'][] = ['waiting', 'reading', 'writing', 'signing'];
const TONES: Record<Export['state'], 'ok' | 'stand' | 'bad' | 'off'> = {
  waiting: 'off',
  reading: 'stand',
  writing: 'stand',
  signing: 'stand',
  done: 'ok',
  failed: 'bad',
  stopped: 'off',
};

function Jobs({ exports }: { exports: Export[] }) {
  const { t, language } = useWords();
  const { length } = useQuantity();
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: ['exports'] });
  const cancel = useMutation({
    mutationFn: (id: string) =>
      need(POST('/api/exports/{export}/cancel', { params: { path: { export: id } } })),
    onSuccess: changed,
  });
  const remove = useMutation({
    mutationFn: (id: string) => need(DELETE('/api/exports/{export}', { params: { path: { export: id } } })),
    onSuccess: changed,
  });
  const fetchFile = useMutation({ mutationFn: download });
  return (
    <>
      {cancel.error || remove.error || fetchFile.error ? (
        <Failure failure={cancel.error ?? remove.error ?? fetchFile.error} />
      ) : null}
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('timeline.cameras')}</th>
              <th>{t('exports.span')}</th>
              <th>{t('recorder.state')}</th>
              <th>{t('exports.result')}</th>
              <th>{t('exports.by')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {exports.map((job) => {
              const seconds = (Date.parse(job.order.to) - Date.parse(job.order.from)) / 1000;
              const running = RUNNING.includes(job.state);
              return (
                <tr key={job.id} data-export={job.id} data-state={job.state}>
                  <td className="name several">
                    {job.order.cameras.join(', ')}
                    {job.order.note ? <div className="muted small">{job.order.note}</div> : null}
                  </td>
                  <td>
                    <Moment at={job.order.from} />
                    <div className="muted small">{length(seconds)}</div>
                  </td>
                  <td>
                    <Mark tone={TONES[job.state]}>{t(`export.${job.state}`)}</Mark>
                    {running ? (
                      <Progress
                        value={job.progress * 100}
                        aria-label={t('export.progress')}
                        mt={7}
                        w={120}
                        size="sm"
                      />
                    ) : null}
                  </td>
                  <td className="small soft said">
                    <Result job={job} />
                  </td>
                  <td>
                    {job.by.name}
                    <div className="muted small">
                      <Moment at={job.ordered} />
                    </div>
                  </td>
                  <td>
                    <div className="row actions">
                      {job.state === 'done' ? (
                        <Button
                          size="compact-sm"
                          leftSection={<Download size={14} aria-hidden="true" />}
                          loading={fetchFile.isPending && fetchFile.variables === job.id}
                          onClick={() => fetchFile.mutate(job.id)}
                        >
                          {t('exports.fetch', { size: bytes(job.bytes, language) })}
                        </Button>
                      ) : null}
                      {running ? (
                        <Button size="compact-sm" variant="default" onClick={() => cancel.mutate(job.id)}>
                          {t('exports.stop')}
                        </Button>
                      ) : (
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          color="gray"
                          onClick={() => remove.mutate(job.id)}
                        >
                          {t('common.remove')}
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableWrap>
    </>
  );
}

function Result({ job }: { job: Export }) {
  const { t } = useWords();
  const { length } = useQuantity();
  if (job.problem) {
    return (
      <>
        {job.problem.detail} {job.problem.footage}{' '}
        <Link to={`/help/${job.problem.code}`}>{job.problem.code}</Link>
      </>
    );
  }
  if (!job.result) {
    return <>{job.runner ? t('exports.runs', { recorder: job.runner }) : ''}</>;
  }
  const gaps = job.result.cameras.flatMap((camera) => camera.gaps);
  const away = job.result.cameras.flatMap((camera) => camera.away);
  const missing = gaps.reduce((sum, gap) => sum + gap.seconds, 0);
  return (
    <>
      {gaps.length === 0
        ? t('exports.whole')
        : t('exports.gaps', { n: gaps.length, length: length(missing) })}
      {away.length > 0 ? ` · ${t('exports.away', { n: away.length })}` : ''}
    </>
  );
}

/** The browser fetches it itself, with a ticket, so that it can be as large as it wants. */
async function download(id: string): Promise<void> {
  const { ticket } = await need(POST('/api/session/ticket', { body: { path: `/api/exports/${id}/file` } }));
  const link = document.createElement('a');
  link.href = `${servers.base()}/api/exports/${id}/file?ticket=${encodeURIComponent(ticket)}`;
  link.download = '';
  link.click();
}

function Locks() {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const asked = useQuery(locksAsked);
  const lift = useMutation({
    mutationFn: (lock: Schema['Lock']) =>
      need(
        DELETE('/api/locks/{lock}', {
          params: { path: { lock: lock.id }, query: { reason: t('locks.lifted.by', { name: me.name }) } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['locks'] }),
  });
  return (
    <Panel title={t('locks.title')} note={t('locks.note')}>
      {lift.error ? <Failure failure={lift.error} /> : null}
      <Answered asked={asked}>
        {(locks) =>
          locks.length === 0 ? (
            <Empty icon={Lock} title={t('locks.empty')}>
              {t('locks.empty.means')}
            </Empty>
          ) : (
            <TableWrap>
              <table className="table">
                <tbody>
                  {locks.map((lock) => (
                    <tr key={lock.id}>
                      <td className="name">{lock.camera}</td>
                      <td>
                        <Moment at={lock.from} /> – <Moment at={lock.to} />
                      </td>
                      <td>{lock.reason}</td>
                      <td>
                        <Mark tone={lock.state === 'locked' ? 'ok' : 'warn'}>
                          {t(lock.state === 'locked' ? 'locks.locked' : 'locks.pending')}
                        </Mark>
                        {lock.waiting.length > 0 ? (
                          <span className="muted small">
                            {' '}
                            {t('locks.waiting', { nodes: lock.waiting.join(', ') })}
                          </span>
                        ) : null}
                      </td>
                      <td className="right">
                        {may(me, 'lock', lock.camera) ? (
                          <Button
                            size="compact-sm"
                            variant="subtle"
                            color="gray"
                            onClick={() => lift.mutate(lock)}
                          >
                            {t('locks.lift')}
                          </Button>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableWrap>
          )
        }
      </Answered>
    </Panel>
  );
}
