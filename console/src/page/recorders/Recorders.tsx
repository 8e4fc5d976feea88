import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { HardDrive, Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { need, once, POST, type Recorder, type Schema } from '../../api/api';
import { poolsAsked, recordersAsked, serversAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { Mark } from '../../part/Badge';
import { Answered, Empty, Failure, Page, Panel, ProblemCard, TableWrap } from '../../part/Parts';
import { RecorderKey, signs } from '../../part/recorders';
import { Secret } from '../../part/Secret';
import { Sheet } from '../../part/Sheet';
import { bytes } from '../../words/quantity';
import { useWords } from '../../words/words';
import { stateOf } from '../Overview';
import { recorderTone } from '../sums';
import { Service } from './Service';

/** The machines that record, their storage, and the servers that manage them. */
export default function Recorders() {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const recorders = useQuery(recordersAsked);
  const pools = useQuery(poolsAsked);
  const servers = useQuery(serversAsked);
  const canOperate = may(me, 'operate');
  return (
    <Page
      title={t('recorders.title')}
      actions={
        canOperate ? (
          <Button leftSection={<Plus size={16} aria-hidden="true" />} onClick={() => setSearch({ add: '' })}>
            {t('recorders.add')}
          </Button>
        ) : undefined
      }
    >
      <div className="stack">
        <Panel title={t('overview.recorders')}>
          <Answered asked={recorders}>
            {(list) => <Machines recorders={list} canOperate={canOperate} />}
          </Answered>
        </Panel>
        <Panel title={t('pools.title')} note={t('pools.note')}>
          <Answered asked={pools}>{(list) => <Pools pools={list} />}</Answered>
        </Panel>
        <Panel title={t('servers.title')} note={t('servers.note')}>
          <Answered asked={servers}>{(list) => <Servers servers={list} />}</Answered>
        </Panel>
      </div>
      <Sheet
        opened={canOperate && search.has('add')}
        onClose={() => setSearch({})}
        title={t('recorders.add')}
        size="lg"
      >
        <Invite />
      </Sheet>
    </Page>
  );
}

function Machines({ recorders, canOperate }: { recorders: Recorder[]; canOperate: boolean }) {
  const { t } = useWords();
  const colours = signs(recorders.map((recorder) => recorder.recorder));
  return (
    <TableWrap>
      <table className="table">
        <thead>
          <tr>
            <th>{t('recorder.name')}</th>
            <th>{t('recorder.state')}</th>
            <th className="right">{t('recorder.records')}</th>
            <th className="right">{t('recorder.shadows')}</th>
            <th>{t('recorder.group')}</th>
            <th>{t('recorder.zone')}</th>
            {canOperate ? <th /> : null}
          </tr>
        </thead>
        <tbody>
          {recorders.map((recorder) => (
            <tr key={recorder.recorder}>
              <td className="name">
                <RecorderKey name={recorder.recorder} sign={colours.get(recorder.recorder)} />
              </td>
              <td>
                <Mark tone={recorderTone(recorder)}>{t(`recorder.${stateOf(recorder)}`)}</Mark>
              </td>
              <td className="right">{recorder.records}</td>
              <td className="right">{recorder.shadows}</td>
              <td className="soft">{recorder.group ?? '–'}</td>
              <td className="soft">{recorder.zone ?? '–'}</td>
              {canOperate ? (
                <td className="right">
                  <Service recorder={recorder} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  );
}

function Pools({ pools }: { pools: Schema['RecorderPool'][] }) {
  const { t, language, code } = useWords();
  if (pools.length === 0) {
    return <Empty icon={HardDrive} title={t('pools.empty')} />;
  }
  return (
    <>
      {pools.flatMap(({ recorder, pool }) =>
        pool.problem ? (
          <ProblemCard
            key={recorder + pool.pool}
            problem={{
              code: pool.problem.code,
              what: pool.problem.detail,
              footage: pool.problem.footage,
              next: pool.problem.remedy,
            }}
          />
        ) : (
          []
        ),
      )}
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('recorder.name')}</th>
              <th>{t('pools.pool')}</th>
              <th>{t('recorder.state')}</th>
              <th>{t('pools.used')}</th>
              <th className="right">{t('pools.days')}</th>
              <th className="right">{t('pools.perday')}</th>
              <th>{t('pools.path')}</th>
            </tr>
          </thead>
          <tbody>
            {pools.map(({ recorder, pool }) => {
              const used = pool.bytesUsed ?? 0;
              const whole = used + (pool.bytesFree ?? 0);
              const share = whole > 0 ? used / whole : 0;
              return (
                <tr key={`${recorder}/${pool.pool}`}>
                  <td className="name">{recorder}</td>
                  <td>{pool.pool}</td>
                  <td className="soft">{code('pool', pool.state, {}, pool.state)}</td>
                  <td>
                    <Meter share={share} label={t('pools.share', { share: Math.round(share * 100) })} />
                    <span className="small muted">
                      {bytes(used, language)} / {bytes(whole, language)}
                    </span>
                  </td>
                  <td className="right">
                    {pool.kept?.daysOfFootage === undefined
                      ? '–'
                      : t('overview.days', { n: Math.floor(pool.kept.daysOfFootage) })}
                  </td>
                  <td className="right">{pool.kept ? bytes(pool.kept.bytesPerDay, language) : '–'}</td>
                  <td className="mono soft">{pool.path}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableWrap>
    </>
  );
}

export function Meter({ share, label }: { share: number; label: string }) {
  return (
    <div className="meter" role="img" aria-label={label}>
      <i
        className={share > 0.97 ? 'bad' : share > 0.93 ? 'warn' : ''}
        ref={(bar) => bar?.style.setProperty('width', `${Math.round(share * 100)}%`)}
      />
    </div>
  );
}

function Servers({ servers }: { servers: Schema['Server'][] }) {
  const { t } = useWords();
  return (
    <TableWrap>
      <table className="table">
        <thead>
          <tr>
            <th>{t('servers.name')}</th>
            <th>{t('recorder.state')}</th>
            <th>{t('servers.url')}</th>
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <tr key={server.node}>
              <td className="name">
                {server.node}{' '}
                {server.self ? <span className="muted small">({t('servers.self')})</span> : null}
              </td>
              <td>
                <Mark tone={server.state === 'away' ? 'bad' : 'ok'}>
                  {t(server.state === 'away' ? 'servers.away' : 'servers.here')}
                </Mark>
              </td>
              <td className="mono soft">{server.url ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  );
}

/** A code that lets another machine join, and the two lines to type there. */
function Invite() {
  const { t } = useWords();
  const [role, setRole] = useState<'recorder' | 'management'>('recorder');
  const invite = useMutation({
    mutationFn: (wanted: 'recorder' | 'management') =>
      need(POST('/api/invitations', { params: { header: once() }, body: { role: wanted, seconds: 3600 } })),
  });
  if (invite.data) {
    const address = invite.data.addresses[0] ?? window.location.origin;
    return (
      <div className="stack">
        <p>{t('invite.there')}</p>
        <Secret text={`lidless join ${address} ${invite.data.code}`} />
        <p className="muted">{t('invite.once')}</p>
      </div>
    );
  }
  return (
    <div className="stack">
      <p>{t('invite.means')}</p>
      <div className="row" role="radiogroup" aria-label={t('invite.role')}>
        {(['recorder', 'management'] as const).map((one) => (
          <Button
            key={one}
            role="radio"
            aria-checked={role === one}
            variant={role === one ? 'light' : 'default'}
            onClick={() => setRole(one)}
          >
            {t(`invite.${one}`)}
          </Button>
        ))}
      </div>
      {invite.error ? <Failure failure={invite.error} /> : null}
      <Button loading={invite.isPending} onClick={() => invite.mutate(role)}>
        {t('invite.make')}
      </Button>
    </div>
  );
}
